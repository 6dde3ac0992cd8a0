import { createPublicKey, hash, verify } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import {
  createTreeHasher,
  createVerifier,
  decodeBundle,
  decodeTile,
  isConsistent,
  isIncluded,
  openCheckpoint,
  parseVerifierKey,
  type Verification,
  type VerifySignature,
} from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { auditor, handler, officer } from "../../../testing/actors.ts";
import { fileSheets } from "../../../testing/sheets.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { sequenceNow } from "../sequence/index.ts";
import { logLeafVersion } from "./migrations/202611292030-log-leaf-version.ts";

const sha256 = (data: Uint8Array | string) => hash("sha256", data, "hex");
const tree = createTreeHasher(sha256);
const verifySignature: VerifySignature = (publicKey, text, signature) =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") },
      format: "jwk",
    }),
    signature,
  );

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
});
afterAll(() => city.close());

const happen = (
  count: number,
  of: { areaPath?: string; changes?: (at: number) => Record<string, unknown> } = {},
  where = city,
) => fileSheets(where, count, { changes: (at) => ({ at, note: '井盖 \u{1f573} "quoted"\n' }), ...of });
const get = (url: string) => city.call(undefined, "GET", `/api/v1/journal/${url}`);
const raw = async (url: string, actor?: Parameters<typeof city.call>[0], where = city) =>
  where.app.inject({
    method: "GET",
    url: `/api/v1/journal/${url}`,
    ...(actor === undefined ? {} : { headers: { authorization: where.signedIn(actor) } }),
  });
/** Reads and opens the newest checkpoint as an outsider would. */
const readCheckpoint = async () => {
  const key = parseVerifierKey(sha256, (await get("key")).body);
  if (key === undefined) throw new Error("no key");
  const checkpoint = openCheckpoint((await get("checkpoint")).body, key, verifySignature);
  if (typeof checkpoint === "string") throw new Error(checkpoint);
  return { key, checkpoint };
};
const verifyExport = async (actor: Parameters<typeof city.call>[0], where = city): Promise<Verification> => {
  const lines = (await raw("export", actor, where)).body
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const verifier = createVerifier({
    sha256,
    canonical: (value) => canonicalize(value) ?? "null",
    verifySignature,
    vkey: lines.find(({ key }) => key !== undefined).key,
  });
  for (const { checkpoint } of lines) if (checkpoint !== undefined) verifier.checkpoint(checkpoint);
  for (const line of lines) if (line.position !== undefined) verifier.entry(line);
  return verifier.finish();
};

