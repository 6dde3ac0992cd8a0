import { type ColumnType, type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { statement } from "../../../platform/statement.ts";
import {
  type ClassCondition,
  type ClassKind,
  type DictionaryClass,
  type DictionaryVersion,
  type HeldVersion,
  type HoldingVersion,
  type MappedPair,
  readCategoryId,
  type StandingVersion,
} from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;
/** A day as PostgreSQL gives it back. */
type Day = ColumnType<string | null, string | null, string | null>;

interface VersionTable {
  id: string;
  dictionary: string;
  version: string;
  name: string;
  holds_from: Day;
  holds_until: Day;
  digest: string | null;
}

interface ClassTable {
  version_id: string;
  key: string;
  of: ClassKind;
  code: string;
  major: string;
  name: string;
  local: boolean;
  duty: string | null;
  conditions: Json<readonly ClassCondition[]>;
}

interface MappingTable {
  from_id: string;
  to_id: string;
  from_key: string;
  to_key: string;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    dictionary_versions: VersionTable;
    dictionary_classes: ClassTable;
    dictionary_mappings: MappingTable;
  }
}

const dayText = (column: "holds_from" | "holds_until") => sql<string | null>`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`;

const count = (what: "part" | "event") =>
  sql<number>`(SELECT count(*)::int FROM dictionary_classes c WHERE c.version_id = v.id AND c.of = ${sql.lit(what)})`;

const standing = (db: Db) =>
  db
    .selectFrom("dictionary_versions as v")
    .innerJoin("subjects as s", "s.id", "v.id")
    .select(["v.id", "v.dictionary", "v.version", "v.name", "v.digest", "s.stage", "s.version as no", "s.changed_at"])
    .select([
      dayText("holds_from").as("from"),
      dayText("holds_until").as("until"),
      count("part").as("parts"),
      count("event").as("events"),
      sql<number>`(SELECT coalesce(sum(jsonb_array_length(c.conditions)), 0)::int FROM dictionary_classes c WHERE c.version_id = v.id)`.as(
        "conditions",
      ),
    ]);

const toStanding = (row: Awaited<ReturnType<ReturnType<typeof standing>["execute"]>>[number]): StandingVersion => ({
  id: row.id,
  dictionary: row.dictionary,
  version: row.version,
  name: row.name,
  from: row.from ?? undefined,
  until: row.until ?? undefined,
  digest: row.digest ?? undefined,
  stage: row.stage,
  no: row.no,
  changedAt: row.changed_at,
  parts: row.parts,
  events: row.events,
  conditions: row.conditions,
});

/** Versions of all dictionaries or of one, the newest first. */
export const listVersions = async (db: Db, dictionary?: string): Promise<StandingVersion[]> => {
  const all = standing(db);
  const asked = dictionary === undefined ? all : all.where("v.dictionary", "=", dictionary);
  return (await asked.orderBy("v.dictionary").orderBy("v.id", "desc").execute()).map(toStanding);
};

export const findVersion = async (
  db: Db,
  by: { readonly id: string } | { readonly dictionary: string; readonly version: string },
): Promise<StandingVersion | undefined> => {
  const asked =
    "id" in by
      ? standing(db).where("v.id", "=", by.id)
      : standing(db).where("v.dictionary", "=", by.dictionary).where("v.version", "=", by.version);
  const row = await asked.executeTakeFirst();
  return row === undefined ? undefined : toStanding(row);
};

const held = statement((db, _: object) =>
  db
    .selectFrom("dictionary_versions as v")
    .innerJoin("subjects as s", "s.id", "v.id")
    .select(["v.id", "v.dictionary", "v.version", "v.name", dayText("holds_from").as("from")])
    .select(dayText("holds_until").as("until"))
    .select(
      sql<string>`coalesce((SELECT md5(string_agg(m.from_id::text || m.from_key || '>' || m.to_key, ',' ORDER BY m.from_id, m.from_key)) FROM dictionary_mappings m WHERE m.to_id = v.id), '')`.as(
        "mapped",
      ),
    )
    .where("s.stage", "in", ["in-force", "ended"])
    .orderBy("holds_from", "desc")
    .orderBy("v.id", "desc"),
);

