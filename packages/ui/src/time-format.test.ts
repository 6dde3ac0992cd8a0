import { expect, test } from "vitest";
import { formatAgo, formatMoment, formatNear, formatSpan, zoneAhead } from "./time-format.ts";

const style = { language: "zh", zone: "Asia/Shanghai" } as const;
const now = Date.parse("2026-11-20T09:40:00.000Z");

test("times are the city's, wherever the reader sits", () => {
  expect(formatMoment(now, style)).toBe("2026-11-20 17:40");
  expect(zoneAhead(now, "Asia/Shanghai")).toBe(28_800_000);
  expect(zoneAhead(Date.parse("2026-07-01T00:00:00Z"), "America/New_York")).toBe(-14_400_000);
});

test.each([
  [now + 3_600_000, "18:40", "18:40"],
  [Date.parse("2026-11-23T00:00:00Z"), "周一 08:00", "Mon 08:00"],
  [Date.parse("2026-12-31T00:00:00Z"), "12月31日 08:00", "31 Dec 08:00"],
  [Date.parse("2027-01-04T00:00:00Z"), "2027-01-04 08:00", "2027-01-04 08:00"],
])("a near moment is short and a far one has its date", (at, zh, en) => {
  expect(formatNear(at, now, style)).toBe(zh);
  expect(formatNear(at, now, { ...style, language: "en" })).toBe(en);
});

test("a span is written in its two largest units and never rounded up", () => {
  expect(formatSpan(80 * 60_000 + 59_000, "zh")).toBe("1 小时 20 分");
  expect(formatSpan(51 * 3_600_000 + 60_000, "en")).toBe("2 d 3 h");
  expect(formatSpan(30_000, "en")).toBe("0 min");
  expect(formatAgo(now - 30_000, now, "zh")).toBe("刚刚");
  expect(formatAgo(now - 12 * 60_000, now, "en")).toBe("12 min ago");
});
