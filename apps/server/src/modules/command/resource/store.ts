import type { ResourceKind } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface UseTable {
  id: string;
  incident_id: string;
  thing_id: string;
  kind: ResourceKind;
  people: number;
  shared: boolean;
  reserved_at: Date;
  reserved_by: string;
  released_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    resource_uses: UseTable;
  }
}

/** A resource that an incident has or had. */
export interface UseRecord {
  readonly id: string;
  readonly incidentId: string;
  readonly thingId: string;
  readonly kind: ResourceKind;
  /** People sent there, for what holds people; 0 otherwise. */
  readonly people: number;
  /** Several incidents may have it at a time. */
  readonly shared: boolean;
  readonly reservedAt: Date;
  readonly reservedBy: string;
}

const fromRow = (row: UseTable): UseRecord => ({
  id: row.id,
  incidentId: row.incident_id,
  thingId: row.thing_id,
  kind: row.kind,
  people: row.people,
  shared: row.shared,
  reservedAt: row.reserved_at,
  reservedBy: row.reserved_by,
});

/** Whoever wants a resource waits here for whoever was first, until the transaction ends. */
export const lockResource = async (db: Db, thingId: string): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`resource ${thingId}`}, 0))`.execute(db);
};

export const insertUse = async (db: Db, use: UseRecord): Promise<void> => {
  await db
    .insertInto("resource_uses")
    .values({
      id: use.id,
      incident_id: use.incidentId,
      thing_id: use.thingId,
      kind: use.kind,
      people: use.people,
      shared: use.shared,
      reserved_at: use.reservedAt,
      reserved_by: use.reservedBy,
      released_at: null,
    })
    .execute();
};

/** Uses that stand: of some things, or of all. */
export const listUses = async (db: Db, thingIds?: readonly string[]): Promise<UseRecord[]> => {
  if (thingIds?.length === 0) return [];
  let query = db.selectFrom("resource_uses").selectAll().where("released_at", "is", null);
  if (thingIds !== undefined) query = query.where("thing_id", "in", [...thingIds]);
  return (await query.orderBy("id").execute()).map(fromRow);
};

/** Uses of an incident that stand. */
export const listUsesOf = async (db: Db, incidentId: string): Promise<UseRecord[]> =>
  (
    await db
      .selectFrom("resource_uses")
      .selectAll()
      .where("incident_id", "=", incidentId)
      .where("released_at", "is", null)
      .orderBy("reserved_at")
      .execute()
  ).map(fromRow);

export const updatePeople = async (db: Db, id: string, people: number): Promise<void> => {
  await db.updateTable("resource_uses").set({ people }).where("id", "=", id).execute();
};

/** Ends a use; false where it had ended. */
export const releaseUse = async (db: Db, id: string, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("resource_uses")
    .set({ released_at: at })
    .where("id", "=", id)
    .where("released_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};
