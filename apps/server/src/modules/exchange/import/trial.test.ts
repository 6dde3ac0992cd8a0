import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Naming,
  noRejects,
  preview,
  rejectedRows,
  type TrialCity,
  toMapping,
  triedWith,
  understand,
} from "@chengyun/importer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { administrator, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepThings } from "../../atlas/thing/index.ts";

let city: TestCity;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-trial-"));
  city = await openTestCity({ ground: true });
  await keepThings(city.context(system("test")), [
    {
      ref: "old",
      type: "manhole",
      name: { zh: "旧井", en: "Old" },
      position: [112.35, 28.85],
      attributes: { lipCm: 200 },
    },
    { ref: "other", type: "pump-station", name: { zh: "泵", en: "Pump" }, position: [112.35, 28.85], attributes: {} },
  ]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await city.close();
});

const keeper = administrator({ permissions: ["imports.run"] });
const call = async (path: string, body: object, actor = keeper) => {
  const answer = await city.call(actor, "POST", `/api/v1/imports/${path}`, body);
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const trialCity: TrialCity = {
  tryImport: (kind, batch) => call(`${kind}/trial`, batch as object),
  tryReadings: (asked) => call("readings/trial", asked),
};
const runOf = async (source: string): Promise<string> => {
  const digest = "a".repeat(64);
  const run = {
    kind: "things",
    source,
    name: "x",
    file: digest,
    mapping: source.padEnd(64, "0").replaceAll(/[^0-9a-f]/g, "0"),
  };
  return (await city.call(keeper, "POST", "/api/v1/import-runs", run)).body.id;
};

const openTable = async (rows: readonly string[], fields: object = {}) => {
  const path = join(folder, "things.csv");
  writeFileSync(path, ["id,kind,x,y,lip", ...rows].join("\n"));
  const given = {
    ...{ kind: "things", source: "trial", system: "wgs-84" },
    fields: {
      ...{ ref: "id", name: "id", type: "kind", at: { x: "x", y: "y" }, attributes: { lipCm: "lip" } },
      ...fields,
    },
  };
  const mapping = toMapping(given, "test");
  const targets = (await city.call(keeper, "GET", "/api/v1/file-imports/targets")).body;
  const naming = new Naming(mapping, targets);
  return naming.understanding(triedWith(await understand(path, mapping), trialCity, mapping));
};

test("the trial refuses what the import refuses, each row for the same reason, and nothing is written", async () => {
  const row = (ref: string, more: object = {}) => ({
    ...{ ref, type: "manhole", name: { zh: ref, en: ref }, position: [112.35, 28.85], attributes: { lipCm: 200 } },
    ...more,
  });
  const rows = [
    row("old", { name: { zh: "旧井", en: "Old" } }),
    row("old-2", { attributes: { lipCm: "杉树街" } }),
    row("new"),
    row("ufo", { type: "ufo" }),
    row("far", { position: [2.35, 48.85] }),
    row("other"),
    row("new"),
  ].map((each, at) => ({ line: at + 2, row: each }));
  const tried = await call("things/trial", { rows, describe: 10 });
  expect((await city.call(officer(), "GET", "/api/v1/things?q=new")).body.items).toEqual([]);
  const kept = await call("things", { run: await runOf("trial-one"), batch: 0, rows });
  const told = (rejects: readonly { line: number; code: string }[]) =>
    rejects.map(({ line, code }) => `${line} ${code}`).sort();
  expect(told(tried.rejects)).toEqual(told(kept.rejects));
  expect(tried.rejects).toHaveLength(5);
  expect(tried.verdicts).toEqual(["known", "refused", "added", "refused", "refused", "refused", "refused"]);
  expect(kept.counts).toMatchObject({ added: 1, known: 1, changed: 0, refused: 5 });
});

test("a ref that comes again batches later is told as repeated, and counts once among the new", async () => {
  const row = (ref: string) => `${ref},manhole,112.35,28.85,200`;
  const many = Array.from({ length: 1_200 }, (_, n) => row(`far-apart-${n}`));
  const seen = await preview(await openTable([...many, row("far-apart-0")]));
  expect(seen).toMatchObject({ tried: { added: 1_200, changed: 0, known: 0 }, faultCount: 1 });
  expect(seen.faults).toMatchObject([{ line: 1_202, code: "repeated-in-file" }]);
});

test("what would change is told by the names of its fields, before and after, as often as it was asked for", async () => {
  const rows = ["old", "other"].map((ref, at) => ({
    line: at + 2,
    row: {
      ...{ ref, type: at === 0 ? "manhole" : "pump-station", name: { zh: "改", en: "Renamed" } },
      ...{ position: [112.351, 28.85], attributes: at === 0 ? { lipCm: 210 } : {} },
    },
  }));
  const { changed, verdicts } = await call("things/trial", { rows, describe: 1 });
  expect(verdicts).toEqual(["changed", "changed"]);
  expect(changed).toMatchObject([{ line: 2, ref: "old" }]);
  expect(changed[0].changes).toMatchObject([
    { field: "name", name: { zh: "名称", en: "Name" }, from: "旧井 / Old", to: "改 / Renamed" },
    { field: "position", from: "112.35, 28.85", to: "112.351, 28.85" },
    { field: "areaPath", from: expect.stringMatching(/\D/), to: expect.not.stringContaining("/439") },
    { field: "lipCm", name: { en: "Lip height" }, from: "200", to: "210" },
  ]);
});

test("a fault names its attribute as the city calls it, with its column, in both languages; the row stands in the rejects", async () => {
  const understanding = await openTable([
    "t1,manhole,112.35,28.85,200",
    "t2,manhole,112.35,28.85,街",
    "t3,窨井,112.35,28.85,1",
  ]);
  const seen = await preview(understanding);
  expect(seen).toMatchObject({ rows: { things: 1 }, tried: { added: 1, changed: 0, known: 0 }, faultCount: 2 });
  const [first, second] = seen.faults;
  expect(first).toMatchObject({ line: 3, field: "lipCm", code: "attribute-not-a-number" });
  expect(first?.text.zh).toMatch(/^t2：.+应为数，此处为“街”.*（列“lip”）$/);
  expect(first?.text.en).toMatch(/^t2: .+ is a number, and here stands "街".* \(column "lip"\)$/);
  expect(first?.text.zh).not.toContain("lipCm");
  expect(second).toMatchObject({ line: 4, field: "type", code: "unknown-type" });
  expect(second?.text.zh).toBe("t3：这座城市没有类型“窨井”（列“kind”）");
  const lines: number[] = [];
  for await (const { line, values } of rejectedRows(understanding, noRejects()))
    lines.push(values === undefined ? -line : line);
  expect(lines).toEqual([3, 4]);
});

test("words of a file are nobody's program: __proto__ is a type the city doesn't have", async () => {
  const seen = await preview(await openTable(["p1,__proto__,112.35,28.85,1", "p2,constructor,112.35,28.85,1"]));
  expect(seen.faults.map(({ line, code }) => [line, code])).toEqual([
    [2, "unknown-type"],
    [3, "unknown-type"],
  ]);
});

test("links are promised by things that the same file brings in before them, areas by their parents", async () => {
  const link = (ref: string, to: string) => ({
    ...{ line: 1, row: { ref, type: "storm-pipe", from: "coming", to, attributes: {} } },
  });
  const promised = ["coming", "coming-2"].map((ref) => ({ ref, position: [112.35, 28.85] }));
  const tried = await call("links/trial", { rows: [link("p1", "coming-2"), link("p2", "nobody")], promised });
  expect(tried.verdicts).toEqual(["added", "refused"]);
  expect(tried.rejects).toMatchObject([{ code: "no-such-thing" }]);
  const area = (code: string, parentPath: string, level: number) => ({
    ...{ line: 1, row: { code, parentPath, level, name: { zh: code, en: code } } },
  });
  const areas = await call("areas/trial", {
    rows: [area("901", "900/", 3), area("902", "nowhere/", 3)],
    promised: [{ path: "900/", level: 2 }],
  });
  expect(areas.verdicts).toEqual(["added", "refused"]);
});

test("of features of the base map the same is known, another shape is told by its corners", async () => {
  const feature = (coordinates: readonly (readonly number[])[]) => ({
    line: 1,
    row: {
      ...{ ref: "trial/road", kind: "road", class: "primary", properties: { lanes: 2 }, source: "trial" },
      geometry: { type: "LineString", coordinates },
    },
  });
  const short = [
    [112.35, 28.85],
    [112.36, 28.85],
  ];
  expect((await call("base/trial", { rows: [feature(short)] })).verdicts).toEqual(["added"]);
  const run = await city.call(keeper, "POST", "/api/v1/import-runs", {
    ...{ kind: "base", source: "trial", name: "x", file: "b".repeat(64), mapping: "c".repeat(64) },
  });
  await call("base", { run: run.body.id, batch: 0, rows: [feature(short)] });
  expect((await call("base/trial", { rows: [feature(short)] })).verdicts).toEqual(["known"]);
  const longer = [...short, [112.37, 28.85]];
  expect(await call("base/trial", { rows: [feature(longer)], describe: 1 })).toMatchObject({
    verdicts: ["changed"],
    changed: [{ changes: [{ field: "geometry", from: "2 个顶点 / 2 corners", to: "3 个顶点 / 3 corners" }] }],
  });
});

test("readings are tried by their streams: whose thing nobody knows would wait, another unit is refused", async () => {
  const path = join(folder, "readings.csv");
  writeFileSync(
    path,
    [
      "t,thing,v",
      "2026-01-01T00:00:00Z,old,100",
      "2026-01-01T00:00:00Z,nobody,1",
      "2026-01-01T01:00:00Z,nobody,2",
      "2199-01-01T00:00:00Z,old,3",
    ].join("\n"),
  );
  const given = (unit: string) =>
    toMapping(
      {
        kind: "readings",
        source: "trial",
        time: "t",
        values: [{ thing: "thing", stream: { is: "level" }, value: "v", unit }],
      },
      "test",
    );
  const seenBy = async (unit: string) =>
    preview(triedWith(await understand(path, given(unit)), trialCity, given(unit)));
  const seen = await seenBy("cm");
  expect(seen).toMatchObject({ rows: { readings: 1 }, tried: { waiting: 2 } });
  expect(seen.faults.map(({ line, code }) => [line, code])).toEqual([
    [3, "unknown-thing"],
    [5, "too-far-ahead"],
  ]);
  expect((await seenBy("furlong")).faults.filter(({ code }) => code === "other-unit")).toHaveLength(2);
});

test("whoever imports for one street is told of another's things that they are out of reach", async () => {
  const { body } = await city.call(officer(), "GET", "/api/v1/areas");
  const [one, other] = body.items.filter((area: { level: number }) => area.level === 3);
  await keepThings(city.context(system("test")), [
    {
      ref: "theirs",
      type: "manhole",
      name: { zh: "井", en: "M" },
      position: [112.35, 28.85],
      attributes: {},
      areaPath: one.path,
    },
  ]);
  const stranger = administrator({ permissions: ["imports.run"], areaPath: other.path });
  const row = {
    ref: "theirs",
    type: "manhole",
    name: { zh: "井", en: "M" },
    position: [112.35, 28.85],
    attributes: {},
  };
  expect((await call("things/trial", { rows: [{ line: 2, row }] }, stranger)).rejects).toMatchObject([
    { code: "out-of-scope" },
  ]);
});
