import { type RiskJudgement, type Severity, severityRank } from "@chengyun/kernel";
import { type ColumnType, type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { ControlState, RiskFilter, RiskRecord, ScoreAt } from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface RiskTable {
  id: string;
  model: string;
  thing_id: string;
  area_path: string;
  score: number;
  colour: Severity;
  rank: number;
  factors: Json<RiskRecord["factors"]>;
  inputs: Json<RiskRecord["inputs"]>;
  judged_at: Date;
  since: Date;
  gone: ColumnType<boolean, boolean | undefined, boolean>;
  control_state: ControlState | null;
  controls: string | null;
  owner_department: string | null;
  reviewed_at: Date | null;
  next_review: ColumnType<string | null, string | null, string | null>;
}

interface ScoreTable {
  risk_id: string;
  at: Date;
  score: number;
  colour: Severity;
  factors: Json<ScoreAt["factors"]>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    risks: RiskTable;
    risk_scores: ScoreTable;
  }
}

const columns = [
  "id",
  "model",
  "thing_id",
  "area_path",
  "score",
  "colour",
  "factors",
  "inputs",
  "judged_at",
  "since",
  "gone",
  "control_state",
  "controls",
  "owner_department",
  "reviewed_at",
] as const;

const select = (db: Db) =>
  db
    .selectFrom("risks")
    .select(columns)
    .select(sql<string | null>`to_char(next_review, 'YYYY-MM-DD')`.as("next_review"));

type Row = Omit<Selectable<RiskTable>, "rank">;

const toRisk = (row: Row): RiskRecord => ({
  id: row.id,
  model: row.model,
  thingId: row.thing_id,
  areaPath: row.area_path,
  score: row.score,
  colour: row.colour,
  factors: row.factors,
  inputs: row.inputs,
  judgedAt: row.judged_at,
  since: row.since,
  gone: row.gone,
  controlState: row.control_state ?? undefined,
  controls: row.controls ?? undefined,
  ownerDepartment: row.owner_department ?? undefined,
  reviewedAt: row.reviewed_at ?? undefined,
  nextReview: row.next_review ?? undefined,
});

/** Risks of some things, gone ones too. */
export const listRisksOf = async (db: Db, thingIds: readonly string[]): Promise<RiskRecord[]> =>
  thingIds.length === 0
    ? []
    : (await select(db).where(sql<boolean>`thing_id = ANY (${thingIds}::uuid[])`).execute()).map(toRisk);

export const findRisk = async (db: Db, id: string): Promise<RiskRecord | undefined> => {
  const row = await select(db).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toRisk(row);
};

/** Worst first: by colour, then by score. */
export const listRisks = async (db: Db, filter: RiskFilter): Promise<RiskRecord[]> => {
  let asked = select(db).where("gone", "=", false);
  for (const path of filter.areaPaths) asked = asked.where(sql<boolean>`starts_with(area_path, ${path})`);
  if (filter.model !== undefined) asked = asked.where("model", "=", filter.model);
  if (filter.colour !== undefined) asked = asked.where("colour", "=", filter.colour);
  if (filter.thingId !== undefined) asked = asked.where("thing_id", "=", filter.thingId);
  if (filter.reviewBy !== undefined) asked = asked.where(sql<boolean>`next_review <= ${filter.reviewBy}::date`);
  if (filter.after !== undefined)
    asked = asked.where(
      sql<boolean>`(rank, score, id) < (SELECT rank, score, id FROM risks AS last WHERE last.id = ${filter.after})`,
    );
  const rows = await asked
    .orderBy("rank", "desc")
    .orderBy("score", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit)
    .execute();
  return rows.map(toRisk);
};

/** How many risks of each model and colour lie in each area of so many levels below none. */
export const countByArea = async (
  db: Db,
  asked: { readonly areaPaths: readonly string[]; readonly codes: number },
): Promise<{ path: string; model: string; colour: Severity; count: number }[]> => {
  const path = sql<string>`array_to_string((string_to_array(area_path, '/'))[1:${sql.lit(asked.codes)}], '/') || '/'`;
  let query = db
    .selectFrom("risks")
    .select([path.as("path"), "model", "colour", sql<number>`count(*)::int`.as("count")])
    .where("gone", "=", false);
  for (const within of asked.areaPaths) query = query.where(sql<boolean>`starts_with(area_path, ${within})`);
  return query.groupBy(["path", "model", "colour"]).execute();
};

/** A risk that was judged for the first time. */
export interface NewRisk {
  readonly id: string;
  readonly model: string;
  readonly thingId: string;
  readonly areaPath: string;
  readonly judgement: RiskJudgement;
  readonly at: Date;
}

const judged = ({ score, colour, factors, inputs }: RiskJudgement, at: Date) => ({
  score,
  colour,
  rank: severityRank(colour),
  factors: JSON.stringify(factors),
  inputs: JSON.stringify(inputs),
  judged_at: at,
});

export const insertRisk = async (db: Db, { id, model, thingId, areaPath, judgement, at }: NewRisk): Promise<void> => {
  await db
    .insertInto("risks")
    .values({ id, model, thing_id: thingId, area_path: areaPath, ...judged(judgement, at), since: at })
    .execute();
};

/** Writes what a risk scores now; `since` only where its colour changed. */
export const updateScore = async (
  db: Db,
  id: string,
  set: { judgement: RiskJudgement; at: Date; since?: Date; areaPath: string },
): Promise<void> => {
  await db
    .updateTable("risks")
    .set({
      ...judged(set.judgement, set.at),
      area_path: set.areaPath,
      gone: false,
      ...(set.since === undefined ? {} : { since: set.since }),
    })
    .where("id", "=", id)
    .execute();
};

export const markGone = async (db: Db, id: string): Promise<void> => {
  await db.updateTable("risks").set({ gone: true }).where("id", "=", id).execute();
};

/** What people found at a review. */
export interface Review {
  readonly controlState: ControlState;
  readonly controls: string;
  readonly ownerDepartment: string | undefined;
  readonly nextReview: string;
  readonly at: Date;
}

export const updateReview = async (db: Db, id: string, review: Review): Promise<void> => {
  await db
    .updateTable("risks")
    .set({
      control_state: review.controlState,
      controls: review.controls,
      reviewed_at: review.at,
      next_review: review.nextReview,
      ...(review.ownerDepartment === undefined ? {} : { owner_department: review.ownerDepartment }),
    })
    .where("id", "=", id)
    .execute();
};

export const insertScore = async (db: Db, riskId: string, { at, score, colour, factors }: ScoreAt): Promise<void> => {
  await db
    .insertInto("risk_scores")
    .values({ risk_id: riskId, at, score, colour, factors: JSON.stringify(factors) })
    // Two judgements of one moment: the later counts.
    .onConflict((conflict) =>
      conflict.columns(["risk_id", "at"]).doUpdateSet({ score, colour, factors: JSON.stringify(factors) }),
    )
    .execute();
};

/** What a risk scored, newest first. */
export const listScores = (db: Db, riskId: string, limit: number): Promise<ScoreAt[]> =>
  db
    .selectFrom("risk_scores")
    .select(["at", "score", "colour", "factors"])
    .where("risk_id", "=", riskId)
    .orderBy("at", "desc")
    .limit(limit)
    .execute();

/** Forgets what was scored before a time, but for the last of each. */
export const removeScores = async (db: Db, before: Date): Promise<void> => {
  await sql`DELETE FROM risk_scores AS old WHERE old.at < ${before}
    AND EXISTS (SELECT FROM risk_scores AS newer WHERE newer.risk_id = old.risk_id AND newer.at > old.at)`.execute(db);
};
