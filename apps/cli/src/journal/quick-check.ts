import { closeSync, openSync, readSync } from "node:fs";
import {
  appendLeaf,
  type Checkpoint,
  createTreeHasher,
  newFrontier,
  openCheckpoint,
  parseVerifierKey,
  rootOf,
  type Verification,
} from "@chengyun/kernel";
import { sha256, verifySignature } from "./cryptography.ts";
import { pageBytes, readLine } from "./quick-line.ts";

const newline = 0x0a;
/** The lines of a file as ranges of a buffer; false when the callback said stop, or a line is longer than a page. */
const eachLine = (path: string, take: (page: Buffer, from: number, to: number) => boolean): boolean => {
  const page = Buffer.allocUnsafe(pageBytes);
  const file = openSync(path, "r");
  try {
    let held = 0;
    for (;;) {
      const read = readSync(file, page, held, pageBytes - held, null);
      if (read === 0) return held === 0 && read === 0;
      const end = held + read;
      let from = 0;
      for (let to = page.indexOf(newline); to >= 0 && to < end; to = page.indexOf(newline, from)) {
        if (!take(page, from, to)) return false;
        from = to + 1;
      }
      page.copyWithin(0, from, end);
      held = end - from;
      if (held === pageBytes) return false;
    }
  } finally {
    closeSync(file);
  }
};

const openNotes = (notes: Iterable<string>, vkey: string): Checkpoint[] | undefined => {
  const key = parseVerifierKey(sha256, vkey);
  if (key === undefined) return undefined;
  const opened = [...notes].map((note) => openCheckpoint(note, key, verifySignature));
  const good = opened.filter((checkpoint) => typeof checkpoint !== "string");
  return good.length === opened.length && good.length > 0
    ? good.sort((one, other) => one.size - other.size)
    : undefined;
};

/**
 * The quick way to find an export right: takes lines apart by their bytes, without reading the JSON in them. What the
 * signed roots vouch for is exactly those bytes, so nothing can stand in them that was not there when it was signed.
 * Undefined when anything at all is not as the exporter writes it: then the kernel's verifier has to say what.
 */
export const quickCheck = (
  files: readonly string[],
  notes: Iterable<string>,
  vkey: string,
): Verification | undefined => {
  const checkpoints = openNotes(notes, vkey);
  if (checkpoints === undefined) return undefined;
  const hasher = createTreeHasher(sha256);
  const tree = newFrontier();
  const emptied = new Set<string>();
  let erased = 0;
  let withheld = 0;
  let namesErasures = false;
  let next = 0;
  /** Compares the checkpoints of the size reached. */
  const isSigned = (): boolean => {
    for (let due = checkpoints[next]; due?.size === tree.size; due = checkpoints[next]) {
      if (due.root !== rootOf(hasher, tree)) return false;
      next += 1;
    }
    return true;
  };
  const take = (page: Buffer, from: number, to: number): boolean => {
    const line = readLine({ page, from, end: to }, tree.size + 1);
    if (line === undefined) return false;
    appendLeaf(hasher, tree, line.hash);
    namesErasures ||= line.isSecond;
    if (line.withheld === true) withheld += 1;
    if (line.emptied !== undefined) emptied.add(line.emptied);
    for (const named of line.names ?? []) if (emptied.delete(named)) erased += 1;
    return tree.size !== checkpoints[next]?.size || isSigned();
  };
  if (!isSigned() || !files.every((path) => eachLine(path, take)) || next < checkpoints.length) return undefined;
  if (namesErasures && emptied.size > 0) return undefined;
  const proved = checkpoints.at(-1)?.size ?? 0;
  erased += emptied.size;
  return { entries: tree.size, checkpoints: next, erased, withheld, proved, root: rootOf(hasher, tree), faults: [] };
};
