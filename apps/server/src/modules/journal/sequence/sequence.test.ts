import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { startSequencer } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
  await sql`CREATE TABLE counters (id text PRIMARY KEY, n integer NOT NULL)`.execute(city.database.db);
});
afterAll(() => city.close());

const ctx = () => city.context(system("test"));
const seed = () => {
  const { cause: _, ...rest } = ctx();
  return rest;
};

/** A change as `change` makes it: lock and change the subject first, record after. */
const count = (outer: Context, subject: string, more: { rest: () => Promise<unknown>; fails: boolean }) =>
  transact(outer, async (inner) => {
    const { rows } = await sql<{ n: number }>`
      UPDATE counters SET n = n + 1 WHERE id = ${subject} RETURNING n`.execute(inner.db);
    await more.rest();
    const n = rows[0]?.n ?? 0;
    await record(inner, {
      type: "counter.counted",
      subject: { kind: "counter", id: subject },
      areaPath: "",
      departments: [],
      changes: { n },
    });
    await more.rest();
    if (more.fails) throw new Error("taken back");
  });

describe("the sequencer", () => {
  test("gives 16 writers gap-free positions in each subject's order, and nobody sees one before those below it", async () => {
    const dice = Math.floor(Math.random() * 2 ** 31);
    let state = dice;
    const chance = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state / 0x7fffffff;
    };
    const subjects = ["a", "b", "c", "d", "e"];
    await sql`INSERT INTO counters SELECT unnest(${subjects}::text[]), 0`.execute(city.database.db);
    const sequencer = startSequencer(seed);
    const other = startSequencer(seed);
    let writing = true;
    const reader = (async () => {
      let looks = 0;
      for (; writing; looks += 1) {
        const { rows } = await sql<{ head: number; given: number }>`
          SELECT coalesce(max(position), 0) AS head, count(position) AS given FROM journal`.execute(city.database.db);
        expect(rows[0]?.given, `seed ${dice}`).toBe(rows[0]?.head);
      }
      return looks;
    })();
    let kept = 0;
    const writer = async () => {
      for (let turn = 0; turn < 20; turn += 1) {
        const subject = subjects[Math.floor(chance() * subjects.length)] ?? "a";
        const fails = chance() < 0.2;
        const rest = () => (chance() < 0.3 ? sleep(chance() * 12) : Promise.resolve());
        const done = await count(ctx(), subject, { rest, fails }).then(
          () => true,
          () => false,
        );
        kept += done ? 1 : 0;
        expect(done).toBe(!fails);
      }
    };
    await Promise.all(Array.from({ length: 16 }, writer));
    await city.settle();
    writing = false;
    expect(await reader).toBeGreaterThan(3);
    expect([sequencer.leads(), other.leads()].filter(Boolean)).toHaveLength(1);
    await Promise.all([sequencer.stop(), other.stop()]);
    const rows = await city.database.db
      .selectFrom("journal")
      .select(["position", "subject_id", "changes"])
      .orderBy("position")
      .execute();
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: kept }, (_, at) => at + 1));
    for (const subject of subjects) {
      const counts = rows.filter((row) => row.subject_id === subject).map((row) => row.changes?.["n"]);
      expect(counts, `subject ${subject}, seed ${dice}`).toEqual(counts.map((_, at) => at + 1));
    }
  });

  test("a transaction that takes long holds nobody back; its entry comes when it is committed", async () => {
    const tell = (inner: Context, id: string) =>
      record(inner, { type: "test.told", subject: { kind: "test", id }, areaPath: "", departments: [], changes: {} });
    const find = async () =>
      (
        await city.database.db
          .selectFrom("journal")
          .select(["subject_id", "position"])
          .where("subject_kind", "=", "test")
          .orderBy("position")
          .execute()
      ).map((row) => [row.subject_id, row.position]);
    await city.settle();
    const head = (await city.database.db.selectFrom("journal_log").select("size").executeTakeFirstOrThrow()).size;
    await transact(ctx(), async (slow) => {
      await tell(slow, "slow");
      await transact(ctx(), (quick) => tell(quick, "quick"));
      await city.settle();
      expect(await find()).toEqual([["quick", head + 1]]);
    });
    await city.settle();
    expect(await find()).toEqual([
      ["quick", head + 1],
      ["slow", head + 2],
    ]);
  });

  test("another process takes over when the leading one loses its database session", async () => {
    const first = startSequencer(seed);
    while (!first.leads()) await sleep(10);
    const second = startSequencer(seed);
    await sleep(50);
    expect(second.leads()).toBe(false);
    await sql`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`.execute(city.database.db);
    const firstStopped = first.stop();
    while (!second.leads()) await sleep(10);
    await firstStopped;
    await second.stop();
    expect(first.leads()).toBe(false);
  });
});
