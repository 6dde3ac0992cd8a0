import { describe, expect, test } from "vitest";
import { alphaOf, levelOf, readStock, rOf, rOfThing, sumOfShares } from "./major-hazard.ts";
import { substances } from "./substances.ts";

const judge = (stock: string, people: number) => {
  const { stocked, faults } = readStock(stock);
  expect(faults).toEqual([]);
  const r = rOf(stocked, people);
  return { shares: sumOfShares(stocked), r, level: levelOf(r, sumOfShares(stocked)) };
};

describe("worked by hand from the tables of GB 18218-2018", () => {
  test("a cold store with 40 t of ammonia, more than a hundred people: α 2 · β 2 · 40/10 = 16, third level", () => {
    expect(judge("7664-41-7: 40", 120)).toEqual({ shares: 4, r: 16, level: 3 });
  });

  test("10 t of chlorine, 40 people: α 1.2 · β 4 · 10/5 = 9.6, fourth level", () => {
    const { r, level } = judge("7782-50-5: 10", 40);
    expect(r).toBeCloseTo(9.6);
    expect(level).toBe(4);
  });

  test("100 t of chlorine, nobody outside: α 0.5 · β 4 · 20 = 40, third level; with 60 people 120, first", () => {
    expect(judge("7782-50-5: 100", 0)).toMatchObject({ r: 40, level: 3 });
    expect(judge("7782-50-5: 100", 60)).toMatchObject({ r: 120, level: 1 });
  });

  test("several of them add up: methanol 250 t, petrol 100 t and hydrogen 1 t just miss 1.2", () => {
    const { shares, r } = judge("67-56-1: 250; 86290-81-5: 100; 1333-74-0: 0.9", 1);
    expect(shares).toBeCloseTo(0.5 + 0.5 + 0.18);
    expect(r).toBeCloseTo(0.5 + 0.5 + 1.5 * 0.18);
  });

  test("below 1 in all it is no major hazard, whatever R says", () => {
    expect(judge("75-44-5: 0.2", 500)).toMatchObject({ level: 0 });
  });

  test("a class of table 2 for what table 1 does not name: 4,000 t of W5.4 and 300 t of W5.3", () => {
    expect(judge("W5.4: 4000; W5.3: 300", 30).shares).toBeCloseTo(0.8 + 0.3);
  });
});

test.each([
  [0, 0.5],
  [1, 1],
  [29, 1],
  [30, 1.2],
  [49, 1.2],
  [50, 1.5],
  [99, 1.5],
  [100, 2],
])("%d people within 500 m: α %d", (people, alpha) => {
  expect(alphaOf(people)).toBe(alpha);
});

test.each([
  [100, 1],
  [99.99, 2],
  [50, 2],
  [49.99, 3],
  [10, 3],
  [9.99, 4],
])("R %d is of level %d", (r, level) => {
  expect(levelOf(r, 1)).toBe(level);
});

describe("an inventory that can't be read", () => {
  test("a number that stands for several rows is asked about, not guessed", () => {
    expect(readStock("6484-52-2: 30").faults).toEqual([{ part: "6484-52-2: 30", code: "several" }]);
    expect(readStock("no.44: 30").faults).toEqual([]);
  });

  test("an unknown number, no tonnes, tonnes below nothing", () => {
    expect(readStock("1-2-3: 5; 7664-41-7; 7664-41-7: -1").faults.map(({ code }) => code)).toEqual([
      "unknown",
      "tonnes",
      "tonnes",
    ]);
  });

  test("is not judged by its half", () => {
    expect(rOfThing({ stock: "7664-41-7: 40; nonsense: 3", exposedPeople: 0 })).toBeUndefined();
    expect(rOfThing({ stock: "7664-41-7: 40", exposedPeople: 0 })).toBe(4);
    expect(rOfThing({ stock: "7664-41-7: 40" })).toBe(16);
    expect(rOfThing({})).toBeUndefined();
  });
});

/** The last digit of a CAS number is the sum of the others, each times its place from the right, by ten. */
const isCas = (cas: string): boolean => {
  const digits = [...cas.replaceAll("-", "")].map(Number).reverse();
  const [check, ...others] = digits;
  return others.reduce((sum, digit, place) => sum + digit * (place + 1), 0) % 10 === check;
};

test("the table has its 85 rows, and every CAS number its check digit", () => {
  expect(substances).toHaveLength(85);
  expect(substances.flatMap(({ cas }) => cas).filter((cas) => !isCas(cas))).toEqual([]);
});
