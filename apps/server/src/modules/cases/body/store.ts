import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface BodyTable {
  id: string;
  words: string;
  area_path: string;
  duty: string | null;
  department_id: string | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    responsible_bodies: BodyTable;
  }
}

/** What a body's words lead to: a duty, which the profile gives to a department by area, or a department itself. */
export interface Target {
  readonly duty: string | undefined;
  readonly departmentId: string | undefined;
}

/** One mapping, in force. */
export interface BodyMapping extends Target {
  readonly id: string;
  readonly words: string;
  readonly areaPath: string;
}

const fromRow = (row: BodyTable): BodyMapping => ({
  id: row.id,
  words: row.words,
  areaPath: row.area_path,
  duty: row.duty ?? undefined,
  departmentId: row.department_id ?? undefined,
});

/** Mappings in force, of some words or of all, the narrowest area first. */
export const listMappings = async (db: Db, words?: readonly string[]): Promise<BodyMapping[]> => {
  const all = db
    .selectFrom("responsible_bodies as b")
    .innerJoin("subjects as s", "s.id", "b.id")
    .selectAll("b")
    .where("s.stage", "=", "mapped")
    .orderBy(sql`length(b.area_path)`, "desc")
    .orderBy("b.words");
  return (await (words === undefined ? all : all.where("b.words", "in", [...words])).execute()).map(fromRow);
};

/** The row of some words in an area, in force or taken back. */
export const findMapping = async (db: Db, words: string, areaPath: string): Promise<BodyMapping | undefined> => {
  const row = await db
    .selectFrom("responsible_bodies")
    .selectAll()
    .where("words", "=", words)
    .where("area_path", "=", areaPath)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

export const insertMapping = async (db: Db, one: BodyMapping): Promise<void> => {
  await db
    .insertInto("responsible_bodies")
    .values({
      id: one.id,
      words: one.words,
      area_path: one.areaPath,
      duty: one.duty ?? null,
      department_id: one.departmentId ?? null,
    })
    .execute();
};

export const updateMapping = async (db: Db, id: string, { duty, departmentId }: Target): Promise<void> => {
  await db
    .updateTable("responsible_bodies")
    .set({ duty: duty ?? null, department_id: departmentId ?? null })
    .where("id", "=", id)
    .execute();
};

/** Two keepers who map the same words at once: the second waits and maps anew. */
export const lockWords = async (db: Db, words: string): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`cases.body:${words}`}, 0))`.execute(db);
};
