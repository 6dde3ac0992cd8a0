import { Tooltip } from "antd";
import { useUi } from "../ui-context.tsx";
import { type ClockFigure, dueWords, type TimeLeftNow, timeLeftWords, toTimeLeft } from "./time-left-words.ts";

const radius = 8;
const circle = 2 * Math.PI * radius;

/** How a clock is coloured: late is red, done is green, a standing clock grey, the rest ink. */
const toneOf = ({ state, late }: TimeLeftNow): string => {
  if (late) return "late";
  if (state === "stopped") return "done";
  return state === "running" ? "running" : "still";
};

interface RingProps {
  readonly left: TimeLeftNow;
  readonly size: number;
}

/** The ring alone: the part of the limit that is left; full and red when late, barred when it stands still. */
export const TimeRing = ({ left, size }: RingProps) => {
  const share = left.late ? 1 : left.share;
  return (
    <svg
      className={`cy-ring cy-tone-${toneOf(left)}`}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      <circle className="cy-ring-track" cx="10" cy="10" r={radius} />
      <circle
        className="cy-ring-left"
        cx="10"
        cy="10"
        r={radius}
        strokeDasharray={`${share * circle} ${circle}`}
        transform="rotate(-90 10 10)"
      />
      {left.late && left.state !== "stopped" ? <path className="cy-ring-mark" d="M10 5.6v5.2M10 13.2v1.4" /> : null}
      {left.state === "paused" || left.state === "resting" ? (
        <path className="cy-ring-mark" d="M8.2 7.2v5.6M11.8 7.2v5.6" />
      ) : null}
      {left.state === "stopped" && !left.late ? <path className="cy-ring-mark" d="M6.6 10.2l2.4 2.4 4.4-5" /> : null}
    </svg>
  );
};

interface TimeLeftProps {
  readonly clock: ClockFigure;
  /** Server time now, and when the server counted `clock`; milliseconds since 1970. */
  readonly now: number;
  readonly asOf: number;
  /** `short` for a row of a list, `line` for one sentence, `full` for the figure of a page. */
  readonly form?: "short" | "line" | "full";
  readonly named?: boolean;
}

/** How much time is left, of what limit, by which calendar: the most important figure of the product. */
export const TimeLeft = ({ clock, now, asOf, form = "line", named = false }: TimeLeftProps) => {
  const { language, zone, say } = useUi();
  const style = { language, zone };
  const left = toTimeLeft(clock, now, asOf);
  const words = timeLeftWords(clock, left, now, style);
  const tone = `cy-time-left cy-time-left-${form} cy-tone-${toneOf(left)}`;
  if (form === "full")
    return (
      <div className={tone}>
        <TimeRing left={left} size={44} />
        <div>
          <div className="cy-time-left-name">{say(clock.name)}</div>
          <div className="cy-time-left-main">{words.main}</div>
          <div className="cy-time-left-notes">{[words.limit, ...words.notes].join(" · ")}</div>
          <div className="cy-time-left-notes">{dueWords(clock, style)}</div>
        </div>
      </div>
    );
  return (
    <Tooltip title={[say(clock.name), words.whole, dueWords(clock, style)].filter(Boolean).join(" · ")}>
      <span className={tone}>
        <TimeRing left={left} size={form === "short" ? 16 : 18} />
        <span>
          {named ? <span className="cy-time-left-name">{say(clock.name)} </span> : null}
          {form === "short" ? words.row : words.whole}
        </span>
      </span>
    </Tooltip>
  );
};
