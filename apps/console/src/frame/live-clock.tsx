import { fillText } from "@chengyun/kernel";
import { formatDate, formatSeconds, useUi } from "@chengyun/ui";
import { Tooltip } from "antd";
import { useClock, useNow } from "../data/clock.ts";
import { useLiveState } from "../data/live.ts";
import { useText } from "../strings/text.ts";

/** The city's time, and whether what is seen is of this moment. */
export const LiveClock = () => {
  const t = useText();
  const { language, zone } = useUi();
  const now = useNow();
  const live = useLiveState();
  const { data: clock } = useClock();
  const style = { language, zone };
  const words = { live: t.frame.live, connecting: t.frame.connecting, lost: t.frame.connecting }[live];
  const ahead = clock?.simulated === true && clock.speed === 1;
  const tip = [formatDate(now, style), zone, ...(ahead ? [t.frame.setAhead] : [])].join(" · ");
  return (
    <Tooltip title={tip}>
      <span className={`clock clock-${live}`}>
        <span className="clock-dot" aria-hidden="true" />
        <span className="clock-words">{words}</span>
        {clock?.simulated === true ? <span className="clock-date figure">{formatDate(now, style)}</span> : null}
        <time className="clock-time">{formatSeconds(now, style)}</time>
        {clock?.simulated === true && !ahead ? (
          <span className="clock-speed" title={t.frame.simulated}>
            {fillText(t.frame.speed, { speed: String(clock.speed) })}
          </span>
        ) : null}
      </span>
    </Tooltip>
  );
};
