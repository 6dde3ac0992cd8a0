import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { boxText, type StandingCase, standingCases, toStanding } from "../case/index.ts";
import { type CaseFilter, noDeadline, type Order, openStages, type Place } from "./filter.ts";

type Asked = ReturnType<typeof standingCases>;

/** LIKE treats these as patterns; people type them as letters. */
const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** Small letters as the database makes them in the index of pairs: the Latin ones alone. */
const toSmall = (words: string): string => words.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Every two neighbouring characters. */
const pairsOf = (words: string): string[] => {
  const letters = Array.from(words);
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
};

/**
 * Cases whose title has these words, or whose number begins or ends with these digits. `strpos`, for the planner
 * takes any LIKE for a rare one and would gather a million cases with a common word instead of reading the newest.
 */
const saying = (words: string) => {
  const small = toSmall(words);
  const has = (language: "zh" | "en") => sql`strpos(lower(title->>${sql.lit(language)} COLLATE "C"), ${small}) > 0`;
  const title = sql<boolean>`(title_pairs @> ${pairsOf(small)}::text[] AND (${has("zh")} OR ${has("en")}))`;
  if (!/^\d+$/.test(words)) return title;
  const [start, end] = [`${words}%`, `${[...words].reverse().join("")}%`];
  return sql<boolean>`(${title} OR no LIKE ${start} OR reverse(no) LIKE ${end})`;
};

/** What narrows the list by columns of the case itself. */
const narrowCase = (given: Asked, filter: CaseFilter): Asked => {
  let asked = given;
  if (filter.categories !== undefined) asked = asked.where("category", "in", [...filter.categories]);
  if (filter.departmentIds !== undefined) asked = asked.where("department_id", "in", [...filter.departmentIds]);
  if (filter.channels !== undefined) asked = asked.where("channel", "in", [...filter.channels]);
  if (filter.urgent !== undefined) asked = asked.where(sql<boolean>`${sql.raw(filter.urgent ? "" : "NOT ")}urgent`);
  if (filter.thingId !== undefined) asked = asked.where("thing_id", "=", filter.thingId);
  if (filter.openedFrom !== undefined) asked = asked.where("opened_at", ">=", filter.openedFrom);
  if (filter.openedBefore !== undefined) asked = asked.where("opened_at", "<", filter.openedBefore);
  if (filter.box !== undefined) asked = asked.where(sql<boolean>`placed AND at_box && ${boxText(filter.box)}::box`);
  if (filter.words !== undefined) asked = asked.where(saying(filter.words));
  return filter.severities === undefined ? asked : narrowSeverity(asked, filter.severities);
};

const narrowSeverity = (asked: Asked, severities: NonNullable<CaseFilter["severities"]>): Asked => {
  const named = severities.filter((severity) => severity !== "none");
  return asked.where((where) =>
    where.or([
      ...(named.length > 0 ? [where("severity", "in", named)] : []),
      ...(named.length < severities.length ? [where("severity", "is", null)] : []),
    ]),
  );
};

/**
 * Cases that some departments see. Where the list is also narrowed to departments that have a case, both are looked
 * for in one index: whoever has a case is among those that see it.
 */
