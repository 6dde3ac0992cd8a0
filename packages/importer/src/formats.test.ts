import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { deflateSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RowFault, Unusable } from "./fault.ts";
import { checkUnpacks } from "./file/zip.ts";
import { isMadeFor, lookAt } from "./look.ts";
import { toMapping } from "./map/mapping.ts";
import { preview } from "./preview.ts";
import { noRejects, rejectedRows, writeRejects } from "./rejects.ts";
import { understand } from "./understanding.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-formats-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const read = async (path: string, mapping: object) => {
  const understanding = await understand(path, toMapping(mapping, "test"));
  const rows: { line: number; row: Record<string, unknown> }[] = [];
  const faults: RowFault[] = [];
  for await (const piece of understanding.pieces()) {
    rows.push(...(piece.rows as unknown as typeof rows));
    faults.push(...piece.faults);
  }
  return { understanding, rows, faults };
};

const whyNot = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "read",
    (error: unknown) => (error instanceof Unusable ? error.text.en : String(error)),
  );

const lamps = {
  kind: "things",
  source: "lamps",
  system: "wgs-84",
  bounds: [112, 28, 113, 29],
  fields: {
    ref: { text: "lamps/{编号}" },
    type: { is: "lamp-post" },
    name: { text: "{街道}{编号}" },
    at: { x: "经度", y: "纬度" },
  },
};

test("a feature nested fifty thousand deep is a fault of its own; the others are read", async () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const feature = (properties: string) =>
    `{"type":"Feature","properties":${properties},"geometry":{"type":"Point","coordinates":[112.35,28.85]}}`;
  const text = `{"type":"FeatureCollection","features":[\n${feature(`{"a":${deep}}`)},\n${feature('{"a":"1"}')}]}`;
  const given = {
    kind: "things",
    source: "test",
    system: "wgs-84",
    fields: { ref: "a", name: "a", type: { is: "lamp" } },
  };
  const { rows: made, faults } = await read(put("deep.geojson", text), given);
  expect(made).toHaveLength(1);
  expect(faults).toMatchObject([{ line: 1, code: "nested-too-deep" }]);
});

