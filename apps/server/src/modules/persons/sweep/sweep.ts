import { erasureTypes } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { digestLeft } from "../../../platform/journal.ts";
import { type FreeText, freeTexts, listWordNames, type SweptKind } from "./free-text.ts";
import { type Hunted, patternsOf } from "./pattern.ts";

/** What stands where a person's words were. */
export const gap = "［已删除］";

/** What is looked for: everywhere, or only in rows that name one of these ids. */
interface Hunt {
  readonly ctx: Context;
  /** Nothing is written: what would be touched is told alone. */
  readonly isTrial: boolean;
  readonly pattern: string;
  readonly near: string | undefined;
  /** Under which names words lie in facts and entries. */
  readonly names: ReadonlySet<string>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** A value without the person's words, however deep they lie. Names, numbers and what is no words stay as they are. */
const clean = (value: unknown, { pattern, names }: Pick<Hunt, "pattern" | "names">, isWords: boolean): unknown => {
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

const nameAlone: ReadonlySet<string> = new Set(["name"]);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One row or entry that holds the person's words. */
interface Touched {
  readonly kind: SweptKind;
  readonly table: string;
  /** The row, however often it is found. */
  readonly row: string;
  /** The row with the words that would go: what an approval holds for. */
  readonly mark: string;
  /** Subjects it speaks of. */
  readonly subjects: readonly string[];
}

const subjectColumns = ["id", "case_id", "subject_id"] as const;

const subjectsOf = (row: Readonly<Record<string, unknown>>): string[] =>
  subjectColumns.flatMap((column) => (typeof row[column] === "string" ? [row[column]] : []));

interface FoundRow {
  /** Its id and the subjects it names. */
  readonly names: Readonly<Record<string, unknown>>;
  /** Where it lies, for rows without an id. */
  readonly place: string;
  readonly was: unknown;
}

const touch = ({ kind, table }: Pick<FreeText, "kind" | "table">, { names, place, was }: FoundRow): Touched => ({
  ...{ kind, table, subjects: subjectsOf(names) },
  row: `${table} ${typeof names["id"] === "string" ? names["id"] : place}`,
  mark: `${table} ${subjectsOf(names).join(" ")} ${JSON.stringify(was)}`,
});

const sweepTable = async (held: FreeText, hunt: Hunt): Promise<Touched[]> => {
  const { db } = hunt.ctx;
  const name = sql.id(held.schema, held.table);
  const nearby = hunt.near === undefined ? sql`true` : sql`t::text ~ ${hunt.near}`;
  const columns = Object.entries(held.columns).filter(
    ([column]) => hunt.near === undefined || !held.titles.includes(column),
  );
  if (columns.length === 0) return [];
  const listed = sql.join(columns.map(([column]) => sql`t.${sql.id(column)}`));
  const anywhere = sql.join(
    columns.map(([column]) => sql`t.${sql.id(column)}::text ~* ${hunt.pattern}`),
    sql` OR `,
  );
  const { rows } = await sql<Record<string, unknown> & { "row names": Record<string, unknown> }>`
    SELECT t.ctid::text AS "row place", t.tableoid::text AS "row table", ${listed},
      (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(t)) WHERE key = ANY (${[...subjectColumns]}::text[])) AS "row names"
    FROM ${name} t WHERE (${anywhere}) AND ${nearby} ${hunt.isTrial ? sql`` : sql`FOR UPDATE`}`.execute(db);
  const touched: Touched[] = [];
  for (const row of rows) {
    const changed = columns.flatMap(([column, holds]) => {
      const before = row[column];
      const after = clean(before, holds === "names" ? { ...hunt, names: nameAlone } : hunt, holds === "words");
      return isSame(before, after) ? [] : [{ column, before, after }];
    });
    if (changed.length === 0) continue;
    const was = changed.map(({ before }) => before);
    touched.push(touch(held, { names: row["row names"] ?? {}, place: String(row["row place"]), was }));
    if (hunt.isTrial) continue;
    const sets = changed.map(
      ({ column, after }) => sql`${sql.id(column)} = ${typeof after === "string" ? after : JSON.stringify(after)}`,
    );
    await sql`UPDATE ${name} SET ${sql.join(sets)} WHERE ctid = ${row["row place"]}::tid
      AND tableoid = ${row["row table"]}::oid`.execute(db);
  }
  return touched;
};

/** What was answered once about a thing, a place or a person: the fact says whether its value is words. */
const sweepKnown = async (hunt: Hunt): Promise<Touched[]> => {
  const { db } = hunt.ctx;
  const nearby = hunt.near === undefined ? sql`true` : sql`k::text ~ ${hunt.near}`;
  const { rows } = await sql<{ id: string; fact: string; value: unknown }>`
    SELECT k.id, k.fact, k.value FROM known_facts k WHERE k.value::text ~* ${hunt.pattern} AND ${nearby}
    ${hunt.isTrial ? sql`` : sql`FOR UPDATE`}`.execute(db);
  const after = rows.map(({ id, fact, value }) => ({ id, value, clean: clean(value, hunt, hunt.names.has(fact)) }));
  const changed = after.filter((one) => !isSame(one.value, one.clean));
  if (!hunt.isTrial)
    for (const { id, clean: value } of changed)
      await sql`UPDATE known_facts SET value = ${JSON.stringify(value)} WHERE id = ${id}`.execute(db);
  return changed.map(({ id, value }) =>
    touch({ kind: "cases", table: "known_facts" }, { names: { id }, place: id, was: value }),
  );
};

interface SweptEntry extends Touched {
  readonly digest: string;
  /** What an entry of others' cases says without the person's words, by its digest; undefined of one emptied. */
  readonly left: string | undefined;
}

/**
 * Entries of the person's own cases whose words hold them lose their changes; those of others lose the words alone, with
 * the salt, for it would give them away. The salted digests stay and are answered, for the erasure names them. What names
 * them is never touched itself. A number or code that looks alike is no reason to lose one.
 */
const sweepJournal = async (hunt: Hunt, own: readonly string[]): Promise<SweptEntry[]> => {
  const { db } = hunt.ctx;
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
    if (!hunt.isTrial) await sql`UPDATE journal SET changes = ${kept}::jsonb, salt = NULL WHERE id = ${id}`.execute(db);
    const hex = digest.toString("hex");
    const left = isOwn ? undefined : digestLeft(digest, cleaned);
    const kind = isOwn ? "entriesEmptied" : "entriesMasked";
    const row = `journal ${hex}`;
    swept.push({ digest: hex, left, kind, table: "journal", row, mark: row, subjects: [subject] });
  }
  return swept;
};

/** What was swept, or would be: rows by table, the entries that lost their salt, and of those masked what they say now. */
export interface Sweep {
  readonly swept: Readonly<Record<string, number>>;
  readonly kinds: Readonly<Partial<Record<SweptKind, number>>>;
  readonly emptied: readonly string[];
  readonly left: Readonly<Record<string, string>>;
  /** Subjects that what was touched speaks of. */
  readonly subjects: readonly string[];
  /** The same as long as the same rows and entries hold the same words; they stand in it, so it is kept nowhere in plain. */
  readonly marks: readonly string[];
}

const countBy = (touched: ReadonlyMap<string, Touched>, of: (one: Touched) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of touched.values()) counts[of(one)] = (counts[of(one)] ?? 0) + 1;
  return counts;
};

