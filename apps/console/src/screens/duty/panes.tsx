import { useUi } from "@chengyun/ui";
import { Splitter } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { type Room, useRoom } from "../../frame/width.ts";
import { recall, remember } from "../../settings.ts";
import { useText } from "../../strings/text.ts";

interface PanesProps {
  readonly queue: ReactNode;
  readonly map: (padRight: number) => ReactNode;
  /** Absent when nothing is selected and the detail may give way. */
  readonly detail: ReactNode | undefined;
  readonly empty: ReactNode;
}

interface Sizes {
  readonly queue: number;
  readonly detail: number;
}

const firstSizes: Readonly<Record<Room, Sizes>> = {
  phone: { queue: 0, detail: 0 },
  narrow: { queue: 340, detail: 420 },
  desk: { queue: 380, detail: 460 },
  wall: { queue: 620, detail: 760 },
};

/** Queue, map and detail side by side; sizes are dragged, collapsed and found again. On a phone the detail is a sheet. */
export const Panes = ({ queue, map, detail, empty }: PanesProps) => {
  const room = useRoom();
  const t = useText();
  const { language } = useUi();
  const place = `chengyun.duty.${room}`;
  const [sizes, setSizes] = useState<Sizes>(() => recall(place, firstSizes[room]));
  const keep = (next: Sizes): void => {
    setSizes(next);
    remember(place, next);
  };
  // antd has no words for these in any language.
  useEffect(() => {
    for (const bar of document.querySelectorAll(".duty .ant-splitter-bar-collapse-bar"))
      bar.setAttribute("aria-label", bar.className.includes("-start") ? t.duty.foldStart : t.duty.foldEnd);
  });
  if (room === "phone")
    return (
      <div className="duty-phone">
        <div className="duty-phone-map">{map(0)}</div>
        <div className="duty-phone-queue">{queue}</div>
        {detail === undefined ? null : <div className="sheet">{detail}</div>}
      </div>
    );
  const over = room === "narrow";
  return (
    <Splitter
      key={`${room}${language}`}
      className="duty"
      onResizeEnd={(all) =>
        keep({ queue: all[0] ?? sizes.queue, detail: over ? sizes.detail : (all[2] ?? sizes.detail) })
      }
      onCollapse={(_, all) => keep({ queue: all[0] ?? 0, detail: over ? sizes.detail : (all[2] ?? 0) })}
    >
      <Splitter.Panel defaultSize={sizes.queue} min={260} max={900} collapsible={{ start: true, end: true }}>
        {queue}
      </Splitter.Panel>
      <Splitter.Panel min={320}>
        <div className="duty-map">
          {map(over && detail !== undefined ? sizes.detail : 0)}
          {over && detail !== undefined ? (
            <aside className="duty-over" style={{ width: sizes.detail }}>
              {detail}
            </aside>
          ) : null}
        </div>
      </Splitter.Panel>
      {over ? null : (
        <Splitter.Panel defaultSize={sizes.detail} min={340} max={1_200} collapsible={{ start: true, end: true }}>
          <div className="duty-beside">{detail ?? empty}</div>
        </Splitter.Panel>
      )}
    </Splitter>
  );
};
