import type { Db } from "../../../platform/database.ts";

interface PhotoTable {
  id: string;
  case_id: string | null;
  stage: string | null;
  uploaded_by: string;
  uploaded_at: Date;
  taken_at: Date | null;
  longitude: number | null;
  latitude: number | null;
  digest: string;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    photos: PhotoTable;
  }
}

/** A photo as it lies in the table; its bytes are a file named by its id. */
export interface PhotoRecord {
  readonly id: string;
  readonly caseId: string | undefined;
  readonly stage: string | undefined;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly takenAt: Date | undefined;
  readonly position: readonly [number, number] | undefined;
  /** SHA-256 of the stored bytes, hex. */
  readonly digest: string;
}

const fromRow = (row: PhotoTable): PhotoRecord => ({
  id: row.id,
  caseId: row.case_id ?? undefined,
  stage: row.stage ?? undefined,
  uploadedBy: row.uploaded_by,
  uploadedAt: row.uploaded_at,
  takenAt: row.taken_at ?? undefined,
  position: row.longitude === null || row.latitude === null ? undefined : [row.longitude, row.latitude],
  digest: row.digest,
});

export const insertPhoto = async (db: Db, photo: PhotoRecord): Promise<void> => {
  await db
    .insertInto("photos")
    .values({
      id: photo.id,
      case_id: photo.caseId ?? null,
      stage: photo.stage ?? null,
      uploaded_by: photo.uploadedBy,
      uploaded_at: photo.uploadedAt,
      taken_at: photo.takenAt ?? null,
      longitude: photo.position?.[0] ?? null,
      latitude: photo.position?.[1] ?? null,
      digest: photo.digest,
    })
    .execute();
};

/** Puts photos that belong to no case yet, and were uploaded by this actor, into a case; answers how many. */
export const attachLoose = async (
  db: Db,
  to: { caseId: string; stage: string; by: string },
  ids: readonly string[],
): Promise<number> => {
  const { numUpdatedRows } = await db
    .updateTable("photos")
    .set({ case_id: to.caseId, stage: to.stage })
    .where("id", "in", [...ids])
    .where("case_id", "is", null)
    .where("uploaded_by", "=", to.by)
    .executeTakeFirst();
  return Number(numUpdatedRows);
};

/** Gives what belongs to one subject to another; without a stage each photo keeps its own. */
export const rehome = async (db: Db, from: string, to: { caseId: string; stage?: string }): Promise<void> => {
  const stage = to.stage === undefined ? {} : { stage: to.stage };
  await db
    .updateTable("photos")
    .set({ case_id: to.caseId, ...stage })
    .where("case_id", "=", from)
    .execute();
};

/** Gives some photos to a subject, whosever they are now. */
export const rehomeThese = async (db: Db, ids: readonly string[], caseId: string): Promise<void> => {
  if (ids.length === 0) return;
  await db
    .updateTable("photos")
    .set({ case_id: caseId })
    .where("id", "in", [...ids])
    .execute();
};

export const findPhoto = async (db: Db, id: string): Promise<PhotoRecord | undefined> => {
  const row = await db.selectFrom("photos").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

export const listPhotosOf = async (db: Db, caseId: string): Promise<PhotoRecord[]> =>
  (
    await db
      .selectFrom("photos")
      .selectAll()
      .where("case_id", "=", caseId)
      .orderBy("uploaded_at")
      .orderBy("id")
      .execute()
  ).map(fromRow);
