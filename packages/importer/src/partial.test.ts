import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportReject } from "@chengyun/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toMapping } from "./map/mapping.ts";
import { toMendedMapping } from "./mended.ts";
import { rejectedRows, rejectsShapeOf, writeRejects } from "./rejects.ts";
import { understand } from "./understanding.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-partial-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

async function* told(rejects: readonly ImportReject[]): AsyncGenerator<ImportReject> {
  yield* rejects;
}

/** What was not taken of a file, as it is written; `refused` are lines that the city refused beside. */
const writeOut = async (path: string, mapping: object, refused: readonly number[] = []) => {
  const understanding = await understand(path, toMapping(mapping, "test"));
  const { as, ending } = rejectsShapeOf(understanding);
  const text = { zh: "已停用", en: "was retired" };
  const rejects = refused.map((line): ImportReject => ({ line, field: "x", code: "retired", text }));
  const out = join(folder, `out.rejects.${ending}`);
  await writeRejects(out, rejectedRows(understanding, told(rejects)), { as });
  return readFileSync(out, "utf8");
};

const readAll = async (path: string, mapping: object) => {
  const rows: Record<string, unknown>[] = [];
  const faults: string[] = [];
  for await (const piece of (await understand(path, toMapping(mapping, "test"))).pieces()) {
    rows.push(...piece.rows.map((one) => (one as { row: Record<string, unknown> }).row));
    faults.push(...piece.faults.map(({ code }) => code));
  }
  return { rows, faults, refs: rows.map(({ ref }) => ref) };
};

describe("a network of lines", () => {
  const mapping = {
    ...{ kind: "network", source: "brook", system: "wgs-84", bounds: [112, 28, 113, 29], prefix: "brook/" },
    name: { zh: "溪", en: "Brook" },
    lines: { nodeType: "river-node", linkType: "river-reach", ref: "nr" },
  };
  const line = (nr: number, ...coordinates: number[][]) =>
    JSON.stringify({ type: "Feature", properties: { nr }, geometry: { type: "LineString", coordinates } });

  test("comes back as the features that were not taken; mended they come in, and share the nodes that are there", async () => {
    const features = [
      line(1, [112.1, 28.1], [112.2, 28.2]),
      line(2, [112.2, 28.2], [28.3, 112.3]),
      line(3, [112.2, 28.2], [112.4, 28.4]),
    ];
    const path = put("brook.geojson", `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}`);
    const whole = await readAll(path, mapping);
    expect(whole.faults).toEqual(["swapped-coordinates"]);
    const text = await writeOut(path, mapping, [3]);
    const written = JSON.parse(text) as { features: { properties: Record<string, unknown> }[] };
    expect(written.features.map(({ properties: { nr, feature: at, code } }) => [nr, at, code])).toEqual([
      [2, 2, "swapped-coordinates"],
      [3, 3, "retired"],
    ]);
    const mended = put("brook.mended.geojson", text.replace("[28.3,112.3]", "[112.3,28.3]"));
    const again = await readAll(mended, toMendedMapping<object>(mapping, "geojson"));
    expect(again.faults).toEqual([]);
    expect(again.refs.filter((ref) => String(ref).includes("/link/"))).toEqual(["brook/link/2", "brook/link/3"]);
    expect(whole.refs).toContain("brook/node/112.2,28.2");
    expect(again.refs).toContain("brook/node/112.2,28.2");
    // A node is called by its place, and gives way to the name it has: no file numbers another's.
    const nameAt = ({ rows }: typeof whole) => rows.find(({ ref }) => ref === "brook/node/112.2,28.2");
    expect(nameAt(again)).toEqual(nameAt(whole));
    expect(nameAt(whole)).toMatchObject({ name: { zh: "溪 节点 112.20000, 28.20000" }, isNameMade: true });
  });
});

