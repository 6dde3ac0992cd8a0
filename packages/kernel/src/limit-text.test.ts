import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timeKinds } from "./limit.ts";
import { type LimitReading, readLimit, settleLimit, writeLimit } from "./limit-text.ts";

const short = (reading: LimitReading): string => {
  if (reading.is === "fault") return reading.fault;
  const scope = reading.scope === undefined ? "" : ` ${reading.scope.season ?? ""}${reading.scope.goal ?? ""}`;
  if (reading.is === "asked") return `${reading.question}? ${reading.amount} ${reading.pattern}`;
  return `${reading.limit.amount} ${reading.limit.kind}${scope}`;
};

describe("what a dictionary writes as a limit", () => {
  test.each([
    ["2紧急工作时", "2 urgent-hours"],
    ["4工作时", "4 work-hours"],
    ["1工作日", "1 work-days"],
    ["3个工作日", "3 work-days"],
    [" 5工作日", "5 work-days"],
    ["１０ 工作日\n", "10 work-days"],
    ["0.5工作日", "0.5 work-days"],
    ["15自然日", "15 natural-days"],
    ["24自然小时", "24 natural-hours"],
    ["2工作小时", "2 work-hours"],
    ["1紧急工作时制止", "1 urgent-hours 制止"],
    ["2天", "which-calendar? 2 天"],
    ["7日", "which-calendar? 7 日"],
    ["4小时", "which-calendar? 4 小时"],
    ["2紧急工作日", "urgent-days? 2 紧急工作日"],
    ["种植季节15工作日", "season? 15 种植季节工作日"],
    ["", "empty"],
    ["  ", "empty"],
    ["立即", "no-amount"],
    ["0天", "no-amount"],
    ["3周", "unknown-unit"],
    ["两天", "no-amount"],
  ])("%j is %s", (written, expected) => {
    expect(short(readLimit(written))).toBe(expected);
  });

  test("a question says why in both languages, and is settled only by a calendar that can be meant", () => {
    const reading = readLimit("2天");
    expect(reading.says.zh).toContain("不作猜测");
    expect(reading.says.en).toContain("not guessed");
    expect(settleLimit(reading, "work-days")).toEqual({ amount: 2, kind: "work-days" });
    expect(settleLimit(reading, "urgent-hours")).toBeUndefined();
    expect(settleLimit(readLimit("种植季节15工作日"), "work-days")).toEqual({ amount: 15, kind: "work-days" });
    expect(settleLimit(readLimit("2紧急工作日"), "urgent-hours")).toBeUndefined();
  });
});

const calendars = fc.constantFrom(...timeKinds);
const amounts = fc.oneof(fc.integer({ min: 1, max: 999 }), fc.constantFrom(0.5, 1.5, 2.25));

test("whatever limit we write is read back as the same limit", () => {
  fc.assert(
    fc.property(amounts, calendars, (amount, kind) => {
      expect(readLimit(writeLimit({ amount, kind }))).toMatchObject({ is: "understood", limit: { amount, kind } });
    }),
  );
});

test("a limit without the name of its calendar is never understood, whatever stands around it", () => {
  fc.assert(
    fc.property(
      amounts,
      fc.constantFrom("天", "日", "小时", "时"),
      fc.constantFrom("", " ", "\n"),
      (amount, unit, gap) => {
        expect(readLimit(`${gap}${amount}${gap}${unit}${gap}`).is).toBe("asked");
      },
    ),
  );
});

test("no text breaks the reading, and only what has an amount is more than a fault", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const reading = readLimit(text);
      expect(reading.is === "fault" || /\d/.test(text.normalize("NFKC"))).toBe(true);
      expect(reading.says.zh).not.toBe("");
    }),
  );
});
