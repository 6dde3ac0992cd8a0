import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { FlowUnits, Option, Project, Workspace } from "epanet-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RowFault, Unusable } from "./fault.ts";
import { toMapping } from "./map/mapping.ts";
import { preview } from "./preview.ts";
import { understand } from "./understanding.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-importer-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const read = async (path: string, mapping: object) => {
  const understanding = await understand(path, toMapping(mapping, "test"));
  const rows: { line: number; row: Record<string, unknown> }[] = [];
  const readings: { at: number; value: number; thing: string; stream: string }[] = [];
  const faults: RowFault[] = [];
  let leftOut = 0;
  for await (const piece of understanding.pieces()) {
    if (piece.kind === "readings") readings.push(...piece.rows);
    else rows.push(...(piece.rows as unknown as typeof rows));
    faults.push(...piece.faults);
    leftOut += piece.leftOut;
  }
  return { understanding, rows, readings, faults, leftOut };
};

const whyNot = (path: string, mapping: object): Promise<string> =>
  read(path, mapping).then(
    () => "read",
    (error: unknown) => (error instanceof Unusable ? error.text.en : String(error)),
  );

const stations = {
  kind: "things",
  source: "stations",
  system: "wgs-84",
  bounds: [110, 26, 114, 31],
  fields: {
    ref: { text: "air/{code}" },
    type: { is: "air-station" },
    name: "name",
    at: { x: "lon", y: "lat" },
    attributes: { stationCode: "code" },
  },
};
const table = "code,name,lon,lat\n1001A,万寿西宫,112.366,28.8673\n";