/** Versions that were ever put in force, what came in force last first; `mapped` is another where a mapping to one is. */
export const listHeld = async (db: Db): Promise<(HeldVersion & { readonly mapped: string })[]> =>
  (await held(db, {})).map(({ from, until, ...row }) => ({ ...row, from: from ?? "", until: until ?? undefined }));

/** Pairs of every mapping that leads to one of some versions, the older version's first. */
export const listPairsOf = (db: Db, to: readonly string[]): Promise<MappedPair[]> =>
  db
    .selectFrom("dictionary_mappings")
    .select(["from_id as fromId", "to_id as toId", "from_key as from", "to_key as to"])
    .where("to_id", "in", [...to])
    .orderBy("from_id")
    .execute();

export const insertVersion = async (
  db: Db,
  one: Omit<DictionaryVersion, "from" | "until" | "digest">,
): Promise<void> => {
  await db.insertInto("dictionary_versions").values(one).execute();
};

export const updateVersion = async (
  db: Db,
  id: string,
  set: { from?: string; until?: string; digest?: string; name?: string },
): Promise<void> => {
  await db
    .updateTable("dictionary_versions")
    .set({
      ...(set.from === undefined ? {} : { holds_from: set.from }),
      ...(set.until === undefined ? {} : { holds_until: set.until }),
      ...(set.digest === undefined ? {} : { digest: set.digest }),
      ...(set.name === undefined ? {} : { name: set.name }),
    })
    .where("id", "=", id)
    .execute();
};

