import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Mapping, toMapping } from "../map/mapping.ts";
import { understand } from "../understanding.ts";
import { openLineWriter } from "./line.ts";
import { findSeries, isReadOf, ReadingTable } from "./reading.ts";
import { type CityRow, RowWriter, type WrittenRow } from "./row.ts";
import { type WrittenFormat, writeTable } from "./table.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "round-trip-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readBack = async (rows: readonly WrittenRow[], format: WrittenFormat, mapping: Mapping) => {
  const path = join(folder, `out.${format}`);
  await writeTable(path, rows, format, mapping);
  const { pieces } = await understand(path, { ...mapping, format });
  const found: unknown[] = [];
  for await (const { rows: read, faults } of pieces()) {
    expect(faults).toEqual([]);
    found.push(...read.map((one) => ("row" in one ? one.row : one)));
  }
  return found;
};

const isWritten = (one: WrittenRow | string): one is WrittenRow => typeof one === "object";

const lamps = {
  kind: "things",
  source: "lamps",
  system: "gcj-02",
  where: { 状态: ["在用", "备用"] },
  fields: {
    ref: { text: "lamp/{编号}" },
    type: { column: "类型", words: { 路灯: "lamp-post", 箱: "lighting-cabinet" } },
    name: { zh: { text: "{街}{编号}" }, en: "Name" },
    at: { x: "经度", y: "纬度" },
    attributes: { heightM: { column: "高cm", factor: 0.01 }, street: "街" },
  },
};
const lamp = (properties: object, coordinates = [112.35, 28.85] as [number, number]): CityRow => ({
  properties: {
    ...{ ref: "lamp/07", type: "lamp-post", zh: "学院路07", en: 'Lamp, "7"', code: undefined },
    attributes: { heightM: 8.5, street: "学院路", more: 1 },
    ...properties,
  },
  geometry: { type: "Point", coordinates },
});

describe("things go out as they came in", () => {
  const mapping = toMapping(lamps, "lamps");
  const writer = new RowWriter(mapping as never);

  test.each(["csv", "xlsx", "geojson"] as const)("as %s, and come back the same", async (format) => {
    const written = [lamp({}), lamp({ ref: "lamp/08", zh: "学院路08" }, [112.36, 28.86])].map((row) =>
      writer.write(row),
    );
    expect(written.every(isWritten)).toBe(true);
    const [first, second] = (await readBack(written.filter(isWritten), format, mapping)) as {
      position: number[];
    }[];
    expect(first).toMatchObject({
      ...{ ref: "lamp/07", type: "lamp-post", name: { zh: "学院路07", en: 'Lamp, "7"' } },
      attributes: { heightM: 8.5, street: "学院路" },
    });
    expect(second?.position[0]).toBeCloseTo(112.36, 6);
    expect(second?.position[1]).toBeCloseTo(28.86, 6);
  });

  test("in the words, units and coordinates of their file", () => {
    const written = writer.write(lamp({}));
    expect(isWritten(written) && written.cells).toMatchObject({ 编号: "07", 类型: "路灯", 高cm: 850, 状态: "在用" });
    expect(isWritten(written) && Math.abs(Number(written.cells["经度"]) - 112.35)).toBeGreaterThan(0.003);
  });

  test.each([
    ["another's ref", { ref: "tree/1" }, "other"],
    ["a type the mapping has no word for", { type: "manhole" }, "other"],
    ["a name changed so that the file could not say it", { zh: "新名" }, "unwritable"],
    ["an attribute that contradicts the name", { attributes: { street: "别的街" } }, "unwritable"],
  ])("%s is told, not written", (_, change, what) => {
    expect(writer.write(lamp(change))).toBe(what);
  });
});

describe("shapes go out in their own system", () => {
  const ring = [
    [112.3, 28.8],
    [112.4, 28.8],
    [112.4, 28.9],
    [112.3, 28.8],
  ];
  test.each(["gcj-02", "bd-09", "wgs-84", "cgcs2000", { gaussKrueger: { meridian: 111 } }])(
    "areas in %j",
    async (system) => {
      const fields = { code: "adcode", name: "name", level: { is: 3 }, parentPath: { is: "430000/" } };
      const mapping = toMapping({ kind: "areas", source: "counties", system, fields }, "counties");
      const row: CityRow = {
        properties: { code: "430981", level: 3, zh: "沅江市", en: "沅江市", path: "430000/430981/", parent: "430000/" },
        geometry: { type: "Polygon", coordinates: [ring] as [number, number][][] },
      };
      const writer = new RowWriter(mapping as never);
      expect(writer.isTable).toBe(false);
      expect(writer.write({ ...row, properties: { ...row.properties, level: 4 } })).toBe("other");
      const written = [writer.write(row)].filter(isWritten);
      const [back] = (await readBack(written, "geojson", mapping)) as { geometry: { coordinates: number[][][] } }[];
      expect(back).toMatchObject({ code: "430981", level: 3, name: { zh: "沅江市" }, parentPath: "430000/" });
      for (const [at, corner] of (back?.geometry.coordinates[0] ?? []).entries()) {
        expect(corner[0]).toBeCloseTo(ring[at]?.[0] ?? 0, 5);
        expect(corner[1]).toBeCloseTo(ring[at]?.[1] ?? 0, 5);
      }
    },
  );

  test("a network of lines comes back with its nodes; a hydraulic model is said not to be written", async () => {
    const raw = {
      ...{ kind: "network", source: "river", system: "wgs-84", prefix: "river/", name: { zh: "河", en: "River" } },
      lines: { nodeType: "river-node", linkType: "model-reach", ref: "rid", attributes: { lengthM: "Length" } },
    };
    const mapping = toMapping(raw, "river");
    const write = openLineWriter(mapping as never);
    const reach = (ref: string, coordinates: [number, number][]): CityRow => ({
      properties: { ref, type: "model-reach", attributes: { lengthM: 5.5 } },
      geometry: { type: "LineString", coordinates },
    });
    const rows = [
      reach("river/link/1", [
        [1, 2],
        [1, 3],
      ]),
      reach("river/link/2", [
        [1, 3],
        [2, 3],
      ]),
    ];
    const written = [...rows, reach("else/link/3", [])].map(write);
    expect(written.at(-1)).toBe("other");
    const back = await readBack(written.filter(isWritten), "geojson", mapping);
    expect(back.map((one) => (one as { ref: string }).ref)).toEqual([
      ...["river/node/1,2", "river/node/1,3", "river/node/2,3"],
      ...["river/link/1", "river/link/2"],
    ]);
    const model = {
      kind: "network",
      source: "net",
      format: "epanet",
      system: "wgs-84",
      prefix: "net/",
      name: raw.name,
    };
    expect(() => openLineWriter(toMapping(model, "net") as never)).toThrow(/not written back/);
    const osm = new RowWriter(toMapping({ kind: "base", source: "osm", format: "osm" }, "osm") as never);
    expect(() => osm.write(lamp({}))).toThrow(/OpenStreetMap extract is not written back/);
  });
});

