import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { ReceivedFile } from "../../../platform/route.ts";
import { type Sniffed, sniff } from "./sniff.ts";

/** Largest file that is taken. */
export const fileBytesMost = 2 * 1024 ** 3;
/** All uploaded files together, until they are removed. */
export const allBytesMost = 20 * 1024 ** 3;
/** What the disk keeps free for the city itself. */
const freeBytesLeast = 1024 ** 3;

/** Where the files of an import lie: a folder named by its id, which is ours. */
export const folderOf = (ctx: Pick<Context, "deployment">, id: string): string =>
  join(ctx.deployment.directory.files, "imports", id);

/** A name as it is shown: the last part of a path, without signs that draw nothing. */
export const toShownName = (given: string): string => {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, "").trim();
  return plain === "" ? "file" : [...plain].slice(0, 200).join("");
};

/** What a file left for somebody is called when it is saved: by the file it is of. */
export const savedAs = (name: string, left: string): string =>
  `${name.replace(/\.gz$/i, "").replace(/(\.osm)?\.[a-z0-9]{1,8}$/i, "")}.${left}`;

/** A file that came in whole. */
export interface Arrived extends Sniffed {
  readonly name: string;
  readonly bytes: number;
  readonly digest: string;
  /** Where it lies until it is known to belong here. */
  readonly at: string;
}

const checkRoom = async (folder: string): Promise<void> => {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < freeBytesLeast) throw new AppError("import-file.no-room");
};

/** How a file is called as long as nobody knows whether it belongs here. */
const comingPrefix = ".coming-";

/** Takes a file to disk as it comes, and tells it by its bytes. What is none of ours is gone again. */
export const takeFile = async (folder: string, received: ReceivedFile): Promise<Arrived> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await checkRoom(folder);
  const at = join(folder, `${comingPrefix}${randomUUID()}`);
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(received.stream, measure, createWriteStream(at, { mode: 0o600 })).catch((error: unknown) => {
      if ((error as { code?: string }).code === "ENOSPC") throw new AppError("import-file.no-room");
      throw new AppError("import-file.cut-off");
    });
    if (received.isCut()) throw new AppError("import-file.too-large");
    if (bytes === 0) throw new AppError("import-file.empty");
    const name = toShownName(received.name);
    const sniffed = await sniff(at, name, bytes);
    if (sniffed === undefined) throw new AppError("import-file.unknown");
    return { ...sniffed, name, bytes, digest: hash.digest("hex"), at };
  } catch (error) {
    await rm(at, { force: true });
    throw error;
  }
};

/** What a file is called in its folder. */
export const placeOf = ({ ending }: Arrived): string => `source.${ending}`;

/**
 * Gives a file its place in the folder; a file that begins anew clears what lay there, but nothing that is only on its
 * way: another's fate is not ours to decide.
 */
export const placeFile = async (folder: string, arrived: Arrived, startsAnew: boolean): Promise<void> => {
  if (startsAnew)
    for (const name of await readdir(folder))
      if (!name.startsWith(comingPrefix)) await rm(join(folder, name), { recursive: true, force: true });
  await rename(arrived.at, join(folder, placeOf(arrived)));
};

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Whether something of an import lies on disk. */
export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
