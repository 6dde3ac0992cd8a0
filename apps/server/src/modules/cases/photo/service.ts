import { createHash } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { FileMade, type Photo } from "@chengyun/contracts";
import type { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import { answerOnce, digestOf } from "../../../platform/answer-once.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { findSubject } from "../../../platform/subject.ts";
import { nameOf } from "../../persons/person/index.ts";
import { decodePhoto, shrinkPhoto } from "./decode.ts";
import { type Circumstance, doubtsOf } from "./doubt.ts";
import { attachLoose, findPhoto, insertPhoto, listPhotosOf, type PhotoRecord, rehome } from "./store.ts";

const fileOf = (ctx: Context, id: string): string => join(ctx.deployment.directory.files, id.slice(-2), `${id}.jpg`);

/** Writes bytes and waits until they are on the disk: a photo that was acknowledged is there after a power cut. */
const writeDurably = async (path: string, bytes: Buffer): Promise<void> => {
  await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

const toMade = ({ id, takenAt, position }: PhotoRecord): z.infer<typeof FileMade> => ({
  id,
  ...(takenAt === undefined ? {} : { takenAt: takenAt.toISOString() }),
  ...(position === undefined ? {} : { position: [...position] as [number, number] }),
});

const keepDecoded = async (
  outer: Context,
  { bytes, origin }: Awaited<ReturnType<typeof decodePhoto>>,
): Promise<z.infer<typeof FileMade>> => {
  const photo: PhotoRecord = {
    id: newId(),
    caseId: undefined,
    stage: undefined,
    uploadedBy: outer.actor.id,
    uploadedAt: outer.clock.now(),
    ...origin,
    digest: createHash("sha256").update(bytes).digest("hex"),
  };
  await writeDurably(fileOf(outer, photo.id), bytes);
  await transact(outer, async (ctx) => {
    await insertPhoto(ctx.db, photo);
    await record(ctx, {
      type: "photo.kept",
      subject: { kind: "photo", id: photo.id },
      areaPath: "",
      departments: [],
      changes: { digest: photo.digest, bytes: bytes.length },
    });
  });
  return toMade(photo);
};

/**
 * Keeps a photo that belongs to no case yet, with the place and time it brings; under a caller's key once. It is
 * decoded before anything waits for the database. Too large was refused before.
 */
export const keepPhoto = async (outer: Context, data: Buffer, key?: string): Promise<z.infer<typeof FileMade>> => {
  const decoded = await decodePhoto(data, outer.deployment.profile.zone);
  if (key === undefined) return keepDecoded(outer, decoded);
  const keyed = { key, digest: digestOf("photo", data) };
  const { body } = await answerOnce(outer, keyed, async (ctx) => ({
    status: 201,
    body: await keepDecoded(ctx, decoded),
  }));
  return FileMade.parse(body);
};

/** Puts one's own photos into a case. Fails when one of them is somebody else's, unknown, or elsewhere already. */
export const attachPhotos = async (
  ctx: Context,
  to: { caseId: string; stage: string },
  ids: readonly string[],
): Promise<void> => {
  const wanted = [...new Set(ids)];
  const attached = await attachLoose(ctx.db, { ...to, by: ctx.actor.id }, wanted);
  if (attached < wanted.length)
    throw new AppError("subject.missing-facts", { faults: [{ path: "facts.photos", code: "unknown" }] });
};

/** Bytes of a photo for who may see its case, or uploaded it a moment ago; not found for everybody else. */
export const readPhoto = async (ctx: Context, id: string, width: number | undefined): Promise<Buffer> => {
  const photo = await findPhoto(ctx.db, id);
  const home = photo?.caseId === undefined ? undefined : await findSubject(ctx.db, photo.caseId);
  const visible = home === undefined ? photo?.uploadedBy === ctx.actor.id : isInScope(ctx.actor, home);
  if (photo === undefined || !visible) throw new AppError("subject.not-found");
  return readKept(ctx, id, width);
};

/** Bytes of a kept photo, for use cases that have decided by themselves who may see it. */
export const readKept = async (ctx: Context, id: string, width: number | undefined): Promise<Buffer> => {
  const read = () => readFile(fileOf(ctx, id));
  return width === undefined ? read() : shrinkPhoto(read, width);
};

/** Photos of a report that waited go with it into its case; those of a case with it into another. */
export const movePhotos = (ctx: Context, from: string, to: { caseId: string; stage?: string }): Promise<void> =>
  rehome(ctx.db, from, to);

/** How a photo is answered: pages draw it by <img>; opened by itself it is saved, never run. */
export const photoHeaders = (id: string): Record<string, string> => ({
  "Content-Disposition": `attachment; filename="${id}.jpg"`,
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "Cross-Origin-Resource-Policy": "same-origin",
});

/** Citizens have no account: their photos are put in by the platform, under the digest of their secret. */
const isPerson = (uploader: string): boolean => !uploader.includes(":");

/** Photos of a case as screens show them, with what speaks against them. */
export const listPhotos = async (
  ctx: Context,
  caseId: string,
  circumstance?: Circumstance,
): Promise<z.infer<typeof Photo>[]> => {
  const photos = await listPhotosOf(ctx.db, caseId);
  const names = await nameOf(ctx, [...new Set(photos.map((photo) => photo.uploadedBy).filter(isPerson))]);
  return photos.map((photo) => ({
    id: photo.id,
    stage: photo.stage ?? "",
    at: photo.uploadedAt.toISOString(),
    by: names.get(photo.uploadedBy) ?? "",
    ...(photo.takenAt === undefined ? {} : { takenAt: photo.takenAt.toISOString() }),
    ...(photo.position === undefined ? {} : { position: [...photo.position] as [number, number] }),
    doubts: circumstance === undefined ? [] : doubtsOf(photo, circumstance),
  }));
};
