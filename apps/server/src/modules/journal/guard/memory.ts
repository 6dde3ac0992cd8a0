import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Directory } from "../../../platform/directory.ts";

const folderOf = ({ root }: Directory): string => join(root, "journal");
const pathOf = (directory: Directory): string => join(folderOf(directory), "last-checkpoint");

/**
 * The newest checkpoint this machine has seen, beside the database and not in it: who rolls the database back does not
 * roll this back with it.
 */
export const readSeen = (directory: Directory): string | undefined => {
  const path = pathOf(directory);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
};

/** Keeps a checkpoint, whole or not at all; it is on the disk when this returns. */
export const keepSeen = (directory: Directory, note: string): void => {
  mkdirSync(folderOf(directory), { recursive: true, mode: 0o700 });
  const path = pathOf(directory);
  const draft = openSync(`${path}.new`, "w", 0o600);
  try {
    writeSync(draft, note);
    fsyncSync(draft);
  } finally {
    closeSync(draft);
  }
  renameSync(`${path}.new`, path);
};
