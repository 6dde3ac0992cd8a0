import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Directory } from "../../../platform/directory.ts";

const pathOf = ({ root }: Directory): string => join(root, "journal", "lost-checkpoints");

const digestOf = (note: string): string => createHash("sha256").update(note).digest("hex");

/**
 * Says that checkpoints which lie outside were signed over entries a restore could not bring back: the log goes on
 * without them. Beside the database and not in it, as whoever owns that must not be able to say so.
 */
export const rememberLost = (directory: Directory, notes: readonly string[]): void => {
  if (notes.length === 0) return;
  mkdirSync(join(directory.root, "journal"), { recursive: true, mode: 0o700 });
  const file = openSync(pathOf(directory), "a", 0o600);
  try {
    writeSync(file, notes.map((note) => `${digestOf(note)}\n`).join(""));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Whether a checkpoint belongs to what a restore could not bring back. */
export const isLost = (directory: Directory): ((note: string) => boolean) => {
  const path = pathOf(directory);
  const lost = new Set(existsSync(path) ? readFileSync(path, "utf8").split("\n") : []);
  return (note) => lost.has(digestOf(note));
};
