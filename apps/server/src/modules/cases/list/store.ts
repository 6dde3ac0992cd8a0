import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { boxText, openStages, type StandingCase, standingCases, toStanding } from "../case/index.ts";
import { type CaseFilter, noDeadline, type Order, type Place } from "./filter.ts";

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

const among = (column: string, values: readonly string[]) =>
  values.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`${sql.ref(column)} IN (${sql.join([...values])})`;

/** What narrows the list by columns of the case that are carried beside who sees it; `table` is where they are looked for. */
const carriedConditions = (table: "cases" | "seen", filter: CaseFilter): RawBuilder<SqlBool>[] => {
  const { categories, openedFrom, openedBefore, areaPaths } = filter;
  const openedAt = sql.ref(`${table}.opened_at`);
  return [
    ...(categories === undefined ? [] : [among(`${table}.category`, categories)]),
    ...(openedFrom === undefined ? [] : [sql<SqlBool>`${openedAt} >= ${openedFrom}`]),
    ...(openedBefore === undefined ? [] : [sql<SqlBool>`${openedAt} < ${openedBefore}`]),
    ...areaPaths.map((path) => sql<SqlBool>`${sql.ref(`${table}.area_path`)} LIKE ${`${escapeLike(path)}%`}`),
  ];
};

/** What narrows it by columns that only the case itself has. */
const caseConditions = (filter: CaseFilter): RawBuilder<SqlBool>[] => [
  ...(filter.departmentIds === undefined ? [] : [among("cases.department_id", filter.departmentIds)]),
  ...(filter.channels === undefined ? [] : [among("channel", filter.channels)]),
  ...(filter.urgent === undefined ? [] : [sql<SqlBool>`${sql.raw(filter.urgent ? "" : "NOT ")}urgent`]),
  ...(filter.thingId === undefined ? [] : [sql<SqlBool>`thing_id = ${filter.thingId}`]),
  ...(filter.box === undefined ? [] : [sql<SqlBool>`placed AND at_box && ${boxText(filter.box)}::box`]),
  ...(filter.words === undefined ? [] : [saying(filter.words)]),
  ...(filter.severities === undefined ? [] : [ofSeverities(filter.severities)]),
];