describe("a model", () => {
  const points = [
    { from: [0, 0], to: [112.36, 28.84] },
    { from: [1_000, 0], to: [112.37, 28.84] },
  ];
  const mapping = {
    ...{ kind: "network", source: "net", prefix: "net/", name: { zh: "网", en: "Net" }, format: "epanet" },
    system: { local: { fit: "similarity", points } },
    meters: [{ link: "P1", type: "flow-meter", name: { zh: "表", en: "Meter" } }],
  };
  const model = [
    ...["[TITLE]", "x", "[JUNCTIONS]", "A 10", "B 10 ; near the mill", "[RESERVOIRS]", "R 20", "[PIPES]"],
    ...["P1 R A 100 300 100 0 Open", "P2 A B 100 300 100 0 Open", "P3 A R 100 300 100 0 Open"],
    ...["[DEMANDS]", "A 3", "B 1", "B 2"],
    ...["[OPTIONS]", "Units LPS", "[COORDINATES]", "R 0 0", "A 100 0", "[VERTICES]", "P3 50 20", "[END]", ""],
  ].join("\n");

  test("comes back as a small model of its own: lines with reasons, units, places and bends; mended it comes in alone", async () => {
    const path = put("net.inp", model);
    const text = await writeOut(path, mapping, [11]);
    expect(text).toContain("[JUNCTIONS]\r\nB 10 ; near the mill  ; 5 no-position: ");
    expect(text).toContain("[OPTIONS]\r\nUnits LPS\r\n");
    expect(text).toMatch(
      /P2 A B 100 300 100 0 Open {2}; 10 no-such-node: .*\r\nP3 A R .* ; 11 retired: 已停用 \/ was retired/,
    );
    expect(text).not.toContain("P1 R A");
    expect(text).toContain("[VERTICES]\r\nP3 50 20\r\n");
    // As it is it takes no more than before, and no engine is asked about a piece.
    expect((await readAll(put("same.inp", text), mapping)).faults).toEqual(["no-position", "no-such-node"]);
    const mended = await readAll(put("mended.inp", text.replace("A 100 0\r\n", "A 100 0\r\nB 200 0\r\n")), mapping);
    expect(mended.faults).toEqual([]);
    expect(mended.refs).toEqual(["net/node/B", "net/link/P2", "net/link/P3"]);
    expect(mended.rows[0]).toMatchObject({ attributes: { demandM3PerHour: 10.8 } });
    expect(mended.rows[1]).toMatchObject({
      from: "net/node/A",
      to: "net/node/B",
      line: [expect.anything(), expect.anything()],
    });
    expect(mended.rows[2]?.["line"]).toHaveLength(3);
  });

  test("as a piece leaves to the city where a node lies that it neither has nor places", async () => {
    const piece = ";; not taken\n[TITLE]\n[PIPES]\nP9 A Z 100 300 100 0 Open\n[OPTIONS]\nUnits LPS\n[END]\n";
    const { rows, faults } = await readAll(put("piece.inp", piece), mapping);
    expect(faults).toEqual([]);
    expect(rows).toMatchObject([{ ref: "net/link/P9", from: "net/node/A", to: "net/node/Z" }]);
    expect(rows[0]).not.toHaveProperty("line");
  });
});

describe("an extract of OpenStreetMap", () => {
  const mapping = { kind: "base", source: "osm", format: "osm" };
  const osm = `<osm version="0.6">
  <node id="1" lat="28.1" lon="112.1"/>
  <node id="2" lat="28.1" lon="112.2"/>
  <node id="3" lat="28.2" lon="112.2"/>
  <way id="7"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
  <way id="8"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="building" v="yes"/><tag k="name" v="A &amp; B"/></way>
</osm>`;

  test("a way with a node missing in its middle is one feature in two lines, the same that it is once it is whole", async () => {
    const way =
      '<way id="9"><nd ref="1"/><nd ref="2"/><nd ref="5"/><nd ref="3"/><nd ref="2"/><tag k="highway" v="service"/></way>';
    const torn = osm.replace("</osm>", `${way}</osm>`);
    const last = async (text: string, name: string) =>
      (await readAll(put(name, text), mapping)).rows.filter(({ ref }) => String(ref).startsWith("osm/way/9"));
    expect(await last(torn, "torn.osm")).toMatchObject([
      { ref: "osm/way/9", geometry: { type: "MultiLineString", coordinates: [{ length: 2 }, { length: 2 }] } },
    ]);
    const whole = torn.replace('<osm version="0.6">', '<osm version="0.6"><node id="5" lat="28.3" lon="112.2"/>');
    expect(await last(whole, "whole.osm")).toMatchObject([
      { ref: "osm/way/9", geometry: { type: "LineString", coordinates: { length: 5 } } },
    ]);
  });

  test("comes back as a small extract with reasons as comments; mended it comes in alone", async () => {
    const path = put("quarter.osm", osm);
    const text = await writeOut(path, mapping);
    expect(text).toMatch(
      /<!-- osm\/way\/8 missing-nodes: .*1 of its nodes are not in the file; not drawn -->\n {2}<way id="8">/,
    );
    expect(text).toContain('<nd ref="4"/> <!-- ? -->');
    expect(text).not.toContain('<way id="7">');
    const fourth = '<node id="4" lat="28.2" lon="112.1"/>\n  <way id="8">';
    const mended = await readAll(put("mended.osm", text.replace('<way id="8">', fourth)), mapping);
    expect(mended.faults).toEqual([]);
    expect(mended.rows).toMatchObject([{ ref: "osm/way/8", kind: "building", name: { zh: "A & B" } }]);
  });
});
