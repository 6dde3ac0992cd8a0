import { dayMs, fromWall, isZone, toDate, toDay } from "./zone.ts";

/** Hours of the day from and to, as people write them: `["08:00", "12:00"]`; `24:00` is the day's end. */
export type DayHours = readonly [from: string, to: string];

/** When a city works: its zone, hours and days, given as data; dates are `YYYY-MM-DD`. It must not change once used. */
export interface Calendar {
  /** IANA zone, e.g. `Asia/Shanghai`. */
  readonly zone: string;
  /** Working hours of a working day, in order. */
  readonly hours: readonly DayHours[];
  /** Days of the week without work, 1 Monday to 7 Sunday. */
  readonly weekend: readonly number[];
  /** Dates without work, whatever day of the week they are. */
  readonly holidays: ReadonlySet<string>;
  /** Days of a weekend that are worked (调休). */
  readonly workdays: ReadonlySet<string>;
  /** Last date for which holidays and make-up days are announced; what lies beyond is provisional. */
  readonly knownUntil: string;
}

/** Working hours of GB/T 30428 practice: eight a day, in two halves. */
export const standardHours: readonly DayHours[] = [
  ["08:00", "12:00"],
  ["14:00", "18:00"],
];

/** A stretch of time between two moments, in milliseconds since 1970; the end is not part of it. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const clockPattern = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/;

/** Milliseconds from midnight of `HH:MM`; NaN when it is none. */
const toTimeOfDay = (text: string): number => {
  if (!clockPattern.test(text)) return Number.NaN;
  const [hour, minute] = text.split(":");
  return (Number(hour) * 60 + Number(minute)) * 60_000;
};

const checkHours = (hours: readonly DayHours[]): string[] => {
  const faults: string[] = [];
  let end = 0;
  for (const [from, to] of hours) {
    const [start, stop] = [toTimeOfDay(from), toTimeOfDay(to)];
    if (Number.isNaN(start) || Number.isNaN(stop)) faults.push(`hours ${from}–${to}: write them as HH:MM`);
    else if (start >= stop) faults.push(`hours ${from}–${to}: they end before they begin`);
    else if (start < end) faults.push(`hours ${from}–${to}: they overlap the hours before`);
    end = Number.isNaN(stop) ? end : stop;
  }
  return hours.length === 0 ? ["hours: a working day has none"] : faults;
};

const isDate = (date: string): boolean => datePattern.test(date) && toDate(Date.parse(date) / dayMs) === date;

/** Lists faults of a calendar in words its author can act on; empty when clocks can run in it. */
export const checkCalendar = (calendar: Calendar): string[] => {
  const { zone, hours, weekend, holidays, workdays, knownUntil } = calendar;
  const faults = checkHours(hours);
  if (!isZone(zone)) faults.push(`zone "${zone}": not an IANA zone`);
  for (const day of weekend)
    if (!Number.isInteger(day) || day < 1 || day > 7) faults.push(`weekend ${day}: days are 1 (Monday) to 7 (Sunday)`);
  if (new Set(weekend).size >= 7) faults.push("weekend: no day of the week is worked");
  for (const date of [...holidays, ...workdays, knownUntil])
    if (!isDate(date)) faults.push(`date "${date}": write it as YYYY-MM-DD`);
  for (const date of workdays) if (holidays.has(date)) faults.push(`date ${date}: both holiday and make-up day`);
  return faults;
};

const isWorkday = ({ weekend, holidays, workdays }: Calendar, day: number): boolean => {
  const date = toDate(day);
  if (workdays.has(date)) return true;
  // 1970-01-01 was a Thursday.
  return !holidays.has(date) && !weekend.includes(((((day + 3) % 7) + 7) % 7) + 1);
};

/** Whether a date (`YYYY-MM-DD`) is worked in the city: no holiday, no weekend, or a make-up day. */
export const isWorkDate = (calendar: Calendar, date: string): boolean => isWorkday(calendar, Date.parse(date) / dayMs);

/** The city's date (`YYYY-MM-DD`) at a moment. */
export const cityDate = (calendar: Calendar, at: number): string => toDate(toDay(calendar.zone, at));

/** Working time of one working day in milliseconds: eight hours under the standard's hours. */
export const workDayMs = ({ hours }: Calendar): number =>
  hours.reduce((sum, [from, to]) => sum + toTimeOfDay(to) - toTimeOfDay(from), 0);

const spansByCalendar = new WeakMap<Calendar, Map<number, readonly Span[]>>();
const cachedDays = 40_000;

const toSpans = (calendar: Calendar, day: number): readonly Span[] => {
  if (!isWorkday(calendar, day)) return [];
  return calendar.hours.map(([from, to]) => ({
    from: fromWall(calendar.zone, day * dayMs + toTimeOfDay(from)),
    to: fromWall(calendar.zone, day * dayMs + toTimeOfDay(to)),
  }));
};

const workSpans = (calendar: Calendar, day: number): readonly Span[] => {
  const known = spansByCalendar.get(calendar) ?? new Map<number, readonly Span[]>();
  spansByCalendar.set(calendar, known);
  const cached = known.get(day);
  if (cached !== undefined) return cached;
  const spans = toSpans(calendar, day);
  if (known.size >= cachedDays) known.clear();
  known.set(day, spans);
  return spans;
};

/** How far ahead work is looked for: a calendar without working days ends here instead of never. */
const horizonDays = 7_305;

/** Working time between two moments in milliseconds, over twenty years at most; none when the second is not after the first. */
export const workingTime = (calendar: Calendar, from: number, to: number): number => {
  if (!(to > from) || !Number.isFinite(to - from)) return 0;
  let sum = 0;
  const first = toDay(calendar.zone, from);
  const last = Math.min(toDay(calendar.zone, to), first + horizonDays);
  for (let day = first; day <= last; day += 1)
    for (const span of workSpans(calendar, day)) sum += Math.max(0, Math.min(to, span.to) - Math.max(from, span.from));
  return sum;
};

/**
 * The first moment by which this much working time has passed since `from`: an amount that fills a working
 * period to its end is done at that end (12:00, not 14:00). Looks twenty years ahead at most.
 */
export const addWorkingTime = (calendar: Calendar, from: number, amountMs: number): number => {
  if (amountMs <= 0) return from;
  const first = toDay(calendar.zone, from);
  let left = amountMs;
  for (let day = first; day < first + horizonDays; day += 1)
    for (const span of workSpans(calendar, day)) {
      const start = Math.max(from, span.from);
      if (start + left <= span.to) return start + left;
      left -= Math.max(0, span.to - start);
    }
  return fromWall(calendar.zone, (first + horizonDays) * dayMs);
};

/** The moment itself when the city is at work then, else the start of the next working period. */
export const nextWorkingMoment = (calendar: Calendar, at: number): number => {
  const first = toDay(calendar.zone, at);
  for (let day = first; day < first + horizonDays; day += 1)
    for (const span of workSpans(calendar, day))
      if (at < span.to && span.from < span.to) return Math.max(at, span.from);
  return fromWall(calendar.zone, (first + horizonDays) * dayMs);
};

/** Whether the city's holidays are announced up to a moment. */
export const isKnown = (calendar: Calendar, at: number): boolean => cityDate(calendar, at) <= calendar.knownUntil;
