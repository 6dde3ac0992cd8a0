/** Milliseconds of a day of 24 hours. */
export const dayMs = 86_400_000;

/** Furthest moment a date can name, in milliseconds from 1970 either way (ECMA-262, time range). */
const furthest = 8.64e15;

/** Offset over one UTC day: `before` up to the moment `at`, `after` from it on; without a change both are equal. */
interface DayOffset {
  readonly before: number;
  readonly after: number;
  readonly at: number;
}

interface Zone {
  readonly format: Intl.DateTimeFormat | undefined;
  readonly days: Map<number, DayOffset>;
}

/** About a hundred years of days: a bound on memory, not a limit of use. */
const cachedDays = 40_000;

const zones = new Map<string, Zone>();

const toFormat = (id: string): Intl.DateTimeFormat | undefined => {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: id,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
};

const findZone = (id: string): Zone => {
  const known = zones.get(id);
  if (known !== undefined) return known;
  const zone: Zone = { format: toFormat(id), days: new Map() };
  zones.set(id, zone);
  return zone;
};

/** Whether the runtime knows this IANA zone. */
export const isZone = (id: string): boolean => findZone(id).format !== undefined;

/** Offset at a whole second: no zone changes within one. */
const readOffset = (format: Intl.DateTimeFormat | undefined, at: number): number => {
  if (format === undefined || !(Math.abs(at) <= furthest)) return 0;
  const parts = new Map<string, string>(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const number = (part: string): number => Number(parts.get(part));
  const year = parts.get("era") === "BC" ? 1 - number("year") : number("year");
  const wall = new Date(0);
  wall.setUTCFullYear(year, number("month") - 1, number("day"));
  wall.setUTCHours(number("hour"), number("minute"), number("second"));
  return wall.getTime() - at;
};

/** First whole second of a UTC day at which the offset of its end holds. */
const findChange = (zone: Zone, start: number, after: number): number => {
  let early = start;
  let late = start + dayMs;
  while (late - early > 1_000) {
    const middle = early + Math.floor((late - early) / 2_000) * 1_000;
    if (readOffset(zone.format, middle) === after) late = middle;
    else early = middle;
  }
  return late;
};

const dayOffset = (id: string, day: number): DayOffset => {
  const zone = findZone(id);
  const known = zone.days.get(day);
  if (known !== undefined) return known;
  const start = day * dayMs;
  const before = readOffset(zone.format, start);
  const after = readOffset(zone.format, start + dayMs);
  const offset = { before, after, at: before === after ? start : findChange(zone, start, after) };
  if (zone.days.size >= cachedDays) zone.days.clear();
  zone.days.set(day, offset);
  return offset;
};

/** How far a zone's wall clock is ahead of UTC at a moment, in milliseconds; an unknown zone counts as UTC (`isZone` tells). */
export const zoneOffset = (zone: string, at: number): number => {
  const { before, after, at: change } = dayOffset(zone, Math.floor(at / dayMs));
  return at < change ? before : after;
};

/** The change of offset between two moments at most three days apart; with none, a change to the same offset. */
const changeBetween = (zone: string, from: number, to: number): DayOffset => {
  for (let day = Math.floor(from / dayMs); day * dayMs <= to; day += 1) {
    const offset = dayOffset(zone, day);
    if (offset.before !== offset.after && offset.at > from && offset.at <= to) return offset;
  }
  const same = zoneOffset(zone, from);
  return { before: same, after: same, at: from };
};

/**
 * The furthest the wall clock of a zone has shown by a moment, as if it were UTC milliseconds. It never
 * runs back: an hour that is lived twice in autumn counts once, one that is left out in spring counts at once.
 */
export const toWall = (zone: string, at: number): number => {
  const { before, after, at: change } = changeBetween(zone, at - dayMs, at);
  return after < before ? Math.max(at + after, change + before) : at + after;
};

/** The first moment at which the wall clock of a zone shows a reading, or jumps over it in spring. */
export const fromWall = (zone: string, wall: number): number => {
  const { before, after, at: change } = changeBetween(zone, wall - dayMs, wall + dayMs);
  const early = wall - before;
  return early < change ? early : Math.max(change, wall - after);
};

/** Days since 1970-01-01 of the date a zone's calendar shows at a moment. */
export const toDay = (zone: string, at: number): number => Math.floor((at + zoneOffset(zone, at)) / dayMs);

/** The date `YYYY-MM-DD` of a day counted from 1970-01-01; empty when no date can name it. */
export const toDate = (day: number): string =>
  Math.abs(day * dayMs) <= furthest ? (new Date(day * dayMs).toISOString().split("T")[0] ?? "") : "";
