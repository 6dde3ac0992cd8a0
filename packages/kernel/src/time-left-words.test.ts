import { expect, test } from "vitest";
import { china } from "./calendar.fixture.ts";
import { pauseClock, startClock, stopClock } from "./clock.ts";
import { type Limit, naturalDays, naturalHours, urgentHours, workDays, workHours } from "./limit.ts";
import { describeTimeLeft } from "./time-left-words.ts";

const at = (local: string): number => Date.parse(`${local.replace(" ", "T")}+08:00`);
const friday = at("2026-11-20 09:00");

test.each<[string, Limit, string, string, number, string]>([
  ["the whole of four working hours", workHours(4), "2026-11-20 09:00", "running", 4, "hour"],
  ["two and a half of them", workHours(4), "2026-11-20 10:25", "running", 2.5, "hour"],
  ["three quarters of an hour", workHours(4), "2026-11-20 14:15", "running", 45, "minute"],
  ["less than a minute", workHours(4), "2026-11-20 14:59:30", "running", 0, "minute"],
  ["ten minutes too late", workHours(4), "2026-11-20 15:10", "late", -10, "minute"],
  ["late over the weekend by working hours only", workHours(4), "2026-11-23 08:30", "late", -3.5, "hour"],
  ["one whole working day", workDays(1), "2026-11-20 09:00", "running", 1, "day"],
  ["three working days", workDays(3), "2026-11-20 09:00", "running", 3, "day"],
  ["one and a half of them over a weekend", workDays(3), "2026-11-23 14:00", "running", 1.6, "day"],
  ["the last working day in hours", workDays(3), "2026-11-25 08:00", "running", 1, "hour"],
  ["72 hours stay hours", naturalHours(72), "2026-11-20 09:00", "running", 72, "hour"],
  ["calendar days", naturalDays(5), "2026-11-21 21:00", "running", 3.5, "day"],
  ["an urgent hour in the night", urgentHours(16), "2026-11-21 00:00", "running", 1, "hour"],
])("%s", (_, limit, now, ...[state, amountLeft, unit]) => {
  const words = describeTimeLeft(startClock(limit, friday, china), at(now), china);
  expect(words).toMatchObject({ state, amountLeft, unit, kind: limit.kind, ofLimit: limit.amount });
  expect(words).not.toHaveProperty("resumesAt");
});

test("a suspended clock says when it runs on, and whether it was late", () => {
  const paused = pauseClock(
    startClock(workHours(4), friday, china),
    at("2026-11-20 10:00"),
    china,
    at("2026-12-01 08:00"),
  );
  expect(describeTimeLeft(paused, at("2026-11-24 10:00"), china)).toEqual({
    state: "paused",
    kind: "work-hours",
    amountLeft: 3,
    unit: "hour",
    ofLimit: 4,
    late: false,
    provisional: false,
    dueAt: at("2026-12-01 11:00"),
    resumesAt: at("2026-12-01 08:00"),
  });
});

test("a clock stopped too late stays stopped and late", () => {
  const stopped = stopClock(startClock(workHours(4), friday, china), at("2026-11-23 09:00"), china);
  expect(describeTimeLeft(stopped, at("2026-12-24 10:00"), china)).toMatchObject({
    state: "stopped",
    late: true,
    amountLeft: -4,
    unit: "hour",
  });
});
