import { fillText } from "@chengyun/kernel";
import { formatDate, formatSeconds, useUi } from "@chengyun/ui";
import { Popover, Tooltip } from "antd";
import { useClock, useNow } from "../data/clock.ts";
import { useLiveState } from "../data/live.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { ClockControl } from "./clock-control.tsx";

/** The city's time, and whether what is seen is of this moment. */
export const LiveClock = () => {
  const t = useText();
  const { language, zone } = useUi();
  const now = useNow();
  const live = useLiveState();
  const { data: clock } = useClock();
  const style = { language, zone };
  const may = useMay();
  const paused = clock?.speed === 0;
  const words = { live: t.frame.live, connecting: t.frame.connecting, lost: t.frame.connecting }[live];
  const ahead = clock?.simulated === true && clock.speed === 1;
  const tip = [formatDate(now, style), zone, ...(ahead ? [t.frame.setAhead] : [])].join(" · ");
  const face = (
    <>
      <span className="clock-dot" aria-hidden="true" />
      <span className="clock-words">{paused ? t.frame.clockStands : words}</span>
      {clock?.simulated === true ? <span className="clock-date figure">{formatDate(now, style)}</span> : null}
      <time className="clock-time">{formatSeconds(now, style)}</time>
      {clock?.simulated === true && !ahead && !paused ? (
        <span className="clock-speed" title={t.frame.simulated}>
          {fillText(t.frame.speed, { speed: String(clock.speed) })}
        </span>
      ) : null}
    </>
  );
  if (!may("clock.set"))
    return (
      <Tooltip title={tip}>
        <span className={`clock clock-${live}`}>{face}</span>
      </Tooltip>
    );
  return (
    <Popover title={tip} content={<ClockControl />} trigger="click">
      <button type="button" className={`clock clock-button clock-${live}`} aria-label={t.frame.clockSet}>
        {face}
      </button>
    </Popover>
  );
};