const ofSeverities = (severities: NonNullable<CaseFilter["severities"]>) => {
  const named = among(
    "severity",
    severities.filter((severity) => severity !== "none"),
  );
  return severities.includes("none") ? sql<SqlBool>`(${named} OR severity IS NULL)` : named;
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

/** What narrows it by where each case stands. */
const standingConditions = (filter: CaseFilter): RawBuilder<SqlBool>[] => [
  ...(filter.stages === undefined ? [] : [sql<SqlBool>`subjects.stage = ANY (${[...filter.stages]}::text[])`]),
  ...(filter.dueFrom === undefined ? [] : [sql<SqlBool>`subjects.due_at >= ${filter.dueFrom}`]),
  ...(filter.dueBefore === undefined ? [] : [sql<SqlBool>`subjects.due_at < ${filter.dueBefore}`]),
];

/** The same, and by the asker's scope. */
const subjectConditions = (filter: CaseFilter): RawBuilder<SqlBool>[] => [
  ...(filter.departments === "all" ? [] : [ofDepartments(filter.departments, filter.departmentIds)]),
  ...standingConditions(filter),
];

const all = (conditions: readonly RawBuilder<SqlBool>[]) =>
  conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`${sql.join([...conditions], sql` AND `)}`;

const isOpenOnly = ({ stages }: CaseFilter): boolean => stages?.every((stage) => openStages.includes(stage)) === true;

/**
 * The department whose cases are looked for where who sees a case is carried beside its area, category and opening
 * (0012): where one of those is asked for, or nothing of the case itself is. What is open is few and found by where it
 * stands; whom a case was given to stands in the case.
 */
const seenBy = (filter: CaseFilter): string | undefined => {
  const { departments, departmentIds } = filter;
  if (departments === "all" || departments.length !== 1) return undefined;
  if (departmentIds !== undefined || isOpenOnly(filter)) return undefined;
  const isCarried = carriedConditions("seen", filter).length > 0 || caseConditions(filter).length === 0;
  return isCarried ? departments[0] : undefined;
};

const seenConditions = (filter: CaseFilter, departmentId: string): RawBuilder<SqlBool>[] => [
  sql<SqlBool>`seen.department_id = ${departmentId}::uuid`,
  ...carriedConditions("seen", filter),
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

const narrowStanding = (db: Db, filter: CaseFilter): Asked =>
  standingCases(db).where(
    all([...subjectConditions(filter), ...carriedConditions("cases", filter), ...caseConditions(filter)]),
  );

/** Cases that fit a filter, unordered. */
export const narrow = (db: Db, filter: CaseFilter): Asked => {
  const departmentId = seenBy(filter);
  if (departmentId === undefined) return narrowStanding(db, filter);
  const seen = sql<SqlBool>`cases.id IN (
    SELECT seen.case_id FROM case_departments AS seen WHERE ${all(seenConditions(filter, departmentId))})`;
  return standingCases(db).where(all([seen, ...standingConditions(filter), ...caseConditions(filter)]));
};

/** One page of a list. */
export interface Page {
  readonly order: Order;
  readonly after: Place | undefined;
  readonly limit: number;
}

const inOrder = (asked: Asked, order: Order): Asked => {
  if (order === "due") return asked.orderBy(dueAt).orderBy("cases.id");
  const way = order === "new" ? "desc" : "asc";
  return asked.orderBy("cases.opened_at", way).orderBy("cases.id", way);
};

const dueAt = sql<Date>`coalesce(subjects.due_at, ${noDeadline})`;

/** Whether a row of a table (a case's, or that of who sees it) comes after a place in the order of opening. */
const isAfter = (openedAt: string, id: string, { order, after }: Page): RawBuilder<SqlBool>[] =>
  after === undefined
    ? []
    : [
        sql<SqlBool>`(${sql.ref(openedAt)}, ${sql.ref(id)}) ${sql.raw(order === "new" ? "<" : ">")} (${after.at}, ${after.id}::uuid)`,
      ];

/** By deadline with the soonest first, or by opening with the newest or oldest first; each after a place. */
const paged = (asked: Asked, page: Page): Asked => {
  const { order, after, limit } = page;
  const behind =
    order !== "due"
      ? isAfter("cases.opened_at", "cases.id", page)
      : after === undefined
        ? []
        : [sql<SqlBool>`(${dueAt}, cases.id) > (${after.at}, ${after.id}::uuid)`];
  return inOrder(asked.where(all(behind)), order).limit(limit);
};

/**
 * The open ones first, then their cases: they are few and new, and whoever begins with the oldest would walk through
 * all that ended to find them.
 */
const amongOpen = (db: Db, filter: CaseFilter) => sql<SqlBool>`cases.id = ANY (ARRAY(${idsOf(db, filter)}))`;

const pageOfStanding = (db: Db, filter: CaseFilter, page: Page, few: readonly string[] | undefined): Asked => {
  const asked = narrowStanding(db, filter);
  const narrowed = few === undefined ? asked : asked.where(sql<SqlBool>`cases.id = ANY (${[...few]}::uuid[])`);
  return paged(page.order === "old" && isOpenOnly(filter) ? narrowed.where(amongOpen(db, filter)) : narrowed, page);
};

/**
 * First which cases, by what is carried and no more tables than are asked about, then those: a page is read of cases
 * and subjects, and never all that would be sorted.
 */
const pageOfSeen = (db: Db, filter: CaseFilter, page: Page, departmentId: string): Asked => {
  const [ofCase, standing] = [caseConditions(filter), standingConditions(filter)];
  const way = sql.raw(page.order === "new" ? "DESC" : "ASC");
  const ids = sql`
    SELECT seen.case_id FROM case_departments AS seen
    ${ofCase.length > 0 ? sql`JOIN cases ON cases.id = seen.case_id` : sql``}
    ${standing.length > 0 ? sql`JOIN subjects ON subjects.id = seen.case_id` : sql``}
    WHERE ${all([...seenConditions(filter, departmentId), ...isAfter("seen.opened_at", "seen.case_id", page), ...ofCase, ...standing])}
    ORDER BY seen.opened_at ${way}, seen.case_id ${way} LIMIT ${page.limit}`;
  return inOrder(standingCases(db).where(sql<SqlBool>`cases.id = ANY (ARRAY(${ids}))`), page.order);
};

/** One page of cases. */
export const listCases = async (db: Db, filter: CaseFilter, page: Page): Promise<StandingCase[]> => {
  const departmentId = page.order === "due" ? undefined : seenBy(filter);
  // Where nothing is asked about where they stand, what is carried alone says how few they are.
  const mayBeFew = departmentId === undefined || standingConditions(filter).length > 0;
  const few = mayBeFew ? await findFew(db, filter) : undefined;
  const asked =
    departmentId === undefined || few !== undefined
      ? pageOfStanding(db, filter, page, few)
      : pageOfSeen(db, filter, page, departmentId);
  return (await asked.execute()).map(toStanding);
};

/** How many there are, as far as `most` and no further. */
export const countCases = async (db: Db, filter: CaseFilter, most: number): Promise<number> => {
  const asked = narrow(db, filter).clearSelect().select("cases.id").limit(most);
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM (${asked}) AS found`.execute(db);
  return rows[0]?.n ?? 0;
};
