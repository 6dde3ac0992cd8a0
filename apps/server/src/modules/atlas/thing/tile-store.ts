import { type Label, severityRank } from "@chengyun/kernel";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { type Box, boxText } from "../../../platform/geometry.ts";
import { type Attributes, gravest, type OpenAlarms } from "./model.ts";

/** A thing as tiles keep it in memory. */
export interface TouchedThing {
  readonly no: number;
  readonly id: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly type: string;
  readonly areaPath: string;
  /** Twice the rank of its gravest level, one more when it is silent: the graver is drawn above. */
  readonly worst: number;
  readonly retired: boolean;
}

const worstOf = (alarms: OpenAlarms | null): number =>
  alarms === null
    ? 0
    : severityRank(gravest(alarms)) * 2 + (Object.values(alarms).some(({ silence }) => silence) ? 1 : 0);

/** The oldest transaction that may still be open: what older ones did is there for all to see. */
export const getOldestOpen = async (db: Db): Promise<string> => {
  const { rows } = await sql<{ xmin: string }>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin`.execute(
    db,
  );
  return rows[0]?.xmin ?? "0";
};

/** Things that a transaction of this age or a younger one has written, by number. */
export const listTouched = async (
  db: Db,
  { since, after, limit }: { readonly since: string; readonly after: number; readonly limit: number },
): Promise<TouchedThing[]> => {
  const { rows } = await sql<Omit<TouchedThing, "worst" | "areaPath"> & { area: string; alarms: OpenAlarms | null }>`
    SELECT no, id, longitude, latitude, type, area_path AS area, retired,
      CASE WHEN open_alarms = '{}' THEN NULL ELSE open_alarms END AS alarms
    FROM things WHERE ${since === "0" ? sql`true` : sql`touched >= ${since}::xid8`} AND no > ${after}
    ORDER BY no LIMIT ${limit}`.execute(db);
  return rows.map(({ area, alarms, ...row }) => ({ ...row, areaPath: area, worst: worstOf(alarms) }));
};

/** Names of things by number. */
export const listNamed = async (
  db: Db,
  nos: readonly number[],
): Promise<{ readonly no: number; readonly name: Label }[]> => {
  if (nos.length === 0) return [];
  const { rows } = await sql<{ no: number; name: Label }>`
    SELECT no, name FROM things WHERE no = ANY (${[...nos]}::int[])`.execute(db);
  return rows;
};

/** A link as tiles draw it. */
export interface LinkRow {
  readonly id: string;
  readonly no: number;
  readonly type: string;
  readonly line: readonly (readonly [number, number])[];
}

interface LinksAsked {
  readonly box: Box;
  readonly areaPath: string;
  readonly types: ReadonlySet<string> | undefined;
  readonly limit: number;
}

const selectLinks = async (
  db: Db,
  { box, areaPath, types, limit }: LinksAsked,
  order: RawBuilder<unknown>,
): Promise<LinkRow[]> => {
  const { rows } = await sql<LinkRow>`
    SELECT id, no, type, line FROM links
    WHERE at_box && ${boxText(box)}::box
      AND ${areaPath === "" ? sql`true` : sql`starts_with(area_path, ${areaPath})`}
      AND ${types === undefined ? sql`true` : sql`type = ANY (${[...types]}::text[])`}
    ${order} LIMIT ${limit}`.execute(db);
  return rows;
};

/**
 * Links whose box touches a box and that begin in an area; where there are more than are asked for, the longest. Only such a
 * crowd is sorted: all other tiles take what the index finds.
 */
export const listLinksIn = async (db: Db, asked: LinksAsked): Promise<LinkRow[]> => {
  const found = await selectLinks(db, { ...asked, limit: asked.limit + 1 }, sql``);
  if (found.length <= asked.limit) return found;
  return selectLinks(db, asked, sql`ORDER BY at_box[0] <-> at_box[1] DESC, no`);
};

/** How many links of each type begin in an area. */
export const countLinks = async (db: Db, areaPath: string): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ type: string; count: number }>`
    SELECT type, count(*)::int AS count FROM links
    WHERE ${areaPath === "" ? sql`true` : sql`starts_with(area_path, ${areaPath})`} GROUP BY type`.execute(db);
  return new Map(rows.map(({ type, count }) => [type, count]));
};

/** A link as files have it: its ends by their refs. */
export interface ExportedLink extends LinkRow {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
  readonly attributes: Attributes;
}

/** Links that begin in an area, by number. */
export const listLinksAfter = async (
  db: Db,
  { areaPath, after, limit }: { readonly areaPath: string; readonly after: number; readonly limit: number },
): Promise<ExportedLink[]> => {
  const { rows } = await sql<ExportedLink>`
    SELECT links.id, links.no, links.ref, links.type, line, links.attributes, one.ref AS "from", other.ref AS "to"
    FROM links JOIN things AS one ON one.id = from_id JOIN things AS other ON other.id = to_id
    WHERE links.no > ${after} AND starts_with(links.area_path, ${areaPath}) ORDER BY links.no LIMIT ${limit}`.execute(
    db,
  );
  return rows;
};
