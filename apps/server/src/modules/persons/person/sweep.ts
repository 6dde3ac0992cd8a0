import { erasureTypes } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Db } from "../../../platform/database.ts";
import { type FreeText, freeTexts, listWordNames } from "./free-text.ts";
import type { PersonIn } from "./model.ts";
import { normalIdNumber, normalPhone } from "./normal.ts";

/** What stands where a person's words were. */
export const gap = "［已删除］";

const wide = (letter: string): string =>
  /[0-9A-Za-z]/.test(letter)
    ? `[${letter}${String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)}]`
    : letter.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** Letters with what people put between them: spaces, hyphens, brackets. */
const loose = (text: string, between: string): string => [...text.replace(/\s+/g, "")].map(wide).join(between);

/** What a desk or a phone writes where no name was given: everybody's, and nobody's to erase. */
const noNames: ReadonlySet<string> = new Set(["市民", "群众", "匿名", "先生", "女士", "居民", "anonymous", "citizen"]);

/** Shorter words are too common to be looked for everywhere. */
const shortestUnique = 7;

const isName = (name: string): boolean => [...name].length >= 2 && !noNames.has(name.trim().toLowerCase());

const digit = "[0-9０-９]";
const latin = "[0-9A-Za-z０-９Ａ-Ｚａ-ｚÀ-ɏ]";

/** What may not stand beside a pattern's first or last letter, or the match would be a piece of something longer. */
const besides = (letter: string): string | undefined => {
  if (/[0-9０-９]/.test(letter)) return digit;
  return /[A-Za-zＡ-Ｚａ-ｚÀ-ɏ]/.test(letter) ? latin : undefined;
};

/** A pattern of a whole number or word: never of a piece of a longer one. Chinese has no gaps between words to go by. */
const whole = (text: string, pattern: string): string => {
  const [first, last] = [besides(text.trim().at(0) ?? ""), besides(text.trim().at(-1) ?? "")];
  return `${first === undefined ? "" : `(?<!${first})`}${pattern}${last === undefined ? "" : `(?!${last})`}`;
};

const inNumbers = "[-\\s()（）]*";

/** What people write before a number: the country's code, an exchange's zero. */
const beforeNumber = `(?:(?:[+＋]|00|００)?[8８][6６]${inNumbers}|[0０])?`;

const phonePattern = (digits: string): string => whole(digits, `${beforeNumber}${loose(digits, inNumbers)}`);

/**
 * Patterns of what belongs to one person alone (looked for everywhere), and of the name, which others may bear
 * (looked for in what speaks of this person's own cases).
 */
export const patternsOf = (person: PersonIn): { unique: string; name: string } => {
  const phones = person.phone === undefined ? [] : [normalPhone(person.phone), person.phone.replace(/\D/g, "")];
  const idNumber = person.idNumber === undefined ? undefined : normalIdNumber(person.idNumber);
  const words = [person.email, person.address].filter((word) => word !== undefined);
  const unique = [
    ...[...new Set(phones)].filter((text) => text.length >= shortestUnique).map(phonePattern),
    ...(idNumber === undefined || idNumber.length < shortestUnique
      ? []
      : [whole(idNumber, loose(idNumber, inNumbers))]),
    ...words.filter((word) => word.length >= shortestUnique).map((word) => whole(word, loose(word, "\\s*"))),
  ];
  return {
    unique: unique.join("|"),
    name: isName(person.name) ? whole(person.name, loose(person.name, "[\\s·]*")) : "",
  };
};

