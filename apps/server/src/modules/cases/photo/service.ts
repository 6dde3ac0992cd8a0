import { createHash } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Photo } from "@chengyun/contracts";
import type { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { findSubject } from "../../../platform/subject.ts";
import { nameOf } from "../../persons/person/index.ts";
import { decodePhoto, shrinkPhoto } from "./decode.ts";
import { type Circumstance, doubtsOf } from "./doubt.ts";
import { attachLoose, findPhoto, insertPhoto, listPhotosOf, type PhotoRecord } from "./store.ts";

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

/** Keeps a photo that belongs to no case yet, with the place and time it brings. Too large was refused before. */
export const keepPhoto = async (outer: Context, data: Buffer): Promise<PhotoRecord> => {
  const { bytes, origin } = await decodePhoto(data, outer.deployment.profile.zone);
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
  return photo;
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
  const bytes = await readFile(fileOf(ctx, id));
  return width === undefined ? bytes : shrinkPhoto(bytes, width);
};

/** Photos of a case as screens show them, with what speaks against them. */
export const listPhotos = async (
  ctx: Context,
  caseId: string,
  circumstance?: Circumstance,
): Promise<z.infer<typeof Photo>[]> => {
  const photos = await listPhotosOf(ctx.db, caseId);
  const names = await nameOf(ctx, [...new Set(photos.map((photo) => photo.uploadedBy))]);
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
