import { describe, expect, test } from "vitest";
import { describeBroken, readStationNames, readTideTable } from "./tide-table.ts";

const header = "typhoon,station,sn,lat,lon,lev_cm,warning_level_cm,time_local,observed_cm,predicted_cm,surge_cm";
const good = "1409,XIUYING,10603,20.0167,110.2833,190,290,2014-07-18 17:00,319,180,139";
const read = (...lines: string[]) => readTideTable([header, ...lines].join("\n"), "1409");

test("a line is a reading at its hour in China time", () => {
  expect(read(good).rows).toEqual([
    {
      station: "XIUYING",
      longitude: 110.2833,
      latitude: 20.0167,
      warningLevelCm: 290,
      at: Date.parse("2014-07-18T09:00:00Z"),
      levelCm: 319,
    },
  ]);
});

test("a station without an official level has none, not zero", () => {
  expect(read(good.replace(",290,", ",,")).rows[0]).not.toHaveProperty("warningLevelCm");
});

describe("a broken line is told with its number and reason, and the rest goes on", () => {
  test.each([
    ["1409,XIUYING,10603", "3 columns instead of 11"],
    [good.replace(",319,", ",,"), "observed_cm is empty"],
    [good.replace(",319,", ",high,"), 'observed_cm "high" is no level in cm'],
    [good.replace("2014-07-18 17:00", "18.7.2014"), 'time_local "18.7.2014" is no time like 2014-07-18 17:00'],
    [
      good.replace("2014-07-18 17:00", "2014-13-45 17:00"),
      'time_local "2014-13-45 17:00" is no time like 2014-07-18 17:00',
    ],
    [good.replace("20.0167", "200"), 'lat, lon "200, 110.2833" is no position'],
    [good.replace("1409,", "1415,"), 'typhoon "1415" is not 1409'],
    [good.replace(",290,", ",tall,"), 'warning_level_cm "tall" is no level in cm'],
    [good.replace("XIUYING", "'; drop"), `station "'; drop" is no code of capital letters`],
    [good, "XIUYING has this hour already"],
  ])("%s", (line, reason) => {
    const { rows, broken } = read(good, line, good.replace("17:00", "18:00"));
    expect(rows).toHaveLength(2);
    expect(broken.map((one) => [one.line, one.reason.en])).toEqual([[3, reason]]);
  });

  test("also when it opens a quote and never closes it", () => {
    const { rows, broken } = read('1409,"XIUYING,10603', good);
    expect(rows).toHaveLength(1);
    expect(broken[0]?.line).toBe(2);
    expect(broken[0]?.reason.en).toMatch(/^not a line of CSV .*quote/i);
  });

  test("and a file of something else is told at its first line", () => {
    expect(readTideTable("a,b\n1,2", "1409").broken.map(({ reason }) => reason.zh)).toEqual([
      "表头不符",
      "有 2 列，应为 11 列",
    ]);
  });
});

test("broken lines are listed by reason with their numbers drawn together", () => {
  const reason = { zh: "observed_cm 为空", en: "observed_cm is empty" };
  const lines = [3, 5, 6, 7].map((line) => ({ line, reason }));
  expect(describeBroken([...lines, { line: 9, reason: { zh: "表头不符", en: "not the header" } }])).toEqual([
    { zh: "observed_cm 为空：第 3, 5–7 行", en: "observed_cm is empty: lines 3, 5–7" },
    { zh: "表头不符：第 9 行", en: "not the header: line 9" },
  ]);
});

test("station names are read by code, incomplete lines passed over", () => {
  expect(readStationNames("code,name_zh\nXIUYING,秀英\n,\nBOAO,\n")).toEqual(new Map([["XIUYING", "秀英"]]));
});
