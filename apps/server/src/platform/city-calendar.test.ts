import { resolve } from "node:path";
import { checkCalendar, isWorkDate } from "@chengyun/kernel";
import { expect, test } from "vitest";
import { cityCalendar } from "./city-calendar.ts";
import { readProfile } from "./profile.ts";

const calendarOf = (city: string) => {
  const read = readProfile(resolve(import.meta.dirname, "../../../../deploy/cities"), city);
  if ("faults" in read) throw new Error(read.faults.join("\n"));
  return cityCalendar(read.profile, 2026);
};

test.each([
  ["yunze", "2026-10-10", true, "a Saturday that is worked for National Day"],
  ["yunze", "2026-10-01", false, "National Day"],
  ["boston", "2011-07-04", false, "Independence Day"],
  ["boston", "2011-12-26", false, "the Monday after a Christmas on Sunday"],
  ["boston", "2026-04-20", false, "Patriots' Day, of Massachusetts alone"],
  ["boston", "2026-10-01", true, "an ordinary Thursday there"],
  ["boston", "2026-10-10", false, "a Saturday there"],
])("in %s %s is worked: %s (%s)", (city, date, worked) => {
  expect(isWorkDate(calendarOf(city), date)).toBe(worked);
});

test("both are calendars in which clocks can run", () => {
  for (const city of ["yunze", "boston"]) expect(checkCalendar(calendarOf(city))).toEqual([]);
});
