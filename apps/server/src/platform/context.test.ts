import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { system } from "./actor.ts";
import { transact } from "./context.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
});
afterAll(() => city.close());

test("two that hold what the other wants both come to their end", async () => {
  const ctx = city.context(system("test"));
  await sql`CREATE TABLE forks (id integer PRIMARY KEY, taken integer NOT NULL)`.execute(ctx.db);
  await sql`INSERT INTO forks VALUES (1, 0), (2, 0)`.execute(ctx.db);
  let arrived = 0;
  const bothHoldOne = async () => {
    arrived += 1;
    for (let waited = 0; arrived < 2 && waited < 100; waited += 1) await new Promise((done) => setTimeout(done, 10));
  };
  const take = (first: number, second: number) =>
    transact(ctx, async ({ db }) => {
      await sql`UPDATE forks SET taken = taken + 1 WHERE id = ${first}`.execute(db);
      await bothHoldOne();
      await sql`UPDATE forks SET taken = taken + 1 WHERE id = ${second}`.execute(db);
    });
  await Promise.all([take(1, 2), take(2, 1)]);
  const { rows } = await sql<{ taken: number }>`SELECT taken FROM forks`.execute(ctx.db);
  expect(rows.map(({ taken }) => taken)).toEqual([2, 2]);
  // One of the two was sent back at least once; who comes back may take the free row first and be sent back again.
  expect(arrived).toBeGreaterThan(2);
});
