import { addWorkingTime, type Calendar, isKnown, workDayMs, workingTime } from "./calendar.ts";
import type { Limit, TimeKind } from "./limit.ts";
import { dayMs, fromWall, toWall } from "./zone.ts";

const hourMs = 3_600_000;

/** One suspension: from a moment until another, or until somebody resumes (null). */
export interface Pause {
  readonly from: number;
  readonly until: number | null;
}

/**
 * A running limit: what happened to it, and nothing computed from that but its deadline. Moments are
 * milliseconds since 1970; the whole is plain JSON. Every figure is worked out anew from the calendar given,
 * so a year's holidays announced later correct it.
 */
export interface Clock {
  /** The limit it was started with. */
  readonly limit: Limit;
  readonly startedAt: number;
  /** Limits granted on top, in order. */
  readonly extensions: readonly Limit[];
  /** Suspensions in order; only the last may be open or end in the future. */
  readonly pauses: readonly Pause[];
  readonly stoppedAt: number | null;
  /** Deadline by the calendar of the last change; null while suspended without an end. */
  readonly dueAt: number | null;
}

/** How a clock stands at a moment. Amounts are milliseconds of the clock's own kind of time. */
export interface TimeLeft {
  readonly kind: TimeKind;
  /** Time the limit and its extensions allow. */
  readonly allowedMs: number;
  readonly elapsedMs: number;
  /** Negative when overrun; `elapsedMs + leftMs` is `allowedMs`. */
  readonly leftMs: number;
  /** After the deadline, and for a stopped clock: stopped after it. */
  readonly late: boolean;
  readonly paused: boolean;
  readonly stopped: boolean;
  /** The deadline lies beyond the announced holidays and may still move. */
  readonly provisional: boolean;
  readonly dueAt: number | null;
  /** When a suspension ends by itself. */
  readonly resumesAt: number | null;
}

/** Working hours and days stand still outside working hours; the other kinds never do. */
const isWorking = (kind: TimeKind): boolean => kind === "work-hours" || kind === "work-days";

/** One unit of a kind of time in milliseconds of that time; a working day is as long as the calendar's. */
export const unitMs = (kind: TimeKind, calendar: Calendar): number => {
  if (kind === "work-days") return workDayMs(calendar);
  return kind === "natural-days" ? dayMs : hourMs;
};

/** Time of a kind that passes between two moments. Natural days are days of the city's wall clock, whatever daylight saving does. */
const countTime = (calendar: Calendar, kind: TimeKind, from: number, to: number): number => {
  if (to <= from) return 0;
  if (isWorking(kind)) return workingTime(calendar, from, to);
  return kind === "natural-days" ? toWall(calendar.zone, to) - toWall(calendar.zone, from) : to - from;
};

/** First moment, `from` or later, by which an amount of a kind of time has passed since `from`. */
const addTime = (calendar: Calendar, kind: TimeKind, from: number, amountMs: number): number => {
  if (isWorking(kind)) return addWorkingTime(calendar, from, amountMs);
  if (kind !== "natural-days") return from + amountMs;
  return Math.max(from, fromWall(calendar.zone, toWall(calendar.zone, from) + amountMs));
};

const allowed = (clock: Clock, calendar: Calendar): number =>
  [clock.limit, ...clock.extensions].reduce(
    (sum, { amount, kind }) => sum + Math.round(amount * unitMs(kind, calendar)),
    0,
  );

/**
 * The moment by which a clock must be stopped, undefined while it is suspended without an end.
 * A limit that fills a working period ends with it (12:00 or 18:00); stopping at the deadline itself is in time.
 */
export const deadline = (clock: Clock, calendar: Calendar): number | undefined =>
  momentOf(clock, calendar, allowed(clock, calendar));

/** Share of the time allowed that is gone when a limit is called nearly over. */
const nearlyShare = 0.75;

/** The moment from which a clock is nearly late: a quarter of its time is left. Undefined while suspended without an end. */
export const nearlyLateAt = (clock: Clock, calendar: Calendar): number | undefined =>
  momentOf(clock, calendar, Math.round(allowed(clock, calendar) * nearlyShare));

/** When a clock has counted an amount, undefined while it is suspended without an end before that. */
const momentOf = (clock: Clock, calendar: Calendar, amountMs: number): number | undefined => {
  const { kind } = clock.limit;
  let left = amountMs;
  let from = clock.startedAt;
  for (const pause of clock.pauses) {
    const due = addTime(calendar, kind, from, left);
    if (due < pause.from) return due;
    if (pause.until === null) return undefined;
    left -= countTime(calendar, kind, from, pause.from);
    from = pause.until;
  }
  return addTime(calendar, kind, from, left);
};

/** The clock with its deadline by this calendar: after every change, and when new holidays are announced. */
export const redateClock = (clock: Clock, calendar: Calendar): Clock => ({
  ...clock,
  dueAt: deadline(clock, calendar) ?? null,
});

/** Starts a limit; outside working hours a working limit begins to count at the next working moment. */
export const startClock = (limit: Limit, at: number, calendar: Calendar): Clock =>
  redateClock({ limit, startedAt: at, extensions: [], pauses: [], stoppedAt: null, dueAt: null }, calendar);

