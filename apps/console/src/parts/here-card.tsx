import { CloseOutlined, CopyOutlined } from "@ant-design/icons";
import type { ThingPin } from "@chengyun/contracts";
import { fillText, metresApart } from "@chengyun/kernel";
import { type MapPoint, type MapPosition, type MapSelection, SeverityMark, useUi } from "@chengyun/ui";
import { App, Button } from "antd";
import { useNearest, useSearch } from "../data/map.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { QueryView } from "./query-view.tsx";

const Near = ({ thing, from, onSelect }: { thing: ThingPin; from: MapPosition; onSelect: () => void }) => {
  const t = useText();
  const { say } = useUi();
  const metres = metresApart(from, thing.position);
  const far =
    metres < 1_000
      ? fillText(t.atlas.metres, { n: String(Math.round(metres)) })
      : fillText(t.atlas.kilometres, { n: (metres / 1_000).toFixed(1) });
  return (
    <li>
      <button type="button" className="row-link plain" onClick={onSelect}>
        {thing.severity === undefined ? null : <SeverityMark severity={thing.severity} word={false} />}
        <span className="row-main">{say(thing.name)}</span>
        <span className="cy-faint figure">{far}</span>
      </button>
    </li>
  );
};

interface HereCardProps {
  readonly point: MapPoint;
  readonly onSelect: (selection: MapSelection) => void;
  readonly onClose: () => void;
}

/** What a place of the map is: its names, its coordinates, and what is registered near by. */
export const HereCard = ({ point: { position, names }, onSelect, onClose }: HereCardProps) => {
  const t = useText();
  const may = useMay();
  const { say } = useUi();
  const { message } = App.useApp();
  const [longitude, latitude] = position;
  const written = `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;
  const known = useSearch(written, undefined).data?.items[0];
  const nearest = useNearest(position, may("things.read"));
  const copy = (): void => {
    navigator.clipboard.writeText(written).then(
      () => void message.info(t.atlas.placeCopied),
      () => void message.info(t.atlas.notCopied),
    );
  };
  return (
    <aside className="map-card detail" aria-label={t.atlas.here}>
      <Button
        className="detail-close"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t.frame.close}
        onClick={onClose}
      />
      <h2>{names.length === 0 ? t.atlas.here : names.slice(0, 3).map(say).join(" · ")}</h2>
      {known === undefined ? null : <p>{say(known.title)}</p>}
      <p className="cy-faint">{t.atlas.coordinates}</p>
      <p className="figure">
        {written}{" "}
        <Button size="small" type="text" icon={<CopyOutlined />} aria-label={t.atlas.copyPlace} onClick={copy} />
      </p>
      {may("things.read") ? (
        <>
          <h3>{t.atlas.nearest}</h3>
          <QueryView query={nearest} rows={4}>
            {(things) =>
              things.length === 0 ? (
                <p className="cy-faint">{t.atlas.nearestNone}</p>
              ) : (
                <ul className="records">
                  {things.map((thing) => (
                    <Near
                      key={thing.id}
                      thing={thing}
                      from={position}
                      onSelect={() => onSelect({ kind: "thing", id: thing.id, position: thing.position })}
                    />
                  ))}
                </ul>
              )
            }
          </QueryView>
        </>
      ) : null}
    </aside>
  );
};
