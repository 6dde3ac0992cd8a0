import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { auditor, officer } from "../../../testing/actors.ts";
import { fileSheets } from "../../../testing/sheets.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { anchorNow, getAnchorStand } from "../anchor/index.ts";
import { getGuard, lookAtAll } from "./service.ts";

const size = 700;
const outside = mkdtempSync(join(tmpdir(), "chengyun-anchor-"));
let city: TestCity;
const guardian = auditor({ permissions: ["journal.guard", "notices.read"] });
const desk = officer();

const happen = (count: number, actor: Parameters<TestCity["context"]>[0] = system("test"), type = "sheet.filed") =>
  fileSheets(city, count, { actor, type });
const sign = () => city.call(auditor(), "GET", "/api/v1/journal/export");
const look = async () =>
  (await lookAtAll(city.context(system("test")))).map(({ code, position }) => `${code} ${position}`);
const sql = (text: string) => city.database.pool.query(text);
const entries = async (type: string) => {
  const { rows } = await sql(`SELECT changes FROM journal WHERE type = '${type}' ORDER BY id`);
  return rows.map(({ changes }) => changes);
};

beforeAll(async () => {
  city = await openTestCity({ env: { ANCHOR_DIR: outside } });
  await happen(300);
  await city.settle();
  await sign();
  await happen(size - 300);
  await city.settle();
  await sign();
  for (const table of ["journal", "journal_log", "journal_tiles", "journal_checkpoints"])
    await sql(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
});
afterAll(() => city.close());

/** Puts everything back as it was signed, as an operator does from a backup. */
const restore = async (): Promise<void> => {
  for (const table of ["journal", "journal_log", "journal_tiles", "journal_checkpoints"]) {
    await sql(`DELETE FROM ${table}`);
    await sql(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
  }
  rmSync(join(city.deployment.directory.root, "journal"), { recursive: true, force: true });
};
beforeEach(restore);

describe("somebody with every right on the database", () => {
  test("finds a journal that nobody touched whole", async () => {
    expect(await look()).toEqual([]);
    expect(getGuard(city)).toMatchObject({ state: "whole", faults: [] });
  });

  test.each<[string, string, string[]]>([
    ["alters who acted", "UPDATE journal SET actor_id = 'nobody' WHERE position = 420", ["entry.altered 420"]],
    ["alters whose entry it is", "UPDATE journal SET area_path = '4310/' WHERE position = 699", ["entry.altered 699"]],
    ["alters what changed", `UPDATE journal SET changes = '{"at":7}' WHERE position = 420`, ["entry.digest 420"]],
    [
      "empties what changed",
      "UPDATE journal SET changes = NULL, salt = NULL WHERE position = 420",
      ["entry.emptied 420"],
    ],
    ["takes the salt away", "UPDATE journal SET salt = NULL WHERE position = 3", ["entry.emptied 3"]],
    ["removes an entry", "DELETE FROM journal WHERE position = 420", ["entry.missing 420"]],
    [
      "removes the last entries",
      "DELETE FROM journal WHERE position > 695",
      ["entry.missing 696", "entry.missing 696"],
    ],
    [
      "swaps two entries",
      `UPDATE journal SET position = NULL WHERE position = 10; UPDATE journal SET position = 10 WHERE position = 11;
       UPDATE journal SET position = 11 WHERE id = (SELECT id FROM kept_journal WHERE position = 10)`,
      ["entry.altered 10", "entry.altered 11"],
    ],
    [
      "puts an entry in at the end",
      `INSERT INTO journal SELECT (r).* FROM (SELECT jsonb_populate_record(NULL::journal,
         to_jsonb(j) || '{"id":99999,"position":701}') AS r FROM journal j WHERE position = 700) one`,
      ["entry.beyond 701"],
    ],
    [
      "alters a tile",
      "UPDATE journal_tiles SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) WHERE level = 0 AND index = 1",
      ["tile.altered 258"],
    ],
    [
      "alters a tile above",
      "UPDATE journal_tiles SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) WHERE level = 1 AND index = 0",
      ["tile.altered 257"],
    ],
    ["removes a tile", "DELETE FROM journal_tiles WHERE level = 0 AND index = 0", ["tile.altered 1"]],
    [
      "alters a checkpoint",
      "UPDATE journal_checkpoints SET note = replace(note, E'\\n300\\n', E'\\n301\\n') WHERE size = 300",
      ["checkpoint.altered 1"],
    ],
  ])("who %s is found, and where", async (_, text, found) => {
    await sql(text);
    expect((await look()).slice(0, found.length)).toEqual(found);
    expect(getGuard(city).state).toBe("stopped");
    await restore();
    expect(await look()).toEqual([]);
    expect(getGuard(city).state).toBe("whole");
  });

  test("who alters an entry and its tile is found by the signed root, behind the last right one", async () => {
    await sql("UPDATE journal SET type = 'sheet.closed' WHERE position = 650");
    // The tile of the edge has nothing above it: its hash is made to match.
    const { rows } = await sql("SELECT hashes FROM journal_tiles WHERE level = 0 AND index = 2");
    const { hasher, toLeafText } = await import("../log/index.ts");
    const { listWhole } = await import("./store.ts");
    const [row] = await listWhole(city.database.db, 650, 650);
    if (row === undefined) throw new Error("no entry");
    const hashes: Buffer = rows[0].hashes;
    Buffer.from(hasher.leaf(toLeafText(row)), "hex").copy(hashes, (650 - 513) * 32);
    await city.database.pool.query("UPDATE journal_tiles SET hashes = $1 WHERE level = 0 AND index = 2", [hashes]);
    expect(await look()).toEqual(["log.root 301"]);
  });

  test("who rolls the whole log back is found by what this machine has seen", async () => {
    expect(await look()).toEqual([]);
    await sql("DELETE FROM journal_checkpoints WHERE size = 700");
    await sql("DELETE FROM journal WHERE position > 300");
    await sql("UPDATE journal_log SET size = 300");
    expect(await look()).toContain("log.rolled-back 301");
  });

  test("who rolls back the log and what this machine has seen is found by what was anchored outside", async () => {
    await anchorNow(city.context(system("test")));
    expect(readdirSync(outside)).toEqual(["checkpoint-700.txt"]);
    expect(await look()).toEqual([]);
    await sql("DELETE FROM journal_checkpoints WHERE size = 700");
    await sql("DELETE FROM journal WHERE position > 300");
    await sql("UPDATE journal_log SET size = 300");
    rmSync(join(city.deployment.directory.root, "journal"), { recursive: true, force: true });
    expect(await look()).toContain("log.rolled-back 301");
    // What was put there first stays, and a place that is gone is said and breaks nothing.
    const first = readFileSync(join(outside, "checkpoint-700.txt"), "utf8");
    await restore();
    writeFileSync(join(outside, "checkpoint-700.txt"), `${first}x`);
    await anchorNow(city.context(system("test")));
    expect(readFileSync(join(outside, "checkpoint-700.txt"), "utf8")).toBe(`${first}x`);
    rmSync(outside, { recursive: true });
    await anchorNow(city.context(system("test")));
    expect(getAnchorStand(city.deployment).state).toBe("failing");
    expect(await look()).toEqual([]);
  });

  test("who empties an entry that an erasure names is the law", async () => {
    await sql("UPDATE journal SET changes = NULL, salt = NULL WHERE position = 420");
    const { rows } = await sql("SELECT encode(digest, 'hex') AS digest FROM journal WHERE position = 420");
    await transact(city.context(system("test")), (ctx) =>
      record(ctx, {
        type: "person.erased",
        subject: { kind: "person", id: "somebody" },
        areaPath: "",
        departments: [],
        changes: { emptied: [rows[0].digest] },
      }),
    );
    expect(await look()).toEqual([]);
  });
});

describe("when the journal was tampered with", () => {
  const comment = () => happen(1, desk);
  const breakGlass = (actor: Parameters<TestCity["call"]>[0], body: object) =>
    city.call(actor, "POST", "/api/v1/journal/guard/break-glass", body);

  test("commands stop with a clear error, reading and machines go on, and it is told", async () => {
    await sql("UPDATE journal SET actor_id = 'nobody' WHERE position = 420");
    await comment();
    await look();
    await expect(comment()).rejects.toMatchObject({ code: "journal.stopped" });
    await happen(1, system("rule"));
    // Whoever is to mend it must be able to come in.
    for (const type of ["session.started", "account.password-changed"]) await happen(1, desk, type);
    const { status, body } = await city.call(desk, "GET", "/api/v1/journal/guard");
    expect([status, body.state, body.faults]).toMatchObject([200, "stopped", [{ position: 420 }]]);
    expect((await city.call(guardian, "GET", "/api/v1/journal?limit=1")).status).toBe(200);
    await city.settle();
    expect(await entries("journal.tampered")).toEqual([{ code: "entry.altered", from: 420, faults: 1 }]);
    const { rows } = await sql("SELECT t::text AS row FROM notices t");
    expect(rows.map(({ row }) => row).join()).toContain("journal-tampered");
    const health = await city.call(auditor({ permissions: ["health.read"] }), "GET", "/api/v1/health/parts");
    expect(JSON.stringify(health.body)).toContain("An entry was altered, at position 420. Commands are stopped.");
  });

  test("an administrator breaks the glass for some hours, with a reason that everybody is told", async () => {
    await sql("UPDATE journal SET actor_id = 'nobody' WHERE position = 420");
    await look();
    expect((await breakGlass(desk, { reason: "防汛抢险不能等", hours: 2 })).status).toBe(403);
    expect((await breakGlass(guardian, { reason: "急", hours: 2 })).status).toBe(400);
    expect((await breakGlass(guardian, { reason: "防汛抢险不能等", hours: 48 })).status).toBe(400);
    const { status, body } = await breakGlass(guardian, { reason: "防汛抢险不能等", hours: 2 });
    expect([status, body.state, body.reason]).toEqual([200, "glass-broken", "防汛抢险不能等"]);
    await comment();
    expect(await entries("journal.glass-broken")).toMatchObject([{ reason: "防汛抢险不能等" }]);
    // It holds over further looks, and ends by itself.
    await look();
    await comment();
    await sql(
      `UPDATE journal SET changes = changes || '{"until":"2020-01-01T00:00:00.000Z"}' WHERE type = 'journal.glass-broken'`,
    );
    await look();
    await expect(comment()).rejects.toMatchObject({ code: "journal.stopped" });
  });

  test("an entry put into the database that says the glass was broken lifts nothing, nor does ours for longer", async () => {
    await sql("UPDATE journal SET actor_id = 'nobody' WHERE position = 420");
    const forge = (actor: string, changes: object) =>
      sql(`INSERT INTO journal SELECT (r).* FROM (SELECT jsonb_populate_record(NULL::journal, to_jsonb(j) ||
        '${JSON.stringify({ position: null, type: "journal.glass-broken", subject_kind: "journal", subject_id: "journal", actor_id: actor, changes })}'
        || jsonb_build_object('id', nextval('journal_id_seq'))) AS r FROM journal j WHERE position = 700) one`);
    const [until, reason] = [new Date(Date.now() + 3_600_000).toISOString(), "防汛抢险不能等"];
    await forge(guardian.id, { until, reason });
    await forge(guardian.id, { until, reason, seal: Buffer.alloc(32).toString("base64url") });
    await look();
    await expect(comment()).rejects.toMatchObject({ code: "journal.stopped" });
    await breakGlass(guardian, { reason, hours: 1 });
    await comment();
    const ours = (await entries("journal.glass-broken")).at(-1);
    await sql("DELETE FROM journal WHERE type = 'journal.glass-broken'");
    await forge(guardian.id, { ...ours, until: new Date(Date.now() + 90 * 86_400_000).toISOString() });
    await forge("somebody-else", ours);
    await look();
    await expect(comment()).rejects.toMatchObject({ code: "journal.stopped" });
    // The very entry, put back, is the one that was made.
    await forge(guardian.id, ours);
    await look();
    await comment();
  });

  test("there is no glass to break while everything is well", async () => {
    await look();
    expect(await breakGlass(guardian, { reason: "防汛抢险不能等", hours: 2 })).toMatchObject({
      status: 409,
      body: { code: "journal.not-stopped" },
    });
  });
});
