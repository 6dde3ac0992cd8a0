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

const newline = 0x0a;
const pageBytes = 4 * 1024 * 1024;
const saltBytes = 16;
const digestDigits = 64;
const changesMark = Buffer.from(',"changes":');
const digestMark = Buffer.from(',"digest":"');
const positionMark = Buffer.from('","position":');
const saltMark = Buffer.from(',"salt":"');
const saltFieldLength = saltMark.length + saltBytes * 2 + 1;

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

/** Reads lines and gathers the bytes of their leaves, which hash to what was signed or not. */
const createLineReader = () => {
  const leaf = Buffer.allocUnsafe(pageBytes + 1);
  const digested = Buffer.allocUnsafe(pageBytes + saltBytes);
  leaf[0] = 0;

  const numberAt = (page: Buffer, at: number): number => {
    let value = 0;
    let digits = at;
    for (let byte = (page[digits] ?? 0) - 48; byte >= 0 && byte <= 9; byte = (page[digits] ?? 0) - 48) {
      value = value * 10 + byte;
      digits += 1;
    }
    return value;
  };
  const hasDigest = (page: Buffer, changes: readonly [number, number], digest: number, salt: number): boolean => {
    if (digested.write(page.toString("latin1", salt, salt + saltBytes * 2), 0, "hex") !== saltBytes) return false;
    const length = page.copy(digested, saltBytes, changes[0], changes[1]) + saltBytes;
    return sha256(digested.subarray(0, length)) === page.toString("latin1", digest, digest + digestDigits);
  };
  return {
    /** Hash of the line's leaf, and whether its changes are absent; undefined when something is not as expected. */
    read: (page: Buffer, from: number, to: number, position: number): { hash: string; erased: boolean } | undefined => {
      const digest = page.lastIndexOf(digestMark, to) + digestMark.length;
      const place = digest + digestDigits;
      if (
        digest - digestMark.length < from ||
        page.compare(positionMark, 0, positionMark.length, place, place + positionMark.length) !== 0
      )
        return undefined;
      if (numberAt(page, place + positionMark.length) !== position) return undefined;
      const changes = page.indexOf(changesMark, from);
      if (changes < 0 || changes >= to) {
        const length = page.copy(leaf, 1, from, to) + 1;
        return { hash: sha256(leaf.subarray(0, length)), erased: true };
      }
      const salt = page.indexOf(saltMark, place);
      const tail = digest - digestMark.length;
      if (salt < 0 || salt + saltFieldLength > to || changes > tail) return undefined;
      if (!hasDigest(page, [changes + changesMark.length, tail], digest, salt + saltMark.length)) return undefined;
      let length = page.copy(leaf, 1, from, changes) + 1;
      length += page.copy(leaf, length, tail, salt);
      length += page.copy(leaf, length, salt + saltFieldLength, to);
      return { hash: sha256(leaf.subarray(0, length)), erased: false };
    },
  };
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
  const reader = createLineReader();
  let erased = 0;
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
    const line = reader.read(page, from, to, tree.size + 1);
    if (line === undefined) return false;
    appendLeaf(hasher, tree, line.hash);
    if (line.erased) erased += 1;
    return tree.size !== checkpoints[next]?.size || isSigned();
  };
  if (!isSigned() || !files.every((path) => eachLine(path, take)) || next < checkpoints.length) return undefined;
  const proved = checkpoints.at(-1)?.size ?? 0;
  return { entries: tree.size, checkpoints: next, erased, proved, root: rootOf(hasher, tree), faults: [] };
};