const ofDepartments = (seeing: readonly string[], having: readonly string[] | undefined) => {
  if (having === undefined) return sql<SqlBool>`subjects.departments && ${[...seeing]}::uuid[]`;
  const pairs = seeing.flatMap((one) => having.map((other) => sql`subjects.departments @> ${[one, other]}::uuid[]`));
  return pairs.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(pairs, sql` OR `)})`;
};

/** What narrows it by where each case stands, and by the asker's scope. */
const subjectConditions = (filter: CaseFilter): RawBuilder<SqlBool>[] => [
  ...(filter.departments === "all" ? [] : [ofDepartments(filter.departments, filter.departmentIds)]),
  ...(filter.stages === undefined ? [] : [sql<SqlBool>`subjects.stage = ANY (${[...filter.stages]}::text[])`]),
  ...(filter.dueFrom === undefined ? [] : [sql<SqlBool>`subjects.due_at >= ${filter.dueFrom}`]),
  ...(filter.dueBefore === undefined ? [] : [sql<SqlBool>`subjects.due_at < ${filter.dueBefore}`]),
];

/** Ids of the cases that fit by where they stand, whatever else is asked of them. */
const idsOf = (db: Db, filter: CaseFilter) =>
  db
    .selectFrom("subjects")
    .select("id")
    .where("kind", "=", "case")
    .where((where) => where.and(subjectConditions(filter)));

/** So many of one department are looked at one by one; beyond it they are common enough to be met on the way. */
const fewAtMost = 3_000;

/**
 * Ids of what a department sees, when they are few: the planner can't know that two departments never share a case and
 * would walk through a million for none.
 */
const findFew = async (db: Db, filter: CaseFilter): Promise<string[] | undefined> => {
  if (filter.departments === "all") return undefined;
  const rows = await idsOf(db, filter)
    .limit(fewAtMost + 1)
    .execute();
  return rows.length > fewAtMost ? undefined : rows.map(({ id }) => id);
};

/** Cases that fit a filter, unordered. */
export const narrow = (db: Db, filter: CaseFilter, few?: readonly string[]): Asked => {
  let asked = standingCases(db).where((where) => where.and(subjectConditions(filter)));
  if (few !== undefined) asked = asked.where(sql<boolean>`cases.id = ANY (${[...few]}::uuid[])`);
  for (const path of filter.areaPaths) asked = asked.where("cases.area_path", "like", `${escapeLike(path)}%`);
  return narrowCase(asked, filter);
};

/** By deadline with the soonest first, or by opening with the newest or oldest first; each after a place. */
const paged = (asked: Asked, order: Order, after: Place | undefined): Asked => {
  if (order === "due") {
    const due = sql<Date>`coalesce(subjects.due_at, ${noDeadline})`;
    const rest =
      after === undefined ? asked : asked.where(sql<boolean>`(${due}, cases.id) > (${after.at}, ${after.id}::uuid)`);
    return rest.orderBy(due).orderBy("cases.id");
  }
  const way = order === "new" ? "desc" : "asc";
  const sign = sql.raw(order === "new" ? "<" : ">");
  const rest =
    after === undefined
      ? asked
      : asked.where(sql<boolean>`(opened_at, cases.id) ${sign} (${after.at}, ${after.id}::uuid)`);
  return rest.orderBy("opened_at", way).orderBy("cases.id", way);
};

const isOpenOnly = ({ stages }: CaseFilter): boolean => stages?.every((stage) => openStages.includes(stage)) === true;

/**
 * The open ones first, then their cases: they are few and new, and whoever begins with the oldest would walk through
 * all that ended to find them.
 */
const amongOpen = (db: Db, filter: CaseFilter) => sql<SqlBool>`cases.id = ANY (ARRAY(${idsOf(db, filter)}))`;

/** One page of cases. */
export const listCases = async (
  db: Db,
  filter: CaseFilter,
  page: { readonly order: Order; readonly after: Place | undefined; readonly limit: number },
): Promise<StandingCase[]> => {
  const narrowed = narrow(db, filter, await findFew(db, filter));
  const asked = page.order === "old" && isOpenOnly(filter) ? narrowed.where(amongOpen(db, filter)) : narrowed;
  return (await paged(asked, page.order, page.after).limit(page.limit).execute()).map(toStanding);
};

/** How many there are, as far as `most` and no further. */
export const countCases = async (db: Db, filter: CaseFilter, most: number): Promise<number> => {
  const asked = narrow(db, filter).clearSelect().select("cases.id").limit(most);
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM (${asked}) AS found`.execute(db);
  return rows[0]?.n ?? 0;
};
