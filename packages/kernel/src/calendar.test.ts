import chineseDays from "chinese-days";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boston, china, lordHowe } from "./calendar.fixture.ts";
import {
  addWorkingTime,
  type Calendar,
  checkCalendar,
  cityDate,
  isKnown,
  isWorkDate,
  nextWorkingMoment,
  workDayMs,
  workingTime,
} from "./calendar.ts";

const hour = 3_600_000;
const at = (local: string): number => Date.parse(`${local.replace(" ", "T")}+08:00`);
const everyDate = Array.from({ length: 365 }, (_, day) =>
  new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
);

test("the table of 2026 agrees with the library on every day of the year", () => {
  const worked = everyDate.filter((date) => isWorkDate(china, date));
  expect(worked).toEqual(everyDate.filter((date) => chineseDays.isWorkday(date)));
  expect(worked).toHaveLength(248);
});

test.each([
  ["2026-02-14", true, "a Saturday worked for the Spring Festival"],
  ["2026-02-16", false, "New Year's eve, a Monday"],
  ["2026-02-24", true, "the first day after it"],
  ["2026-09-20", true, "a Sunday worked for the National Day"],
  ["2026-11-20", true, "a Friday"],
  ["2026-11-21", false, "a Saturday"],
  ["2026-11-22", false, "a Sunday"],
])("%s is worked: %s (%s)", (date, worked) => {
  expect(isWorkDate(china, date)).toBe(worked);
});

test.each([
  ["2026-11-20 07:59", "2026-11-20 08:00"],
  ["2026-11-20 08:00", "2026-11-20 08:00"],
  ["2026-11-20 12:00", "2026-11-20 14:00"],
  ["2026-11-20 17:59", "2026-11-20 17:59"],
  ["2026-11-20 18:00", "2026-11-23 08:00"],
  ["2026-02-14 18:00", "2026-02-24 08:00"],
  ["2026-01-01 00:00", "2026-01-04 08:00"],
])("work met at %s begins at %s", (from, begins) => {
  expect(nextWorkingMoment(china, at(from))).toBe(at(begins));
});

test.each([
  ["2026-11-20 08:00", "2026-11-20 18:00", 8],
  ["2026-11-20 11:00", "2026-11-20 15:00", 2],
  ["2026-11-20 12:00", "2026-11-20 14:00", 0],
  ["2026-02-14 17:00", "2026-02-24 09:00", 2],
  ["2026-01-01 00:00", "2027-01-01 00:00", 248 * 8],
  ["2026-11-20 15:00", "2026-11-20 11:00", 0],
])("from %s to %s %d hours are worked", (from, to, worked) => {
  expect(workingTime(china, at(from), at(to))).toBe(worked * hour);
});

test("a working day is as long as the city's hours", () => {
  expect(workDayMs(china)).toBe(8 * hour);
  expect(workDayMs(lordHowe)).toBe(6.75 * hour);
});

test("the holidays are known to the last second of the announced year, in the city's zone", () => {
  expect(isKnown(china, at("2026-12-31 23:59"))).toBe(true);
  expect(isKnown(china, at("2027-01-01 00:00"))).toBe(false);
  expect(cityDate(china, Date.parse("2026-12-31T16:00Z"))).toBe("2027-01-01");
});