/**
 * Takes a person's phone, identity number and addresses out of all free words in the live database, and their name and
 * what others bear too out of what speaks of their own cases; ids, codes, paths and numbers stay. As a trial it writes
 * nothing and tells what would be touched.
 */
export const sweepPerson = async (
  ctx: Context,
  person: Hunted,
  { own, isTrial }: { readonly own: readonly string[]; readonly isTrial: boolean },
): Promise<Sweep> => {
  const { unique, common } = patternsOf(person);
  const more = { ctx, isTrial, names: await listWordNames(ctx) };
  const hunts: Hunt[] = [
    ...(unique === "" ? [] : [{ ...more, pattern: unique, near: undefined }]),
    ...(common === "" ? [] : [{ ...more, pattern: common, near: own.join("|") }]),
  ];
  const touched = new Map<string, Touched>();
  const marks = new Set<string>();
  const entries = new Map<string, string | undefined>();
  const note = (one: Touched): void => {
    touched.set(one.row, one);
    marks.add(one.mark);
  };
  for (const hunt of hunts) {
    for (const held of freeTexts) for (const one of await sweepTable(held, hunt)) note(one);
    for (const one of await sweepKnown(hunt)) note(one);
    for (const one of await sweepJournal(hunt, own)) {
      note(one);
      entries.set(one.digest, one.left);
    }
  }
  return {
    swept: countBy(touched, ({ table }) => table),
    kinds: countBy(touched, ({ kind }) => kind),
    emptied: [...entries.keys()],
    left: Object.fromEntries([...entries].filter((entry): entry is [string, string] => entry[1] !== undefined)),
    subjects: [...new Set([...touched.values()].flatMap(({ subjects }) => subjects))],
    marks: [...marks].sort(),
  };
};
