import { describe, expect, test } from "vitest";
import { timeKindNames, timeKinds } from "./limit.ts";
import { severities, severityNames, severityRank } from "./severity.ts";

describe("severities", () => {
  test("the graver compares greater, none is least", () => {
    expect([...severities, undefined].map(severityRank)).toEqual([4, 3, 2, 1, 0]);
  });
  test("each has its words, and so has each kind of time", () => {
    for (const severity of severities) expect(severityNames[severity].zh).toMatch(/^.色$/u);
    expect(timeKinds.map((kind) => timeKindNames[kind].zh)).toEqual(["紧急工作时", "工作时", "工作日", "小时", "天"]);
  });
});
