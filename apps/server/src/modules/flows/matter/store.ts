import type { FactValues } from "@chengyun/kernel";
import { type ColumnType, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface MatterTable {
  id: string;
  facts: ColumnType<FactValues, string, string>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    matters: MatterTable;
  }
}

/** A matter with where it stands. */
export interface StandingMatter {
  readonly id: string;
  readonly flow: string;
  readonly kind: string;
  readonly stage: string;
  readonly version: number;
  readonly areaPath: string;
  readonly facts: FactValues;
  readonly openedAt: Date;
  readonly changedAt: Date;
}

/** Which matters are asked for; area and departments carry the asker's scope. */
export interface MatterFilter {
  readonly kind: string;
  readonly areaPath: string;
  readonly departments: "all" | readonly string[];
  readonly stages: readonly string[] | undefined;
  /** Only those whose nearest deadline lies before. */
  readonly dueBefore: Date | undefined;
  readonly words: string | undefined;
  readonly beforeId: string | undefined;
  readonly limit: number;
}

const standing = (db: Db) =>
  db
    .selectFrom("subjects")
    .innerJoin("matters", "matters.id", "subjects.id")
    .select(["subjects.id", "flow", "kind", "stage", "version", "area_path", "facts", "created_at", "changed_at"]);

const toMatter = (row: Awaited<ReturnType<ReturnType<typeof standing>["execute"]>>[number]): StandingMatter => ({
  id: row.id,
  flow: row.flow,
  kind: row.kind,
  stage: row.stage,
  version: row.version,
  areaPath: row.area_path,
  facts: row.facts,
  openedAt: row.created_at,
  changedAt: row.changed_at,
});

export const insertMatter = async (db: Db, id: string, facts: FactValues): Promise<void> => {
  await db
    .insertInto("matters")
    .values({ id, facts: JSON.stringify(facts) })
    .execute();
};

/** Adds facts to those there are; the newest of each counts. */
export const addFacts = async (db: Db, id: string, facts: FactValues): Promise<void> => {
  await db
    .updateTable("matters")
    .set({ facts: sql`facts || ${JSON.stringify(facts)}::jsonb` })
    .where("id", "=", id)
    .execute();
};

export const findMatter = async (db: Db, id: string): Promise<StandingMatter | undefined> => {
  const row = await standing(db).where("subjects.id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toMatter(row);
};

/** Matters of a kind, newest first: ids are ordered by time. */
export const listMatters = async (db: Db, filter: MatterFilter): Promise<StandingMatter[]> => {
  let asked = standing(db)
    .where("kind", "=", filter.kind)
    .where(sql<boolean>`starts_with(area_path, ${filter.areaPath})`);
  if (filter.departments !== "all")
    asked = asked.where(sql<boolean>`departments && ${[...filter.departments]}::uuid[]`);
  if (filter.stages !== undefined) asked = asked.where("stage", "in", [...filter.stages, ""]);
  if (filter.dueBefore !== undefined) asked = asked.where("due_at", "<", filter.dueBefore);
  if (filter.words !== undefined)
    asked = asked.where(sql<boolean>`position(lower(${filter.words}) in lower(facts::text)) > 0`);
  if (filter.beforeId !== undefined) asked = asked.where("subjects.id", "<", filter.beforeId);
  return (await asked.orderBy("subjects.id", "desc").limit(filter.limit).execute()).map(toMatter);
};

/** How many open matters of a flow name each thing in a fact of theirs. */
export const countOpenAbout = async (
  db: Db,
  { kind, fact, ended }: { readonly kind: string; readonly fact: string; readonly ended: readonly string[] },
): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom("subjects")
    .innerJoin("matters", "matters.id", "subjects.id")
    .select([sql<string | null>`facts ->> ${fact}`.as("thing"), sql<number>`count(*)::int`.as("count")])
    .where("kind", "=", kind)
    .where(sql<boolean>`stage <> ALL (${ended}::text[])`)
    .groupBy(sql`1`)
    .execute();
  return new Map(rows.flatMap(({ thing, count }) => (thing === null ? [] : [[thing, count] as const])));
};
