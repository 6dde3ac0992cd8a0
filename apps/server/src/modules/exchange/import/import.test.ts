import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ingest } from "../../../ingest/ingest.ts";
import type { KeyActor } from "../../../platform/actor.ts";
import { readingsSocket } from "../../../platform/ingest-link.ts";
import { openStore } from "../../../platform/readings/index.ts";
import { administrator, handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { openTestIngest } from "../../../testing/test-ingest.ts";

let city: TestCity;
let ingest: Ingest;
const key = (areaPath = ""): KeyActor => ({
  kind: "key",
  id: "0199a0a0-0000-7000-8000-00000000000a",
  permissions: new Set(["imports.run", "things.read", "readings.read", "areas.read"]),
  areaPath,
  departments: "all",
});
beforeAll(async () => {
  city = await openTestCity({ ground: true });
  ingest = await openTestIngest(city);
});
afterAll(async () => {
  await ingest.close();
  await city.close();
});

let nth = 0;
const digest = () => {
  nth += 1;
  return nth.toString(16).padStart(64, "0");
};
const begin = async (kind: string, more: object = {}, actor = key()) =>
  (
    await city.call(actor, "POST", "/api/v1/import-runs", {
      kind,
      source: "survey",
      name: "survey.csv",
      file: digest(),
      mapping: digest(),
      ...more,
    })
  ).body;
const send = async (kind: string, body: object, actor = key()) =>
  (await city.call(actor, "POST", `/api/v1/imports/${kind}`, body)).body;
const entries = async (type: string) => {
  await city.settle();
  const found = await city.database.pool.query("SELECT changes FROM journal WHERE type = $1 ORDER BY position", [type]);
  return found.rows.map(({ changes }) => changes);
};
const carPark = (name: string) => ({
  ref: `parking/${name}`,
  type: "car-park",
  name: { zh: name, en: name },
  position: [112.352, 28.85],
  attributes: { places: 120 },
});

describe("things that come in", () => {
  test("are kept, told by one entry a batch, and the rows refused stand with their line and reason", async () => {
    const run = await begin("things");
    const rows = [
      { line: 2, row: carPark("a") },
      { line: 3, row: { ...carPark("b"), type: "ufo" } },
      { line: 4, row: { ...carPark("c"), attributes: { places: "many" } } },
      { line: 5, row: carPark("a") },
      { line: 6, row: { ...carPark("d"), position: [2.35, 48.85] } },
    ];
    const kept = await send("things", { run: run.id, batch: 0, rows });
    expect(kept).toMatchObject({ repeated: false, counts: { rows: 5, added: 1, refused: 4 } });
    expect(kept.rejects.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
      [3, "unknown-type"],
      [4, "attribute-not-a-number"],
      [5, "repeated-in-file"],
      [6, "outside-city"],
    ]);
    const { items } = (await city.call(key(), "GET", `/api/v1/import-runs/${run.id}/rejects`)).body;
    expect(items).toHaveLength(4);
    expect((await entries("import.kept")).at(-1)).toMatchObject({ of: "things", source: "survey", added: 1 });
  });

  test("keep codes that look like numbers as words, and figures written as words as figures", async () => {
    const run = await begin("things");
    const row = { ...carPark("codes"), attributes: { places: "0120", phone: "13800138000", plate: "007" } };
    await send("things", { run: run.id, batch: 0, rows: [{ line: 2, row }] });
    const { items } = (await city.call(key(), "GET", "/api/v1/things?q=parking%2Fcodes")).body;
    expect((await city.call(key(), "GET", `/api/v1/things/${items[0].id}`)).body.attributes).toEqual({
      places: 120,
      phone: "13800138000",
      plate: "007",
    });
  });

  test("sent again add nothing: the batch is answered as it was, and the run goes on where it stood", async () => {
    const files = { file: digest(), mapping: digest() };
    const run = await begin("things", files);
    const batch = { run: run.id, batch: 0, rows: [{ line: 2, row: carPark("again") }] };
    await send("things", batch);
    const before = (await entries("import.kept")).length;
    expect(await send("things", batch)).toMatchObject({ repeated: true, counts: { added: 1 } });
    expect(await begin("things", files)).toMatchObject({ id: run.id, done: [0], counts: { added: 1, rows: 1 } });
    expect((await entries("import.kept")).length).toBe(before);
  });
});

