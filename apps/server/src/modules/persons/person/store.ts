import type { Db } from "../../../platform/database.ts";
import { later } from "../../../platform/prepared.ts";
import { statement } from "../../../platform/statement.ts";
import type { Tie } from "./model.ts";

interface PersonTable {
  id: string;
  wrapped_key: Buffer | null;
  name: Buffer | null;
  phone: Buffer | null;
  name_index: Buffer | null;
  phone_index: Buffer | null;
  /** The rest of what is known, sealed as one. */
  more: Buffer | null;
  id_index: Buffer | null;
  /** What needs the person to stay, e.g. `account`; null: nothing. */
  held_by: string | null;
  kept_at: Date;
  erased_at: Date | null;
}

interface PersonTextTable {
  id: string;
  person_id: string | null;
  /** Only of texts nobody is named for; the others open with their person's key. */
  wrapped_key: Buffer | null;
  sealed: Buffer | null;
  /** Blind indexes of the numbers in it; null until it was looked through. */
  marks: Buffer[] | null;
  kept_at: Date;
}

interface PersonTieTable {
  person_id: string;
  kind: string;
  subject_id: string;
  at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    persons: PersonTable;
    person_texts: PersonTextTable;
    person_ties: PersonTieTable;
  }
}

/** A person as they lie in the vault. */
export interface SealedPerson {
  readonly id: string;
  readonly wrappedKey: Buffer;
  readonly name: Buffer;
  readonly phone: Buffer | null;
  readonly nameIndex: Buffer;
  readonly phoneIndex: Buffer | null;
  readonly more: Buffer | null;
  readonly idIndex: Buffer | null;
}

/** A person with what lies about them in plain. */
export interface KeptPerson extends SealedPerson {
  readonly heldBy: string | undefined;
  readonly keptAt: Date;
}

/** A text as it lies in the vault, with the wrapped key that opens it and where that key lies. */
export interface SealedText {
  readonly id: string;
  readonly sealed: Buffer;
  readonly wrappedKey: Buffer;
  readonly keyOf: string;
}

const toColumns = (person: SealedPerson) => ({
  name: person.name,
  phone: person.phone,
  name_index: person.nameIndex,
  phone_index: person.phoneIndex,
  more: person.more,
  id_index: person.idIndex,
});

export const insertPerson = async (db: Db, person: KeptPerson): Promise<void> => {
  await db
    .insertInto("persons")
    .values({
      id: person.id,
      wrapped_key: person.wrappedKey,
      ...toColumns(person),
      held_by: person.heldBy ?? null,
      kept_at: person.keptAt,
      erased_at: null,
    })
    .execute();
};

export const updatePerson = async (db: Db, person: SealedPerson): Promise<void> => {
  await db.updateTable("persons").set(toColumns(person)).where("id", "=", person.id).execute();
};

/** Says that nothing needs the person to stay any more. */
export const updateHeld = async (db: Db, id: string, heldBy: string | undefined): Promise<void> => {
  await db
    .updateTable("persons")
    .set({ held_by: heldBy ?? null })
    .where("id", "=", id)
    .execute();
};

/**
 * How a card is held until the transaction ends. Who erases it waits for all others; who writes words of it, and who seals
 * a text with its key, wait for who erases it alone.
 */
type Hold = "to erase" | "to write" | "to seal";

/** Those of the persons that are not erased, as they stand behind the lock when they are held. */
export const listPersons = async (db: Db, ids: readonly string[], hold?: Hold): Promise<KeptPerson[]> => {
  if (ids.length === 0) return [];
  const query = db
    .selectFrom("persons")
    .selectAll()
    .where("id", "in", [...new Set(ids)]);
  const held = {
    "to erase": () => query.forUpdate(),
    "to write": () => query.forNoKeyUpdate(),
    "to seal": () => query.forKeyShare(),
  };
  const rows = await (hold === undefined ? query : held[hold]()).execute();
  return rows.flatMap((row) =>
    row.wrapped_key === null || row.name === null || row.name_index === null
      ? []
      : [
          {
            id: row.id,
            wrappedKey: row.wrapped_key,
            name: row.name,
            phone: row.phone,
            nameIndex: row.name_index,
            phoneIndex: row.phone_index,
            more: row.more,
            idIndex: row.id_index,
            heldBy: row.held_by ?? undefined,
            keptAt: row.kept_at,
          },
        ],
  );
};

export const listPersonIdsByIndex = async (
  db: Db,
  column: "name_index" | "phone_index" | "id_index",
  index: Buffer,
): Promise<string[]> => {
  const rows = await db.selectFrom("persons").select("id").where(column, "=", index).orderBy("id").execute();
  return rows.map((row) => row.id);
};

