import { mkdir, open, readdir, readFile, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config } from "../config.ts";
import { BackupFault } from "./fault.ts";
import { s3Place } from "./s3-place.ts";
import { wholeName } from "./shape.ts";

/** Where backups lie: names with `/` and whole contents, nothing else. */
export interface Place {
  /** As people are told where it is; no secret in it. */
  readonly words: string;
  /** Puts a file there, whole or not at all; it is on the disk when this resolves. */
  readonly put: (name: string, bytes: Buffer) => Promise<void>;
  readonly get: (name: string) => Promise<Buffer>;
  /** Every name that begins so. */
  readonly list: (prefix: string) => Promise<string[]>;
  readonly remove: (name: string) => Promise<void>;
}

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

const listBelow = async (root: string, below = ""): Promise<string[]> => {
  const items = await readdir(join(root, below), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const names = await Promise.all(
    items.map((item) => {
      const name = below === "" ? item.name : `${below}/${item.name}`;
      return item.isDirectory() ? listBelow(root, name) : [name];
    }),
  );
  return names.flat();
};

/** A folder: a disk of its own, a share of another machine. */
export const folderPlace = (root: string): Place => ({
  words: root,
  put: async (name, bytes) => {
    const path = join(root, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.new`;
    const file = await open(draft, "w", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
  },
  get: (name) => readFile(join(root, name)),
  list: async (prefix) => (await listBelow(root)).filter((name) => name.startsWith(prefix)).sort(),
  remove: async (name) => {
    await rm(join(root, name), { force: true });
    // A folder goes with its last file; one that still holds something stays.
    await rmdir(dirname(join(root, name))).catch(() => undefined);
  },
});

/** Settings that name a place and what is needed to reach it. */
export type PlaceSettings = Pick<Config["backup"], "s3"> & Pick<Config, "outgoingAllow">;

const noS3 = {
  zh: "S3 存储需要 BACKUP_S3_ENDPOINT、BACKUP_S3_KEY、BACKUP_S3_SECRET（或 BACKUP_S3_SECRET_FILE）。",
  en: "An S3 store needs BACKUP_S3_ENDPOINT, BACKUP_S3_KEY and BACKUP_S3_SECRET (or BACKUP_S3_SECRET_FILE).",
};

/** Opens the place by its address: a folder, or `s3://bucket/prefix`. */
export const openPlace = (address: string, settings: PlaceSettings): Place => {
  if (!address.startsWith("s3://")) return folderPlace(address);
  if (settings.s3 === undefined) throw new BackupFault(noS3);
  return s3Place(address, settings.s3, settings.outgoingAllow);
};

/** A file of a backup; the place may itself be the backup. */
export const fileOf = (backup: string, file: string): string => (backup === "" ? file : `${backup}/${file}`);

/** Names (without the file) of the whole backups at a place, the oldest first. */
export const listWhole = async (place: Place, below = ""): Promise<string[]> =>
  (await place.list(below))
    .filter((name) => name === wholeName || name.endsWith(`/${wholeName}`))
    .map((name) => name.slice(0, -wholeName.length).replace(/\/$/, ""))
    .sort();

/** Removes everything of a backup; the file that says it is whole goes first, so that a rest is never taken for one. */
export const removeBackup = async (place: Place, name: string): Promise<void> => {
  const names = await place.list(`${name}/`);
  for (const one of names.filter((each) => each.endsWith(`/${wholeName}`))) await place.remove(one);
  for (const one of names.filter((each) => !each.endsWith(`/${wholeName}`))) await place.remove(one);
};