describe("workbooks", () => {
  type Cell = string | number;
  const cellXml = (cell: Cell, at: string) =>
    typeof cell === "number"
      ? `<c r="${at}"><v>${cell}</v></c>`
      : cell === ""
        ? ""
        : `<c r="${at}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  const sheetXml = (rows: readonly (readonly Cell[])[], merges: readonly string[]) =>
    `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
      .map(
        (cells, row) =>
          `<row r="${row + 1}">${cells.map((cell, at) => cellXml(cell, `${"ABCDEF"[at]}${row + 1}`)).join("")}</row>`,
      )
      .join(
        "",
      )}</sheetData>${merges.length === 0 ? "" : `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`}</worksheet>`;
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const book = (
    rows: readonly (readonly Cell[])[],
    merges: readonly string[] = [],
    more: Record<string, Uint8Array> = {},
  ) =>
    zipSync({
      "[Content_Types].xml": strToU8(
        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
      ),
      "_rels/.rels": strToU8(
        `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      "xl/workbook.xml": strToU8(
        `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="路灯" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": strToU8(
        `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      "xl/worksheets/sheet1.xml": strToU8(sheetXml(rows, merges)),
      ...more,
    });
  const rows = [
    ["街道", "编号", "经度", "纬度"],
    ["学院路", 1, 112.35, 28.85],
    ["", 2, 112.36, 28.85],
    ["", 3, 28.85, 112.37],
    ["成府路", 4, 112.38, 28.85],
  ] as const;

  test.each([
    [
      "more merged blocks than any table has",
      book(
        rows,
        Array.from({ length: 100_001 }, () => "A2:A4"),
      ),
      /100001 blocks/,
    ],
    [
      "more columns than anybody could map",
      book(rows, [], {
        "xl/worksheets/sheet1.xml": strToU8(
          sheetXml([], []).replace("<sheetData>", '<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row>'),
        ),
      }),
      /16384 columns; 10000/,
    ],
  ])("of %s end with a sentence", async (_, bytes, why) => {
    expect(await whyNot(understand(put("huge.xlsx", bytes), toMapping(lamps, "test")))).toMatch(why);
  });

  test("with merged cells say a block's value in every row of it, and it is said", async () => {
    const path = put("merged.xlsx", book(rows, ["A2:A4"]));
    const { rows: made, faults, understanding } = await read(path, lamps);
    expect(made.map(({ row }) => (row["name"] as { zh: string }).zh)).toEqual(["学院路1", "学院路2", "成府路4"]);
    expect(faults).toMatchObject([{ line: 4, code: "swapped-coordinates" }]);
    expect(understanding.notices.map(({ en }) => en)).toContainEqual(
      expect.stringMatching(/^merged cells were spread: 2/),
    );
  });

  test.each([
    ["called alike", ["街道", "编号", "位置", "位置"], []],
    ["under one heading that is merged over them", ["街道", "编号", "位置", ""], ["C1:D1"]],
  ])("with columns %s are asked which is meant, and none of them is lost", async (name, headings, merges) => {
    const path = put(`alike-${merges.length}.xlsx`, book([headings, ["学院路", 1, 112.35, 28.85]], merges));
    const look = await lookAt(path, "xlsx", { name });
    expect(look.columns.map((column) => [column.name, ...column.samples]).slice(2)).toEqual([
      ["位置 (C)", "112.35"],
      ["位置 (D)", "28.85"],
    ]);
    expect(look.notices.at(-1)?.zh).toBe("有 2 列的表头相同，已按列标加以区分：位置 (C)、位置 (D)");
    const by = (x: string, y: string) => ({ ...lamps, fields: { ...lamps.fields, at: { x, y } } });
    expect(await whyNot(understand(path, toMapping(by("位置", "位置"), "test")))).toMatch(
      /has no columns 位置\. It has: 街道, 编号, 位置 \(C\), 位置 \(D\)/,
    );
    const { rows: made } = await read(path, by("位置 (C)", "位置 (D)"));
    expect(made.map(({ row }) => row["position"])).toEqual([[112.35, 28.85]]);
  });

  test("leave their rejects as a table that the same mapping reads once it is mended", async () => {
    const understanding = await understand(put("again.xlsx", book(rows, ["A2:A4"])), toMapping(lamps, "test"));
    const out = join(folder, "again.rejects.csv");
    await writeRejects(out, rejectedRows(understanding, noRejects()));
    const mended = readFileSync(out, "utf8").replace("28.85,112.37", "112.37,28.85");
    const { rows: made, faults: left } = await read(put("mended.csv", mended), lamps);
    expect(left).toEqual([]);
    expect(made.map(({ row }) => row["ref"])).toEqual(["lamps/3"]);
  });

  test("have their merged cells looked up where the sheet really lies, and cells with content keep it", async () => {
    const other = sheetXml(
      [
        ["街道", "编号", "经度", "纬度"],
        ["湖滨路", 7, 112.35, 28.85],
        ["自有名", 8, 112.36, 28.85],
        ["", 9, 112.37, 28.85],
      ],
      ["A2:A4"],
    );
    const sheets = (first: string, second: string) =>
      strToU8(
        `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="说明" sheetId="1" r:id="${first}"/><sheet name="路灯" sheetId="2" r:id="${second}"/></sheets></workbook>`,
      );
    const relations = strToU8(
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
    );
    const bytes = book([["说明"], ["没有内容"]], [], {
      // The first sheet of the workbook lies in the second part, and the other way round.
      "xl/workbook.xml": sheets("rId2", "rId1"),
      "xl/_rels/workbook.xml.rels": relations,
      "xl/worksheets/sheet1.xml": strToU8(other),
      "xl/worksheets/sheet2.xml": strToU8(sheetXml([["说明"], ["没有内容"]], [])),
    });
    const { rows: made, understanding } = await read(put("swapped-sheets.xlsx", bytes), { ...lamps, sheet: "路灯" });
    expect(made.map(({ row }) => (row["name"] as { zh: string }).zh)).toEqual(["湖滨路7", "自有名8", "湖滨路9"]);
    expect(understanding.notices.map(({ zh }) => zh)).toEqual([
      "工作表“路灯”（共 2 个）",
      "合并单元格已展开，补入 1 个单元格",
      "合并单元格下有 1 个单元格自有内容（表中看不见），按其自身内容读取",
    ]);
  });

  test("are looked at before anybody says what their columns mean", async () => {
    const look = await lookAt(put("look.xlsx", book(rows, ["A2:A4"])), "xlsx", { name: "look.xlsx" });
    expect(look).toMatchObject({
      sheets: ["路灯"],
      columns: [
        { name: "街道", isNumeric: false },
        { name: "编号", isNumeric: true },
        { name: "经度" },
        { name: "纬度" },
      ],
    });
    expect(isMadeFor(toMapping(lamps, "test"), look, "look.xlsx")).toBe(true);
    expect(isMadeFor(toMapping({ ...lamps, where: { 状态: ["亮"] } }, "test"), look, "look.xlsx")).toBe(false);
  });

  test("that unpack to more than they should are not read", async () => {
    const bomb = put("bomb.xlsx", book(rows, [], { "xl/media/a.bin": new Uint8Array(210 * 1_048_576) }));
    expect(await whyNot(read(bomb, lamps))).toMatch(/unpacks to more than 200 MB/);
  });

  test("that unpack to more than they say are no whole zip", async () => {
    const packed = Buffer.from(zipSync({ "xl/workbook.xml": new Uint8Array(5_000_000) }));
    // Both places that tell its size say ten bytes.
    const central = packed.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    packed.writeUInt32LE(10, central + 24);
    packed.writeUInt32LE(10, 22);
    const path = put("liar.xlsx", packed);
    expect(await whyNot(checkUnpacks(path, 1_000_000, "liar.xlsx"))).toMatch(/no whole zip/);
  });
});

