import { createHash } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Photo } from "@chengyun/contracts";
import sharp from "sharp";
import type { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { findSubject } from "../../../platform/subject.ts";
import { nameOf } from "../../persons/person/index.ts";
import { attachLoose, findPhoto, insertPhoto, listPhotosOf, type PhotoRecord } from "./store.ts";

/** Longest side kept, in pixels: enough to read a number plate across a street. */
const longestSide = 2_560;
/** A photo that unpacks to more than this is an attack, not a photo. */
const mostPixels = 60_000_000;

const fileOf = (ctx: Context, id: string): string => join(ctx.deployment.directory.files, id.slice(-2), `${id}.jpg`);

const decodable = ["jpeg", "png", "webp"];

/** Decodes and encodes anew, so that nothing but the picture is kept: no place, no owner, no hidden payload. */
const reencode = async (data: Buffer): Promise<Buffer> => {
  try {
    const image = sharp(data, { limitInputPixels: mostPixels, failOn: "error" });
    const { format } = await image.metadata();
    if (!decodable.includes(format ?? "")) throw new AppError("file.not-a-photo");
    return await image
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("file.not-a-photo");
  }
};

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

/** Keeps a photo that belongs to no case yet. Fails with `file.not-a-photo`; too large was refused before. */
export const keepPhoto = async (outer: Context, data: Buffer): Promise<PhotoRecord> => {
  const bytes = await reencode(data);
  const photo: PhotoRecord = {
    id: newId(),
    caseId: undefined,
    stage: undefined,
    uploadedBy: outer.actor.id,
    uploadedAt: outer.clock.now(),
    takenAt: undefined,
    position: undefined,
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
  return width === undefined
    ? bytes
    : sharp(bytes).resize({ width, withoutEnlargement: true }).jpeg({ quality: 80 }).toBuffer();
};

/** Photos of a case as screens show them. */
export const listPhotos = async (ctx: Context, caseId: string): Promise<z.infer<typeof Photo>[]> => {
  const photos = await listPhotosOf(ctx.db, caseId);
  const names = await nameOf(ctx, [...new Set(photos.map((photo) => photo.uploadedBy))]);
  return photos.map((photo) => ({
    id: photo.id,
    stage: photo.stage ?? "",
    at: photo.uploadedAt.toISOString(),
    by: names.get(photo.uploadedBy) ?? "",
    ...(photo.takenAt === undefined ? {} : { takenAt: photo.takenAt.toISOString() }),
    ...(photo.position === undefined ? {} : { position: [...photo.position] as [number, number] }),
  }));
};
