import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

/** Which entries are counted, and whose. */
export interface StripWish {
  readonly from: Date;
  readonly to: Date;
  readonly sliceMs: number;
  readonly areaPath: string;
  readonly departments: "all" | readonly string[];
}

/** So many entries of a type in one slice. */
export interface SliceCount {
  readonly type: string;
  readonly slice: number;
  readonly count: number;
}

/**
 * Positioned entries of the counted types by slice. The types are written out because only so the partial index is used.
 * Whose a case is, is asked of the case as it stands: when it was reported no department had it. Alarms belong to an area alone.
 */
export const countSlices = async (db: Db, wish: StripWish): Promise<SliceCount[]> => {
  const { rows } = await sql<SliceCount>`
    SELECT type, floor(extract(epoch FROM at - ${wish.from}) * 1000 / ${wish.sliceMs}::integer)::integer AS slice,
      count(*) AS count
    FROM journal
    WHERE type IN ('alarm.raised', 'case.reported', 'case.joined')
      AND position IS NOT NULL AND at >= ${wish.from} AND at < ${wish.to}
      AND starts_with(area_path, ${wish.areaPath})
      AND (${wish.departments === "all"} OR type = 'alarm.raised' OR EXISTS (
        SELECT FROM subjects
        WHERE subjects.id = journal.subject_id::uuid
          AND subjects.departments && ${wish.departments === "all" ? [] : [...wish.departments]}::uuid[]))
    GROUP BY 1, 2`.execute(db);
  return rows;
};
