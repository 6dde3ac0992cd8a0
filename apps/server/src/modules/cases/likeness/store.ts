import type { Label } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { type Box, boxText, openStages, type StandingCase, standingCases, toStanding } from "../case/index.ts";

/** So many are compared word by word. */
const mostCompared = 60;

/** What is near a place and may be seen. */
interface Near {
  readonly position: readonly [longitude: number, latitude: number];
  /** Farther away nothing is looked for. */
  readonly box: Box;
  readonly areaPath: string;
}

/** Open cases, and of what categories they are the same at once. */
interface NearCases extends Near {
  readonly departments: readonly string[] | undefined;
  readonly categories: readonly string[];
}

const pointText = ([x, y]: Near["position"]): string => `(${x},${y})`;

/** The nearest first, as the index of places finds them; of several in one place the newest. */
const nearest = (db: Db, { position, box, areaPath, departments }: NearCases) =>
  standingCases(db)
    .where("subjects.stage", "in", [...openStages])
    .where(sql<boolean>`starts_with(subjects.area_path, ${areaPath})`)
    .where(sql<boolean>`(${departments === undefined} OR subjects.departments && ${[...(departments ?? [])]}::uuid[])`)
    .where(sql<boolean>`placed AND at_box && ${boxText(box)}::box`)
    .orderBy(sql`at_box <-> ${pointText(position)}::point`)
    .orderBy("opened_at", "desc")
    .limit(mostCompared);

/**
 * Open cases within a box that somebody may see, the nearest; where they are a crowd, the nearest of the same categories
 * besides. Cases that went up in another are not open.
 */
export const listOpenNear = async (db: Db, near: NearCases): Promise<StandingCase[]> => {
  const all = await nearest(db, near).execute();
  const isCrowd = all.length === mostCompared && near.categories.length > 0;
  const same = isCrowd
    ? await nearest(db, near)
        .where(sql<boolean>`category = ANY (${[...near.categories]}::text[])`)
        .execute()
    : [];
  const known = new Set(all.map(({ id }) => id));
  return [...all, ...same.filter(({ id }) => !known.has(id))].map(toStanding);
};

/** A report nobody has decided about, as far as it is compared. */
export interface WaitingNear {
  readonly id: string;
  readonly no: string;
  readonly at: Date;
  readonly position: readonly [number, number];
  readonly areaPath: string;
  readonly departments: readonly string[];
  readonly category: string | undefined;
  readonly kind: string | undefined;
  readonly textId: string | undefined;
  readonly photos: readonly string[];
}

interface WaitingRow {
  id: string;
  no: string | null;
  at: Date;
  longitude: number;
  latitude: number;
  area_path: string | null;
  departments: string[];
  category: string | null;
  citizen_kind: string | null;
  text_id: string | null;
  photos: string[];
}

/** Problems within a box and an area that wait for the desk, the nearest first; of several in one place the newest. */
export const listWaitingNear = async (db: Db, { position, box, areaPath }: Near): Promise<WaitingNear[]> => {
  const { rows } = await sql<WaitingRow>`
    SELECT reports.id, no, reports.at, longitude, latitude, reports.area_path, subjects.departments, category,
      citizen_kind, text_id, photos
    FROM reports JOIN subjects ON subjects.id = reports.id
    WHERE case_id IS NULL AND answer_id IS NULL AND matter = 'problem' AND subjects.stage = 'waiting'
      AND point(longitude, latitude) <@ ${boxText(box)}::box
      AND starts_with(coalesce(reports.area_path, ''), ${areaPath})
    ORDER BY point(longitude, latitude) <-> ${pointText(position)}::point, reports.at DESC LIMIT ${mostCompared}`.execute(
    db,
  );
  return rows.map((row) => ({
    id: row.id,
    no: row.no ?? "",
    at: row.at,
    position: [row.longitude, row.latitude],
    areaPath: row.area_path ?? "",
    departments: row.departments,
    category: row.category ?? undefined,
    kind: row.citizen_kind ?? undefined,
    textId: row.text_id ?? undefined,
    photos: row.photos,
  }));
};

/** The picture a citizen chose for a report; undefined where none was chosen. */
export const findWaitingKind = async (db: Db, id: string): Promise<string | undefined> => {
  const { rows } = await sql<{ kind: string | null }>`
    SELECT citizen_kind AS kind FROM reports WHERE id = ${id}`.execute(db);
  return rows[0]?.kind ?? undefined;
};

/** Where the words of a report lie. */
export interface SaidRecord {
  readonly caseId: string;
  readonly textId: string | undefined;
  readonly words: Label | undefined;
}

/** What was said last of each of some cases: of so many reports, the newest first. */
export const listSaidLast = async (db: Db, caseIds: readonly string[], most: number): Promise<SaidRecord[]> => {
  const { rows } = await sql<{ case_id: string; text_id: string | null; words: Label | null }>`
    SELECT asked.id AS case_id, said.text_id, said.words FROM unnest(${[...caseIds]}::uuid[]) AS asked (id)
    CROSS JOIN LATERAL (
      SELECT text_id, words FROM reports WHERE case_id = asked.id ORDER BY at DESC, id DESC LIMIT ${most}
    ) AS said`.execute(db);
  return rows.map((row) => ({ caseId: row.case_id, textId: row.text_id ?? undefined, words: row.words ?? undefined }));
};
