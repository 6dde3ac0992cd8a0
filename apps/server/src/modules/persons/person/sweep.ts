import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Db } from "../../../platform/database.ts";
import type { PersonIn } from "./model.ts";
import { normalIdNumber, normalPhone } from "./normal.ts";

/** What stands where a person's words were. */
export const gap = "［已删除］";

/** Tables where nothing plain lies, or which are not ours to rewrite: the journal has its own way. */
const spared: ReadonlySet<string> = new Set(["persons", "person_texts", "person_ties", "journal"]);

interface TextTable {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
}

const escapeLetter = (letter: string): string => letter.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

const wide = (letter: string): string =>
  /[0-9A-Za-z]/.test(letter)
    ? `[${letter}${String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)}]`
    : escapeLetter(letter);

/** Letters with what people put between them: spaces, hyphens, brackets. */
const loose = (text: string, between: string): string => [...text.replace(/\s+/g, "")].map(wide).join(between);

/** What a desk or a phone writes where no name was given: everybody's, and nobody's to erase. */
const noNames: ReadonlySet<string> = new Set(["市民", "群众", "匿名", "先生", "女士", "居民", "anonymous", "citizen"]);

/** Shorter words are too common to be looked for everywhere. */
const shortestUnique = 7;

const isName = (name: string): boolean => [...name].length >= 2 && !noNames.has(name.trim().toLowerCase());

/**
 * Patterns of what belongs to one person alone (looked for everywhere), and of the name, which others may bear
 * (looked for in what speaks of this person's own cases).
 */
export const patternsOf = (person: PersonIn): { unique: string; name: string } => {
  const digits = person.phone === undefined ? [] : [normalPhone(person.phone), person.phone.replace(/\D/g, "")];
  const numbers = person.idNumber === undefined ? digits : [...digits, normalIdNumber(person.idNumber)];
  const words = [person.email, person.address].filter((word) => word !== undefined);
  const unique = [
    ...[...new Set(numbers)]
      .filter((text) => text.length >= shortestUnique)
      .map((text) => loose(text, "[-\\s()（）]*")),
    ...words.filter((word) => word.length >= shortestUnique).map((word) => loose(word, "\\s*")),
  ];
  return { unique: unique.join("|"), name: isName(person.name) ? loose(person.name, "[\\s·]*") : "" };
};

const listTextTables = async (db: Db): Promise<TextTable[]> => {
  const { rows } = await sql<{ schema: string; name: string; columns: string[] }>`
    SELECT c.table_schema AS schema, c.table_name AS name, array_agg(c.column_name::text) AS columns
    FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
      AND c.is_generated = 'NEVER' AND c.is_updatable = 'YES'
      AND (c.data_type IN ('text', 'character varying', 'jsonb', 'json') OR c.udt_name IN ('_text', '_varchar'))
    GROUP BY 1, 2`.execute(db);
  return rows
    .filter(({ name }) => !spared.has(name))
    .map(({ schema, name, columns }) => ({ schema, table: name, columns }));
};

/** A value without the person's words, however deep they lie. */
const clean = (value: unknown, pattern: RegExp): unknown => {
  if (typeof value === "string") return value.replace(pattern, gap);
  if (typeof value === "number") return String(value).replace(pattern, "") === String(value) ? value : gap;
  if (Array.isArray(value)) return value.map((part) => clean(part, pattern));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key.replace(pattern, gap), clean(part, pattern)]),
  );
};

/** What is looked for: everywhere, or only in rows that name one of these ids. */
interface Hunt {
  readonly pattern: string;
  readonly near: string | undefined;
}

const sweepTable = async (db: Db, { schema, table, columns }: TextTable, { pattern, near }: Hunt): Promise<number> => {
  const name = sql.id(schema, table);
  const nearby = near === undefined ? sql`true` : sql`t::text ~ ${near}`;
  const { rows } = await sql<Record<string, unknown>>`
    SELECT t.ctid::text AS "row place", ${sql.join(columns.map((column) => sql`t.${sql.id(column)}`))}
    FROM ${name} t WHERE t::text ~* ${pattern} AND ${nearby} FOR UPDATE`.execute(db);
  const words = new RegExp(pattern, "gi");
  for (const row of rows) {
    const sets = columns.flatMap((column) => {
      const before = row[column];
      const after = clean(before, words);
      if (JSON.stringify(before) === JSON.stringify(after)) return [];
      // Arrays of texts go as they are; JSON must be written out.
      const value = typeof after === "object" && !Array.isArray(after) ? JSON.stringify(after) : after;
      return [sql`${sql.id(column)} = ${value}`];
    });
    if (sets.length > 0)
      await sql`UPDATE ${name} SET ${sql.join(sets)} WHERE ctid = ${row["row place"]}::tid`.execute(db);
  }
  return rows.length;
};

/** Entries lose their changes; the salted digest stays, so that every proof goes on verifying. */
const sweepJournal = async (db: Db, { pattern, near }: Hunt): Promise<number> => {
  const nearby = near === undefined ? sql`true` : sql`(subject_id ~ ${near} OR changes::text ~ ${near})`;
  const { numAffectedRows } = await sql`
    UPDATE journal SET changes = NULL, salt = NULL WHERE changes::text ~* ${pattern} AND ${nearby}`.execute(db);
  return Number(numAffectedRows ?? 0);
};

/**
 * Takes a person's phone, identity number and addresses out of every text in the live database, and their name out of
 * whatever speaks of their own cases. What people typed elsewhere than into the vault ends here. Answers rows by table.
 */
export const sweepPerson = async (
  ctx: Context,
  person: PersonIn,
  own: readonly string[],
): Promise<Record<string, number>> => {
  const { unique, name } = patternsOf(person);
  const hunts: Hunt[] = [
    ...(unique === "" ? [] : [{ pattern: unique, near: undefined }]),
    ...(name === "" ? [] : [{ pattern: name, near: own.join("|") }]),
  ];
  const swept: Record<string, number> = {};
  const tables = await listTextTables(ctx.db);
  const note = (table: string, rows: number): void => {
    if (rows > 0) swept[table] = (swept[table] ?? 0) + rows;
  };
  for (const hunt of hunts) {
    for (const table of tables) note(table.table, await sweepTable(ctx.db, table, hunt));
    note("journal", await sweepJournal(ctx.db, hunt));
  }
  return swept;
};
