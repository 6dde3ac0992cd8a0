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
    ["1工作日内第一时间制止", "1 work-days 内第一时间制止"],
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

const wordsOf = (reading: LimitReading): string[] =>
  reading.is === "asked" ? (reading.limits ?? []).map(({ amount, kind }) => `${amount} ${kind}`) : [reading.is];

describe("a limit that names two amounts is asked about", () => {
  test.each([
    ["2工作日或4工作时", ["2 work-days", "4 work-hours"]],
    ["10工作日（汛期3日）", ["10 work-days", "3 work-days", "3 natural-days"]],
    ["汛期3日，其他10工作日", ["3 work-days", "3 natural-days", "10 work-days"]],
    ["3工作日-5工作日", ["3 work-days", "5 work-days"]],
    ["３～５个工作日", ["3 work-days", "5 work-days"]],
    ["5工作日，汛期两个工作日", ["5 work-days", "2 work-days"]],
    ["1工作日，十五自然日内补种", ["1 work-days", "15 natural-days"]],
    ["5工作日（2024版）", ["5 work-days"]],
    ["5工作日或5工作日", ["5 work-days"]],
  ])("%j may mean %j", (written, expected) => {
    const reading = readLimit(written);
    expect(reading).toMatchObject({ is: "asked", question: "several-amounts" });
    expect(wordsOf(reading)).toEqual(expected);
  });

  test("and settled by one of the limits written, by its calendar where that is one's alone", () => {
    const mixed = readLimit("2工作日或4工作时");
    expect(settleLimit(mixed, "work-hours")).toEqual({ amount: 4, kind: "work-hours" });
    expect(settleLimit(mixed, { amount: 2, kind: "work-days" })).toEqual({ amount: 2, kind: "work-days" });
    expect(settleLimit(mixed, { amount: 2, kind: "work-hours" })).toBeUndefined();
    expect(settleLimit(readLimit("3工作日-5工作日"), "work-days")).toBeUndefined();
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