describe("readings go out as rows of their file", () => {
  const at = Date.UTC(2014, 6, 18, 1, 30);
  const values = [
    { thing: { text: "air/{站}" }, stream: { is: "co" }, value: { column: "CO", factor: 0.001 }, unit: "mg/m3" },
    { thing: { text: "air/{站}" }, stream: { is: "pm25" }, value: "PM", unit: "ug/m3" },
  ];
  const pieces = { year: "Y", month: "M", day: "D", hour: "h", minute: "m" };
  test.each([
    ["one column", "when", "csv"],
    ["one column", "when", "xlsx"],
    ["its pieces", pieces, "csv"],
    ["day before month", { column: "when", format: "day-month-year" }, "csv"],
    ["seconds", { column: "when", format: "seconds" }, "csv"],
  ] as const)("their time in %s", async (_, time, format) => {
    const raw = { kind: "readings", source: "air", zone: "Asia/Shanghai", time, values };
    const mapping = toMapping(raw, "air");
    const table = new ReadingTable(mapping as never);
    const put = (thing: string, stream: string, moment: number, value: number): void => {
      const wanted = findSeries(mapping as never, thing, stream);
      if (wanted !== undefined) table.add(wanted, moment, value);
    };
    put("air/1A", "co", at, 0.3);
    put("air/1A", "pm25", at, 12);
    put("air/2B", "pm25", at + 3_600_000, 7);
    put("air/2B", "no2", at, 7);
    expect(table.unwritable).toBe(0);
    const rows = table.rows().map((cells) => ({ cells, geometry: undefined }));
    expect(rows).toHaveLength(2);
    const back = (await readBack(rows, format, mapping)) as {
      thing: string;
      stream: string;
      at: number;
      value: number;
    }[];
    expect(back.map((one) => [one.thing, one.stream, one.at, Number(one.value.toPrecision(12))])).toEqual([
      ["air/1A", "co", at, 0.3],
      ["air/1A", "pm25", at, 12],
      ["air/2B", "pm25", at + 3_600_000, 7],
    ]);
    expect(isReadOf(mapping as never, "water/1")).toBe(false);
  });
});

describe("the hour that a zone's clocks show twice", () => {
  const later = Date.parse("2023-10-29T01:30:00Z");

  test.each([
    ["by the first", "first"],
    ["by the second", "second"],
    ["asked about", undefined],
  ] as const)("comes back as the moments they were, read %s", async (_, twice) => {
    const raw = { kind: "readings", source: "air", zone: "Europe/Berlin", time: "when", twice };
    const values = [{ thing: { is: "air/1" }, stream: { is: "co" }, value: "co", unit: "mg/m3" }];
    const mapping = toMapping({ ...raw, values }, "air");
    const table = new ReadingTable(mapping as never);
    const wanted = findSeries(mapping as never, "air/1", "co");
    const moments = [later - 7_200_000, later - 3_600_000, later, later + 3_600_000];
    if (wanted !== undefined) for (const [n, moment] of moments.entries()) table.add(wanted, moment, n);
    const rows = table.rows().map((cells) => ({ cells, geometry: undefined }));
    const back = (await readBack(rows, "csv", mapping)) as { at: number }[];
    expect(back.map(({ at: moment }) => moment)).toEqual(moments);
  });
});

describe("many rows", () => {
  const mapping = toMapping(lamps, "lamps");
  const city = (n: number): CityRow => lamp({ ref: `lamp/${n}`, zh: `学院路${n}` });
  const writer = new RowWriter(mapping as never);
  const manyOf = (count: number) => Array.from({ length: count }, (_, n) => writer.write(city(n))).filter(isWritten);

  test.each(["csv", "xlsx", "geojson"] as const)("come back from a %s that is written in pieces", async (format) => {
    const rows = manyOf(10_001);
    expect(rows).toHaveLength(10_001);
    const back = (await readBack(rows, format, mapping)) as { ref: string }[];
    expect(back.map(({ ref }) => ref)).toEqual(Array.from({ length: 10_001 }, (_, n) => `lamp/${n}`));
  });

  test("more of them than a sheet holds are no workbook, and nothing is left of it", async () => {
    const rows = Array(1_048_576).fill(manyOf(1)[0]);
    await expect(writeTable(join(folder, "long.xlsx"), rows, "xlsx", mapping)).rejects.toThrow(/1048576.*\.csv/);
    expect(readdirSync(folder).filter((name) => name.startsWith("long"))).toEqual([]);
  });
});