describe("the log", () => {
  test("a city without a past has a signed checkpoint of nothing", async () => {
    const { key, checkpoint } = await readCheckpoint();
    expect(checkpoint).toEqual({ origin: key.name, size: 0, root: tree.empty });
    expect(key.name).toMatch(new RegExp(`^${city.deployment.profile.host}/journal/[0-9a-f-]{36}$`));
    expect(statSync(join(city.deployment.directory.keys, "journal.key")).mode & 0o777).toBe(0o600);
  });

  test("what is exported verifies, and every checkpoint on the way is of the same log", async () => {
    await happen(3);
    await city.settle();
    expect(await verifyExport(officer())).toMatchObject({
      entries: 3,
      proved: 3,
      checkpoints: 1,
      erased: 0,
      faults: [],
    });
    await happen(700);
    await city.settle();
    const found = await verifyExport(officer());
    expect(found).toMatchObject({ entries: 703, proved: 703, checkpoints: 2, erased: 0, faults: [] });
    const { checkpoint } = await readCheckpoint();
    expect(checkpoint).toMatchObject({ size: 703, root: found.root });
  });

  test("tiles hold the hashes of the entries' leaves, and of full tiles one level up", async () => {
    const full = decodeTile((await raw("tile/0/001")).rawPayload) ?? [];
    const part = decodeTile((await raw("tile/0/002.p/191")).rawPayload) ?? [];
    const bundle = decodeBundle((await raw("tile/entries/002.p/191", officer())).rawPayload) ?? [];
    expect(part).toEqual(bundle.map((leaf) => sha256(Buffer.concat([Buffer.of(0), leaf]))));
    expect(JSON.parse(Buffer.from(bundle[0] ?? []).toString())).toMatchObject({ position: 513, subject: "case-509" });
    let row = full;
    while (row.length > 1) row = row.flatMap((left, at) => (at % 2 === 0 ? [tree.node(left, row[at + 1] ?? "")] : []));
    expect(decodeTile((await raw("tile/1/000.p/2")).rawPayload)?.[1]).toBe(row[0]);
  });

  test.each([
    "tile/0/002",
    "tile/0/002.p/192",
    "tile/0/2.p/3",
    "tile/0/000.p/0",
    "tile/7/000.p/1",
    "tile/0/x000/000",
    "proof/704",
  ])("what the log has not got is not there: %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test.each([1, 256, 257, 512, 513, 703])("entry %i is proved to be in the checkpoint's tree", async (position) => {
    const { checkpoint } = await readCheckpoint();
    const { status, body } = await get(`proof/${position}`);
    expect(status).toBe(200);
    expect(isIncluded(tree, { ...body, root: checkpoint.root })).toBe(true);
    expect(isIncluded(tree, { ...body, index: body.index ^ 1, root: checkpoint.root })).toBe(false);
  });

  test.each([
    [0, 703],
    [1, 2],
    [3, 703],
    [255, 257],
    [256, 512],
    [512, 703],
    [700, 703],
    [703, 703],
  ])("the log of size %i is proved to have grown into that of size %i", async (from, to) => {
    const { status, body } = await get(`consistency/${from}/${to}`);
    expect(status).toBe(200);
    expect(isConsistent(tree, body)).toBe(true);
    if (from === 3) expect(body.fromRoot).toBe((await get("consistency/0/3")).body.toRoot);
    if (to === 703) expect(body.toRoot).toBe((await readCheckpoint()).checkpoint.root);
    const other = { ...body, fromRoot: "ab".repeat(32) };
    expect(isConsistent(tree, other)).toBe(false);
  });

  test.each(["consistency/5/4", "consistency/0/704"])("what never was is not proved: %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test("an entry is proved in the log as it stood before", async () => {
    const { toRoot } = (await get("consistency/0/600")).body;
    const { body } = await get("proof/512?size=600");
    expect(isIncluded(tree, { ...body, root: toRoot })).toBe(true);
    expect((await get("proof/601?size=600")).status).toBe(404);
  });

  test("leaves name who acted, so bundles are for who may read the journal; hashes are for everybody", async () => {
    expect((await raw("tile/entries/000")).statusCode).toBe(401);
    expect((await raw("tile/entries/000", handler("x"))).statusCode).toBe(403);
    expect((await raw("tile/entries/000", auditor())).statusCode).toBe(200);
    expect((await raw("tile/entries/000", auditor({ areaPath: "4398/" }))).statusCode).toBe(404);
    expect((await raw("tile/0/000")).statusCode).toBe(200);
  });

  test("text that PostgreSQL cannot hold is kept without it, and still verifies", async () => {
    await happen(1, {
      changes: () => ({ note: "a\u0000b\ud800c", deep: ["\u0000"], large: 1e21, small: -0, tiny: 5e-324 }),
    });
    await city.settle();
    const { items } = (await city.call(officer(), "GET", "/api/v1/journal?newest=true&limit=1")).body;
    expect(items[0].changes).toEqual({
      note: "a\ufffdb\ufffdc",
      deep: ["\ufffd"],
      large: 1e21,
      small: 0,
      tiny: 5e-324,
    });
    expect((await verifyExport(officer())).faults).toEqual([]);
  });

  test.each([
    ["actor_kind", "'key'"],
    ["actor_post", "'0198c0de-0000-7000-8000-000000000009'"],
    ["subject_kind", "'task'"],
    ["area_path", "'4310/'"],
    ["departments", "'{0198c0de-0000-7000-8000-000000000009}'"],
    ["stage", "'closed'"],
    ["leaf", "1"],
  ])("another %s in an entry is found", async (column, value) => {
    const { pool } = city.database;
    expect((await verifyExport(auditor())).faults).toEqual([]);
    await pool.query("CREATE TABLE kept AS SELECT * FROM journal WHERE position = 500");
    await pool.query(`UPDATE journal SET ${column} = ${value} WHERE position = 500`);
    expect((await verifyExport(auditor())).faults).toContainEqual(expect.objectContaining({ code: "checkpoint.root" }));
    await pool.query(`UPDATE journal SET ${column} = kept.${column} FROM kept WHERE journal.position = 500`);
    await pool.query("DROP TABLE kept");
  });

  test("erased changes leave the proof as it is; altered ones are found", async () => {
    const { db } = city.database;
    await sql`UPDATE journal SET changes = NULL, salt = NULL WHERE position = 5`.execute(db);
    // Whoever owns the database can do that; but not without an entry that says so.
    expect((await verifyExport(officer())).faults).toMatchObject([{ code: "entry.emptied", position: 5 }]);
    await transact(city.context(system("test")), async (ctx) => {
      const { rows } = await sql<{ digest: Buffer }>`SELECT digest FROM journal WHERE position = 5`.execute(ctx.db);
      await record(ctx, {
        type: "person.erased",
        subject: { kind: "person", id: "somebody" },
        areaPath: "4309/",
        departments: [],
        changes: { emptied: rows.map(({ digest }) => digest.toString("hex")) },
      });
    });
    await city.settle();
    expect(await verifyExport(officer())).toMatchObject({ entries: 705, proved: 705, erased: 1, faults: [] });
    await sql`UPDATE journal SET changes = '{"at":7}' WHERE position = 6`.execute(db);
    expect((await verifyExport(officer())).faults).toMatchObject([{ code: "entry.digest", position: 6 }]);
    await sql`UPDATE journal SET actor_id = 'somebody else' WHERE position = 400`.execute(db);
    expect((await verifyExport(officer())).faults).toMatchObject([
      { code: "entry.digest", position: 6 },
      { code: "checkpoint.root", position: 4 },
    ]);
  });

  test("a log whose last entries were altered is not continued", async () => {
    const { db } = city.database;
    await sql`UPDATE journal SET type = 'sheet.closed' WHERE position = 705`.execute(db);
    await happen(1);
    await expect(sequenceNow({ db })).rejects.toThrow("entry 705 is not what its leaf says");
    await sql`UPDATE journal SET type = 'person.erased' WHERE position = 705`.execute(db);
    const root = (await sql<{ root: string }>`SELECT frontier[1] AS root FROM journal_log`.execute(db)).rows[0]?.root;
    await sql`UPDATE journal_log SET frontier[1] = ${"0".repeat(64)}`.execute(db);
    await expect(sequenceNow({ db })).rejects.toThrow("the tiles don't match the frontier");
    await sql`UPDATE journal_log SET frontier[1] = ${root}`.execute(db);
    await sequenceNow({ db });
    expect((await readCheckpoint()).checkpoint.size).toBe(705);
    expect(await verifyExport(auditor())).toMatchObject({ entries: 706, proved: 3 });
  });
});

describe("a log from before leaves had a version", () => {
  test("stays valid when the platform is upgraded, and its erasures are named from then on", async () => {
    const old = await openTestCity();
    const { db } = old.database;
    const file = (count: number) => happen(count, {}, old);
    try {
      await sql`ALTER TABLE journal ALTER COLUMN leaf SET DEFAULT 1`.execute(db);
      await file(5);
      await old.settle();
      await sql`UPDATE journal SET changes = NULL, salt = NULL WHERE position = 3`.execute(db);
      const before = await verifyExport(auditor(), old);
      expect(before).toMatchObject({ entries: 5, erased: 1, faults: [] });
      await sql`ALTER TABLE journal DROP COLUMN leaf`.execute(db);
      await logLeafVersion.up(db);
      await file(2);
      await old.settle();
      expect(await verifyExport(auditor(), old)).toMatchObject({ entries: 8, proved: 8, erased: 1, faults: [] });
      await sql`UPDATE journal SET changes = NULL, salt = NULL WHERE position = 2`.execute(db);
      expect((await verifyExport(auditor(), old)).faults).toMatchObject([{ code: "entry.emptied", position: 2 }]);
    } finally {
      await old.close();
    }
  });
});
