import type { CaseColumn } from "@chengyun/contracts";
import { type ColumnType, type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface CaseViewTable {
  id: string;
  name: string;
  query: ColumnType<Readonly<Record<string, string>>, string, string>;
  columns: CaseColumn[];
  owner_id: string;
  department_id: string | null;
  shared: boolean;
  changed_at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    case_views: CaseViewTable;
  }
}

/** A list somebody keeps. */
export interface ViewRow {
  readonly id: string;
  readonly name: string;
  readonly query: Record<string, string>;
  readonly columns: readonly CaseColumn[];
  readonly ownerId: string;
  readonly departmentId: string | undefined;
  readonly shared: boolean;
  readonly changedAt: Date;
}

const fromRow = (row: Selectable<CaseViewTable>): ViewRow => ({
  id: row.id,
  name: row.name,
  query: row.query,
  columns: row.columns,
  ownerId: row.owner_id,
  departmentId: row.department_id ?? undefined,
  shared: row.shared,
  changedAt: row.changed_at,
});

const mostViews = 200;

export const listViews = async (db: Db, ownerId: string, departmentId: string | undefined): Promise<ViewRow[]> => {
  const rows = await db
    .selectFrom("case_views")
    .selectAll()
    .where((where) =>
      where.or([
        where("owner_id", "=", ownerId),
        ...(departmentId === undefined
          ? []
          : [where.and([where("shared", "=", true), where("department_id", "=", departmentId)])]),
      ]),
    )
    .orderBy("name")
    .orderBy("id")
    .limit(mostViews)
    .execute();
  return rows.map(fromRow);
};

export const findView = async (db: Db, id: string): Promise<ViewRow | undefined> => {
  const row = await db.selectFrom("case_views").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

export const keepView = async (db: Db, view: ViewRow): Promise<void> => {
  const columns = {
    name: view.name,
    query: JSON.stringify(view.query),
    columns: [...view.columns],
    department_id: view.departmentId ?? null,
    shared: view.shared,
    changed_at: view.changedAt,
  };
  await db
    .insertInto("case_views")
    .values({ id: view.id, owner_id: view.ownerId, ...columns })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(columns))
    .execute();
};

export const removeView = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom("case_views").where("id", "=", id).execute();
};

/** Kept lists, whoever's, that name one of some categories as they were kept. */
export const findViewsNaming = async (db: Db, categories: readonly string[]): Promise<ViewRow[]> => {
  if (categories.length === 0) return [];
  const rows = await db
    .selectFrom("case_views")
    .selectAll()
    .where(sql<boolean>`string_to_array(query->>'category', ',') && ${[...categories]}::text[]`)
    .orderBy("name")
    .execute();
  return rows.map(fromRow);
};
