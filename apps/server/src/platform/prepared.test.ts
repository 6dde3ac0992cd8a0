import { sql } from "kysely";
import { afterAll, expect, inject, test } from "vitest";
import { openDatabase } from "./database.ts";
import { later } from "./prepared.ts";

const database = openDatabase(inject("database"), { max: 1 });
afterAll(() => database.close());

const prepared = async (mark: string): Promise<number> =>
  (
    await database.pool.query("SELECT count(*) AS n FROM pg_prepared_statements WHERE strpos(statement, $1) > 0", [
      mark,
    ])
  ).rows[0].n;

test("what is asked again and again is planned once, with each value its own answer", async () => {
  for (const wanted of [1, 2, 3, 4, 5]) {
    const { rows } = await sql<{ one: number }>`SELECT ${wanted}::int AS one /* again */`.execute(database.db);
    expect(rows).toEqual([{ one: wanted }]);
  }
  expect(await prepared("/* again */")).toBe(1);
});

test("a page is planned with its values each time", async () => {
  for (const most of [1, 2, 3, 4, 5])
    await sql`SELECT n FROM generate_series(1, 9) AS n LIMIT ${most} /* page */`.execute(database.db);
  expect(await prepared("/* page */")).toBe(0);
});

test("a table that gets a column while we run costs one answer, not all that follow", async () => {
  await sql`CREATE TEMP TABLE lamp (id int)`.execute(database.db);
  const ask = () => sql`SELECT * FROM lamp WHERE id = ${1}`.execute(database.db);
  for (let turn = 0; turn < 4; turn += 1) await ask();
  await sql`ALTER TABLE lamp ADD COLUMN lit boolean`.execute(database.db);
  await expect(ask()).rejects.toThrow("cached plan");
  expect((await ask()).rows).toEqual([]);
});

test("a transaction begins with its first statement, is one whole, and may ask nothing at all", async () => {
  const { db } = database;
  await sql`CREATE TEMP TABLE tram (id int PRIMARY KEY)`.execute(db);
  const arrive = (id: number) => sql`INSERT INTO tram VALUES (${id})`;
  expect(await db.transaction().execute(async () => "nothing asked")).toBe("nothing asked");
  await db.transaction().execute((trx) => arrive(1).execute(trx));
  const derailed = db.transaction().execute(async (trx) => {
    await arrive(2).execute(trx);
    await arrive(1).execute(trx);
  });
  await expect(derailed).rejects.toMatchObject({ code: "23505" });
  await expect(db.transaction().execute((trx) => arrive(1).execute(trx))).rejects.toMatchObject({ code: "23505" });
  const { rows } = await sql`SELECT id, pg_current_xact_id_if_assigned() AS inside FROM tram`.execute(db);
  expect(rows).toEqual([{ id: 1, inside: null }]);
});

test("what nobody waits for is done in its order; when it fails, so does what follows it, for its reason", async () => {
  const { db } = database;
  await sql`CREATE TEMP TABLE ferry (id int PRIMARY KEY)`.execute(db);
  const sail = (id: number) => sql`INSERT INTO ferry VALUES (${id}) ${later}`;
  const count = async (on: typeof db) =>
    (await sql<{ n: number }>`SELECT count(*) AS n FROM ferry`.execute(on)).rows[0]?.n;
  await sail(1).execute(db);
  await expect(sail(1).execute(db)).rejects.toMatchObject({ code: "23505" });
  const counted = await db.transaction().execute(async (trx) => {
    await sail(2).execute(trx);
    await sail(3).execute(trx);
    return count(trx);
  });
  expect(counted).toBe(3);
  const askedOn = db.transaction().execute(async (trx) => {
    await sail(3).execute(trx);
    await sail(4).execute(trx);
    return count(trx);
  });
  await expect(askedOn).rejects.toMatchObject({ code: "23505" });
  const leftToTheEnd = db.transaction().execute(async (trx) => {
    await sail(5).execute(trx);
    await sail(3).execute(trx);
  });
  await expect(leftToTheEnd).rejects.toMatchObject({ code: "23505" });
  const thrown = db.transaction().execute(async (trx) => {
    await sail(6).execute(trx);
    throw new Error("called off");
  });
  await expect(thrown).rejects.toThrow("called off");
  expect(await count(db)).toBe(3);
});
