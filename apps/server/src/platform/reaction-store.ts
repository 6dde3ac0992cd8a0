import { sql } from "kysely";
import type { Db } from "./database.ts";
import { later } from "./prepared.ts";
import type { PositionedEntry, Reaction } from "./reaction.ts";
import { statement } from "./statement.ts";

interface ReactionCursorTable {
  name: string;
  position: number;
}

interface ParkedReactionTable {
  name: string;
  position: number;
  error: string;
  at: Date;
}

declare module "./database.ts" {
  interface Tables {
    reaction_cursors: ReactionCursorTable;
    parked_reactions: ParkedReactionTable;
  }
}

/** Most entries one look takes. */
export const batchSize = 100;

const columnsOf = (db: Db) => db.selectFrom("journal").selectAll();

const toEntry = (row: Awaited<ReturnType<ReturnType<typeof columnsOf>["execute"]>>[number]): PositionedEntry => ({
  position: row.position ?? 0,
  at: row.at,
  type: row.type,
  subject: { kind: row.subject_kind, id: row.subject_id },
  actor: { kind: row.actor_kind, id: row.actor_id },
  stage: row.stage ?? undefined,
  areaPath: row.area_path,
  departments: row.departments,
  changes: row.changes ?? {},
});

const wanted = statement((db, given: { after: number; types: readonly string[]; most: number }) =>
  columnsOf(db)
    .where("position", ">", given.after)
    .where(sql<boolean>`type = ANY (${given.types}::text[])`)
    .orderBy("position")
    .limit(given.most),
);

/** A statement of its own: one plan for both would look into the changes of every entry. */
const wantedHolding = statement(
  (db, given: { after: number; types: readonly string[]; holding: string; most: number }) =>
    columnsOf(db)
      .where("position", ">", given.after)
      .where(sql<boolean>`type = ANY (${given.types}::text[])`)
      .where(sql<boolean>`changes ->> ${given.holding}::text IS NOT NULL`)
      .orderBy("position")
      .limit(given.most),
);

/** The next entries a reaction wants, in order of position. */
export const listWanted = async (db: Db, reaction: Reaction, after: number): Promise<PositionedEntry[]> => {
  const { on: types, holding } = reaction;
  const asked = { after, types, most: batchSize };
  return (await (holding === undefined ? wanted(db, asked) : wantedHolding(db, { ...asked, holding }))).map(toEntry);
};

const lockByName = statement((db, given: { name: string }) =>
  db.selectFrom("reaction_cursors").select("position").where("name", "=", given.name).forUpdate(),
);

const lockRow = async (db: Db, name: string): Promise<number | undefined> =>
  (await lockByName(db, { name }))[0]?.position;

/** Locks the cursor of a reaction; another process working on it makes us wait, then see its progress. */
export const lockCursor = async (db: Db, name: string): Promise<number> => {
  const position = await lockRow(db, name);
  if (position !== undefined) return position;
  await db
    .insertInto("reaction_cursors")
    .values({ name, position: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await lockRow(db, name)) ?? 0;
};

export const headPosition = async (db: Db): Promise<number> => {
  const row = await db
    .selectFrom("journal")
    .select((select) => select.fn.max("position").as("head"))
    .executeTakeFirst();
  return row?.head ?? 0;
};

/** Where a reaction stands, without locking it. */
export const findCursor = async (db: Db, name: string): Promise<number> => {
  const row = await db.selectFrom("reaction_cursors").select("position").where("name", "=", name).executeTakeFirst();
  return row?.position ?? 0;
};

/** Most entries of which one look reads the types. */
export const typesAtOnce = 1_000;

const typesAfter = statement((db, given: { after: number; most: number; names: readonly string[] }) =>
  db
    .selectFrom("journal")
    .select(["position", "type"])
    .select(
      sql<
        string[]
      >`ARRAY (SELECT name FROM unnest(${given.names}::text[]) AS name WHERE changes ->> name IS NOT NULL)`.as("holds"),
    )
    .where("position", ">", given.after)
    .orderBy("position")
    .limit(given.most),
);

/** What a look must know of an entry: which of some names its changes hold something under. */
export interface EntryType {
  readonly position: number;
  readonly type: string;
  readonly holds: readonly string[];
}

/** Positions and types of the entries after a position, in order. */
export const listTypesAfter = async (db: Db, after: number, names: readonly string[]): Promise<EntryType[]> => {
  const rows = await typesAfter(db, { after, most: typesAtOnce, names });
  return rows.map(({ position, type, holds }) => ({ position: position ?? 0, type, holds }));
};

/** How far a reaction has come, and whether anything it wants lies beyond. */
export const look = async (db: Db, reaction: Reaction): Promise<{ after: number; behind: number; wanted: boolean }> => {
  const after = await findCursor(db, reaction.name);
  const behind = (await headPosition(db)) - after;
  if (behind <= 0) return { after, behind: 0, wanted: false };
  const { holding } = reaction;
  const next = await db
    .selectFrom("journal")
    .select("position")
    .where("position", ">", after)
    .where("type", "in", [...reaction.on])
    .$if(holding !== undefined, (query) => query.where(sql<boolean>`changes ->> ${holding}::text IS NOT NULL`))
    .orderBy("position")
    .limit(1)
    .executeTakeFirst();
  return { after, behind, wanted: next !== undefined };
};

const moveCursor = statement((db, given: { name: string; position: number }) =>
  db.updateTable("reaction_cursors").set({ position: given.position }).where("name", "=", given.name).modifyEnd(later),
);

/** Moves a reaction's cursor on; it is locked by this transaction. */
export const updateCursor = async (db: Db, name: string, position: number): Promise<void> => {
  await moveCursor(db, { name, position });
};

/** Sets an entry aside that a reaction can't get past, so that the others behind it are not held up. */
export const parkEntry = async (
  db: Db,
  parked: { name: string; position: number; error: string; at: Date },
): Promise<void> => {
  await db
    .insertInto("parked_reactions")
    .values(parked)
    .onConflict((conflict) =>
      conflict.columns(["name", "position"]).doUpdateSet({ error: parked.error, at: parked.at }),
    )
    .execute();
};

/** Entries a reaction set aside. */
export const listParked = async (db: Db, name: string): Promise<PositionedEntry[]> =>
  (
    await columnsOf(db)
      .where("position", "in", db.selectFrom("parked_reactions").select("position").where("name", "=", name))
      .orderBy("position")
      .execute()
  ).map(toEntry);

/** Holds an entry that was set aside; false when another process has it, or it is done. */
export const lockParked = async (db: Db, name: string, position: number): Promise<boolean> => {
  const row = await db
    .selectFrom("parked_reactions")
    .select("position")
    .where("name", "=", name)
    .where("position", "=", position)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row !== undefined;
};

export const removeParked = async (db: Db, name: string, position: number): Promise<void> => {
  await db.deleteFrom("parked_reactions").where("name", "=", name).where("position", "=", position).execute();
};