test("a batch that is sent twice at once is kept once, and both are told the same", async () => {
  const run = await begin("things");
  const rows = [
    { line: 2, row: carPark("twice") },
    { line: 3, row: { ...carPark("never"), type: "ufo" } },
  ];
  const both = await Promise.all([0, 0].map(() => send("things", { run: run.id, batch: 0, rows })));
  expect(both.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
  expect(both[0].counts).toEqual(both[1].counts);
  expect(both.map(({ rejects }) => rejects.length)).toEqual([1, 1]);
  const shown = (await city.call(key(), "GET", `/api/v1/import-runs/${run.id}`)).body;
  expect(shown.counts).toMatchObject({ rows: 2, added: 1, refused: 1 });
});

describe("a file that ended, imported again", () => {
  const end = (id: string) => city.call(key(), "POST", `/api/v1/import-runs/${id}/end`, { rows: 1 });
  const nameOf = async (ref: string) => {
    const { items } = (await city.call(key(), "GET", `/api/v1/things?q=${encodeURIComponent(ref)}`)).body;
    return items[0].name.zh;
  };
  const bring = async (files: object, row: object) => {
    const run = await begin("things", files);
    const kept = await send("things", { run: run.id, batch: 0, rows: [{ line: 2, row }] });
    await end(run.id);
    return { done: run.done, ...kept.counts };
  };

  test("brings back what another file changed meanwhile, as its trial says", async () => {
    const [first, second] = [
      { file: digest(), mapping: digest() },
      { file: digest(), mapping: digest() },
    ];
    const row = carPark("turns");
    const other = { ...row, name: { zh: "改了名", en: "renamed" } };
    expect(await bring(first, row)).toMatchObject({ added: 1 });
    expect(await bring(second, other)).toMatchObject({ changed: 1 });
    const trial = await send("things/trial", { rows: [{ line: 2, row }] });
    expect(trial.verdicts).toEqual(["changed"]);
    expect(await bring(first, row)).toMatchObject({ done: [], changed: 1 });
    expect(await nameOf("parking/turns")).toBe("turns");
    expect(await bring(first, row)).toMatchObject({ done: [], changed: 0, known: 1 });
  });

  test("is judged once more only: what is cut off in the middle of that goes on where it stood", async () => {
    const files = { file: digest(), mapping: digest() };
    await bring(files, carPark("cut-off"));
    const run = await begin("things", files);
    expect(run.done).toEqual([]);
    await send("things", { run: run.id, batch: 0, rows: [{ line: 2, row: carPark("cut-off") }] });
    expect(await begin("things", files)).toMatchObject({ id: run.id, done: [0] });
  });
});

test("streets without boundaries hang in the tree and are on no map", async () => {
  const { items } = (await city.call(key(), "GET", "/api/v1/areas")).body;
  const county = items.find(({ level }: { level: number }) => level === 2) ?? items[0];
  const run = await begin("areas");
  const row = { code: "999999001", level: 4, name: { zh: "新街道", en: "New street" }, parentPath: county.path };
  expect(await send("areas", { run: run.id, batch: 0, rows: [{ line: 2, row }] })).toMatchObject({
    counts: { added: 1 },
  });
  const found = (await city.call(key(), "GET", "/api/v1/areas")).body.items.find(
    ({ code }: { code: string }) => code === "999999001",
  );
  expect(found).toMatchObject({ parentPath: county.path });
  expect(found).not.toHaveProperty("box");
});

describe("readings of the past", () => {
  const at = Date.parse("2026-05-01T00:00:00Z");
  const streams = [{ thing: "parking/past", stream: "free-places", unit: "{place}" }];
  const values = async () => {
    const { items } = (await city.call(key(), "GET", "/api/v1/things?q=parking%2Fpast")).body;
    const owned = (await city.call(key(), "GET", `/api/v1/things/${items[0].id}/streams`)).body.items;
    const span = "from=2026-04-30T00:00:00Z&to=2026-05-02T00:00:00Z&points=5000";
    return (await city.call(key(), "GET", `/api/v1/streams/${owned[0].no}/readings?${span}`)).body.points;
  };

  test("keep their times and are there; what is out of range is flagged, what is nobody's is counted aside", async () => {
    await send("things", { run: (await begin("things")).id, batch: 0, rows: [{ line: 2, row: carPark("past") }] });
    const run = await begin("readings");
    const body = {
      run: run.id,
      batch: 0,
      streams: [
        ...streams,
        { thing: "parking/nobody", stream: "free-places", unit: "{place}" },
        { thing: "parking/past", stream: "smell", unit: "" },
      ],
      stream: [0, 0, 0, 1, 1, 2],
      at: [at, at + 60_000, at + 120_000, at, at + 1, at],
      value: [10, 11, -5, 1, 2, 3],
      line: [2, 3, 4, 5, 6, 7],
    };
    const kept = await send("readings", body);
    expect(kept.counts).toMatchObject({ rows: 6, added: 3, flagged: 1, quarantined: 2, refused: 1 });
    expect(kept.rejects).toMatchObject([
      { line: 0, field: "parking/nobody", code: "unknown-thing" },
      { line: 7, field: "parking/past smell", code: "unknown-stream" },
    ]);
    expect((await values()).map(({ value }: { value: number }) => value)).toEqual([10, 11, -5]);
    const quarantined = await city.database.pool.query(
      "SELECT device_id, count FROM quarantined WHERE reason = 'unknown-thing'",
    );
    expect(quarantined.rows).toEqual([{ device_id: "parking/nobody", count: 2 }]);
    expect(await send("readings", body)).toMatchObject({ repeated: true });
  });

  test("sent by another run are known; another value at a known time stands beside", async () => {
    const run = await begin("readings");
    const kept = await send("readings", {
      run: run.id,
      batch: 0,
      streams,
      stream: [0, 0],
      at: [at, at + 60_000],
      value: [10, 99],
      line: [2, 3],
    });
    expect(kept.counts).toMatchObject({ added: 0, known: 1, conflicts: 1 });
  });

  test("in another unit than the stream's are refused, not converted by guess", async () => {
    const run = await begin("readings");
    const other = [{ thing: "parking/past", stream: "free-places", unit: "m" }];
    const body = { run: run.id, batch: 0, streams: other, stream: [0], at: [at], value: [1], line: [2] };
    expect(await send("readings", body)).toMatchObject({
      counts: { refused: 1 },
      rejects: [{ line: 2, code: "other-unit" }],
    });
    const unsaid = { ...body, streams: [{ thing: "parking/past", stream: "free-places" }] };
    expect((await city.call(key(), "POST", "/api/v1/imports/readings", unsaid)).status).toBe(400);
  });

  test("with a time that can't be, or far ahead, are refused by line and reason like any other row", async () => {
    const run = await begin("readings");
    const ahead = Date.now() + 40 * 3_600_000;
    const kept = await send("readings", {
      ...{ run: run.id, batch: 0, streams, stream: [0, 0, 0, 0] },
      at: [at + 300_000, -3_000_000_000_000, ahead, ahead + 1_000],
      value: [1, 2, 3, 4],
      line: [2, 3, 4, 5],
    });
    expect(kept.counts).toMatchObject({ rows: 4, added: 1, refused: 3 });
    const { items } = (await city.call(key(), "GET", `/api/v1/import-runs/${run.id}/rejects`)).body;
    expect(items).toMatchObject([
      { line: 3, field: "parking/past free-places", code: "not-a-time" },
      { line: 4, lines: [4, 5], code: "too-far-ahead" },
    ]);
    expect((await city.call(key(), "GET", `/api/v1/import-runs/${run.id}`)).body.rejects).toBe(3);
  });

  test("that came before their thing are taken when it is there and the same file comes again", async () => {
    const files = { file: digest(), mapping: digest() };
    const run = await begin("readings", files);
    const both = [streams[0], { thing: "parking/later", stream: "free-places", unit: "{place}" }];
    const body = {
      ...{ run: run.id, batch: 0, streams: both, stream: [0, 1, 1] },
      ...{ at: [at + 600_000, at, at + 60_000], value: [7, 8, 9], line: [2, 3, 4] },
    };
    const aside = async () =>
      (await city.database.pool.query("SELECT count FROM quarantined WHERE device_id = 'parking/later'")).rows;
    expect(await send("readings", body)).toMatchObject({ counts: { added: 1, quarantined: 2 } });
    await city.call(key(), "POST", `/api/v1/import-runs/${run.id}/end`, { rows: 3 });

    expect(await begin("readings", files)).toMatchObject({ id: run.id, done: [] });
    expect(await send("readings", body)).toMatchObject({ repeated: false, counts: { added: 0, quarantined: 2 } });
    expect(await aside()).toEqual([{ count: 2 }]);
    await city.call(key(), "POST", `/api/v1/import-runs/${run.id}/end`, { rows: 3 });

    await send("things", { run: (await begin("things")).id, batch: 0, rows: [{ line: 2, row: carPark("later") }] });
    await begin("readings", files);
    expect(await send("readings", body)).toMatchObject({ counts: { rows: 2, added: 2, known: 0, quarantined: 0 } });
    expect(await send("readings", body)).toMatchObject({ repeated: true });
    const ended = (await city.call(key(), "POST", `/api/v1/import-runs/${run.id}/end`, { rows: 3 })).body;
    expect(ended).toMatchObject({ rejects: 0, counts: { rows: 3, added: 3, known: 0, quarantined: 0 } });
    expect(await aside()).toEqual([]);
    // An ended run is held against the store once more: all is there, so nothing is stored and nothing recorded.
    const before = (await entries("import.kept")).length;
    expect(await begin("readings", files)).toMatchObject({ done: [] });
    expect(await send("readings", body)).toMatchObject({ repeated: true });
    expect(await begin("readings", files)).toMatchObject({ done: [0], counts: { rows: 3, added: 3 } });
    expect((await entries("import.kept")).length).toBe(before);
  });

  test("that the store has lost since come back when the file is imported again", async () => {
    const files = { file: digest(), mapping: digest() };
    const run = await begin("readings", files);
    const times = [0, 60_000, 120_000, 180_000].map((later) => at + 3_600_000 + later);
    const body = {
      ...{ run: run.id, batch: 0, streams, stream: [0, 0, 0, 0] },
      ...{ at: times, value: [1, 2, 3, 4], line: [2, 3, 4, 5] },
    };
    expect(await send("readings", body)).toMatchObject({ counts: { added: 4 } });
    await city.call(key(), "POST", `/api/v1/import-runs/${run.id}/end`, { rows: 4 });

    const store = openStore({ socket: readingsSocket(city.deployment.directory) });
    const lost = `toUnixTimestamp64Milli(at) IN (${times[1]}, ${times[2]})`;
    await store.command({ query: `ALTER TABLE readings DELETE WHERE ${lost} SETTINGS mutations_sync = 1` });
    await store.close();
    await ingest.close();
    ingest = await openTestIngest(city);

    expect(await begin("readings", files)).toMatchObject({ done: [] });
    expect(await send("readings", body)).toMatchObject({ counts: { rows: 4, added: 2, known: 2 } });
    expect((await values()).map(({ value }: { value: number }) => value)).toEqual(expect.arrayContaining([2, 3]));
    expect((await city.call(key(), "GET", `/api/v1/import-runs/${run.id}`)).body.counts).toMatchObject({ rows: 4 });
  });

  test("raise nothing", async () => {
    await ingest.settled();
    expect((await city.database.pool.query("SELECT 1 FROM alarms")).rows).toEqual([]);
  });
});

test("who may not, may not; rubbish is refused; another area does not see the run", async () => {
  expect((await city.call(undefined, "POST", "/api/v1/import-runs", {})).status).toBe(401);
  expect((await city.call(officer(), "GET", "/api/v1/import-runs")).status).toBe(403);
  expect((await city.call(key(), "POST", "/api/v1/import-runs", { kind: "gold" })).status).toBe(400);
  const run = await begin("things");
  const elsewhere = administrator({ permissions: ["imports.run"], areaPath: "elsewhere/" });
  expect((await city.call(elsewhere, "GET", `/api/v1/import-runs/${run.id}`)).status).toBe(404);
  const rows = [{ line: 1, row: carPark("x") }];
  expect((await city.call(elsewhere, "POST", "/api/v1/imports/things", { run: run.id, batch: 0, rows })).status).toBe(
    404,
  );
  const uneven = {
    run: run.id,
    batch: 0,
    streams: [{ thing: "a", stream: "b", unit: "" }],
    stream: [0],
    at: [1, 2],
    value: [1],
    line: [1],
  };
  expect((await city.call(key(), "POST", "/api/v1/imports/readings", uneven)).status).toBe(400);
});

test("what another department brings in, and what citizens reported, is for nobody else who may import", async () => {
  const [one, other] = ["0199a0a0-0000-7000-8000-0000000000d1", "0199a0a0-0000-7000-8000-0000000000d2"];
  const { items } = (await city.call(key(), "GET", "/api/v1/areas")).body;
  const { path } = items.find(({ level }: { level: number }) => level === 2) ?? items[0];
  const permissions = ["imports.run"];
  const keeper = (departments: readonly string[], more: readonly string[] = []) =>
    handler(departments[0] ?? "", { permissions: [...permissions, ...more], areaPath: path, departments });
  const files = { file: digest(), mapping: digest() };
  const rejects = [{ line: 9, field: "ref", code: "absent", text: { zh: "甲", en: "a cell" } }];
  const ways = (id: string): [method: string, path: string, body?: object][] => [
    ["GET", `/api/v1/import-runs/${id}`],
    ["GET", `/api/v1/import-runs/${id}/rejects`],
    ["POST", `/api/v1/import-runs/${id}/rejects`, { rejects }],
    ["POST", `/api/v1/import-runs/${id}/end`, { rows: 1 }],
  ];
  const answers = async (actor: ReturnType<typeof keeper>, id: string) => {
    const found: number[] = [];
    for (const [method, at, body] of ways(id)) found.push((await city.call(actor, method as "GET", at, body)).status);
    return found;
  };
  const listed = async (actor: ReturnType<typeof keeper>) =>
    (await city.call(actor, "GET", "/api/v1/import-runs?limit=200")).body.items.map(({ id }: { id: string }) => id);

  const run = await begin("things", files, keeper([one]) as never);
  expect(await answers(keeper([other]), run.id)).toEqual([404, 404, 404, 404]);
  expect(await listed(keeper([other]))).not.toContain(run.id);
  expect((await begin("things", files, keeper([other]) as never)).id).not.toBe(run.id);
  expect(await answers(keeper([other, one]), run.id)).toEqual([200, 200, 200, 200]);
  expect(await listed(keeper([one]))).toContain(run.id);

  const reports = await begin("reports", {}, keeper([one], ["cases.import"]) as never);
  expect(await answers(keeper([one]), reports.id)).toEqual([404, 404, 404, 404]);
  expect(await listed(keeper([one]))).not.toContain(reports.id);
  expect(await answers(keeper([one], ["cases.import"]), reports.id)).toEqual([200, 200, 200, 200]);
  // The whole city's key without the permission sees no reports either.
  expect(await answers(key() as never, reports.id)).toEqual([404, 404, 404, 404]);
});

test("an import that ended says in the journal what it came to", async () => {
  const run = await begin("things");
  await send("things", { run: run.id, batch: 0, rows: [{ line: 2, row: carPark("end") }] });
  const rejects = [{ line: 9, field: "position", code: "no-position", text: { zh: "没有坐标", en: "no position" } }];
  await city.call(key(), "POST", `/api/v1/import-runs/${run.id}/rejects`, { rejects });
  const ended = (await city.call(key(), "POST", `/api/v1/import-runs/${run.id}/end`, { rows: 2 })).body;
  expect(ended).toMatchObject({ stage: "ended", rejects: 1, counts: { added: 1 } });
  expect((await entries("import.ended")).at(-1)).toMatchObject({ rows: 2, rejects: 1 });
});