/** What is looked for: everywhere, or only in rows that name one of these ids. */
interface Hunt {
  readonly pattern: string;
  readonly near: string | undefined;
  /** Under which names words lie in facts and entries. */
  readonly names: ReadonlySet<string>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** A value without the person's words, however deep they lie. Names, numbers and what is no words stay as they are. */
const clean = (value: unknown, { pattern, names }: Hunt, isWords: boolean): unknown => {
  const words = new RegExp(pattern, "gi");
  const walk = (part: unknown, within: boolean): unknown => {
    if (typeof part === "string") return within ? part.replace(words, gap) : part;
    if (Array.isArray(part)) return part.map((each) => walk(each, within));
    if (!isObject(part)) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, each]) => [name, walk(each, within || names.has(name))]),
    );
  };
  return walk(value, isWords);
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const sweepTable = async (db: Db, { schema, table, columns, titles }: FreeText, hunt: Hunt): Promise<number> => {
  const name = sql.id(schema, table);
  const nearby = hunt.near === undefined ? sql`true` : sql`t::text ~ ${hunt.near}`;
  const held = Object.entries(columns).filter(([column]) => hunt.near === undefined || !titles.includes(column));
  if (held.length === 0) return 0;
  const listed = sql.join(held.map(([column]) => sql`t.${sql.id(column)}`));
  const anywhere = sql.join(
    held.map(([column]) => sql`t.${sql.id(column)}::text ~* ${hunt.pattern}`),
    sql` OR `,
  );
  const { rows } = await sql<Record<string, unknown>>`
    SELECT t.ctid::text AS "row place", t.tableoid::text AS "row table", ${listed}
    FROM ${name} t WHERE (${anywhere}) AND ${nearby} FOR UPDATE`.execute(db);
  let changed = 0;
  for (const row of rows) {
    const sets = held.flatMap(([column, holds]) => {
      const before = row[column];
      const after = clean(before, hunt, holds === "words");
      if (isSame(before, after)) return [];
      return [sql`${sql.id(column)} = ${typeof after === "string" ? after : JSON.stringify(after)}`];
    });
    if (sets.length === 0) continue;
    changed += 1;
    await sql`UPDATE ${name} SET ${sql.join(sets)} WHERE ctid = ${row["row place"]}::tid
      AND tableoid = ${row["row table"]}::oid`.execute(db);
  }
  return changed;
};

/** What was answered once about a thing, a place or a person: the fact says whether its value is words. */
const sweepKnown = async (db: Db, hunt: Hunt): Promise<number> => {
  const nearby = hunt.near === undefined ? sql`true` : sql`k::text ~ ${hunt.near}`;
  const { rows } = await sql<{ id: string; fact: string; value: unknown }>`
    SELECT k.id, k.fact, k.value FROM known_facts k WHERE k.value::text ~* ${hunt.pattern} AND ${nearby}
    FOR UPDATE`.execute(db);
  const after = rows.map(({ id, fact, value }) => ({ id, value, clean: clean(value, hunt, hunt.names.has(fact)) }));
  const changed = after.filter((one) => !isSame(one.value, one.clean));
  for (const { id, clean: value } of changed)
    await sql`UPDATE known_facts SET value = ${JSON.stringify(value)} WHERE id = ${id}`.execute(db);
  return changed.length;
};

/**
 * Entries whose words hold them lose their changes; the salted digests stay and are answered, for the erasure names
 * them. What names them is never emptied itself. A number or code that looks alike is no reason to lose one.
 */
const sweepJournal = async (db: Db, hunt: Hunt): Promise<string[]> => {
  const nearby = hunt.near === undefined ? sql`true` : sql`(subject_id ~ ${hunt.near} OR changes::text ~ ${hunt.near})`;
  const { rows } = await sql<{ id: number; digest: Buffer; changes: unknown }>`
    SELECT id, digest, changes FROM journal
    WHERE changes::text ~* ${hunt.pattern} AND ${nearby} AND type <> ALL (${[...erasureTypes]}::text[])`.execute(db);
  const found = rows.filter(({ changes }) => !isSame(changes, clean(changes, hunt, false)));
  await sql`
    UPDATE journal SET changes = NULL, salt = NULL WHERE id = ANY (${found.map(({ id }) => id)}::bigint[])`.execute(db);
  return found.map(({ digest }) => digest.toString("hex"));
};

/**
 * Takes a person's phone, identity number and addresses out of all free words in the live database, and their name out
 * of what speaks of their own cases; ids, codes, paths and numbers stay. Answers rows by table, and the entries emptied.
 */
export const sweepPerson = async (
  ctx: Context,
  person: PersonIn,
  own: readonly string[],
): Promise<{ swept: Record<string, number>; emptied: string[] }> => {
  const { unique, name } = patternsOf(person);
  const names = await listWordNames(ctx);
  const hunts: Hunt[] = [
    ...(unique === "" ? [] : [{ pattern: unique, near: undefined, names }]),
    ...(name === "" ? [] : [{ pattern: name, near: own.join("|"), names }]),
  ];
  const swept: Record<string, number> = {};
  const emptied: string[] = [];
  const note = (table: string, rows: number): void => {
    if (rows > 0) swept[table] = (swept[table] ?? 0) + rows;
  };
  for (const hunt of hunts) {
    for (const held of freeTexts) note(held.table, await sweepTable(ctx.db, held, hunt));
    note("known_facts", await sweepKnown(ctx.db, hunt));
    emptied.push(...(await sweepJournal(ctx.db, hunt)));
  }
  note("journal", emptied.length);
  return { swept, emptied };
};
