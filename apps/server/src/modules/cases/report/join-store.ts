import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { statement } from "../../../platform/statement.ts";
import { type Box, boxText, type StandingCase, standingCases, toStanding } from "../case/index.ts";

/** Where a report might belong: same category, and all else that is given. */
export interface JoinWish {
  /** Its category by all its ids: those of before and after a dictionary came in force or another version of it. */
  readonly categories: readonly string[];
  readonly openStages: readonly string[];
  readonly reportedSince?: Date | undefined;
  readonly thingId?: string | undefined;
  readonly box?: Box | undefined;
}

interface Joinable {
  readonly categories: readonly string[];
  readonly stages: readonly string[];
  readonly since: Date;
  readonly thing: string;
  readonly box: string;
}

const joinable = (named: { thing: boolean; box: boolean }) =>
  statement((db, given: Joinable) => {
    let asked = standingCases(db)
      .where(sql<boolean>`category = ANY (${given.categories}::text[])`)
      // Concatenated, so that no plan starts from all that stand in these stages: there are many, and few near by.
      .where(sql<boolean>`subjects.stage || '' = ANY (${given.stages}::text[])`)
      .where("reported_at", ">=", given.since);
    if (named.thing) asked = asked.where("thing_id", "=", given.thing);
    if (named.box) asked = asked.where(sql<boolean>`placed AND at_box && ${given.box}::box`);
    return asked.orderBy("reported_at", "desc").limit(20);
  });

const joinableBy = {
  "": joinable({ thing: false, box: false }),
  thing: joinable({ thing: true, box: false }),
  box: joinable({ thing: false, box: true }),
  "thing box": joinable({ thing: true, box: true }),
};

const longAgo = new Date(0);

/** Open cases a report might join, the one that was reported last first. */
export const listJoinable = async (db: Db, wish: JoinWish): Promise<StandingCase[]> => {
  const { categories, openStages, reportedSince = longAgo, thingId, box } = wish;
  const by =
    `${thingId === undefined ? "" : "thing"} ${box === undefined ? "" : "box"}`.trim() as keyof typeof joinableBy;
  const rows = await joinableBy[by](db, {
    categories,
    stages: openStages,
    since: reportedSince,
    thing: thingId ?? "",
    box: box === undefined ? "" : boxText(box),
  });
  return rows.map(toStanding);
};

const lockAll = statement(
  (_, given: { own: string; around: readonly string[] }) => sql`
    SELECT CASE WHEN own THEN pg_advisory_xact_lock(key) ELSE pg_advisory_xact_lock_shared(key) END FROM (
      SELECT hashtextextended('cases.join:' || name, 0) AS key, bool_or(name = ${given.own}::text) AS own
      FROM unnest(${given.own}::text || ${given.around}::text[]) AS name GROUP BY key ORDER BY key
    ) AS keys /* all take them in one order */`,
);

/**
 * Two reports that may belong together must not both find no case and open two: the second waits here. Each holds what
 * is its own alone, and what is around it together with others that don't open anything there.
 */
export const lockJoining = async (
  db: Db,
  names: { readonly own: string; readonly around: readonly string[] },
): Promise<void> => {
  await lockAll(db, names);
};
