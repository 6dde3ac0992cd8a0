import { type Kysely, sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { fences } from "../app.ts";
import { handler } from "../testing/actors.ts";
import { openLampCity } from "../testing/lamp-city.ts";
import { type Actor, system } from "./actor.ts";
import type { Tables } from "./database.ts";
import { findGap, raiseFence } from "./fence.ts";
import { reachOf } from "./reach.ts";

const { city, duty, mender, rival, department, read, reported, disposing } = await openLampCity();
afterAll(() => city.close());

/** What somebody's requests read with. */
const readerOf = (actor: Actor): Kysely<Tables> => {
  const reach = reachOf(actor);
  return reach === undefined ? city.database.db : city.database.within(reach);
};
/** A query whose author forgot that there are areas and departments. */
const allCases = async (db: Kysely<Tables>): Promise<string[]> =>
  (await db.selectFrom("cases").select("id").execute()).map(({ id }) => id);
const countAll = async (db: Kysely<Tables>, table: string): Promise<number> =>
  (await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(db)).rows[0]?.n ?? -1;

const mended = await disposing();
const untouched = await reported();
const { areaPath } = await read(mended);
const elsewhere = `${areaPath.split("/").slice(0, -2).join("/")}/000000000000/`;

describe("a query that forgot whose city it reads", () => {
  test("is given the cases of its caller's departments and no others", async () => {
    expect(await allCases(readerOf(mender))).toEqual([mended]);
    expect(await allCases(readerOf(rival))).toEqual([]);
    expect((await allCases(readerOf(duty))).sort()).toEqual([mended, untouched].sort());
  });

  test("is given those of its caller's area and no others", async () => {
    expect(await allCases(readerOf(handler(department, { areaPath })))).toEqual([mended]);
    expect(await allCases(readerOf(handler(department, { areaPath: elsewhere })))).toEqual([]);
    const streets = [areaPath, (await read(untouched)).areaPath];
    for (const [at, id] of [mended, untouched].entries())
      expect(
        await allCases(readerOf(handler(department, { areaPath: streets[at] ?? "", departments: "all" }))),
      ).toContain(id);
    expect(await allCases(readerOf(handler(department, { areaPath: elsewhere, departments: "all" })))).toEqual([]);
  });

  test("finds nothing that hangs on a case either", async () => {
    for (const table of ["subjects", ...fences.tables.map(({ table }) => table)]) {
      const [theirs, all] = [await countAll(readerOf(rival), table), await countAll(city.database.db, table)];
      if (["cases", "tasks", "clocks", "reports", "case_departments"].includes(table))
        expect([table, theirs]).toEqual([table, 0]);
      expect(theirs, table).toBeLessThanOrEqual(all);
    }
  });

  test("is given all of it where it is the platform's own work", async () => {
    expect(reachOf(system("test"))).toBeUndefined();
    expect(reachOf(duty)).toBeUndefined();
  });
});

describe("a reader's session", () => {
  test("shows nothing while nobody has said who reads", async () => {
    const { unsaid } = city.database;
    if (unsaid === undefined) throw new Error("no login for readers");
    expect(await allCases(unsaid)).toEqual([]);
    await allCases(readerOf(mender));
    // The same sessions, after a transaction that said somebody: what it leaves is an empty text.
    for (let turn = 0; turn < 12; turn += 1) expect(await allCases(unsaid)).toEqual([]);
  });

  test("shows each of many who read at once their own", async () => {
    const both = await Promise.all(
      Array.from({ length: 40 }, (_, at) => allCases(readerOf(at % 2 === 0 ? mender : rival))),
    );
    expect(both).toEqual(Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? [mended] : [])));
  });

  test("goes on after a query that failed, with the failure's own name", async () => {
    const db = readerOf(mender);
    await expect(sql`SELECT 1 / 0 AS never`.execute(db)).rejects.toMatchObject({ code: "22012" });
    expect(await allCases(db)).toEqual([mended]);
  });

  test("writes nothing and becomes nobody else", async () => {
    const db = readerOf(mender);
    await expect(sql`UPDATE cases SET title = '{}'`.execute(db)).rejects.toMatchObject({ code: "42501" });
    await expect(sql`SET ROLE chengyun_worker`.execute(db)).rejects.toMatchObject({ code: "42501" });
    await expect(sql`SET SESSION AUTHORIZATION chengyun_worker`.execute(db)).rejects.toMatchObject({ code: "42501" });
    await expect(sql`ALTER TABLE cases DISABLE ROW LEVEL SECURITY`.execute(db)).rejects.toMatchObject({
      code: "42501",
    });
  });

  test("is refused as a gap where its login is the owner's", async () => {
    expect(await findGap(city.database, fences)).toBeUndefined();
    expect(await findGap({ unsaid: city.database.db }, fences)).toMatch(/not held back in subjects, .*cases/);
  });
});

test("a fence that stands is left alone, and one with a gap is closed at the next start", async () => {
  expect(await raiseFence(city.database.db, fences)).toBe(false);
  const more = { ...fences, tables: [...fences.tables, { table: "person_ties", by: ["subject_id"] }] };
  expect(await findGap(city.database, more)).toMatch(/person_ties/);
  expect(await raiseFence(city.database.db, more)).toBe(true);
  expect(await findGap(city.database, more)).toBeUndefined();
});
