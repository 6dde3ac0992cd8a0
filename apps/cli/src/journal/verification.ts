import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createVerifier, type Verification } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { sha256, verifySignature } from "./cryptography.ts";
import { readLines } from "./lines.ts";
import { quickCheck } from "./quick-check.ts";

const listFiles = (folder: string): string[] => {
  try {
    return readdirSync(folder).sort();
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw fault;
  }
};

/** Signed notes of an export, each once. */
const readNotes = (folder: string): Set<string> => {
  const older = listFiles(join(folder, "checkpoints")).map((name) => join(folder, "checkpoints", name));
  const newest = listFiles(folder).includes("checkpoint") ? [join(folder, "checkpoint")] : [];
  return new Set([...older, ...newest].map((path) => readFileSync(path, "utf8")));
};

/** A line that is no JSON is no entry; the verifier says so at its position. */
const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
};

const isEntries = (name: string): boolean => /^entries-.*\.ndjson$/.test(name);

/** Whether a folder looks like an export at all. */
export const isExport = (folder: string): boolean =>
  listFiles(folder).some((name) => name === "checkpoint" || isEntries(name));

/** Verifies entry by entry and says what is wrong where. */
const checkThoroughly = async (
  files: readonly string[],
  notes: Iterable<string>,
  vkey: string,
): Promise<Verification> => {
  const canonical = (value: unknown) => canonicalize(value) ?? "null";
  const verifier = createVerifier({ sha256, canonical, verifySignature, vkey });
  for (const note of notes) verifier.checkpoint(note);
  for (const path of files)
    for await (const lines of readLines(createReadStream(path, { highWaterMark: 1 << 20 })))
      for (const line of lines) verifier.entry(parse(line));
  return verifier.finish();
};

/** Verifies an export on disk with the given public key and nothing else. */
export const verifyFolder = async (folder: string, vkey: string): Promise<Verification> => {
  const notes = readNotes(folder);
  const files = listFiles(folder)
    .filter(isEntries)
    .map((name) => join(folder, name));
  return quickCheck(files, notes, vkey) ?? checkThoroughly(files, notes, vkey);
};
