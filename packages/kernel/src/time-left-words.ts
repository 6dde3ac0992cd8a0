import type { Calendar } from "./calendar.ts";
import { type Clock, timeLeft, unitMs } from "./clock.ts";
import type { TimeKind } from "./limit.ts";

/** What a sentence or a badge about a clock needs; the words themselves are the reader's language's. */
export interface TimeLeftWords {
  readonly state: "running" | "paused" | "late" | "stopped";
  /** Kind of time counted: 2 hours of 工作时 are not 2 hours. */
  readonly kind: TimeKind;
  /** Rounded towards zero, to a tenth of hours and days; negative when overrun. */
  readonly amountLeft: number;
  readonly unit: "day" | "hour" | "minute";
  /** Everything granted, extensions included, in units of `kind`. */
  readonly ofLimit: number;
  /** Also true of a suspended or stopped clock that had passed its deadline. */
  readonly late: boolean;
  /** The deadline may still move with next year's holidays. */
  readonly provisional: boolean;
  readonly dueAt: number | null;
  /** When a suspension ends by itself. */
  readonly resumesAt?: number;
}

const isDays = (kind: TimeKind): boolean => kind === "work-days" || kind === "natural-days";

/** The largest unit that fits: days only for limits in days, minutes under an hour. */
const toAmount = (leftMs: number, kind: TimeKind, dayMs: number): Pick<TimeLeftWords, "amountLeft" | "unit"> => {
  const size = Math.abs(leftMs);
  // `|| 0` turns minus zero into zero.
  const tenths = (unit: number): number => Math.trunc((leftMs * 10) / unit) / 10 || 0;
  if (isDays(kind) && size >= dayMs) return { amountLeft: tenths(dayMs), unit: "day" };
  if (size >= 3_600_000) return { amountLeft: tenths(3_600_000), unit: "hour" };
  return { amountLeft: Math.trunc(leftMs / 60_000) || 0, unit: "minute" };
};

/** How a clock stands, as data for a sentence: never more time than there is, never later than it is. */
export const describeTimeLeft = (clock: Clock, now: number, calendar: Calendar): TimeLeftWords => {
  const left = timeLeft(clock, now, calendar);
  const unit = unitMs(left.kind, calendar);
  const running = left.late ? "late" : "running";
  const open = left.paused ? "paused" : running;
  return {
    state: left.stopped ? "stopped" : open,
    kind: left.kind,
    ...toAmount(left.leftMs, left.kind, unit),
    ofLimit: left.allowedMs / unit,
    late: left.late,
    provisional: left.provisional,
    dueAt: left.dueAt,
    ...(left.resumesAt === null ? {} : { resumesAt: left.resumesAt }),
  };
};
