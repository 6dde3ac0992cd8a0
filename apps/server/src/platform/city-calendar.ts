import type { Profile } from "@chengyun/contracts";
import { type Calendar, standardHours } from "@chengyun/kernel";
import chineseDays from "chinese-days";
import Holidays from "date-holidays";

/** First year the library's table covers well enough for open cases. */
const firstYear = 2020;
/** First year whose holidays are worked out where a rule and not an announcement makes them: cases are imported from it on. */
const firstElsewhere = 2010;
/** Years beyond this one are looked for; the State Council announces one year ahead. */
const yearsAhead = 2;

const dates = function* (from: number, to: number): Generator<string> {
  for (let day = Date.UTC(from, 0, 1); day < Date.UTC(to + 1, 0, 1); day += 86_400_000)
    yield new Date(day).toISOString().slice(0, 10);
};

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

/** Holidays by law of a country or one of its states; nobody there makes a day off up by working a weekend. */
const otherCalendar = (profile: Profile, lastYear: number): Omit<Calendar, "zone" | "hours"> => {
  const [country = "", state] = profile.calendar.toUpperCase().split("-");
  const table = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const holidays = new Set<string>();
  for (let year = firstElsewhere; year <= lastYear; year += 1)
    for (const { date, type } of table.getHolidays(year)) if (type === "public") holidays.add(date.slice(0, 10));
  return { weekend: [6, 7], holidays, workdays: new Set(), knownUntil: `${lastYear}-12-31` };
};

/**
 * The State Council's calendar from the library's table of holidays and make-up days. `knownUntil` is the end of the
 * last year in which the table names a holiday on a weekday at National Day: a year it is silent about is not known.
 */
const chineseCalendar = (lastYear: number): Omit<Calendar, "zone" | "hours"> => {
  const holidays = new Set<string>();
  const workdays = new Set<string>();
  let knownUntil = `${firstYear - 1}-12-31`;
  for (const date of dates(firstYear, lastYear)) {
    if (!isWeekend(date) && chineseDays.isHoliday(date)) holidays.add(date);
    if (isWeekend(date) && chineseDays.isWorkday(date)) workdays.add(date);
  }
  for (let year = firstYear; year <= lastYear; year += 1)
    if ([...holidays].some((date) => date.startsWith(`${year}-10-0`))) knownUntil = `${year}-12-31`;
  return { weekend: [6, 7], holidays, workdays, knownUntil };
};

/** The city's calendar: its zone and hours from the profile, its holidays from the table the profile names. */
export const cityCalendar = (profile: Profile, thisYear: number): Calendar => {
  const lastYear = thisYear + yearsAhead;
  const days = profile.calendar === "cn" ? chineseCalendar(lastYear) : otherCalendar(profile, lastYear);
  return { zone: profile.zone, hours: profile.hours ?? standardHours, ...days };
};