describe("shapefiles", () => {
  const point = (x: number, y: number, no: number): Buffer => {
    const record = Buffer.alloc(28);
    record.writeInt32BE(no, 0);
    record.writeInt32BE(10, 4);
    record.writeInt32LE(1, 8);
    record.writeDoubleLE(x, 12);
    record.writeDoubleLE(y, 20);
    return record;
  };
  const shp = (points: readonly (readonly [number, number])[]): Buffer => {
    const head = Buffer.alloc(100);
    head.writeInt32BE(9_994, 0);
    head.writeInt32BE((100 + points.length * 28) / 2, 24);
    head.writeInt32LE(1_000, 28);
    head.writeInt32LE(1, 32);
    return Buffer.concat([head, ...points.map(([x, y], at) => point(x, y, at + 1))]);
  };
  /** One column of ten characters, `MC`, in the bytes given. */
  const dbf = (names: readonly Buffer[]): Buffer => {
    const head = Buffer.alloc(65);
    head[0] = 0x03;
    head.writeUInt32LE(names.length, 4);
    head.writeUInt16LE(65, 8);
    head.writeUInt16LE(11, 10);
    head.write("MC", 32, "latin1");
    head[43] = 0x43;
    head[48] = 10;
    head[64] = 0x0d;
    const rows = names.map((name) => Buffer.concat([Buffer.from(" "), name, Buffer.alloc(10 - name.length, " ")]));
    return Buffer.concat([head, ...rows, Buffer.from([0x1a])]);
  };
  const wanshou = Buffer.from([0xcd, 0xf2, 0xca, 0xd9]);
  const mapping = {
    kind: "things",
    source: "posts",
    system: "wgs-84",
    fields: { ref: { text: "posts/{MC}" }, type: { is: "lamp-post" }, name: "MC" },
  };

  test("with a table in GB 18030 are read in its letters, and it is said", async () => {
    put("posts.dbf", dbf([wanshou]));
    const { rows, understanding } = await read(put("posts.shp", shp([[112.35, 28.85]])), mapping);
    expect(rows).toMatchObject([{ line: 1, row: { name: { zh: "万寿" }, position: [112.35, 28.85] } }]);
    expect(understanding.notices[0]?.en).toMatch(/^table in gb18030 \(no UTF-8; of 2 double-byte signs 100%/);
  });

  test("with a mended table are another file", async () => {
    const path = put("digest.shp", shp([[112.35, 28.85]]));
    put("digest.dbf", dbf([wanshou]));
    const before = (await understand(path, toMapping(mapping, "test"))).file.digest;
    put("digest.dbf", dbf([Buffer.from("Wanshou")]));
    expect((await understand(path, toMapping(mapping, "test"))).file.digest).not.toBe(before);
  });

  test("whose table has other rows than shapes are refused", async () => {
    put("uneven.dbf", dbf([wanshou, wanshou]));
    expect(await whyNot(read(put("uneven.shp", shp([[112.35, 28.85]])), mapping))).toBe(
      "uneven.shp has 1 shapes and its table 2 rows.",
    );
  });
});

describe("OpenStreetMap PBF", () => {
  const varint = (value: number): number[] => {
    const bytes: number[] = [];
    for (let left = value; ; left = Math.floor(left / 128)) {
      if (left < 128) return [...bytes, left];
      bytes.push((left % 128) | 128);
    }
  };
  const signed = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
  const part = (field: number, bytes: readonly number[] | Uint8Array): number[] => [
    ...varint(field * 8 + 2),
    ...varint(bytes.length),
    ...bytes,
  ];
  const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
  const packed = (field: number, values: readonly number[]): number[] => part(field, values.flatMap(varint));
  const deltas = (values: readonly number[]): number[] =>
    values.map((value, at) => signed(value - (at === 0 ? 0 : (values[at - 1] ?? 0))));
  const blob = (type: string, block: readonly number[], isRaw = false): number[] => {
    const body = isRaw ? part(1, block) : [...number(2, block.length), ...part(3, deflateSync(Uint8Array.from(block)))];
    const head = [...part(1, strToU8(type)), ...number(3, body.length)];
    return [0, 0, 0, head.length, ...head, ...body];
  };

  test("is read like the same as XML: streets by their tags, places to the tenth of a metre", async () => {
    const words = ["", "highway", "primary", "name", "人民路"];
    const places: readonly (readonly [number, number])[] = [
      [112.35, 28.85],
      [112.3601, 28.8502],
    ];
    const dense = [
      ...packed(1, deltas([1, 2])),
      ...packed(8, deltas(places.map(([, y]) => Math.round(y * 1e7)))),
      ...packed(9, deltas(places.map(([x]) => Math.round(x * 1e7)))),
    ];
    const way = [...number(1, 10), ...packed(2, [1, 3]), ...packed(3, [2, 4]), ...packed(8, deltas([1, 2]))];
    const block = [
      ...part(
        1,
        words.flatMap((word) => part(1, strToU8(word))),
      ),
      ...part(2, part(2, dense)),
      ...part(2, part(3, way)),
    ];
    const bytes = [
      ...blob("OSMHeader", [...part(4, strToU8("OsmSchema-V0.6")), ...part(4, strToU8("DenseNodes"))]),
      ...blob("OSMData", block),
    ];
    const { rows, faults } = await read(put("street.pbf", Uint8Array.from(bytes)), {
      kind: "base",
      source: "osm",
      format: "osm",
    });
    expect(faults).toEqual([]);
    expect(rows).toMatchObject([
      { row: { ref: "osm/way/10", kind: "road", class: "primary", name: { zh: "人民路" } } },
    ]);
    expect(rows[0]?.row["geometry"]).toMatchObject({ coordinates: places });
  });

  test("that is packed in a way nobody here unpacks is refused with a sentence", async () => {
    const head = blob("OSMHeader", part(4, strToU8("OsmSchema-V0.6")));
    const bytes = [...head, ...blob("OSMData", part(1, part(1, strToU8("word"))), true)];
    const mapping = { kind: "base", source: "osm", format: "osm" };
    const seen = read(put("raw.pbf", Uint8Array.from(bytes)), mapping);
    expect(await whyNot(seen)).toMatch(/no whole OSM PBF/);
  });
});

describe("a million features in one file", () => {
  const million = 1_000_000;
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  /** Rubbish is not memory held. */
  const heldNow = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };

  test("are read one after another, in the memory of a few", async () => {
    const path = join(folder, "million.geojson");
    const file = openSync(path, "w");
    writeSync(file, '{"type":"FeatureCollection","features":[\n');
    for (let from = 0; from < million; from += 10_000)
      writeSync(
        file,
        Array.from({ length: 10_000 }, (_, n) => {
          const id = from + n;
          const at = `[${112 + (id % 1_000) / 1_001},${28 + Math.floor(id / 1_000) / 1_001}]`;
          return `${id === 0 ? "" : ","}{"type":"Feature","properties":{"n":${id}},"geometry":{"type":"Point","coordinates":${at}}}\n`;
        }).join(""),
      );
    writeSync(file, "]}");
    closeSync(file);
    const understanding = await understand(
      path,
      toMapping(
        {
          kind: "things",
          source: "million",
          system: "wgs-84",
          fields: { ref: { text: "m/{n}" }, type: { is: "lamp-post" }, name: { text: "灯{n}" } },
        },
        "test",
      ),
    );
    const before = heldNow();
    let [pieces, most] = [0, 0];
    const seen = await preview(understanding, () => {
      pieces += 1;
      if (pieces % 120 === 0) most = Math.max(most, heldNow() - before);
    });
    expect(seen.rows).toEqual({ things: million });
    expect(seen.faultCount).toBe(0);
    expect(seen.samples).toHaveLength(20);
    expect(pieces).toBeGreaterThan(200);
    expect(most / 1_048_576).toBeLessThan(128);
  }, 240_000);
});

