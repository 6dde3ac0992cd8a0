import type { FileImport, FileLook } from "@chengyun/contracts";
import { describe, expect, test } from "vitest";
import { marginKm, withMargin } from "./bounds.ts";
import { beginDraft, type Draft, listWanted, toMapping, withSource } from "./draft.ts";
import { toDraft } from "./draft-back.ts";

test.each([
  ["a town of three kilometres", "things", [112.3, 28.8, 112.33, 28.82], 1],
  ["a city of seventy", "things", [112.2, 28.6, 112.9, 29.2], 7],
  ["a province", "reports", [108, 24, 114, 30], 20],
  ["the outline itself", "areas", [112.3, 28.8, 112.33, 28.82], 20],
] as const)("how far beyond the city a row may lie goes by how large the city is: %s", (_, kind, city, km) => {
  expect(marginKm(kind, city)).toBe(km);
  const [west, south, east, north] = withMargin(city, km);
  expect(Math.min(city[0] - west, east - city[2])).toBeGreaterThan(0);
  expect(city[1] - south).toBeCloseTo(km / 111.32, 5);
  expect(north - city[3]).toBeCloseTo(km / 111.32, 5);
});

const extent = [112.2, 28.6, 112.9, 29.2] as const;
const look = (columns: readonly string[], more: Partial<FileLook> = {}): FileLook => ({
  format: "csv",
  sheets: [],
  columns: columns.map((name) => ({ name, samples: [], isNumeric: false })),
  rows: [],
  notices: [],
  ...more,
});
const shown = (kind: FileImport["kind"], name = "Lamps 2026.csv") => ({ kind, name, layout: {} });
const lamps = look(["编号", "名称", "经度", "纬度", "高度cm"]);
const told: Partial<Draft> = {
  system: { kind: "gcj-02", meridian: "", zone: "", proj: "", fit: "similarity", points: [] },
};
const filled = (): Draft => {
  const begun = beginDraft(shown("things"), lamps);
  return {
    ...begun,
    ...told,
    fields: { ...begun.fields, type: { mode: "is", value: "lamp-post" } },
    attributes: { heightM: { column: "高度cm", factor: "0.01" } },
  };
};

test("columns by their usual names are proposed; type and coordinate system are asked", () => {
  const begun = beginDraft(shown("things"), lamps);
  expect(begun.fields).toMatchObject({
    ref: { mode: "text", value: "lamps-2026/{编号}" },
    name: { mode: "column", value: "名称" },
    x: { value: "经度" },
    y: { value: "纬度" },
  });
  expect(listWanted(shown("things"), lamps, begun)).toEqual(["type", "system"]);
  expect(listWanted(shown("things"), lamps, filled())).toEqual([]);
});

test("the form says the same mapping as the command line takes", () => {
  expect(toMapping(shown("things"), lamps, { draft: filled(), extent })).toMatchObject({
    kind: "things",
    source: "lamps-2026",
    format: "csv",
    system: "gcj-02",
    bounds: withMargin(extent, 7),
    fields: {
      ref: { text: "lamps-2026/{编号}" },
      type: { is: "lamp-post" },
      name: "名称",
      at: { x: "经度", y: "纬度" },
      attributes: { heightM: { column: "高度cm", factor: 0.01 } },
    },
  });
});

describe("a mapping comes back as the form that said it", () => {
  const readings: Draft = {
    ...beginDraft(shown("readings"), look(["时间", "站点", "PM2.5"])),
    zone: "Europe/Berlin",
    twice: "second",
    series: [{ stream: "pm25|ug/m3", column: "PM2.5", unit: "same", factor: "" }],
  };
  const drawing: Draft = {
    ...beginDraft(shown("network"), look([], { format: "epanet" })),
    nameZh: "管网",
    system: {
      ...filled().system,
      kind: "local",
      points: [
        ["0", "0", "112.36", "28.84"],
        ["1000", "0", "112.37", "28.84"],
      ],
    },
  };
  const streets: Draft = {
    ...beginDraft(shown("areas"), look(["代码", "名称"])),
    fields: {
      code: { mode: "column", value: "代码" },
      name: { mode: "column", value: "名称" },
      level: { mode: "is", value: "4" },
      parentPath: { mode: "is", value: "430000/430900/430981/" },
    },
  };
  test.each([
    ["things", shown("things"), lamps, filled()],
    ["readings", shown("readings"), look(["时间", "站点", "PM2.5"]), readings],
    ["a drawing", shown("network"), look([], { format: "epanet" }), drawing],
    ["areas without shapes", shown("areas"), look(["代码", "名称"]), streets],
    ["an extract", shown("base"), look([], { format: "osm" }), beginDraft(shown("base"), look([], { format: "osm" }))],
  ] as const)("%s", (_, one, seen, draft) => {
    const mapping = toMapping(one, seen, { draft, extent });
    const again = toDraft(one, seen, { mapping, extent });
    expect(again).toBeDefined();
    expect(again === undefined ? undefined : toMapping(one, seen, { draft: again, extent })).toEqual(mapping);
  });

  test("one that says more than the form can is left as text", () => {
    const mapping = { ...toMapping(shown("things"), lamps, { draft: filled(), extent }), where: { 名称: ["灯"] } };
    expect(toDraft(shown("things"), lamps, { mapping, extent })).toBeUndefined();
  });
});

test("a file whose name has no Latin letters is asked for its source; refs go by it", () => {
  const begun = beginDraft(shown("things", "路灯.csv"), lamps);
  expect(listWanted(shown("things", "路灯.csv"), lamps, begun)).toContain("source");
  expect(withSource(begun, "lamps").fields["ref"]).toEqual({ mode: "text", value: "lamps/{编号}" });
  expect(withSource(withSource(begun, "lamps"), "street").fields["ref"]?.value).toBe("street/{编号}");
});

test("the unit of a column of readings is asked for, and another one needs the factor that turns it", () => {
  const columns = look(["时间", "站点", "水位"]);
  const begun = beginDraft(shown("readings"), columns);
  const wanted = (one: Partial<Draft["series"][number]>) =>
    listWanted(shown("readings"), columns, {
      ...begun,
      series: [{ stream: "water-level|m", column: "水位", unit: "", factor: "", ...one }],
    }).includes("unit");
  expect([wanted({}), wanted({ unit: "same" }), wanted({ unit: "other" })]).toEqual([true, false, true]);
  expect([wanted({ unit: "other", factor: "0.01" }), wanted({ stream: "index|" })]).toEqual([false, false]);
});

test("a level is a number, a code that looks like one is not", () => {
  const draft: Draft = {
    ...beginDraft(shown("areas"), look(["代码", "名称"])),
    fields: {
      code: { mode: "is", value: "430981" },
      name: { mode: "column", value: "名称" },
      level: { mode: "is", value: "3" },
    },
  };
  expect(toMapping(shown("areas"), look(["代码", "名称"]), { draft, extent })).toMatchObject({
    fields: { code: { is: "430981" }, level: { is: 3 } },
    withoutShape: true,
  });
});
