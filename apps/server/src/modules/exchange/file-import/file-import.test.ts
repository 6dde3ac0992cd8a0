import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { type PersonActor, system } from "../../../platform/actor.ts";
import { administrator, officer, securityAdministrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { openTestIngest } from "../../../testing/test-ingest.ts";
import { keepThings } from "../../atlas/thing/index.ts";
import { postId } from "../../identity/department/index.ts";
import { savedAs } from "./folder.ts";
import { issuePass, revokePass } from "./pass.ts";
import { sniff } from "./sniff.ts";
import { insertFileImport, listEarlierMappings } from "./store.ts";

/** Real processes start, each with all its sources: a busy machine takes its time. */
vi.setConfig({ testTimeout: 180_000 });

let city: TestCity;

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

beforeAll(async () => {
  const port = await freePort();
  city = await openTestCity({ ground: true, env: { PORT: String(port) } });
  await city.app.listen({ host: "127.0.0.1", port });
});
afterAll(() => city.close());

const keeper = administrator({ permissions: ["imports.run", "cases.import"] });
const boundary = "----file";
const formOf = (name: string, data: Buffer | string): Buffer =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n`),
    Buffer.from("Content-Type: application/octet-stream\r\n\r\n"),
    Buffer.from(data),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
const path = "/api/v1/file-imports";
const begin = async (kind: string, more: object = {}, actor: PersonActor = keeper): Promise<string> =>
  (await city.call(actor, "POST", path, { kind, ...more })).body.id;
const upload = (id: string, name: string, data: Buffer | string, actor: PersonActor = keeper) =>
  city.upload(actor, `${path}/${id}/files`, formOf(name, data), boundary);
const show = async (id: string) => (await city.call(keeper, "GET", `${path}/${id}`)).body;

/** Waits until a worker has done its part: a real process has to start, and nobody else tells. */
const settled = async (id: string) => {
  for (let tries = 0; tries < 600; tries += 1) {
    const shown = await show(id);
    if (!["looking", "reading", "running"].includes(shown.stage)) return shown;
    await city.workOff();
    await sleep(100);
  }
  throw new Error(`import ${id} did not settle`);
};

const csv = (rows: readonly string[]) => `编号,名称,经度,纬度,泊位\n${rows.join("\n")}\n`;
const mapping = (source: string) => ({
  kind: "things",
  source,
  system: "wgs-84",
  fields: {
    ref: { text: `${source}/{编号}` },
    type: { is: "car-park" },
    name: "名称",
    at: { x: "经度", y: "纬度" },
    attributes: { places: "泊位" },
  },
});
const readBy = async (id: string, by: object) => {
  await city.call(keeper, "POST", `${path}/${id}/mapping`, { mapping: by });
  return settled(id);
};
const run = async (id: string) => {
  await city.call(keeper, "POST", `${path}/${id}/run`);
  return settled(id);
};

describe("a table of car parks", () => {
  let id = "";
  test("is looked at: letters, columns and first rows, before anybody says what they mean", async () => {
    id = await begin("things");
    const gb = Buffer.concat([Buffer.from("code,name\n1,"), Buffer.from([0xcd, 0xf2, 0xca, 0xd9, 0x0a])]);
    const up = await upload(id, "../../etc/部件.csv", gb);
    expect(up).toMatchObject({ status: 201, body: { stage: "looking", name: "部件.csv" } });
    expect(await settled(id)).toMatchObject({
      stage: "looked",
      look: {
        format: "csv",
        encoding: "gb18030",
        columns: [{ name: "code", isNumeric: true }, { name: "name" }],
        rows: [["1", "万寿"]],
      },
    });
    const files = join(city.deployment.directory.files, "imports", id);
    expect(readdirSync(files)).toEqual(["source.csv"]);
  });

  test("tells the words of its types; the trial refuses the types that the import would refuse", async () => {
    id = await begin("things");
    const rows = ["1,东停车场,112.352,28.85,car-park", "2,西停车场,112.353,28.85,车库"];
    await upload(id, "车场.csv", `编号,名称,经度,纬度,种类\n${rows.join("\n")}\n`);
    const { look } = await settled(id);
    expect(look.columns.at(-1)).toMatchObject({ name: "种类", words: ["car-park", "车库"] });
    const given = mapping("typed");
    const typed = (type: unknown) => ({ ...given, fields: { ...given.fields, type, attributes: {} } });
    const seen = await readBy(id, typed("种类"));
    expect(seen).toMatchObject({ stage: "read", seen: { makes: { "car-park": 1 }, faults: 1 } });
    const { faults } = (await city.call(keeper, "GET", `${path}/${id}/preview`)).body;
    expect(faults).toMatchObject([{ line: 3, code: "unknown-type", text: { zh: expect.stringContaining("车库") } }]);
    const words = { "car-park": "car-park", 车库: "car-park" };
    const told = await readBy(id, typed({ column: "种类", words }));
    expect(told).toMatchObject({ stage: "read", seen: { makes: { "car-park": 2 }, faults: 0 } });
  });

  test("is read without being kept, run in the name of whoever began it, and its bad rows are told and mended", async () => {
    id = await begin("things");
    const rows = ["1,东停车场,112.352,28.85,120", "2,西停车场,28.85,112.352,80", "3,北停车场,112.353,28.851,many"];
    await upload(id, "车场.csv", csv(rows));
    await settled(id);
    const seen = await readBy(id, mapping("lots"));
    expect(seen).toMatchObject({
      stage: "read",
      seen: {
        ...{ rows: { things: 1 }, makes: { "car-park": 1 }, faults: 2 },
        tried: { added: 1, changed: 0, known: 0, waiting: 0 },
      },
    });
    const preview = (await city.call(keeper, "GET", `${path}/${id}/preview`)).body;
    expect(preview.faults).toMatchObject([
      { line: 3, code: "swapped-coordinates" },
      {
        ...{ line: 4, field: "places", code: "attribute-not-a-number" },
        text: { zh: "lots/3：泊位数应为数，此处为“many”（列是否错位？）（列“泊位”）" },
      },
    ]);
    expect(preview.shapes).toHaveLength(1);
    expect((await city.call(keeper, "GET", "/api/v1/things?q=lots%2F1")).body.items).toEqual([]);

    const ended = await run(id);
    expect(ended).toMatchObject({
      stage: "ended",
      run: { stage: "ended", counts: { added: 1, refused: 1 }, rejects: 2 },
    });
    await city.settle();
    const { rows: entries } = await city.database.pool.query(
      "SELECT actor_id FROM journal WHERE type IN ('import.begun', 'import.ended') OR (type = 'import.kept' AND changes->>'source' = 'lots')",
    );
    expect(new Set(entries.map(({ actor_id }) => actor_id))).toEqual(new Set([keeper.id]));

    const rejects = (await city.call(keeper, "GET", `${path}/${id}/rejects`)).body;
    expect(rejects).toMatchObject({
      columns: ["编号", "名称", "经度", "纬度", "泊位"],
      rows: [
        { line: 3, values: ["2", "西停车场", "28.85", "112.352", "80"], faults: [{ code: "swapped-coordinates" }] },
        { line: 4, faults: [{ code: "attribute-not-a-number" }] },
      ],
    });
    const file = (await city.raw(keeper, `${path}/${id}/rejects.csv`)).toString();
    expect(file.split("\r\n")[1]).toMatch(/^2,西停车场,28.85,112.352,80,3,position,swapped-coordinates/);

    const mended = {
      columns: rejects.columns,
      rows: [
        ["2", "西停车场", "112.352", "28.85", "80"],
        ["3", "北停车场", "112.353", "28.851", "sixty"],
      ],
      lines: [3, 4],
    };
    const made = (await city.call(keeper, "POST", `${path}/${id}/mend`, mended)).body;
    expect(await settled(made.id)).toMatchObject({
      stage: "read",
      seen: { rows: { things: 1 }, faults: 1 },
      mends: id,
    });
    expect(await run(made.id)).toMatchObject({ stage: "ended", run: { counts: { added: 1 }, rejects: 1 } });
    expect((await show(id)).mendedBy).toEqual([made.id]);
    const { rows: marked } = (await city.call(keeper, "GET", `${path}/${id}/rejects`)).body;
    expect(marked.map(({ isMended }: { isMended?: boolean }) => isMended)).toEqual([true, undefined]);
    // What is refused once more is mended once more, in the same columns.
    const still = (await city.call(keeper, "GET", `${path}/${made.id}/rejects`)).body;
    expect(still.columns).toEqual(rejects.columns);
    const last = { columns: still.columns, rows: [["3", "北停车场", "112.353", "28.851", "60"]], lines: [3] };
    const end = (await city.call(keeper, "POST", `${path}/${made.id}/mend`, last)).body;
    await settled(end.id);
    expect(await run(end.id)).toMatchObject({ run: { counts: { added: 1 }, rejects: 0 } });
  });

  test("is proposed the mapping that was used for such columns before", async () => {
    id = await begin("things");
    await upload(id, "again.csv", csv(["9,南停车场,112.352,28.852,10"]));
    const { proposals } = await settled(id);
    expect(proposals).toMatchObject([{ from: "earlier", name: "车场.csv", mapping: { source: "lots" } }]);
  });

  test("is tried against what the city has: what is new, what would change and how, what is the same", async () => {
    id = await begin("things");
    const rows = ["1,东停车场,112.352,28.85,150", "2,西停车场,112.352,28.85,80", "8,新停车场,112.354,28.85,5"];
    await upload(id, "three.csv", csv(rows));
    await settled(id);
    const seen = await readBy(id, mapping("lots"));
    expect(seen.seen).toMatchObject({ faults: 0, tried: { added: 1, changed: 1, known: 1, waiting: 0 } });
    expect((await city.call(keeper, "GET", `${path}/${id}/preview`)).body.changed).toEqual([
      { line: 2, ref: "lots/1", changes: [{ field: "places", name: expect.anything(), from: "120", to: "150" }] },
    ]);
    const { items } = (await city.call(keeper, "GET", "/api/v1/things?q=lots%2F1")).body;
    expect((await city.call(keeper, "GET", `/api/v1/things/${items[0].id}`)).body.attributes).toEqual({ places: 120 });
  });

  test("sent again adds nothing", async () => {
    id = await begin("things");
    await upload(id, "same.csv", csv(["1,东停车场,112.352,28.85,120"]));
    await settled(id);
    await readBy(id, mapping("lots"));
    expect(await run(id)).toMatchObject({ run: { counts: { added: 0, known: 1 } } });
  });
});

test("features on one line are told by number, mended with their shapes on the screen, and exactly the bad ones are taken", async () => {
  const feature = (no: number, at: unknown) =>
    JSON.stringify({ type: "Feature", properties: { no, spare: 7 }, geometry: { type: "Point", coordinates: at } });
  const all = Array.from({ length: 6 }, (_, n) =>
    feature(n + 1, n === 1 || n === 4 ? [28.85, 112.35] : [112.35, 28.85 + n / 1_000]),
  );
  const id = await begin("things");
  await upload(id, "one-line.geojson", `{"type":"FeatureCollection","features":[${all.join(",")}]}`);
  await settled(id);
  const fields = { ref: { text: "ol/{no}" }, type: { is: "car-park" }, name: { is: "场" } };
  const bounds = [112, 28, 113, 29];
  await readBy(id, { kind: "things", source: "ol", system: "wgs-84", bounds, fields });
  expect(await run(id)).toMatchObject({ run: { places: "feature", counts: { added: 4 }, rejects: 2 } });
  const rejects = (await city.call(keeper, "GET", `${path}/${id}/rejects`)).body;
  const bad = '{"type":"Point","coordinates":[28.85,112.35]}';
  expect(rejects).toMatchObject({
    ...{ columns: ["no", "spare"], asFeatures: true, others: [], more: 0 },
    rows: [
      { line: 2, values: ["2", "7"], geometry: bad, faults: [{ code: "swapped-coordinates" }] },
      { line: 5, values: ["5", "7"], geometry: bad },
    ],
  });
  const rows = rejects.rows.map(({ values }: { values: string[] }) => values);
  const mended = { columns: rejects.columns, rows, lines: [2, 5] };
  const shape = '{"type":"Point","coordinates":[112.35,28.86]}';
  const refused = await city.call(keeper, "POST", `${path}/${id}/mend`, { ...mended, geometries: [shape, "[1,"] });
  expect(refused.body).toMatchObject({ faults: [{ path: "body.geometries.1", code: "not-a-shape" }] });
  const made = (await city.call(keeper, "POST", `${path}/${id}/mend`, { ...mended, geometries: [shape, shape] })).body;
  expect(await settled(made.id)).toMatchObject({ stage: "read", name: "one-line.mended.geojson", seen: { faults: 0 } });
  expect(await run(made.id)).toMatchObject({ run: { counts: { added: 2, known: 0 }, rejects: 0 } });
  const marked = (await city.call(keeper, "GET", `${path}/${id}/rejects`)).body.rows;
  expect(marked.map(({ isMended }: { isMended?: boolean }) => isMended)).toEqual([true, true]);
});

test.each([
  ["车场.csv", "车场.rejects.csv"],
  ["quarter.osm.pbf", "quarter.rejects.osm"],
  ["v1.2 pipes.geojson.gz", "v1.2 pipes.rejects.geojson"],
])("what was not taken of %s is saved as %s", (name, saved) => {
  expect(savedAs(name, saved.replace(/^.*\.(rejects\.\w+)$/, "$1"))).toBe(saved);
});

test("a worker that is killed is started again, and the import goes on to its end", async () => {
  const id = await begin("things");
  const rows = Array.from({ length: 4_000 }, (_, n) => `${n},车场${n},${112.34 + (n % 100) / 10_000},28.85,1`);
  await upload(id, "many.csv", csv(rows));
  await settled(id);
  expect(await readBy(id, mapping("many"))).toMatchObject({ seen: { rows: { things: 4_000 } } });
  await city.call(keeper, "POST", `${path}/${id}/run`);
  let kills = 0;
  for (let tries = 0; tries < 600 && kills < 2; tries += 1) {
    const { progress, stage } = await show(id);
    if (stage !== "running") break;
    if ((progress?.counts?.added ?? 0) > kills * 1_000) {
      for (const pid of workersBelow()) process.kill(pid, "SIGKILL");
      kills += 1;
    }
    await sleep(20);
  }
  expect(kills).toBeGreaterThan(0);
  const ended = await settled(id);
  expect(ended).toMatchObject({ stage: "ended", run: { rejects: 0 } });
  expect(ended.run.counts.added + ended.run.counts.known).toBe(4_000);
  const { rows: found } = await city.database.pool.query(
    "SELECT count(*)::int AS n FROM things WHERE ref LIKE 'many/%'",
  );
  expect(found).toEqual([{ n: 4_000 }]);
});

describe("reports of another system", () => {
  const by = {
    ...{ kind: "reports", source: "hotline", system: "wgs-84", zone: "Asia/Shanghai" },
    ...{ bounds: [112, 28, 113, 29], defaultPoints: [[112.5, 28.5]] },
    fields: {
      ...{ ref: "工单号", openedAt: "上报时间", closedAt: "办结时间", category: "类别" },
      at: { x: "经度", y: "纬度" },
    },
  };
  const line = (n: number, x = "112.352", y = "28.85", at = "2026-03-01 08:00") =>
    `H${n},${at},2026-03-02 08:00,${n % 2 === 0 ? "噪音" : "路灯"},${x},${y}`;
  const countCases = async () =>
    (await city.database.pool.query("SELECT count(*)::int AS n FROM cases WHERE no ~ '^H[0-9]+$'")).rows[0].n;

  test("come in through a trial and a run that outlives its worker, once however often they are run, and their rejects are mended", async () => {
    const id = await begin("reports");
    const good = Array.from({ length: 1_000 }, (_, n) => line(n, ...(n % 10 === 0 ? ["112.5", "28.5"] : [])));
    const bad = [line(9_001, "28.85", "112.352"), line(9_002, "112.352", "28.85", "2099-01-01 08:00")];
    await upload(id, "工单.csv", `工单号,上报时间,办结时间,类别,经度,纬度\n${[...good, ...bad].join("\n")}\n`);
    await settled(id);
    expect(await readBy(id, by)).toMatchObject({
      stage: "read",
      seen: {
        ...{ rows: { reports: 1_000 }, faults: 2, unplaced: 100, tried: { added: 1_000, known: 0 } },
        uncoded: [
          { word: "噪音", rows: 500 },
          { word: "路灯", rows: 500 },
        ],
      },
    });
    expect(await countCases()).toBe(0);
    await city.call(keeper, "POST", `${path}/${id}/run`);
    await vi.waitUntil(async () => ((await show(id)).progress?.counts?.added ?? 0) > 0, { timeout: 90_000 });
    for (const pid of workersBelow()) process.kill(pid, "SIGKILL");
    const ended = await settled(id);
    expect(ended).toMatchObject({ stage: "ended", run: { rejects: 2, counts: { refused: 1, flagged: 100 } } });
    expect(ended.run.counts.added + ended.run.counts.known).toBe(1_000);
    expect(await run(id)).toMatchObject({ stage: "ended", run: { rejects: 2, counts: { flagged: 100 } } });
    expect(await countCases()).toBe(1_000);

    const rejects = (await city.call(keeper, "GET", `${path}/${id}/rejects`)).body;
    expect(rejects.rows).toMatchObject([
      { line: 1_002, faults: [{ code: "swapped-coordinates" }] },
      { line: 1_003, faults: [{ code: "opened-in-the-future", text: { zh: "H9002：上报时间在未来" } }] },
    ]);
    const mended = { columns: rejects.columns, rows: [9_001, 9_002].map((n) => line(n).split(",")) };
    const made = (await city.call(keeper, "POST", `${path}/${id}/mend`, mended)).body;
    expect(await settled(made.id)).toMatchObject({ stage: "read", seen: { rows: { reports: 2 }, faults: 0 } });
    expect(await run(made.id)).toMatchObject({ run: { counts: { added: 2 }, rejects: 0 } });
    expect(await countCases()).toBe(1_002);
  });

  test("are for whoever may import cases: others begin none, run none and see none", async () => {
    const clerk = administrator({ permissions: ["imports.run"] });
    expect((await city.call(clerk, "POST", path, { kind: "reports" })).body.code).toBe("permission.missing");
    const begun = { kind: "reports", source: "x-y", name: "x", file: "a".repeat(64), mapping: "b".repeat(64) };
    expect((await city.call(clerk, "POST", "/api/v1/import-runs", begun)).body.code).toBe("permission.missing");
    const id = await begin("reports");
    expect((await city.call(clerk, "GET", `${path}/${id}`)).status).toBe(404);
    const { items } = (await city.call(clerk, "GET", path)).body;
    expect(items.some(({ kind }: { kind: string }) => kind === "reports")).toBe(false);
  });
});

test("readings of things nobody knows are told row by row, and a ref that was mistyped is mended in the table", async () => {
  await keepThings(city.context(system("test")), [
    {
      ...{ ref: "gauge/1", type: "manhole", name: { zh: "井", en: "M" } },
      ...{ position: [112.35, 28.85], attributes: { lipCm: 200 } },
    },
  ]);
  const ingest = await openTestIngest(city);
  onTestFinished(() => ingest.close());
  const id = await begin("readings");
  const rows = ["2026-01-01T00:00:00Z,1,100", "2026-01-01T01:00:00Z,l,101", "2026-01-01T02:00:00Z,l,102"];
  await upload(id, "levels.csv", ["t,thing,v", ...rows, "2026-01-01T03:00:00Z,9,103"].join("\n"));
  await settled(id);
  const values = [{ thing: { text: "gauge/{thing}" }, stream: { is: "level" }, value: "v", unit: "cm" }];
  await readBy(id, { kind: "readings", source: "levels", time: "t", values });
  expect(await run(id)).toMatchObject({ stage: "ended", run: { counts: { added: 1, quarantined: 3 } } });
  const rejects = (await city.call(keeper, "GET", `${path}/${id}/rejects`)).body;
  expect(rejects).toMatchObject({ columns: ["t", "thing", "v"], others: [], more: 0 });
  expect(rejects.rows.map(({ line, faults }: { line: number; faults: object[] }) => [line, faults])).toEqual(
    ["gauge/l", "gauge/l", "gauge/9"].map((field, at) => [
      at + 3,
      [expect.objectContaining({ field, code: "unknown-thing" })],
    ]),
  );
  const mended = {
    columns: rejects.columns,
    rows: rejects.rows.slice(0, 2).map(({ values: [t, , v] }: { values: string[] }) => [t, "1", v]),
  };
  const made = (await city.call(keeper, "POST", `${path}/${id}/mend`, mended)).body;
  await settled(made.id);
  expect(await run(made.id)).toMatchObject({ run: { counts: { added: 2, quarantined: 0 }, rejects: 0 } });
});

test("what was not taken of a model is told by refs, lines and reasons, and comes back mended as a small model", async () => {
  const model = ["[TITLE]", "x", "[JUNCTIONS]", "A 10", "B 10", "[RESERVOIRS]", "R 20", "[PIPES]"];
  const pipes = ["P1 R A 100 300 100 0 Open", "P2 A B 100 300 100 0 Open"];
  const places = ["[COORDINATES]", "R 0 0", "A 100 0"];
  const id = await begin("network");
  await upload(id, "net.inp", [...model, ...pipes, "[OPTIONS]", "Units LPS", ...places, "[END]", ""].join("\n"));
  await settled(id);
  const points = [
    { from: [0, 0], to: [112.36, 28.84] },
    { from: [1_000, 0], to: [112.37, 28.84] },
  ];
  const by = { source: "net", prefix: "net/", name: { zh: "网", en: "Net" } };
  const read = await readBy(id, { kind: "network", ...by, system: { local: { fit: "similarity", points } } });
  expect(read.seen.notices.map(({ en }: { en: string }) => en)).toContainEqual(
    expect.stringMatching(/a third would tell/),
  );
  await run(id);
  const { others, ownFile } = (await city.call(keeper, "GET", `${path}/${id}/rejects`)).body;
  expect(others).toMatchObject([{ line: 5, field: "B", code: "no-position" }, { field: "P2" }]);
  expect(ownFile).toBe("inp");
  const file = (await city.raw(keeper, `${path}/${id}/rejects.inp`)).toString();
  expect(file).toMatch(/\r\nB 10 {2}; 5 no-position: .*没有坐标.*COORDINATES/);
  const made = await begin("network", { mends: id });
  await upload(made, "net.mended.inp", file.replace("A 100 0\r\n", "A 100 0\r\nB 200 0\r\n"));
  expect(await settled(made)).toMatchObject({ stage: "read", seen: { faults: 0, tried: { added: 2 } } });
  expect(await run(made)).toMatchObject({ run: { counts: { added: 2, refused: 0 }, rejects: 0 } });
});

describe("whoever began an import and leaves", () => {
  const approve = (requestId: string) =>
    city.call(securityAdministrator(), "POST", `/api/v1/account-requests/${requestId}/moves/approve`, { version: 1 });
  const register = async () => {
    const account = { login: `importer.${Date.now()}`, name: "导入的人", postIds: [postId("administrator")] };
    const { id, requestId } = (await city.call(securityAdministrator(), "POST", "/api/v1/accounts", account)).body;
    expect((await approve(requestId)).status).toBe(200);
    const { person_id } = await city.database.db
      .selectFrom("accounts")
      .select("person_id")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    return { ...keeper, id: person_id, accountId: id, sessionId: randomUUID(), postId: postId("administrator") };
  };
  const change = async (id: string, asked: object) => {
    const path = `/api/v1/accounts/${id}/requests`;
    const { body } = await city.call(securityAdministrator(), "POST", path, { reason: "调离", ...asked });
    return approve(body.id);
  };

  test("stops it at the next batch with a sentence, and somebody who may runs it on in their own name", async () => {
    const leaver = await register();
    const id = await begin("things", {}, leaver);
    const rows = Array.from({ length: 6_000 }, (_, n) => `${n},车场${n},${112.34 + (n % 100) / 10_000},28.85,1`);
    await upload(id, "leaver.csv", csv(rows), leaver);
    await settled(id);
    await city.call(leaver, "POST", `${path}/${id}/mapping`, { mapping: mapping("leaver") });
    // From here nobody made up stands for them: the identity room is asked.
    city.signOut(leaver);
    expect(await settled(id)).toMatchObject({ stage: "read", seen: { rows: { things: 6_000 } } });
    await city.call(leaver, "POST", `${path}/${id}/run`);
    city.signOut(leaver);
    await vi.waitUntil(async () => ((await show(id)).progress?.counts?.added ?? 0) > 0, { timeout: 90_000 });
    expect((await change(leaver.accountId, { what: "retire" })).status).toBe(200);
    const stopped = await settled(id);
    expect(stopped).toMatchObject({ stage: "refused", fault: { en: /no longer active.*What was imported is kept/ } });
    expect(stopped.run.counts.added).toBeLessThan(6_000);
    const ended = await run(id);
    expect(ended).toMatchObject({ stage: "ended", run: { rejects: 0 } });
    expect(ended.run.counts.added + ended.run.counts.known).toBe(6_000);
    const { rows: actors } = await city.database.pool.query(
      "SELECT DISTINCT actor_id FROM journal WHERE type = 'import.kept' AND changes->>'source' = 'leaver'",
    );
    expect(new Set(actors.map(({ actor_id }) => actor_id))).toEqual(new Set([leaver.id, keeper.id]));
  });

  test.each([
    ["has another post", { what: "posts", postIds: [postId("verifier")] }],
    ["is retired", { what: "retire" }],
  ])("is let in no more with the pass of its worker once they %s", async (_, asked) => {
    const { kind, id, accountId, postId: held, areaPath, departments } = await register();
    const pass = { file: "d".repeat(64), mapping: "e".repeat(64) };
    const who = { kind, id, accountId, postId: held, areaPath, departments } as const;
    const token = issuePass(who, { id: randomUUID(), kind: "things" }, pass);
    const call = async () => {
      const headers = { authorization: `Bearer ${token}` };
      const payload = { kind: "things", source: "x-y", name: "x", ...pass };
      return (await city.app.inject({ method: "POST", url: "/api/v1/import-runs", headers, payload })).json();
    };
    expect(await call()).toMatchObject({ stage: "running" });
    expect((await change(accountId, asked)).status).toBe(200);
    expect(await call()).toMatchObject({ status: 403, code: "import-file.beginner-gone" });
    revokePass(token);
  });
});

/** Importer processes that this test's city started. */
const workersBelow = (): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        return (
          Number(stat.slice(stat.lastIndexOf(")")).split(" ")[2]) === process.pid &&
          readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("processes/importer")
        );
      } catch {
        return false;
      }
    })
    .map(Number);

test("what is going on can be stopped; it goes on from there", async () => {
  const id = await begin("things");
  await upload(id, "stop.csv", csv(["1,停,112.352,28.85,1"]));
  expect(await settled(id)).toMatchObject({ stage: "looked" });
  expect((await city.call(keeper, "POST", `${path}/${id}/stop`)).body.code).toBe("import-file.not-now");
  await readBy(id, mapping("stopped"));
  await city.call(keeper, "POST", `${path}/${id}/run`);
  const stopped = await city.call(keeper, "POST", `${path}/${id}/stop`);
  if (stopped.status === 200) expect(stopped.body.stage).toBe("stopped");
  expect(await run(id)).toMatchObject({ stage: "ended" });
});

test("a table whose letters might be several is asked for them, and looked at in those that are told", async () => {
  const id = await begin("things");
  expect((await upload(id, "sizes.csv", Buffer.from("id,name\n1,Größe\n", "latin1"))).status).toBe(201);
  expect(await settled(id)).toMatchObject({ stage: "refused", fault: { en: /say the encoding/ } });
  expect((await city.call(keeper, "POST", `${path}/${id}/layout`, { encoding: "windows-1252" })).status).toBe(200);
  expect(await settled(id)).toMatchObject({
    stage: "looked",
    look: {
      encoding: "windows-1252",
      rows: [["1", "Größe"]],
      notices: [{ en: "encoding windows-1252 (as the mapping says)" }],
    },
  });
});

describe("what is no file of ours", () => {
  test.each([
    [
      "a picture",
      Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(100)]),
      415,
      "import-file.unknown",
    ],
    ["a page", "<!doctype html><script>alert(1)</script>", 415, "import-file.unknown"],
    [
      "a zip of something",
      Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(40)]),
      415,
      "import-file.unknown",
    ],
    ["nothing", "", 422, "import-file.empty"],
  ])("%s is not kept", async (_, data, status, code) => {
    const id = await begin("things");
    const answer = await upload(id, "x.csv", data);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    const folder = join(city.deployment.directory.files, "imports", id);
    mkdirSync(folder, { recursive: true });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a mapping that isn't one is told with every fault, and can be mended", async () => {
    const id = await begin("things");
    await upload(id, "y.csv", csv(["1,甲,112.352,28.85,1"]));
    await settled(id);
    expect(await readBy(id, { source: "Y Y", fields: {} })).toMatchObject({
      stage: "refused",
      fault: { en: /has faults/ },
    });
    expect(await readBy(id, mapping("yy"))).toMatchObject({ stage: "read" });
    const { system: _, ...unsaid } = mapping("yy");
    expect(await readBy(id, unsaid)).toMatchObject({
      stage: "refused",
      fault: { en: /nobody said in which coordinate/ },
    });
  });
});

test("an answer that takes long to be kept is given once: nobody answers the question before in its place", async () => {
  const id = await begin("things");
  await upload(id, "slow.csv", csv(["1,甲,112.352,28.85,1"]));
  await settled(id);
  await city.call(keeper, "POST", `${path}/${id}/mapping`, { mapping: { source: "Y Y", fields: {} } });
  const held = await city.database.pool.connect();
  await held.query("BEGIN");
  await held.query("SELECT FROM file_imports WHERE id = $1 FOR UPDATE", [id]);
  // One begins, on a busy machine after a while, and ends: its answer waits for the row, and nobody else begins.
  await vi.waitUntil(() => workersBelow().length > 0, { timeout: 60_000, interval: 10 });
  await vi.waitUntil(() => workersBelow().length === 0, { timeout: 60_000 });
  await sleep(1_000);
  expect(workersBelow()).toEqual([]);
  await held.query("COMMIT");
  held.release();
  expect(await settled(id)).toMatchObject({ stage: "refused" });
  expect(await readBy(id, mapping("slow"))).toMatchObject({ stage: "read" });
});

test("a mapping is proposed to the department that used it, and to no other of the same area", async () => {
  const at = (department: string) =>
    administrator({ permissions: ["imports.run"], areaPath: "4398/", departments: [department] });
  const insert = async (department: string) =>
    insertFileImport(city.database.db, {
      ...{ id: randomUUID(), kind: "links", stage: "ended", name: `${department}.csv`, files: [], layout: {} },
      ...{ mapping: { source: department }, areaPath: "4398/", beganBy: at(department), at: new Date() },
    });
  await insert("a");
  await insert("b");
  const seenBy = async (departments: "all" | readonly string[]) =>
    (await listEarlierMappings(city.database.db, { areaPath: "4398/", departments, kind: "links", limit: 9 })).map(
      ({ name }) => name,
    );
  expect(await seenBy(["a"])).toEqual(["a.csv"]);
  expect((await seenBy("all")).sort()).toEqual(["a.csv", "b.csv"]);
});

test("uploaded files are their department's: another of the same area sees none of them", async () => {
  const at = (department: string) =>
    administrator({ permissions: ["imports.run"], areaPath: "4398/", departments: [department] });
  const [own, other] = [at("a"), at("b")];
  const id = await begin("things", {}, own);
  const seenBy = async (actor: PersonActor) => [
    (await city.call(actor, "GET", `${path}/${id}`)).status,
    (await city.call(actor, "GET", path)).body.items.some((one: { id: string }) => one.id === id),
  ];
  expect(await seenBy(own)).toEqual([200, true]);
  expect(await seenBy(other)).toEqual([404, false]);
  expect((await upload(id, "theirs.csv", csv([]), other)).status).toBe(404);
  expect(await seenBy(keeper)).toEqual([200, true]);
});

describe("a file that is there", () => {
  const folderOf = (id: string) => join(city.deployment.directory.files, "imports", id);
  const content = (id: string) => readFileSync(join(folderOf(id), "source.csv"), "utf8");

  test("stays when another was still on its way while the import went on", async () => {
    const id = await begin("things");
    const first = csv(["1,东停车场,112.352,28.85,120"]);
    await upload(id, "first.csv", first);
    await settled(id);
    const form = formOf("second.csv", csv(["2,西停车场,112.353,28.85,80"]));
    const body = new PassThrough();
    body.write(form.subarray(0, form.length - 20));
    const headers = {
      authorization: city.signedIn(keeper),
      "content-type": `multipart/form-data; boundary=${boundary}`,
    };
    const second = city.app.inject({ method: "POST", url: `${path}/${id}/files`, headers, payload: body });
    await vi.waitUntil(() => readdirSync(folderOf(id)).some((name) => name.startsWith(".coming-")), {
      timeout: 10_000,
    });
    await readBy(id, mapping("stays"));
    expect(await run(id)).toMatchObject({ stage: "ended" });
    body.end(form.subarray(form.length - 20));
    const answer = await second;
    expect([answer.statusCode, answer.json().code]).toEqual([409, "import-file.not-now"]);
    expect(content(id)).toBe(first);
    expect(readdirSync(folderOf(id)).filter((name) => name.startsWith(".coming-"))).toEqual([]);
  });

  test("is one of two that come at once: the other is told, and neither breaks", async () => {
    const id = await begin("things");
    const files = [csv(["1,甲,112.352,28.85,1"]), csv(["2,乙,112.352,28.85,1"]), csv(["3,丙,112.352,28.85,1"])];
    const answers = await Promise.all(files.map((data, n) => upload(id, `${n}.csv`, data)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const taken = answers.findIndex(({ status }) => status === 201);
    expect((await settled(id)).name).toBe(`${taken}.csv`);
    expect(content(id)).toBe(files[taken]);
  });
});

test("a file of nothing but line ends is told at once, as any other of its size", async () => {
  const spent = async (data: string): Promise<number> => {
    const at = join(city.deployment.directory.files, "sniffed");
    writeFileSync(at, data);
    const before = process.cpuUsage();
    expect(await sniff(at, "x.csv", data.length)).toEqual({ format: "csv", ending: "csv" });
    return process.cpuUsage(before).user;
  };
  const letters = await spent("a".repeat(262_144));
  // Not milliseconds are looked at: line ends took ten thousand times the work of letters.
  for (const sign of ["\n", "\r\n", " \n", "\t"])
    expect(await spent(sign.repeat(262_144 / sign.length))).toBeLessThan(letters * 10 + 1_000_000);
});

test("control points say how well they agree", async () => {
  const points = [
    { from: [0, 0], to: [112.36, 28.84] },
    { from: [1_000, 0], to: [112.37, 28.84] },
    { from: [1_000, 1_000], to: [112.37, 28.85] },
  ];
  const fitted = (await city.call(keeper, "POST", `${path}/fit`, { fit: "similarity", points })).body;
  expect(fitted.residualsM).toHaveLength(3);
  expect(fitted.rmsM).toBeGreaterThan(10);
  expect(fitted.doubt.en).toMatch(/disagree/);
  expect(
    (await city.call(keeper, "POST", `${path}/fit`, { fit: "affine", points: points.slice(0, 2) })).body.fault.en,
  ).toMatch(/needs 3/);
});

describe("who may not, may not", () => {
  test("without the permission, from another area, or with a worker's pass", async () => {
    const id = await begin("things");
    expect((await city.call(undefined, "GET", `${path}/${id}`)).status).toBe(401);
    expect((await city.call(officer(), "GET", path)).status).toBe(403);
    const elsewhere = administrator({ permissions: ["imports.run"], areaPath: "elsewhere/" });
    expect((await upload(id, "a.csv", "a\n1\n", elsewhere)).status).toBe(404);
    for (const [method, rest] of [
      ["GET", ""],
      ["GET", "/preview"],
      ["GET", "/rejects"],
      ["POST", "/run"],
      ["POST", "/stop"],
      ["DELETE", ""],
    ] as const)
      expect((await city.call(elsewhere, method, `${path}/${id}${rest}`)).status).toBe(404);
    expect((await city.call(elsewhere, "GET", path)).body.items).toEqual([]);
  });

  test("a pass opens the one run it is for, and nothing once its worker is gone", async () => {
    const pass = { file: "a".repeat(64), mapping: "b".repeat(64) };
    const { kind, id, accountId, postId, areaPath, departments } = keeper;
    const token = issuePass(
      { kind, id, accountId, postId, areaPath, departments },
      { id: "0199a0a0-0000-7000-8000-00000000000b", kind: "things" },
      pass,
    );
    const call = async (method: "GET" | "POST", url: string, payload?: object) =>
      (
        await city.app.inject({
          method,
          url,
          headers: { authorization: `Bearer ${token}` },
          ...(payload === undefined ? {} : { payload }),
        })
      ).statusCode;
    const begun = { kind: "things", source: "x-y", name: "x", ...pass };
    expect(await call("POST", "/api/v1/import-runs", begun)).toBe(200);
    expect(await call("POST", "/api/v1/import-runs", { ...begun, file: "c".repeat(64) })).toBe(404);
    const { body } = await city.call(keeper, "GET", "/api/v1/import-runs");
    const other = body.items.find(({ file }: { file: string }) => file !== pass.file);
    expect(await call("GET", `/api/v1/import-runs/${other.id}`)).toBe(404);
    expect(await call("POST", `/api/v1/import-runs/${other.id}/end`, { rows: 0 })).toBe(404);
    expect(await call("GET", "/api/v1/me")).toBe(403);
    expect(await call("GET", "/api/v1/things")).toBe(403);
    expect(await call("GET", `${path}/${await begin("things")}`)).toBe(404);
    revokePass(token);
    expect(await call("POST", "/api/v1/import-runs", begun)).toBe(401);
  });
});