describe("a table is read in whatever letters it is written", () => {
  const gb = Buffer.concat([
    Buffer.from("code,name,lon,lat\n1001A,"),
    Buffer.from([0xcd, 0xf2, 0xca, 0xd9, 0xce, 0xf7, 0xb9, 0xac]),
    Buffer.from(",112.366,28.8673\n"),
  ]);
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, "utf16le")]);
  test.each([
    ["UTF-8", Buffer.from(table)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${table}`)],
    ["GB 18030", gb],
    ["UTF-16", utf16],
    ["gzip", gzipSync(table)],
    ["semicolons", Buffer.from(table.replaceAll(",", ";"))],
  ])("%s", async (_, bytes) => {
    const { rows, faults } = await read(put("stations.csv", bytes), stations);
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      {
        line: 2,
        row: {
          ref: "air/1001A",
          type: "air-station",
          name: { zh: "万寿西宫" },
          position: [112.366, 28.8673],
          attributes: { stationCode: "1001A" },
        },
      },
    ]);
  });

  const german = (text: string) => Buffer.from(`code,name,lon,lat\n${text}`, "latin1");
  test("Windows-1252 is told from GB 18030 by its lonely letters, and it is said why", async () => {
    const bytes = german("1,Münchner Straße,112.3,28.8\n2,Größenweg,112.3,28.8\n3,Am Königsplatz,112.3,28.8\n");
    const { rows, understanding } = await read(put("german.csv", bytes), stations);
    expect(rows.map(({ row }) => (row["name"] as { zh: string }).zh)).toEqual([
      "Münchner Straße",
      "Größenweg",
      "Am Königsplatz",
    ]);
    expect(understanding.notices[0]?.en).toMatch(
      /^encoding windows-1252 \(no UTF-8; of 5 high bytes 100% stand among Latin letters/,
    );
  });

  test.each([
    ["Big5", Buffer.from([0xa5, 0x78, 0xa5, 0x5f, 0xa5, 0xab, 0xb0, 0xea, 0xa4, 0x6a, 0xa6, 0x77]), /nobody can tell/],
    ["Big5 among plain signs", Buffer.from([0xa5, 0x78, 0x2c, 0xa4, 0x6a]), /nobody can tell/],
    ["a single doubtful word", Buffer.from("Größe", "latin1"), /nobody can tell/],
    [
      "UTF-8 with a broken byte",
      Buffer.concat([Buffer.from("万寿西宫公园东门"), Buffer.from([0xe4])]),
      /nearly all.*1 bytes/,
    ],
  ])("%s is asked about and not guessed", async (_, word, sentence) => {
    const bytes = Buffer.concat([Buffer.from("code,name,lon,lat\n1,"), word, Buffer.from(",112.3,28.8\n")]);
    expect(await whyNot(put("doubt.csv", bytes), stations)).toMatch(sentence);
  });

  test("an encoding that is told is taken", async () => {
    const word = Buffer.from([0xa5, 0x78, 0xa5, 0x5f, 0xa5, 0xab]);
    const bytes = Buffer.concat([Buffer.from("code,name,lon,lat\n1,"), word, Buffer.from(",112.3,28.8\n")]);
    const { rows } = await read(put("taipei.csv", bytes), { ...stations, encoding: "big5" });
    expect(rows).toMatchObject([{ row: { name: { zh: "台北市" } } }]);
  });

  test("what is no text is refused with a sentence", async () => {
    expect(await whyNot(put("photo.csv", Buffer.from([1, 0, 2, 0xff, 0xfe, 0])), stations)).toMatch(/no text/);
  });
});

test("columns swapped half way are told line by line, and the good rows are taken", async () => {
  const swapped = Array.from({ length: 5 }, (_, n) => `${n}B,站${n},28.86,112.36`).join("\n");
  const { rows, faults } = await read(put("swapped.csv", `${table}${swapped}\n`), stations);
  expect(rows).toHaveLength(1);
  expect(faults.map(({ line, code }) => [line, code])).toEqual(
    [3, 4, 5, 6, 7].map((line) => [line, "swapped-coordinates"]),
  );
  expect(faults[0]?.text).toEqual({
    zh: '位置："28.86, 112.36" 经纬度颠倒',
    en: 'position: "28.86, 112.36" only fits with longitude and latitude swapped',
  });
});

test.each([
  ["too few cells", "x,y", "wrong-number-of-columns"],
  ["no position", "1,站,,28.8", "no-position"],
  ["far away", "1,站,2.35,48.85", "position-out-of-bounds"],
  ["no name", "1,,112.3,28.8", "absent"],
])("a line with %s is rejected and the others are not", async (_, line, code) => {
  const { rows, faults } = await read(put("bad.csv", `${table}${line}\n`), stations);
  expect(rows).toHaveLength(1);
  expect(faults.map((one) => [one.line, one.code])).toEqual([[3, code]]);
});

test("a line break within quotes does not move the lines after it", async () => {
  const { faults } = await read(put("broken.csv", `code,name,lon,lat\n1,"两\n行",112.3,28.8\n2,站,x,28\n`), stations);
  expect(faults.map(({ line }) => line)).toEqual([4]);
});

test("a ref that comes again is told with both lines and the first row counts, however far they lie apart", async () => {
  const many = Array.from({ length: 700 }, (_, n) => `${n},站${n},112.3,28.8`);
  const again = [...many, "5,别的站,112.31,28.8", "6,另一站,112.31,28.8"].join("\n");
  const { rows, faults } = await read(put("again.csv", `code,name,lon,lat\n${again}\n`), stations);
  expect(rows).toHaveLength(700);
  expect(rows[5]).toMatchObject({ line: 7, row: { name: { zh: "站5" } } });
  expect(faults.map(({ line, code }) => [line, code])).toEqual([
    [702, "repeated-in-file"],
    [703, "repeated-in-file"],
  ]);
  expect(faults[0]?.text.en).toBe('ref: "air/5" stands in line 7 already; that line counts and this one was not taken');
});

test("codes stay what they are, and what is too long is told, not cut", async () => {
  const mapping = {
    ...stations,
    fields: { ...stations.fields, attributes: { plate: "code", phone: "phone", remark: "remark" } },
  };
  const csv = `code,name,lon,lat,phone,remark\n007,站,112.3,28.8,13800138000,1e5\n008,站,112.3,28.8,,${"长".repeat(501)}\n`;
  const { rows, faults } = await read(put("codes.csv", csv), mapping);
  expect(rows).toMatchObject([{ row: { attributes: { plate: "007", phone: "13800138000", remark: "1e5" } } }]);
  expect(faults).toMatchObject([{ line: 3, field: "remark", code: "too-long" }]);
});

test("a cell that says what every object of a program has is a word like any other", async () => {
  const words = { 小: "small", 大: "large" };
  const byWords = { ...stations.fields, attributes: { size: { column: "size", words } } };
  const cells = ["小", "__proto__", "constructor", "toString"];
  const csv = `code,name,lon,lat,size\n${cells.map((cell, n) => `${n},站${n},112.3,28.8,${cell}`).join("\n")}\n`;
  const { rows, faults } = await read(put("proto.csv", csv), { ...stations, fields: byWords });
  expect(rows).toMatchObject([{ row: { ref: "air/0", attributes: { size: "small" } } }]);
  expect(faults.map(({ line, code }) => [line, code])).toEqual([
    [3, "unknown-word"],
    [4, "unknown-word"],
    [5, "unknown-word"],
  ]);
  const types = { ...stations.fields, type: "size" };
  const { makes } = await preview(
    await understand(put("makes.csv", csv), toMapping({ ...stations, fields: types }, "test")),
  );
  expect(Object.entries(makes)).toEqual(cells.map((cell) => [cell, 1]));
});

test("a table of more columns than anybody could map is refused with their number", async () => {
  const wide = Array.from({ length: 10_001 }, (_, n) => `c${n}`).join(",");
  expect(await whyNot(put("wide.csv", `${wide}\n1\n`), stations)).toMatch(/has 10001 columns; 10000 are read at most/);
});

test("a mapping for another file is refused once, with the columns there are", async () => {
  const sentence = await whyNot(put("other.csv", "id,title\n1,x\n"), stations);
  expect(sentence).toBe("other.csv has no columns code, name, lon, lat. It has: id, title");
});

test("places without a coordinate system are asked for, never guessed", async () => {
  const { system: _, ...without } = stations;
  expect(await whyNot(put("stations.csv", table), without)).toMatch(/nobody said in which coordinate system/);
});

describe("shapes", () => {
  const counties = {
    kind: "areas",
    source: "counties",
    system: "wgs-84",
    fields: { code: "code", name: "name", level: { is: 3 } },
  };
  const feature = (code: string, ring: number[][]) => ({
    type: "Feature",
    properties: { code, name: `县${code}` },
    geometry: { type: "Polygon", coordinates: [ring] },
  });
  const square = [
    [112, 28],
    [113, 28],
    [113, 29],
    [112, 29],
    [112, 28],
  ];
  const bow = [
    [112, 28],
    [113, 29],
    [113, 28],
    [112, 29],
    [112, 28],
  ];

  test("that cross themselves, don't close or lie the wrong way round are rejected one by one", async () => {
    const features = [
      feature("1", square),
      feature("2", bow),
      feature("3", square.slice(0, -1)),
      feature(
        "4",
        square.map(([x = 0, y = 0]) => [y, x]),
      ),
    ];
    const text = JSON.stringify({ type: "FeatureCollection", features }, undefined, 1);
    const { rows, faults } = await read(put("counties.geojson", text), counties);
    expect(rows).toHaveLength(1);
    expect(faults.map(({ code }) => code)).toEqual(["crosses-itself", "ring-not-closed", "swapped-coordinates"]);
  });

  test("a feature that is no JSON leaves the others whole", async () => {
    const [one, other] = [JSON.stringify(feature("1", square)), JSON.stringify(feature("2", square))];
    const text = `{"type":"FeatureCollection","features":[\n${one},\n{"type":"Feature" oops},\n${other}]}`;
    const { rows, faults } = await read(put("oops.geojson", text), counties);
    expect(rows.map(({ line }) => line)).toEqual([1, 3]);
    expect(faults.map(({ line, code }) => [line, code])).toEqual([[2, "not-json"]]);
  });

  test.each([
    ["no collection", '{"type":"Feature"}', /no GeoJSON FeatureCollection/],
    ["cut off", '{"type":"FeatureCollection","features":[{"type":"Feature","prop', /breaks off/],
  ])("a file that is %s is refused with a sentence", async (_, text, sentence) => {
    expect(await whyNot(put("cut.geojson", text), counties)).toMatch(sentence);
  });
});

describe("readings", () => {
  const parking = {
    kind: "readings",
    source: "parking",
    time: "time",
    values: [{ thing: { text: "parking/{place}" }, stream: { is: "free-places" }, value: "free", unit: "{place}" }],
  };
  test("have their moment by its offset, or by the wall clock of the zone told", async () => {
    const csv =
      "time,place,free\n2023-03-01T00:00:02+00:00,a,244\n2023-03-01 08:00:02,b,1\n2023-03-01T01:00:02+01:00,c,2\n";
    const at = Date.parse("2023-03-01T00:00:02Z");
    const { readings } = await read(put("p.csv", csv), { ...parking, zone: "Asia/Shanghai" });
    expect(readings.map((one) => one.at)).toEqual([at, at, at]);
    const { faults } = await read(put("p.csv", csv), parking);
    expect(faults.map(({ line, code }) => [line, code])).toEqual([[3, "no-zone"]]);
  });

  test("whose unit nobody said are asked for it before anything is read", async () => {
    const [series] = parking.values;
    const { unit: _, ...unsaid } = series ?? { unit: "" };
    expect(await whyNot(put("p.csv", "time,place,free\n"), { ...parking, values: [unsaid] })).toMatch(
      /says no "unit" for values 1: in which unit.*Nothing was imported/,
    );
  });

  test("of a column that is empty are none; words among numbers are told", async () => {
    const csv = "time,place,free\n2023-03-01T00:00:02Z,a,\n2023-03-01T00:00:03Z,a,full\n2023-13-01T00:00:03Z,a,1\n";
    const { readings, faults } = await read(put("p.csv", csv), parking);
    expect(readings).toEqual([]);
    expect(faults.map(({ code }) => code)).toEqual(["not-a-number", "no-time"]);
  });

  test("without a time or of a day that no calendar has are told, never dated by a guess", async () => {
    const csv = `time,place,free
,a,1
2023-02-30T10:00:00Z,a,2
2023-02-29T00:00:00+00:00,a,3
2023-02-30 10:00:00+08:00,a,4
2023-02-28T24:30:00Z,a,5
2023-02-28T23:30:00.5-01:30,a,6
2023/2/28 10:00+0800,a,7
`;
    const { readings, faults } = await read(put("days.csv", csv), parking);
    expect(faults.map(({ line, code }) => [line, code])).toEqual([2, 3, 4, 5, 6].map((line) => [line, "no-time"]));
    const times = readings.map(({ at }) => new Date(at).toISOString());
    expect(times).toEqual(["2023-03-01T01:00:00.500Z", "2023-02-28T02:00:00.000Z"]);
  });

  test("keep the order of day and month that was said where the time carries its offset", async () => {
    const csv = "time,place,free\n03/04/2023 10:00:00 +00:00,a,1\n";
    const given = { ...parking, time: { column: "time", format: "day-month-year" } };
    const { readings } = await read(put("order.csv", csv), given);
    expect(readings.map(({ at }) => new Date(at).toISOString())).toEqual(["2023-04-03T10:00:00.000Z"]);
  });
});

describe("EPANET files", () => {
  const network = {
    kind: "network",
    source: "nets",
    format: "epanet",
    prefix: "net/",
    name: { zh: "管网", en: "Net" },
    system: {
      local: {
        points: [
          { from: [0, 0], to: [112.36, 28.84] },
          { from: [1000, 0], to: [112.37, 28.84] },
        ],
      },
    },
  };
  const inp = (pipes: string) => `[JUNCTIONS]
 J1 10 5
 J2 12 0
[RESERVOIRS]
 R1 60
[PIPES]
${pipes}
[OPTIONS]
 UNITS LPS
 HEADLOSS H-W
[COORDINATES]
 J1 0 0
 J2 500 0
 R1 -200 50
[END]
`;
  const good = " P1 R1 J1 200 300 100 0 Open\n P2 J1 J2 500 200 100 0 Open";

  test("become things and links in metres, placed by control points", async () => {
    const { rows, faults, understanding } = await read(put("net.inp", inp(good)), network);
    expect(faults).toEqual([]);
    expect(rows.map(({ row }) => [row["ref"], row["type"]])).toEqual([
      ["net/node/J1", "model-junction"],
      ["net/node/J2", "model-junction"],
      ["net/node/R1", "model-reservoir"],
      ["net/link/P1", "model-pipe"],
      ["net/link/P2", "model-pipe"],
    ]);
    expect(rows[0]?.row["attributes"]).toMatchObject({ elevationM: 10, demandM3PerHour: 18 });
    expect(rows[1]?.row["position"]).toEqual([112.365, 28.84]);
    expect(understanding.residualsM?.every((one) => one < 0.01)).toBe(true);
  });

  test("have the demands that the engine has: all categories of a junction together, times the multiplier", async () => {
    const text = inp(good).replace(
      "[OPTIONS]",
      "[DEMANDS]\n J2 1 day\n J2 2 night\n[PATTERNS]\n day 1 2\n night 2 1\n[OPTIONS]\n Demand Multiplier 1.5",
    );
    const { rows, understanding } = await read(put("demands.inp", text), network);
    const demands = rows.slice(0, 2).map(({ row }) => (row["attributes"] as Record<string, number>)["demandM3PerHour"]);
    const workspace = new Workspace();
    await workspace.loadModule();
    workspace.writeFile("demands.inp", text);
    const engine = new Project(workspace);
    engine.open("demands.inp", "demands.rpt", "demands.out");
    engine.setFlowUnits(FlowUnits.CMH);
    const ofEngine = ["J1", "J2"].map((id) => {
      const node = engine.getNodeIndex(id);
      const all = Array.from({ length: engine.getNumberOfDemands(node) }, (_, n) => engine.getBaseDemand(node, n + 1));
      return all.reduce((sum, one) => sum + one, 0) * engine.getOption(Option.DemandMult);
    });
    engine.close();
    expect(demands.map((one) => one?.toFixed(3))).toEqual(ofEngine.map((one) => one.toFixed(3)));
    expect(demands).toEqual([27, 16.2]);
    expect(understanding.notices.map(({ en }) => en)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^demands: 2 lines of \[DEMANDS\]/),
        "demands were multiplied by 1.5",
        expect.stringMatching(/^not taken: 2 patterns/),
      ]),
    );
  });

  test("whose unit of flow nobody knows are refused, not taken for cubic metres an hour", async () => {
    const sentence = await whyNot(put("unit.inp", inp(good).replace("UNITS LPS", "UNITS LPSX")), network);
    expect(sentence).toMatch(/UNITS LPSX, which nobody knows.*Nothing was imported/);
    const seconds = await read(put("unit.inp", inp(good).replace("UNITS LPS", "UNITS CMS")), network);
    expect(seconds.rows[0]?.row["attributes"]).toMatchObject({ demandM3PerHour: 18_000 });
  });

  test("that the engine refuses are refused with its reason and the line", async () => {
    const sentence = await whyNot(put("bad.inp", inp(`${good}\n P3 J2 J9 100 200 100 0 Open`)), network);
    expect(sentence).toMatch(/engine refuses bad\.inp; nothing was imported\. Line 9: Error 203: undefined node J9/);
  });

  test("whose control points coincide place nothing, and it is said", async () => {
    const local = {
      points: [
        { from: [0, 0], to: [112, 28] },
        { from: [0, 0], to: [112, 28] },
      ],
    };
    expect(await whyNot(put("net.inp", inp(good)), { ...network, system: { local } })).toMatch(/place nothing/);
  });
});

describe("OpenStreetMap", () => {
  const node = (id: number, x: number, y: number) =>
    `<node id="${id}" lon="${116.3 + x / 1000}" lat="${40 + y / 1000}"/>`;
  const way = (id: number, refs: number[], tags: Record<string, string>) =>
    `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join("")}${tagsOf(tags)}</way>`;
  const tagsOf = (tags: Record<string, string>) =>
    Object.entries(tags)
      .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
      .join("");
  const osm = (...parts: string[]) => `<?xml version="1.0"?>\n<osm version="0.6">\n${parts.join("\n")}\n</osm>`;
  const nodes = [node(1, 0, 0), node(2, 1, 0), node(3, 1, 1), node(4, 0, 1), node(5, 2, 0)].join("\n");
  const base = { kind: "base", source: "osm", format: "osm" };

  test("ways become roads, buildings and water by their tags; roads that meet share the point", async () => {
    const { rows, faults } = await read(
      put(
        "map.osm",
        osm(
          nodes,
          way(10, [1, 2, 5], { highway: "primary", oneway: "yes", name: "成府路" }),
          way(11, [2, 3], { highway: "service", service: "alley" }),
          way(12, [1, 2, 3, 4, 1], { building: "dormitory", "building:levels": "6" }),
          way(13, [3, 4], { barrier: "fence" }),
        ),
      ),
      base,
    );
    expect(faults).toEqual([]);
    expect(rows.map(({ row }) => [row["ref"], row["kind"], row["class"], row["properties"]])).toEqual([
      ["osm/way/10", "road", "primary", { oneway: true }],
      ["osm/way/11", "road", "alley", {}],
      ["osm/way/12", "building", "residential", { levels: 6, heightM: 18 }],
    ]);
    const [main, alley] = rows.map(({ row }) => (row["geometry"] as { coordinates: number[][] }).coordinates);
    expect(main?.[1]).toEqual(alley?.[0]);
  });

  test("what people look for has its place on the map: a station by its node, a school by its house", async () => {
    const at = (id: number, tags: Record<string, string>) =>
      `<node id="${id}" lon="116.3" lat="40">${tagsOf(tags)}</node>`;
    const { rows, faults } = await read(
      put(
        "sought.osm",
        osm(
          nodes,
          at(6, { railway: "station", name: "五道口", "name:en": "Wudaokou" }),
          at(7, { amenity: "hospital" }),
          at(8, { amenity: "bench", name: "无名" }),
          way(12, [1, 2, 3, 4, 1], { building: "yes", amenity: "school", name: "清华附小" }),
        ),
      ),
      base,
    );
    expect(faults).toEqual([]);
    expect(rows.map(({ row }) => [row["ref"], row["kind"], row["class"], row["name"]])).toEqual([
      ["osm/node/6", "place", "transport", { zh: "五道口", en: "Wudaokou" }],
      ["osm/way/12", "building", "school", { zh: "清华附小", en: "清华附小" }],
    ]);
  });

  test("a tag that says what every object of a program has draws nothing", async () => {
    const told = [
      way(10, [1, 2], { highway: "constructor" }),
      way(11, [1, 2, 3, 1], { amenity: "toString" }),
      way(12, [1, 2, 3, 1], { building: "constructor" }),
    ];
    const { rows, faults } = await read(put("own.osm", osm(nodes, ...told)), base);
    expect(faults).toEqual([]);
    expect(rows.map(({ row }) => [row["ref"], row["class"]])).toEqual([["osm/way/12", "other"]]);
  });

  test("missing nodes cut a road and leave out a building, and both are said", async () => {
    const { rows, faults } = await read(
      put(
        "holes.osm",
        osm(
          nodes,
          way(10, [1, 2, 99, 3, 4], { highway: "residential" }),
          way(12, [1, 2, 98, 4, 1], { building: "yes" }),
        ),
      ),
      base,
    );
    expect(rows.map(({ row }) => row["ref"])).toEqual(["osm/way/10"]);
    expect(faults.map(({ field, code }) => [field, code])).toEqual([
      ["osm/way/10", "missing-nodes"],
      ["osm/way/12", "missing-nodes"],
    ]);
  });

  test("a multipolygon is joined from its ways; one with a missing member is drawn as far as it closes", async () => {
    const lake = (id: number, members: number[]) =>
      `<relation id="${id}">${members.map((ref) => `<member type="way" ref="${ref}" role="outer"/>`).join("")}${tagsOf({ type: "multipolygon", natural: "water" })}</relation>`;
    const ways = [way(20, [1, 2, 3], {}), way(21, [3, 4, 1], {})];
    const { rows, faults } = await read(
      put("lake.osm", osm(nodes, ...ways, lake(1, [20, 21]), lake(2, [20, 77]))),
      base,
    );
    expect(rows.map(({ row }) => [row["ref"], row["class"]])).toEqual([["osm/relation/1", "lake"]]);
    expect(faults.map(({ field, code }) => [field, code])).toEqual([["osm/relation/2", "incomplete-relation"]]);
  });

  test("what is no OSM file, or half of one, is refused with a sentence", async () => {
    expect(await whyNot(put("half.osm", osm(nodes).slice(0, -20)), base)).toMatch(/no whole XML/);
    expect(await whyNot(put("page.osm", "<html></html>"), base)).toMatch(/no OSM file/);
    expect(await whyNot(put("x.pbf", Buffer.from([0, 0, 0, 13, 10, 9, 1, 2, 3])), base)).toMatch(
      /no whole OSM PBF|holds no OSM/,
    );
  });
});
