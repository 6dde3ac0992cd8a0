import { describe, expect, test } from "vitest";
import { boston, china } from "./calendar.fixture.ts";
import { deadline, startClock, timeLeft } from "./clock.ts";
import { naturalDays, naturalHours, urgentHours, workDays, workHours } from "./limit.ts";

const inChina = (local: string): number => Date.parse(`${local.replace(" ", "T")}+08:00`);

describe("deadlines of 2026 worked by hand from the State Council's holiday notice", () => {
  test.each([
    ["three hours before noon and one after", workHours(4), "2026-11-20 09:00", "2026-11-20 15:00"],
    ["a morning filled ends at noon, not at two", workHours(4), "2026-11-20 08:00", "2026-11-20 12:00"],
    ["an afternoon filled ends at six", workHours(4), "2026-11-20 14:00", "2026-11-20 18:00"],
    ["a Friday afternoon runs into Monday", workHours(4), "2026-11-20 16:30", "2026-11-23 10:30"],
    ["a Saturday begins on Monday", workHours(2), "2026-11-21 10:00", "2026-11-23 10:00"],
    ["the noon break does not count", workHours(1), "2026-06-17 12:30", "2026-06-17 15:00"],
    ["the make-up Saturday, then nine days of Spring Festival", workHours(4), "2026-02-14 16:00", "2026-02-24 10:00"],
    ["a Friday runs into the make-up Saturday", workHours(4), "2026-02-13 17:00", "2026-02-14 11:00"],
    ["the eve of the National Day", workHours(4), "2026-09-30 15:00", "2026-10-08 09:00"],
    ["the eve of the Mid-Autumn Festival", workHours(4), "2026-09-24 17:00", "2026-09-28 11:00"],
    ["New Year's Day begins on the make-up Sunday", workHours(2), "2026-01-01 10:00", "2026-01-04 10:00"],
    ["half an hour", workHours(0.5), "2026-11-20 11:45", "2026-11-20 14:15"],
    ["a plain working day", workDays(1), "2026-04-02 10:00", "2026-04-03 10:00"],
    ["one over the Tomb-sweeping Festival", workDays(1), "2026-04-03 10:00", "2026-04-07 10:00"],
    ["three over Labour Day", workDays(3), "2026-04-30 15:00", "2026-05-08 15:00"],
    ["two with the make-up Saturday in May", workDays(2), "2026-05-07 15:00", "2026-05-09 15:00"],
    ["five over the Spring Festival", workDays(5), "2026-02-11 09:00", "2026-02-25 09:00"],
    ["two whole days, the second a make-up Saturday", workDays(2), "2026-02-27 08:00", "2026-02-28 18:00"],
    ["a make-up Sunday filled", workDays(1), "2026-09-20 08:00", "2026-09-20 18:00"],
    ["five over Mid-Autumn and the National Day, at noon", workDays(5), "2026-09-23 14:00", "2026-10-08 12:00"],
    ["three from within the National Day holiday", workDays(3), "2026-10-03 12:00", "2026-10-10 18:00"],
    ["two over the Dragon Boat Festival", workDays(2), "2026-06-18 11:00", "2026-06-23 11:00"],
    [
      "fifteen over the Spring Festival, two make-up Saturdays in them",
      workDays(15),
      "2026-02-09 08:00",
      "2026-03-05 18:00",
    ],
    [
      "urgent hours run through the night of the Spring Festival",
      urgentHours(2),
      "2026-02-15 23:30",
      "2026-02-16 01:30",
    ],
    ["urgent hours run through the National Day", urgentHours(4), "2026-10-01 02:00", "2026-10-01 06:00"],
    ["a day of hours on the wall", naturalHours(24), "2026-11-20 17:00", "2026-11-21 17:00"],
    ["two days of hours in the holiday", naturalHours(48), "2026-02-14 20:00", "2026-02-16 20:00"],
    ["three calendar days in the holiday", naturalDays(3), "2026-02-14 10:00", "2026-02-17 10:00"],
    ["a week of calendar days", naturalDays(7), "2026-09-30 18:00", "2026-10-07 18:00"],
    ["thirty days over February", naturalDays(30), "2026-01-31 23:59", "2026-03-02 23:59"],
    ["a day and a half", naturalDays(1.5), "2026-11-21 00:00", "2026-11-22 12:00"],
  ])("%s", (_, limit, start, due) => {
    expect(deadline(startClock(limit, inChina(start), china), china)).toBe(inChina(due));
  });

  test.each([
    ["a working deadline in an unannounced year is provisional", workDays(1), "2027-01-01 10:00", true],
    ["an urgent one is not: holidays do not touch it", urgentHours(24), "2027-01-01 10:00", false],
    ["nor is one in calendar days", naturalDays(1), "2027-01-01 10:00", false],
    ["nor is a working deadline on the last day known", workHours(2), "2026-12-31 12:00", false],
  ])("%s", (_, limit, due, provisional) => {
    const at = inChina("2026-12-31 10:00");
    expect(timeLeft(startClock(limit, at, china), at, china)).toMatchObject({ dueAt: inChina(due), provisional });
  });
});

describe("deadlines in Boston over the changes of the clock on 8 March and 1 November 2026", () => {
  test.each([
    [
      "a day over the lost hour ends at the same time of day",
      naturalDays(1),
      "2026-03-07T10:00-05:00",
      "2026-03-08T10:00-04:00",
    ],
    [
      "24 hours over it end an hour later on the wall",
      naturalHours(24),
      "2026-03-07T10:00-05:00",
      "2026-03-08T11:00-04:00",
    ],
    ["urgent hours do not know of it", urgentHours(2), "2026-03-08T01:30-05:00", "2026-03-08T04:30-04:00"],
    [
      "a day ending within the lost hour ends when the clock jumps",
      naturalDays(1),
      "2026-03-07T02:30-05:00",
      "2026-03-08T03:00-04:00",
    ],
    [
      "a day over the repeated hour ends at the same time of day",
      naturalDays(1),
      "2026-10-31T10:00-04:00",
      "2026-11-01T10:00-05:00",
    ],
    [
      "24 hours over it end an hour earlier on the wall",
      naturalHours(24),
      "2026-10-31T10:00-04:00",
      "2026-11-01T09:00-05:00",
    ],
    [
      "a day ending in the repeated hour ends the first time",
      naturalDays(1),
      "2026-10-31T01:30-04:00",
      "2026-11-01T01:30-04:00",
    ],
    [
      "a day from its first pass ends at the same time of day",
      naturalDays(1),
      "2026-11-01T01:30-04:00",
      "2026-11-02T01:30-05:00",
    ],
    [
      "a day from its second pass counts from two o'clock",
      naturalDays(1),
      "2026-11-01T01:30-05:00",
      "2026-11-02T02:00-05:00",
    ],
    ["working hours over the spring weekend", workHours(4), "2026-03-06T15:00-05:00", "2026-03-09T11:00-04:00"],
    ["a working day over the autumn weekend", workDays(1), "2026-10-30T10:00-04:00", "2026-11-02T10:00-05:00"],
    [
      "two working days with Thanksgiving between them",
      workDays(2),
      "2026-11-25T09:00-05:00",
      "2026-11-27T17:00-05:00",
    ],
    ["a week in winter time", naturalDays(7), "2026-01-05T08:00-05:00", "2026-01-12T08:00-05:00"],
  ])("%s", (_, limit, start, due) => {
    expect(deadline(startClock(limit, Date.parse(start), boston), boston)).toBe(Date.parse(due));
  });
});
