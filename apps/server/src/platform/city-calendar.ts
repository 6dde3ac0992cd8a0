import type { Profile } from "@chengyun/contracts";
import { type Calendar, standardHours } from "@chengyun/kernel";
import chineseDays from "chinese-days";

/** First year the library's table covers well enough for open cases. */
const firstYear = 2020;
/** Years beyond this one are looked for; the State Council announces one year ahead. */
const yearsAhead = 2;

const dates = function* (from: number, to: number): Generator<string> {
  for (let day = Date.UTC(from, 0, 1); day < Date.UTC(to + 1, 0, 1); day += 86_400_000)
    yield new Date(day).toISOString().slice(0, 10);
};

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

/**
 * The city's calendar from the library's table of holidays and make-up days. `knownUntil` is the end of the last
 * year in which the table names a holiday on a weekday at National Day: a year it is silent about is not known.
 */
export const cityCalendar = (profile: Profile, thisYear: number): Calendar => {
  const holidays = new Set<string>();
  const workdays = new Set<string>();
  let knownUntil = `${firstYear - 1}-12-31`;
  for (const date of dates(firstYear, thisYear + yearsAhead)) {
    if (!isWeekend(date) && chineseDays.isHoliday(date)) holidays.add(date);
    if (isWeekend(date) && chineseDays.isWorkday(date)) workdays.add(date);
  }
  for (let year = firstYear; year <= thisYear + yearsAhead; year += 1)
    if ([...holidays].some((date) => date.startsWith(`${year}-10-0`))) knownUntil = `${year}-12-31`;
  return { zone: profile.zone, hours: standardHours, weekend: [6, 7], holidays, workdays, knownUntil };
};