describe("a faulty calendar is told by what is wrong in it", () => {
  const faulty = (change: Partial<Calendar>): string[] => checkCalendar({ ...china, ...change });
  test.each<[Partial<Calendar>, string]>([
    [{ zone: "Asia/Atlantis" }, 'zone "Asia/Atlantis": not an IANA zone'],
    [{ hours: [] }, "hours: a working day has none"],
    [{ hours: [["8:00", "12:00"]] }, "hours 8:00–12:00: write them as HH:MM"],
    [{ hours: [["08:00", "24:30"]] }, "hours 08:00–24:30: write them as HH:MM"],
    [{ hours: [["12:00", "08:00"]] }, "hours 12:00–08:00: they end before they begin"],
    [{ hours: [["08:00", "08:00"]] }, "hours 08:00–08:00: they end before they begin"],
    [
      {
        hours: [
          ["08:00", "12:00"],
          ["11:59", "18:00"],
        ],
      },
      "hours 11:59–18:00: they overlap the hours before",
    ],
    [{ weekend: [0] }, "weekend 0: days are 1 (Monday) to 7 (Sunday)"],
    [{ weekend: [1, 2, 3, 4, 5, 6, 7] }, "weekend: no day of the week is worked"],
    [{ holidays: new Set(["2026-2-1"]) }, 'date "2026-2-1": write it as YYYY-MM-DD'],
    [{ knownUntil: "2026-02-30" }, 'date "2026-02-30": write it as YYYY-MM-DD'],
    [{ holidays: new Set(["2026-02-14"]) }, "date 2026-02-14: both holiday and make-up day"],
  ])("%o", (change, fault) => {
    expect(faulty(change)).toEqual([fault]);
  });
  test("a sound one has no fault", () => {
    expect([china, boston, lordHowe].flatMap(checkCalendar)).toEqual([]);
  });
});

test("a calendar without working days ends its search after twenty years", () => {
  const idle: Calendar = { ...china, weekend: [1, 2, 3, 4, 5, 6, 7], workdays: new Set() };
  const end = at("2046-11-20 00:00");
  expect(addWorkingTime(idle, at("2026-11-20 09:00"), hour)).toBe(end);
  expect(nextWorkingMoment(idle, at("2026-11-20 09:00"))).toBe(end);
});

test("a century of work is counted for twenty years only", () => {
  const from = at("2026-01-01 00:00");
  expect(workingTime(china, from, at("2126-01-01 00:00"))).toBe(workingTime(china, from, at("2046-01-02 00:00")));
});

test("no working time has passed at once, at work or not", () => {
  expect(addWorkingTime(china, at("2026-11-21 10:00"), 0)).toBe(at("2026-11-21 10:00"));
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  "a moment that is none (%d) is no work",
  (moment) => {
    expect(workingTime(china, moment, at("2026-11-20 09:00"))).toBe(0);
    expect(workingTime(china, at("2026-11-20 09:00"), moment)).toBe(0);
  },
);

const calendar = fc.constantFrom(china, boston, lordHowe);
const moment = fc.integer({ min: at("2026-01-01 00:00"), max: at("2026-12-31 00:00") });

/** Working time by looking at the wall every quarter of an hour, by another way than the code's. */
const lookedAt = ({ zone, hours, weekend, holidays, workdays }: Calendar, from: number, quarters: number): number => {
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  let sum = 0;
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    const [date = "", time = ""] = wall.format(from + quarter * 900_000).split(" ");
    const weekday = new Date(`${date}T00:00Z`).getUTCDay() || 7;
    const worked = workdays.has(date) || !(holidays.has(date) || weekend.includes(weekday));
    if (worked && hours.some(([start, end]) => start <= time && time < end)) sum += 900_000;
  }
  return sum;
};

test("working time is what one sees by looking at the wall every quarter of an hour", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(china, boston),
      fc.integer({ min: 0, max: 364 * 96 }),
      fc.integer({ min: 0, max: 96 * 12 }),
      (city, start, quarters) => {
        const from = at("2026-01-01 00:00") + start * 900_000;
        expect(workingTime(city, from, from + quarters * 900_000)).toBe(lookedAt(city, from, quarters));
      },
    ),
    { numRuns: 60 },
  );
});

test("working time between a and c is that to b and that from b", () => {
  fc.assert(
    fc.property(calendar, fc.tuple(moment, moment, moment), (city, moments) => {
      const [a = 0, b = 0, c = 0] = moments.toSorted((one, other) => one - other);
      expect(workingTime(city, a, b) + workingTime(city, b, c)).toBe(workingTime(city, a, c));
    }),
  );
});

test("adding working time gives the first moment by which it has passed", () => {
  fc.assert(
    fc.property(calendar, moment, fc.integer({ min: 1, max: 200 * hour }), (city, from, amount) => {
      const end = addWorkingTime(city, from, amount);
      expect(workingTime(city, from, end)).toBe(amount);
      expect(workingTime(city, from, end - 1)).toBe(amount - 1);
    }),
  );
});
