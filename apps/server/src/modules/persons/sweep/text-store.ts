import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

/** A text as it lies in the vault, with the wrapped key that opens it and where that key lies. */
export interface SealedText {
  readonly id: string;
  readonly sealed: Buffer;
  readonly wrappedKey: Buffer;
  readonly keyOf: string;
}

/** Null is what opens it where that was destroyed. */
interface TextRow {
  readonly id: string;
  readonly person_id: string | null;
  readonly sealed: Buffer;
  readonly own_key: Buffer | null;
  readonly person_key: Buffer | null;
}

const columns = sql`t.id, t.person_id, t.sealed, t.wrapped_key AS own_key, p.wrapped_key AS person_key`;
const joined = sql`person_texts t LEFT JOIN persons p ON p.id = t.person_id`;

const toTexts = (rows: readonly TextRow[]): SealedText[] =>
  rows.flatMap(({ id, sealed, person_id: personId, own_key: own, person_key: persons }) => {
    const wrappedKey = own ?? persons;
    return wrappedKey === null ? [] : [{ id, sealed, wrappedKey, keyOf: personId ?? id }];
  });

/** Whose texts are not asked for, and whether those found will be written. */
export interface TextWish {
  readonly exceptOf: string;
  readonly isTrial: boolean;
}

const ending = ({ isTrial }: TextWish) => (isTrial ? sql`` : sql`FOR UPDATE OF t`);

/** Texts that bear one of some marks. */
export const listMarkedTexts = async (db: Db, marks: readonly Buffer[], wish: TextWish): Promise<SealedText[]> => {
  const { rows } = await sql<TextRow>`
    SELECT ${columns} FROM ${joined} WHERE t.marks && ${[...marks]}::bytea[] AND t.sealed IS NOT NULL
      AND t.person_id IS DISTINCT FROM ${wish.exceptOf}::uuid ORDER BY t.id ${ending(wish)}`.execute(db);
  return toTexts(rows);
};

/** Texts nobody has looked through for numbers yet, so many behind one of them. */
export const listUnmarkedTexts = async (
  db: Db,
  { after, limit, ...wish }: TextWish & { readonly after: string; readonly limit: number },
): Promise<{ texts: SealedText[]; last: string | undefined }> => {
  const { rows } = await sql<TextRow>`
    SELECT ${columns} FROM ${joined} WHERE t.marks IS NULL AND t.sealed IS NOT NULL AND t.id > ${after}::uuid
      AND t.person_id IS DISTINCT FROM ${wish.exceptOf}::uuid ORDER BY t.id LIMIT ${limit} ${ending(wish)}`.execute(db);
  return { texts: toTexts(rows), last: rows.at(-1)?.id };
};

/** What a text says from now on, and by what it is found. */
export const updateText = async (db: Db, { id, sealed, marks }: { id: string; sealed: Buffer; marks: Buffer[] }) => {
  await sql`UPDATE person_texts SET sealed = ${sealed}, marks = ${marks}::bytea[] WHERE id = ${id}::uuid`.execute(db);
};

/** By what a text is found. */
export const updateMarks = async (db: Db, id: string, marks: Buffer[]): Promise<void> => {
  await sql`UPDATE person_texts SET marks = ${marks}::bytea[] WHERE id = ${id}::uuid`.execute(db);
};
