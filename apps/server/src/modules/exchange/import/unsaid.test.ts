import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ImportCity,
  preview,
  runImport,
  type TrialCity,
  toMapping,
  triedWith,
  understand,
} from "@chengyun/importer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { administrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepBaseFeatures } from "../../atlas/base-map/index.ts";
import { keepLinks, keepThings } from "../../atlas/thing/index.ts";

let city: TestCity;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-unsaid-"));
  city = await openTestCity({ ground: true });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await city.close();
});

const keeper = administrator({ permissions: ["imports.run"] });
const call = async (path: string, body: object) => {
  const answer = await city.call(keeper, "POST", `/api/v1/${path}`, body);
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const caller: ImportCity & TrialCity = {
  beginImportRun: (run) => call("import-runs", run),
  importState: (kind, batch) => call(`imports/${kind}`, batch as object),
  importReadings: (batch) => call("imports/readings", batch),
  addImportRejects: (id, rejects) => call(`import-runs/${id}/rejects`, { rejects }),
  endImportRun: (id, rows) => call(`import-runs/${id}/end`, { rows }),
  tryImport: (kind, batch) => call(`imports/${kind}/trial`, batch as object),
  tryReadings: (asked) => call("imports/readings/trial", asked),
};

/** What the trial of a file promises, and what its import came to. */
const bring = async (name: string, text: string, given: object) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  const mapping = toMapping({ source: "survey", system: "wgs-84", ...given }, "test");
  const seen = await preview(triedWith(await understand(path, mapping), caller, mapping));
  const { run } = await runImport({ city: caller, mapping, understanding: await understand(path, mapping) });
  const told = (seen.tried?.changedRows ?? []).flatMap(({ changes }) => changes);
  return { fields: told.map(({ field, from, to }) => [field, from, to]), counts: run.counts };
};
const only = async (text: string, ref: string) => (await city.database.pool.query(text, [ref])).rows[0];
const thingOf = (ref: string) => only("SELECT name, code, attributes FROM things WHERE ref = $1", ref);

const pipe = {
  ...{ ref: "pipe-1", type: "storm-pipe", from: "manhole-1", to: "manhole-2" },
  line: [
    [112.35, 28.85],
    [112.352, 28.852],
    [112.354, 28.85],
  ] as [number, number][],
  attributes: { diameterMm: 300, lengthM: 500 },
};
const manhole = (ref: string, longitude: number) => ({
  ...{ ref, type: "manhole", name: { zh: "一号井", en: "Manhole one" }, code: "0123456789012345" },
  ...{ position: [longitude, 28.85] as [number, number], attributes: { lipCm: 200, owner: "水务" } },
});

test("a list of areas without boundaries leaves those the city has, and what lies in them is still taken", async () => {
  const { rows } = await city.database.pool.query(
    "SELECT path, code, level, name FROM areas WHERE level = 1 OR parent_path = ''",
  );
  const [top] = rows;
  const text = `code,name\n${top.code},改名市\n`;
  const fields = { code: "code", name: "name", level: { is: top.level } };
  const told = await bring("areas.csv", text, { kind: "areas", withoutShape: true, fields });
  expect(told).toMatchObject({
    counts: { changed: 1 },
    fields: [["name", expect.anything(), expect.stringContaining("改名市")]],
  });
  const held = await only("SELECT name, geometry IS NOT NULL AS drawn FROM areas WHERE path = $1", top.path);
  expect(held).toMatchObject({ drawn: true, name: { zh: "改名市" } });
  if (top.name.en !== top.name.zh) expect(held.name.en).toBe(top.name.en);
  expect(await keepThings(city.context(system("test")), [manhole("still-inside", 112.35)])).toMatchObject([
    { kept: "added" },
  ]);
});

