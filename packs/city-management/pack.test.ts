import { existsSync, readFileSync } from "node:fs";
import { conditionsOf, limitsOf, readLimit, writeLimit } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import { decodeAshtray, encodeAshtray } from "./codecs.ts";
import { cityManagement } from "./pack.ts";

const cases = cityManagement.cases.filter((type) => type.class !== undefined);

test("parts and events stand on their own: about a hundred and thirty classes, each number once", () => {
  const classes = cases.map((type) => `${type.class?.of} ${type.class?.code}`);
  expect(cases.length).toBeGreaterThanOrEqual(120);
  expect(new Set(classes).size).toBe(classes.length);
  expect(classes.filter((one) => !/^(part|event) \d{4}$/.test(one))).toEqual([]);
});

test("nothing is filed or closed without a written condition, and every limit names its calendar", () => {
  for (const type of cases)
    for (const condition of conditionsOf(type)) {
      const limit = limitsOf(type, condition)["dispose"];
      expect([type.id, limit]).not.toEqual([type.id, undefined]);
      if (limit !== undefined) expect(readLimit(writeLimit(limit))).toMatchObject({ is: "understood", limit });
    }
});

test("what may hurt somebody runs through the night", () => {
  const dangers = cases.flatMap((type) =>
    conditionsOf(type).filter(({ files }) => /触电|伤人|坠落|燃气味|泄漏|塌陷/.test(files.zh)),
  );
  expect(dangers.length).toBeGreaterThan(10);
  const slow = dangers.filter(({ clocks }) => clocks?.["dispose"]?.kind === "work-days");
  expect(slow).toEqual([]);
});

describe("the frames of an ashtray", () => {
  test("what is written is read again, with its track while it moves", () => {
    const still = [
      { stream: "ashtray-fill", value: 40 },
      { stream: "ashtray-tilt", value: 3 },
      { stream: "ashtray-moved", value: 0 },
    ];
    const moving = [
      ...still.slice(0, 2),
      { stream: "ashtray-moved", value: 350 },
      { stream: "longitude", value: 112.35021 },
      { stream: "latitude", value: 28.84733 },
    ];
    expect(decodeAshtray(encodeAshtray(still))).toEqual(still);
    expect(decodeAshtray(encodeAshtray(moving))).toEqual(moving);
  });

  test("a frame cut short is no reading at all", () => {
    expect(decodeAshtray(Uint8Array.of(40, 3, 0))).toEqual([]);
    expect(decodeAshtray(Uint8Array.of(40, 3, 0, 0, 0x95, 0x6e))).toEqual([]);
  });
});

const data = new URL("../../../shared/data/codes/city-management/", import.meta.url);

describe.skipIf(!existsSync(data))(
  "its wording is its own (skipped where the published standards are not there)",
  () => {
    test("no condition is copied from the standard of Yuncheng", () => {
      const published = ["yuncheng-filing-standards-components.csv", "yuncheng-filing-standards-events.csv"]
        .map((name) => readFileSync(new URL(name, data), "utf8"))
        .join("\n");
      const copied = cases
        .flatMap((type) => conditionsOf(type).map(({ files }) => files.zh))
        .filter((words) => words.length > 8 && published.includes(words));
      expect(copied).toEqual([]);
    });
  },
);
