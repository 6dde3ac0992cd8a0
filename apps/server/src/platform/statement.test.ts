import { sql } from "kysely";
import { afterAll, expect, inject, test } from "vitest";
import { openDatabase } from "./database.ts";
import { hold, letGo, statement } from "./statement.ts";

const database = openDatabase(inject("database"), { max: 2 });
afterAll(() => database.close());
const { db } = database;

const sum = statement(
  (_, given: { one: number; other: number }) => sql<{ sum: number }>`
  SELECT ${given.one}::int + ${given.other}::int AS sum /* a sum */ LIMIT 1`,
);

test("each call has its own values in the one text", async () => {
  for (const one of [1, 2, 3]) expect(await sum(db, { one, other: 10 })).toEqual([{ sum: one + 10 }]);
  expect(await sum(db, { one: 1, other: -1 })).toEqual([{ sum: 0 }]);
});

test("it is planned once, whatever its words look like, and its columns are asked for once", async () => {
  const single = openDatabase(inject("database"), { max: 1 });
  for (const one of [1, 2, 3, 4]) expect(await sum(single.db, { one, other: 0 })).toEqual([{ sum: one }]);
  const { rows } = await single.pool.query(
    "SELECT count(*) AS n FROM pg_prepared_statements WHERE statement LIKE '%a sum%'",
  );
  await single.close();
  expect(rows[0].n).toBe(1);
});

test("what writes answers no rows, the first time and the next", async () => {
  const tick = statement((_, given: { id: number }) => sql`UPDATE ticks SET n = n + 1 WHERE id = ${given.id}`);
  const single = openDatabase(inject("database"), { max: 1 });
  await sql`CREATE TEMP TABLE ticks AS SELECT 1 AS id, 0 AS n`.execute(single.db);
  for (let turn = 0; turn < 3; turn += 1) expect(await tick(single.db, { id: 1 })).toEqual([]);
  expect((await sql`SELECT n FROM ticks`.execute(single.db)).rows).toEqual([{ n: 3 }]);
  await single.close();
});

test("in a transaction what is asked in one breath runs in its order, each seeing what the one before it wrote", async () => {
  const note = statement(
    (_, given: { n: number }) => sql<{ n: number }>`INSERT INTO notes VALUES (${given.n}) RETURNING n`,
  );
  const read = statement(() => sql<{ n: number }>`SELECT n FROM notes ORDER BY n`);
  const answers = await db.transaction().execute(async (trx) => {
    await sql`CREATE TEMP TABLE notes (n int PRIMARY KEY) ON COMMIT DROP`.execute(trx);
    await hold(trx);
    const all = await Promise.all([note(trx, { n: 1 }), read(trx, {}), note(trx, { n: 2 }), read(trx, {})]);
    letGo(trx);
    return all;
  });
  expect(answers).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 2 }], [{ n: 1 }, { n: 2 }]]);
});

test("of two transactions that wait for each other one is told that it was a deadlock, whatever it asked behind it", async () => {
  const own = openDatabase(inject("database"), { max: 2 });
  await sql`CREATE TABLE dead_ends AS SELECT n AS id FROM generate_series(1, 2) AS n`.execute(own.db);
  const lock = statement((_, given: { id: number }) => sql`SELECT id FROM dead_ends WHERE id = ${given.id} FOR UPDATE`);
  const met = { count: 0, both: () => {} };
  const bothHold = new Promise<void>((resolve) => {
    met.both = resolve;
  });
  const cross = (first: number, second: number) =>
    own.db.transaction().execute(async (trx) => {
      await hold(trx);
      await lock(trx, { id: first });
      met.count += 1;
      if (met.count === 2) met.both();
      await bothHold;
      await Promise.all([lock(trx, { id: second }), lock(trx, { id: first }), lock(trx, { id: second })]);
    });
  const ended = await Promise.allSettled([cross(1, 2), cross(2, 1)]);
  const failed = ended.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
  await sql`DROP TABLE dead_ends`.execute(own.db);
  await own.close();
  expect(failed).toEqual(["40P01"]);
});

test("when one of them fails the transaction fails for its reason", async () => {
  const divide = statement((_, given: { by: number }) => sql<{ share: number }>`SELECT 1 / ${given.by}::int AS share`);
  const failing = db.transaction().execute(async (trx) => {
    await hold(trx);
    return Promise.all([divide(trx, { by: 0 }), divide(trx, { by: 1 })]);
  });
  await expect(failing).rejects.toMatchObject({ code: "22012" });
  expect(await divide(db, { by: 1 })).toEqual([{ share: 1 }]);
});
