import type { Fact } from "@chengyun/kernel";
import type { ColumnType } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface FactTable {
  id: string;
  key: string;
  definition: ColumnType<Fact, string, string>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    facts: FactTable;
  }
}

/** A fact that people defined, with where it stands. */
export interface FactRow {
  readonly id: string;
  readonly fact: Fact;
  readonly stage: string;
  readonly version: number;
}

/** Answers whether the key was free. */
export const insertFact = async (db: Db, id: string, fact: Fact): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("facts")
    .values({ id, key: fact.id, definition: JSON.stringify(fact) })
    .onConflict((clash) => clash.column("key").doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
};

export const updateFact = async (db: Db, id: string, fact: Fact): Promise<void> => {
  await db
    .updateTable("facts")
    .set({ definition: JSON.stringify(fact) })
    .where("id", "=", id)
    .execute();
};

const selectFacts = (db: Db) =>
  db
    .selectFrom("facts as f")
    .innerJoin("subjects as s", "s.id", "f.id")
    .select(["f.id", "f.definition as fact", "s.stage", "s.version"]);

export const listFactRows = (db: Db): Promise<FactRow[]> => selectFacts(db).orderBy("f.key").execute();

export const findFactRow = (db: Db, id: string): Promise<FactRow | undefined> =>
  selectFacts(db).where("f.id", "=", id).executeTakeFirst();

/** Keys of the newest published forms, with the facts each asks. */
export const listAsking = async (db: Db): Promise<{ form: string; facts: string[] }[]> => {
  const rows = await db
    .selectFrom("forms as f")
    .innerJoin("form_versions as v", (join) =>
      join.onRef("v.form", "=", "f.key").onRef("v.version", "=", "f.published"),
    )
    .select(["f.key", "v.definition"])
    .execute();
  return rows.map(({ key, definition }) => ({ form: key, facts: Object.keys(definition.facts) }));
};