test("a table whose columns are swapped half-way keeps its good half, and every other line is told", async () => {
  const half = 500;
  const line = (n: number) => {
    const [x, y] = [(112.3 + n / 10_000).toFixed(4), "28.85"];
    return `${n},路,${n < half ? `${x},${y}` : `${y},${x}`}`;
  };
  const csv = `编号,街道,经度,纬度\n${Array.from({ length: 2 * half }, (_, n) => line(n)).join("\n")}\n`;
  const seen = await preview(await understand(put("half.csv", csv), toMapping(lamps, "test")));
  expect(seen).toMatchObject({ rows: { things: half }, faultCount: half });
  expect(new Set(seen.faults.map(({ code }) => code))).toEqual(new Set(["swapped-coordinates"]));
  expect(seen.faults.map(({ line: at }) => at)).toEqual(Array.from({ length: half }, (_, n) => n + half + 2));
});

test("polygons that cross themselves are told with the place of the crossing, in any member of a multipolygon", async () => {
  const ring = (x: number, isBow: boolean) =>
    isBow
      ? [
          [x, 28],
          [x + 0.1, 28.1],
          [x + 0.1, 28],
          [x, 28.1],
          [x, 28],
        ]
      : [
          [x, 28],
          [x + 0.1, 28],
          [x + 0.1, 28.1],
          [x, 28.1],
          [x, 28],
        ];
  const feature = (code: string, rings: number[][][]) => ({
    type: "Feature",
    properties: { code },
    geometry: { type: "MultiPolygon", coordinates: rings.map((one) => [one]) },
  });
  const features = [
    feature("1", [ring(112, false), ring(112.2, false)]),
    feature("2", [ring(112, false), ring(112.2, true)]),
  ];
  const path = put("bows.geojson", JSON.stringify({ type: "FeatureCollection", features }, undefined, 1));
  const { rows, faults } = await read(path, {
    kind: "areas",
    source: "bows",
    system: "wgs-84",
    fields: { code: "code", name: "code", level: { is: 4 } },
  });
  expect(rows).toHaveLength(1);
  expect(faults).toMatchObject([
    { code: "crosses-itself", text: { en: expect.stringMatching(/crosses itself near 112\.[23]/) } },
  ]);
});