test("a table of one column changes that, and leaves other attributes, the plate and the English name", async () => {
  await keepThings(city.context(system("test")), [manhole("manhole-1", 112.35), manhole("manhole-2", 112.354)]);
  const fields = {
    ...{ ref: "id", type: { is: "manhole" }, name: "name", at: { x: "x", y: "y" } },
    attributes: { lipCm: "lip" },
  };
  const text = "id,name,x,y,lip\nmanhole-1,一号井,112.35,28.85,210\nmanhole-2,一号井,112.354,28.85,200\n";
  const told = await bring("lips.csv", text, { kind: "things", fields });
  expect(told).toEqual({
    fields: [["lipCm", "200", "210"]],
    counts: expect.objectContaining({ changed: 1, known: 1 }),
  });
  expect(await thingOf("manhole-1")).toEqual({
    ...{ name: { zh: "一号井", en: "Manhole one" }, code: "0123456789012345" },
    attributes: { lipCm: 210, owner: "水务" },
  });
});

test("an empty cell in a column that the mapping reads takes the value away, as its trial says", async () => {
  await keepThings(city.context(system("test")), [manhole("manhole-3", 112.35)]);
  const fields = {
    ...{ ref: "id", type: { is: "manhole" }, name: { zh: "name", en: "english" }, at: { x: "x", y: "y" } },
    ...{ code: "plate", attributes: { owner: "owner" } },
  };
  const text = "id,name,english,x,y,plate,owner\nmanhole-3,一号井,,112.35,28.85,,\n";
  const told = await bring("emptied.csv", text, { kind: "things", fields });
  expect(told.fields.map(([field]) => field)).toEqual(["name", "code", "owner"]);
  const { attributes, name, code } = await thingOf("manhole-3");
  expect({ attributes, name }).toEqual({ attributes: { lipCm: 200 }, name: { zh: "一号井", en: "一号井" } });
  expect(code).not.toBe("0123456789012345");
});

test("a pipe keeps its course when a table says its diameter, and runs straight when it joins other things", async () => {
  await keepLinks(city.context(system("test")), [pipe]);
  const fields = {
    ...{ ref: "id", type: { is: "storm-pipe" }, from: "from", to: "to" },
    attributes: { diameterMm: "dn" },
  };
  const edited = "id,from,to,dn\npipe-1,manhole-1,manhole-2,400\n";
  const told = await bring("pipes.csv", edited, { kind: "links", fields });
  expect(told).toEqual({ fields: [["diameterMm", "300", "400"]], counts: expect.objectContaining({ changed: 1 }) });
  const lineOf = () => only("SELECT line, attributes FROM links WHERE ref = $1", "pipe-1");
  expect(await lineOf()).toEqual({ line: pipe.line, attributes: { diameterMm: 400, lengthM: 500 } });

  const turned = "id,from,to,dn\npipe-1,manhole-2,manhole-1,400\n";
  const drawn = await bring("turned.csv", turned, { kind: "links", fields });
  expect(drawn.fields.map(([field]) => field)).toEqual(expect.arrayContaining(["from", "to", "geometry"]));
  expect((await lineOf()).line).toEqual([
    [112.354, 28.85],
    [112.35, 28.85],
  ]);
});

test("a road keeps its name and lanes when a file brings its course alone", async () => {
  const road = (coordinates: number[][]) => ({ type: "LineString", coordinates });
  const course = [
    [112.35, 28.85],
    [112.36, 28.85],
  ];
  await keepBaseFeatures(city.context(system("test")), [
    {
      ...{ ref: "road-1", kind: "road", class: "primary", name: { zh: "解放路", en: "Jiefang Road" } },
      ...{ properties: { lanes: 4 }, geometry: road(course), source: "survey" },
    },
  ]);
  const longer = [...course, [112.37, 28.85]];
  const features = [{ type: "Feature", properties: { id: "road-1" }, geometry: road(longer) }];
  const fields = { ref: "id", kind: { is: "road" } };
  const told = await bring("roads.geojson", JSON.stringify({ type: "FeatureCollection", features }), {
    kind: "base",
    fields,
  });
  expect(told.fields.map(([field]) => field)).toEqual(["geometry"]);
  const held = await only("SELECT name, class, properties FROM base_features WHERE ref = $1", "road-1");
  expect(held).toEqual({ name: { zh: "解放路", en: "Jiefang Road" }, class: "primary", properties: { lanes: 4 } });
});
