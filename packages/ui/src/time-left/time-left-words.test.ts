import { describe, expect, test } from "vitest";
import { type ClockFigure, timeLeftWords, toTimeLeft } from "./time-left-words.ts";

const hour = 3_600_000;
// Friday 2026-11-20 17:40 in Shanghai.
const friday = Date.parse("2026-11-20T09:40:00.000Z");
const clock: ClockFigure = {
  name: { zh: "处置时限", en: "Disposal" },
  limit: { amount: 4, kind: "work-hours" },
  dueAt: "2026-11-23T01:20:00.000Z",
  late: false,
  leftMs: 80 * 60_000,
  limitMs: 4 * hour,
  kind: "work-hours",
  provisional: false,
  extensions: 0,
};
const at = (figure: ClockFigure, now: number, asOf = now) => toTimeLeft(figure, now, asOf);
const whole = (figure: ClockFigure, now: number, language: "zh" | "en") =>
  timeLeftWords(figure, at(figure, now), now, { language, zone: "Asia/Shanghai" }).whole;

describe("the sentence about the time left", () => {
  test("on Friday evening a working limit says when it goes on", () => {
    const resting = { ...clock, resumesAt: "2026-11-23T00:00:00.000Z" };
    const evening = friday + 2 * hour;
    expect(whole(resting, evening, "zh")).toBe("还剩 1 小时 20 分（4 工作时，周一 08:00 恢复）");
    expect(whole(resting, evening, "en")).toBe("1 h 20 min left of 4 working hours, resumes Mon 08:00");
  });

  test("over the weekend a list says until when, not how many hours of Monday are left", () => {
    const row = (figure: ClockFigure, now: number, language: "zh" | "en") =>
      timeLeftWords(figure, at(figure, now), now, { language, zone: "Asia/Shanghai" }).row;
    const resting = { ...clock, dueAt: "2026-11-23T04:00:00.000Z", resumesAt: "2026-11-23T00:30:00.000Z" };
    expect(row(resting, friday, "zh")).toBe("周一 12:00 前");
    expect(row(resting, friday, "en")).toBe("by Mon 12:00");
    expect(row({ ...resting, pausedAt: "2026-11-20T09:00:00.000Z" }, friday, "zh")).toBe("还剩 1 小时 20 分");
    expect(row(clock, friday, "zh")).toBe("还剩 1 小时 20 分");
  });

  test("an urgent limit runs through the night and says by how much it is late", () => {
    const urgent: ClockFigure = {
      ...clock,
      kind: "urgent-hours",
      limit: { amount: 2, kind: "urgent-hours" },
      dueAt: "2026-11-20T09:00:00.000Z",
      late: true,
      leftMs: -40 * 60_000,
    };
    expect(whole(urgent, friday, "zh")).toBe("已超时 40 分（2 紧急工作时）");
    expect(whole(urgent, friday + 2 * hour, "en")).toBe("2 h 40 min late, limit 2 urgent hours");
  });

  test("working days are counted as working days, not as days", () => {
    const days: ClockFigure = {
      ...clock,
      kind: "work-days",
      limit: { amount: 3, kind: "work-days" },
      leftMs: 18 * hour,
    };
    expect(whole(days, friday, "zh")).toBe("还剩 2 工作日 2 小时（3 工作日）");
    expect(whole({ ...days, limit: { amount: 1, kind: "work-days" }, leftMs: hour }, friday, "en")).toBe(
      "1 h left of 1 working day",
    );
  });

  test("a suspended limit stands still and a provisional deadline is said to be one", () => {
    const paused = { ...clock, pausedAt: "2026-11-20T09:00:00.000Z", provisional: true };
    expect(at(paused, friday + hour, friday).leftMs).toBe(clock.leftMs);
    expect(whole(paused, friday, "zh")).toBe("还剩 1 小时 20 分（4 工作时，已挂起，暂定，来年节假日未公布）");
  });

  test("what was done in time and what was done late are told apart", () => {
    expect(whole({ ...clock, stoppedAt: "2026-11-20T09:30:00.000Z" }, friday, "en")).toBe(
      "in time, 1 h 20 min left of 4 working hours",
    );
    const late = { ...clock, stoppedAt: "2026-11-20T09:30:00.000Z", late: true, leftMs: -5 * 60_000 };
    expect(whole(late, friday, "zh")).toBe("超时 5 分（4 工作时）");
  });
});

describe("ticking on the screen", () => {
  test("between two answers of the server the time runs on", () => {
    expect(at(clock, friday + 5 * 60_000, friday).leftMs).toBe(75 * 60_000);
  });

  test("it never shows more than the wall clock leaves, and never below nothing before it is late", () => {
    const urgent: ClockFigure = { ...clock, kind: "urgent-hours", dueAt: "2026-11-20T10:00:00.000Z", leftMs: 9 * hour };
    expect(at(urgent, friday).leftMs).toBe(20 * 60_000);
    expect(at({ ...clock, leftMs: 60_000 }, friday + hour, friday)).toMatchObject({ state: "running", leftMs: 0 });
  });

  test("at the deadline it turns late without asking the server", () => {
    expect(at(clock, Date.parse(clock.dueAt) + 60_000, friday)).toMatchObject({ state: "late", late: true, share: 0 });
  });
});
