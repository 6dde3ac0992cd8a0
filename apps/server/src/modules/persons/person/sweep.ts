import { erasureTypes } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Db } from "../../../platform/database.ts";
import { digestLeft } from "../../../platform/journal.ts";
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

/** Which numbers of a person stand on somebody else's card too: a colleague's, a household's, the city's own. */
export interface Shared {
  readonly phone: boolean;
  readonly idNumber: boolean;
}

/**
 * Patterns of what belongs to one person alone (looked for everywhere), and of what others may bear, the name and shared
 * numbers (looked for in what speaks of this person's own cases).
 */
export const patternsOf = (person: PersonIn, shared: Shared): { unique: string; common: string } => {
  const given = person.phone === undefined ? [] : [normalPhone(person.phone), person.phone.replace(/\D/g, "")];
  const phones = [...new Set(given)].filter((text) => text.length >= shortestUnique).map(phonePattern);
  const id = person.idNumber === undefined ? "" : normalIdNumber(person.idNumber);
  const ids = id.length < shortestUnique ? [] : [whole(id, loose(id, inNumbers))];
  const words = [person.email, person.address].filter((word) => word !== undefined);
  const name = isName(person.name) ? [whole(person.name, loose(person.name, "[\\s·]*"))] : [];
  const unique = [
    ...(shared.phone ? [] : phones),
    ...(shared.idNumber ? [] : ids),
    ...words.filter((word) => word.length >= shortestUnique).map((word) => whole(word, loose(word, "\\s*"))),
  ];
  const common = [...name, ...(shared.phone ? phones : []), ...(shared.idNumber ? ids : [])];
  return { unique: unique.join("|"), common: common.join("|") };
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

interface SweptEntry {
  readonly digest: string;
  /** What an entry of others' cases says without the person's words, by its digest; undefined of one emptied. */
  readonly left: string | undefined;
}

/**
 * Entries of the person's own cases whose words hold them lose their changes; those of others lose the words alone, with
 * the salt, for it would give them away. The salted digests stay and are answered, for the erasure names them. What names
 * them is never touched itself. A number or code that looks alike is no reason to lose one.
 */
const sweepJournal = async (db: Db, hunt: Hunt, own: readonly string[]): Promise<SweptEntry[]> => {
  const nearby = hunt.near === undefined ? sql`true` : sql`(subject_id ~ ${hunt.near} OR changes::text ~ ${hunt.near})`;
  const { rows } = await sql<{ id: number; digest: Buffer; subject_id: string; changes: Record<string, unknown> }>`
    SELECT id, digest, subject_id, changes FROM journal
    WHERE changes::text ~* ${hunt.pattern} AND ${nearby} AND type <> ALL (${[...erasureTypes]}::text[])`.execute(db);
  const swept: SweptEntry[] = [];
  for (const { id, digest, subject_id: subject, changes } of rows) {
    const cleaned = clean(changes, hunt, false) as Record<string, unknown>;
    if (isSame(changes, cleaned)) continue;
    const isOwn = own.includes(subject);
    const kept = isOwn ? null : JSON.stringify(cleaned);
    await sql`UPDATE journal SET changes = ${kept}::jsonb, salt = NULL WHERE id = ${id}`.execute(db);
    swept.push({ digest: digest.toString("hex"), left: isOwn ? undefined : digestLeft(digest, cleaned) });
  }
  return swept;
};

/** What was swept: rows by table, the entries that lost their salt, and of those masked what they say now. */
export interface Sweep {
  readonly swept: Readonly<Record<string, number>>;
  readonly emptied: readonly string[];
  readonly left: Readonly<Record<string, string>>;
}

/**
 * Takes a person's phone, identity number and addresses out of all free words in the live database, and their name and
 * what others bear too out of what speaks of their own cases; ids, codes, paths and numbers stay.
 */
export const sweepPerson = async (
  ctx: Context,
  person: PersonIn,
  { own, shared }: { readonly own: readonly string[]; readonly shared: Shared },
): Promise<Sweep> => {
  const { unique, common } = patternsOf(person, shared);
  const names = await listWordNames(ctx);
  const hunts: Hunt[] = [
    ...(unique === "" ? [] : [{ pattern: unique, near: undefined, names }]),
    ...(common === "" ? [] : [{ pattern: common, near: own.join("|"), names }]),
  ];
  const swept: Record<string, number> = {};
  const entries = new Map<string, string | undefined>();
  const note = (table: string, rows: number): void => {
    if (rows > 0) swept[table] = (swept[table] ?? 0) + rows;
  };
  for (const hunt of hunts) {
    for (const held of freeTexts) note(held.table, await sweepTable(ctx.db, held, hunt));
    note("known_facts", await sweepKnown(ctx.db, hunt));
    for (const { digest, left } of await sweepJournal(ctx.db, hunt, own)) entries.set(digest, left);
  }
  note("journal", entries.size);
  const left = [...entries].filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { swept, emptied: [...entries.keys()], left: Object.fromEntries(left) };
};