/** One dictionary is drafted, enforced or imported by one at a time. */
export const lockDictionary = async (db: Db, dictionary: string): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`cases.dictionary:${dictionary}`}, 0))`.execute(db);
};

const toClass = (
  row: {
    [Column in Exclude<keyof ClassTable, "conditions">]: ClassTable[Column];
  } & { conditions: readonly ClassCondition[] },
): DictionaryClass => ({
  key: row.key,
  of: row.of,
  code: row.code,
  major: row.major,
  name: row.name,
  local: row.local,
  ...(row.duty === null ? {} : { duty: row.duty }),
  conditions: row.conditions,
});

/** Classes of a version, by kind and code. */
export const listClasses = async (db: Db, versionId: string): Promise<DictionaryClass[]> =>
  (
    await db
      .selectFrom("dictionary_classes")
      .selectAll()
      .where("version_id", "=", versionId)
      .orderBy("of", "desc")
      .orderBy("code")
      .execute()
  ).map(toClass);

/** A class with its version, and the category id that names it. */
export type PlacedClass = DictionaryClass & { readonly versionId: string; readonly category: string };

/** Classes that categories are; a pack's, and one that no version ever had, is left out. */
export const listClassesOf = async (db: Db, categories: readonly string[]): Promise<PlacedClass[]> => {
  const places = categories.flatMap((category) => {
    const place = readCategoryId(category);
    return place === undefined ? [] : [{ category, ...place }];
  });
  if (places.length === 0) return [];
  const { rows } = await sql<Selectable<ClassTable> & { category: string }>`
    SELECT c.*, asked.category
    FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS asked (category text, dictionary text, version text, key text)
      JOIN dictionary_versions v ON v.dictionary = asked.dictionary AND v.version = asked.version
      JOIN dictionary_classes c ON c.version_id = v.id AND c.key = asked.key`.execute(db);
  return rows.map((row) => ({ ...toClass(row), versionId: row.version_id, category: row.category }));
};

/** Classes of every version that is drafted, reviewed or in force, each with its place. */
export const listStandingClasses = async (
  db: Db,
): Promise<{ versionId: string; dictionary: string; version: string; stage: string; one: DictionaryClass }[]> =>
  (
    await db
      .selectFrom("dictionary_classes as c")
      .innerJoin("dictionary_versions as v", "v.id", "c.version_id")
      .innerJoin("subjects as s", "s.id", "v.id")
      .selectAll("c")
      .select(["v.dictionary", "v.version", "s.stage"])
      .where("s.stage", "in", ["draft", "in-review", "in-force"])
      .execute()
  ).map(({ dictionary, version, stage, ...row }) => ({
    versionId: row.version_id,
    dictionary,
    version,
    stage,
    one: toClass(row),
  }));

/** Classes of versions that were put in force once, each with its version. */
export const listEndedClasses = async (
  db: Db,
): Promise<{ readonly version: HoldingVersion; readonly one: DictionaryClass }[]> =>
  (
    await db
      .selectFrom("dictionary_classes as c")
      .innerJoin("dictionary_versions as v", "v.id", "c.version_id")
      .innerJoin("subjects as s", "s.id", "v.id")
      .selectAll("c")
      .select(["v.id", "v.dictionary", "v.version", "v.name as title"])
      .where("s.stage", "in", ["in-force", "ended"])
      .orderBy("v.id", "desc")
      .orderBy("c.key")
      .execute()
  ).map(({ id, dictionary, version, title, ...row }) => ({
    version: { id, dictionary, version, name: title },
    one: toClass(row),
  }));

/** Names of classes by category id. */
export const listClassNames = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map();
  const id = sql<string>`v.dictionary || '/' || v.version || '/' || c.key`;
  const rows = await db
    .selectFrom("dictionary_classes as c")
    .innerJoin("dictionary_versions as v", "v.id", "c.version_id")
    .select([id.as("id"), "c.name"])
    .where(id, "in", [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
};

const toValues = (versionId: string, one: DictionaryClass) => ({
  version_id: versionId,
  key: one.key,
  of: one.of,
  code: one.code,
  major: one.major,
  name: one.name,
  local: one.local,
  duty: one.duty ?? null,
  conditions: JSON.stringify(one.conditions),
});

export const insertClass = async (db: Db, versionId: string, one: DictionaryClass): Promise<void> => {
  await db.insertInto("dictionary_classes").values(toValues(versionId, one)).execute();
};

/** Replaces what came by import; what the city added by itself stays. */
export const replaceClasses = async (db: Db, versionId: string, classes: readonly DictionaryClass[]): Promise<void> => {
  await db.deleteFrom("dictionary_classes").where("version_id", "=", versionId).where("local", "=", false).execute();
  for (let at = 0; at < classes.length; at += 500)
    await db
      .insertInto("dictionary_classes")
      .values(classes.slice(at, at + 500).map((one) => toValues(versionId, one)))
      .onConflict((conflict) => conflict.columns(["version_id", "key"]).doNothing())
      .execute();
};

/** Pairs of a mapping between two versions. */
export const listPairs = (db: Db, from: string, to: string): Promise<{ from: string; to: string }[]> =>
  db
    .selectFrom("dictionary_mappings")
    .select(["from_key as from", "to_key as to"])
    .where("from_id", "=", from)
    .where("to_id", "=", to)
    .orderBy("from_key")
    .execute();

/** By version: where mappings put the keys of other versions, what the newest of those says counting. */
export const listPairsInto = async (
  db: Db,
  versions: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> => {
  if (versions.length === 0) return new Map();
  const rows = await db
    .selectFrom("dictionary_mappings")
    .select(["to_id", "from_key", "to_key"])
    .where("to_id", "in", [...versions])
    .orderBy("from_id")
    .execute();
  const into = new Map<string, Map<string, string>>();
  for (const { to_id, from_key, to_key } of rows) {
    const pairs = into.get(to_id) ?? new Map<string, string>();
    into.set(to_id, pairs.set(from_key, to_key));
  }
  return into;
};

/** Every mapping that leads to a version, with the place it comes from. */
export const listPairsTo = (db: Db, to: string): Promise<{ category: string; to: string }[]> =>
  db
    .selectFrom("dictionary_mappings as m")
    .innerJoin("dictionary_versions as v", "v.id", "m.from_id")
    .select([sql<string>`v.dictionary || '/' || v.version || '/' || m.from_key`.as("category"), "m.to_key as to"])
    .where("m.to_id", "=", to)
    .execute();

export const replacePairs = async (
  db: Db,
  place: { readonly from: string; readonly to: string },
  pairs: readonly { readonly from: string; readonly to: string }[],
): Promise<void> => {
  await db.deleteFrom("dictionary_mappings").where("from_id", "=", place.from).where("to_id", "=", place.to).execute();
  if (pairs.length === 0) return;
  await db
    .insertInto("dictionary_mappings")
    .values(pairs.map((pair) => ({ from_id: place.from, to_id: place.to, from_key: pair.from, to_key: pair.to })))
    .execute();
};
