import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { statement } from "../../../platform/statement.ts";

interface PackCategoryTable {
  id: string;
  category: string;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    pack_categories: PackCategoryTable;
  }
}

const withheld = statement((db) =>
  db
    .selectFrom("pack_categories as c")
    .innerJoin("subjects as s", "s.id", "c.id")
    .select("c.category")
    .where("s.stage", "=", "withheld"),
);

/** Packs' categories that a keeper took out of intake. */
export const listWithheld = async (db: Db): Promise<ReadonlySet<string>> =>
  new Set((await withheld(db, {})).map(({ category }) => category));

/** The subject by which a pack's category is in or out of intake; undefined while nobody ever said. */
export const findStanding = (db: Db, category: string): Promise<{ id: string; stage: string } | undefined> =>
  db
    .selectFrom("pack_categories as c")
    .innerJoin("subjects as s", "s.id", "c.id")
    .select(["c.id", "s.stage"])
    .where("c.category", "=", category)
    .executeTakeFirst();

export const insertStanding = async (db: Db, one: PackCategoryTable): Promise<void> => {
  await db.insertInto("pack_categories").values(one).execute();
};

/** Two keepers who take one category out at once: the second waits. */
export const lockCategory = async (db: Db, category: string): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`cases.category:${category}`}, 0))`.execute(db);
};
