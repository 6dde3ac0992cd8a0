import { describe, expect, test } from "vitest";
import { naturalHours } from "./limit.ts";
import { checkNotice, checkTemplate, defineNotice, fillLabel, fillText, listPlaces, quietUntil } from "./notice.ts";

test.each([
  ["案卷{number}已派遣至{department}", { number: "12", department: "排水处" }, "案卷12已派遣至排水处"],
  ["{number} and {number}", { number: "12" }, "12 and 12"],
  ["a mistake stays visible: {nobody}", {}, "a mistake stays visible: {nobody}"],
  ["no {1} place", { 1: "x" }, "no {1} place"],
  ["what fills a place is not filled again: {a}", { a: "{b}", b: "x" }, "what fills a place is not filled again: {b}"],
  ["", {}, ""],
])("the text %j is filled", (text, values, filled) => {
  expect(fillText(text, values)).toBe(filled);
});

const due = defineNotice({
  id: "due",
  on: "case.late",
  text: { zh: "{title}应于{due}前办结，还剩{left}件", en: "{title} is due {due}, {left} left" },
  places: {
    title: { kind: "label", name: { zh: "标题", en: "Title" }, sample: { zh: "井盖", en: "Lid" } },
    due: { kind: "time", name: { zh: "时限", en: "Due" }, sample: new Date(0) },
    left: { kind: "number", name: { zh: "件数", en: "Count" }, sample: 3 },
  },
  to: [{ permission: "cases.close" }, "departments"],
});

describe("a template", () => {
  test("speaks each language with the city's wall clock", () => {
    const values = { title: { zh: "井盖", en: "Lid" }, due: new Date("2026-11-20T22:05:00Z"), left: 2 };
    expect(fillLabel(due.text, values, "Asia/Shanghai")).toEqual({
      zh: "井盖应于2026-11-21 06:05前办结，还剩2件",
      en: "Lid is due 2026-11-21 06:05, 2 left",
    });
    expect(fillLabel({ zh: "{due}", en: "{due}" }, { due: new Date(Number.NaN) }, "UTC")).toEqual({ zh: "", en: "" });
  });

  test("tells which places it uses, each once", () => {
    expect(listPlaces("{a}{b}{a} {not a place}")).toEqual(["a", "b"]);
  });

  test("with a place nobody fills, with nothing or too much to say is refused at its place", () => {
    const short = { zh: "{titel}", en: " " };
    expect(checkTemplate(due, { short, long: { zh: "x".repeat(4_001), en: "{due}" } })).toEqual([
      { path: "short.zh", code: "unknown-place", place: "titel" },
      { path: "long.zh", code: "too-long" },
      { path: "short.en", code: "empty" },
    ]);
  });

  test("is checked as declared", () => {
    expect(checkNotice(due)).toEqual([]);
    const wrong = {
      ...due,
      text: { zh: "{x}", en: "x" },
      to: [{ permission: "a.b" }, { permission: "c.d" }] as const,
      escalates: [{ after: naturalHours(0), to: "departments" }] as const,
    };
    expect(checkNotice(wrong)).toEqual([
      "due, short.zh: unknown-place {x}",
      "due: tells by more than one permission; make two notices",
      "due: escalates after no time at all",
    ]);
  });
});

describe("quiet hours", () => {
  const night = { fromMinute: 22 * 60, toMinute: 7 * 60 };
  const noon = { fromMinute: 12 * 60, toMinute: 14 * 60 };
  test.each([
    ["before midnight", night, "2026-11-20T14:00:00Z", "2026-11-20T23:00:00.000Z"],
    ["after midnight, to the second", night, "2026-11-20T22:59:30Z", "2026-11-20T23:00:00.000Z"],
    ["at their end", night, "2026-11-20T23:00:00Z", undefined],
    ["before they begin", night, "2026-11-20T13:59:59Z", undefined],
    ["at noon", noon, "2026-11-20T04:00:00Z", "2026-11-20T06:00:00.000Z"],
    ["after noon", noon, "2026-11-20T06:00:00Z", undefined],
    ["that are none", { fromMinute: 60, toMinute: 60 }, "2026-11-20T17:00:00Z", undefined],
  ])("%s", (_, quiet, at, until) => {
    const end = quietUntil(quiet, Date.parse(at), "Asia/Shanghai");
    expect(end === undefined ? undefined : new Date(end).toISOString()).toBe(until);
  });
});