/** Whether another card has the same number, which is then not this person's alone. */
export const isIndexShared = async (
  db: Db,
  id: string,
  column: "phone_index" | "id_index",
  index: Buffer | null,
): Promise<boolean> => index !== null && (await listPersonIdsByIndex(db, column, index)).some((other) => other !== id);

interface NewText {
  readonly id: string;
  readonly personId: string | null;
  readonly wrappedKey: Buffer | null;
  readonly sealed: Buffer;
  readonly marks: Buffer[];
  readonly keptAt: Date;
}

const insertOneText = statement((db, given: NewText) =>
  db
    .insertInto("person_texts")
    .values({
      id: given.id,
      person_id: given.personId,
      wrapped_key: given.wrappedKey,
      sealed: given.sealed,
      marks: given.marks,
      kept_at: given.keptAt,
    })
    .modifyEnd(later),
);

export const insertText = async (db: Db, text: NewText): Promise<void> => {
  await insertOneText(db, text);
};

interface TextRow {
  readonly id: string;
  readonly person_id: string | null;
  readonly sealed: Buffer | null;
  readonly own_key: Buffer | null;
  readonly person_key: Buffer | null;
}

/** A text with what opens it; none where that was destroyed. */
const openable = (row: TextRow): SealedText[] => {
  const wrappedKey = row.own_key ?? row.person_key;
  if (wrappedKey === null || row.sealed === null) return [];
  return [{ id: row.id, sealed: row.sealed, wrappedKey, keyOf: row.person_id ?? row.id }];
};

/** Those of the texts that can still be opened. */
export const listTexts = async (db: Db, ids: readonly string[]): Promise<SealedText[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("person_texts as t")
    .leftJoin("persons as p", "p.id", "t.person_id")
    .select(["t.id", "t.person_id", "t.sealed", "t.wrapped_key as own_key", "p.wrapped_key as person_key"])
    .where("t.id", "in", [...new Set(ids)])
    .execute();
  return rows.flatMap(openable);
};

/** Ids of a person's texts that can still be opened. */
export const listTextIds = async (db: Db, personId: string): Promise<string[]> =>
  (
    await db
      .selectFrom("person_texts")
      .select("id")
      .where("person_id", "=", personId)
      .where("sealed", "is not", null)
      .execute()
  ).map(({ id }) => id);

/** Destroys the key, the indexes and, since they are noise now, the bytes it sealed. */
export const erasePersonRow = async (db: Db, id: string, erasedAt: Date): Promise<void> => {
  await db
    .updateTable("persons")
    .set({
      wrapped_key: null,
      name: null,
      phone: null,
      more: null,
      name_index: null,
      phone_index: null,
      id_index: null,
      erased_at: erasedAt,
    })
    .where("id", "=", id)
    .execute();
  await db
    .updateTable("person_texts")
    .set({ wrapped_key: null, sealed: null, marks: null })
    .where("person_id", "=", id)
    .execute();
};

export const insertTie = async (db: Db, personId: string, tie: Tie): Promise<void> => {
  await db
    .insertInto("person_ties")
    .values({ person_id: personId, kind: tie.kind, subject_id: tie.id, at: tie.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** What speaks of a person, newest first. */
export const listTies = async (db: Db, personId: string): Promise<Tie[]> =>
  (
    await db.selectFrom("person_ties").selectAll().where("person_id", "=", personId).orderBy("at", "desc").execute()
  ).map((row) => ({ kind: row.kind, id: row.subject_id, at: row.at }));

/** The latest entry of a type about a person. */
export const findLastEntry = (db: Db, id: string, type: string) =>
  db
    .selectFrom("journal")
    .selectAll()
    .where("subject_id", "=", id)
    .where("type", "=", type)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

/** How often somebody saw people in plain in a time. */
export const countLooks = async (db: Db, personId: string, time: { since: Date; until: Date }): Promise<number> => {
  const { n } = await db
    .selectFrom("journal")
    .select((row) => row.fn.countAll<string>().as("n"))
    .where("type", "=", "person.unmasked")
    .where("actor_id", "=", personId)
    .where("at", ">", time.since)
    .where("at", "<=", time.until)
    .executeTakeFirstOrThrow();
  return Number(n);
};

/** Whether it was told already that somebody looks much. */
export const wasToldOfLooks = async (
  db: Db,
  personId: string,
  { type, since }: { type: string; since: Date },
): Promise<boolean> =>
  (await db
    .selectFrom("journal")
    .select("id")
    .where("subject_id", "=", personId)
    .where("type", "=", type)
    .where("at", ">", since)
    .limit(1)
    .executeTakeFirst()) !== undefined;