/** The suspension a clock is in at a moment. */
const findPause = (clock: Clock, at: number): Pause | undefined => {
  const last = clock.pauses.at(-1);
  return last !== undefined && last.from <= at && (last.until === null || at < last.until) ? last : undefined;
};

/** The earliest moment at which something may still happen to a clock: the past is not rewritten. */
const earliest = (clock: Clock): number => Math.max(clock.startedAt, clock.pauses.at(-1)?.from ?? clock.startedAt);

/**
 * Suspends a clock (挂账), until a moment when one is given: it then resumes by itself. A clock that is suspended
 * already takes the new end; a stopped one stays as it is.
 */
export const pauseClock = (clock: Clock, at: number, calendar: Calendar, until: number | null = null): Clock => {
  if (clock.stoppedAt !== null) return clock;
  const moment = Math.max(at, earliest(clock));
  const current = findPause(clock, moment);
  const from = current?.from ?? moment;
  const pause: Pause = { from, until: until === null ? null : Math.max(until, moment) };
  const others = current === undefined ? clock.pauses : clock.pauses.slice(0, -1);
  return redateClock({ ...clock, pauses: [...others, pause] }, calendar);
};

/** Lets a suspended clock run on; one that runs or is stopped stays as it is. */
export const resumeClock = (clock: Clock, at: number, calendar: Calendar): Clock => {
  const moment = Math.max(at, earliest(clock));
  const current = findPause(clock, moment);
  if (clock.stoppedAt !== null || current === undefined) return clock;
  const pauses = [...clock.pauses.slice(0, -1), { from: current.from, until: moment }];
  return redateClock({ ...clock, pauses }, calendar);
};

/**
 * Grants more time (延期): one original limit again, or the limit given. Undefined when that limit cannot be
 * added: one counts working time and the other does not. A stopped clock stays as it is.
 */
export const extendClock = (clock: Clock, calendar: Calendar, by: Limit = clock.limit): Clock | undefined => {
  if (isWorking(by.kind) !== isWorking(clock.limit.kind)) return undefined;
  if (clock.stoppedAt !== null) return clock;
  return redateClock({ ...clock, extensions: [...clock.extensions, by] }, calendar);
};

/**
 * Gives a clock another limit, counted from its own start: what was suspended stays, every extension granted is one such
 * limit. A stopped clock stays as it is.
 */
export const relimitClock = (clock: Clock, limit: Limit, calendar: Calendar): Clock =>
  clock.stoppedAt === null
    ? redateClock({ ...clock, limit, extensions: clock.extensions.map(() => limit) }, calendar)
    : clock;

/** Stops a clock for good; whether it was late is then settled. Stopping again changes nothing. */
export const stopClock = (clock: Clock, at: number, calendar: Calendar): Clock =>
  clock.stoppedAt === null ? redateClock({ ...clock, stoppedAt: Math.max(at, earliest(clock)) }, calendar) : clock;

/** Lets a clock that was stopped run on; the time it stood stopped is a suspension. One that runs stays as it is. */
export const goOnClock = (clock: Clock, at: number, calendar: Calendar): Clock => {
  if (clock.stoppedAt === null) return clock;
  const { stoppedAt } = clock;
  const current = findPause(clock, stoppedAt);
  const others = current === undefined ? clock.pauses : clock.pauses.slice(0, -1);
  const pause: Pause = { from: current?.from ?? stoppedAt, until: Math.max(at, stoppedAt) };
  return redateClock({ ...clock, stoppedAt: null, pauses: [...others, pause] }, calendar);
};

/** Time a clock has counted up to a moment, in milliseconds of its own kind of time, suspensions left out. */
export const elapsed = (clock: Clock, now: number, calendar: Calendar): number => {
  const { kind } = clock.limit;
  const end = Math.min(now, clock.stoppedAt ?? now);
  let sum = 0;
  let from = clock.startedAt;
  for (const pause of clock.pauses) {
    sum += countTime(calendar, kind, from, Math.min(pause.from, end));
    from = pause.until ?? Number.POSITIVE_INFINITY;
  }
  return sum + countTime(calendar, kind, from, end);
};

/** How a clock stands at a moment: what is left, whether it is late, suspended, stopped, provisional. */
export const timeLeft = (clock: Clock, now: number, calendar: Calendar): TimeLeft => {
  const { kind } = clock.limit;
  const allowedMs = allowed(clock, calendar);
  const elapsedMs = elapsed(clock, now, calendar);
  const due = deadline(clock, calendar);
  const stopped = clock.stoppedAt !== null && now >= clock.stoppedAt;
  const pause = stopped ? undefined : findPause(clock, now);
  return {
    kind,
    allowedMs,
    elapsedMs,
    leftMs: allowedMs - elapsedMs,
    late: due !== undefined && Math.min(now, clock.stoppedAt ?? now) > due,
    paused: pause !== undefined,
    stopped,
    provisional: due !== undefined && isWorking(kind) && !isKnown(calendar, due),
    dueAt: due ?? null,
    resumesAt: pause?.until ?? null,
  };
};
