import { type Sha256, writeHex, writeUtf8 } from "./bytes.ts";

/** What an entry is caused by: another entry, an alarm, a reading. */
export interface Cause {
  readonly kind: string;
  readonly id: string;
}

/** The part of a journal entry that is a leaf of the Merkle log; nothing personal, never erased. */
export interface Leaf {
  /** Place in the journal, from 1. */
  readonly position: number;
  /** ISO 8601 with milliseconds and `Z`. */
  readonly at: string;
  /** `noun.past`. */
  readonly type: string;
  /** Id of the subject. */
  readonly subject: string;
  /** Id of the actor. */
  readonly actor: string;
  readonly cause: Cause | null;
  /** Salted digest of the changes, see {@link createDigester}. */
  readonly digest: string;
}

/**
 * Canonical text of a leaf. The keys stand in the order of RFC 8785 and the values are texts and whole numbers, for
 * which RFC 8785 is what JSON.stringify writes.
 */
export const formatLeaf = (leaf: Leaf): string => {
  const { actor, at, cause, digest, position, subject, type } = leaf;
  const sorted = cause === null ? null : { id: cause.id, kind: cause.kind };
  return JSON.stringify({ actor, at, cause: sorted, digest, position, subject, type });
};

const usualLength = 4096;

/** A buffer with its views by length, so that hashing usual lengths allocates nothing. */
interface Page {
  readonly bytes: Uint8Array;
  readonly views: (Uint8Array | undefined)[];
}

const newPage = (): Page => ({ bytes: new Uint8Array(usualLength), views: new Array(usualLength).fill(undefined) });

const viewOf = (page: Page, length: number): Uint8Array => {
  const view = page.views[length] ?? page.bytes.subarray(0, length);
  page.views[length] = view;
  return view;
};

/** Writes a text as JSON and returns the offset after it; plain ASCII, which ids and times are, goes straight through. */
const writeQuoted = (text: string, into: Uint8Array, offset: number): number => {
  let at = offset;
  into[at] = 0x22;
  at += 1;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c)
      return writeUtf8(JSON.stringify(text), into, offset);
    into[at] = unit;
    at += 1;
  }
  into[at] = 0x22;
  return at + 1;
};

/** Writes 0x00 and the leaf's canonical text and returns the offset after it. */
const writeLeaf = (leaf: Leaf, into: Uint8Array): number => {
  const { cause } = leaf;
  let at = writeQuoted(leaf.actor, into, writeUtf8('\u0000{"actor":', into, 0));
  at = writeQuoted(leaf.at, into, writeUtf8(',"at":', into, at));
  if (cause === null) at = writeUtf8(',"cause":null', into, at);
  else {
    at = writeQuoted(cause.id, into, writeUtf8(',"cause":{"id":', into, at));
    at = writeQuoted(cause.kind, into, writeUtf8(',"kind":', into, at));
    at = writeUtf8("}", into, at);
  }
  at = writeQuoted(leaf.digest, into, writeUtf8(',"digest":', into, at));
  at = writeUtf8(String(leaf.position), into, writeUtf8(',"position":', into, at));
  at = writeQuoted(leaf.subject, into, writeUtf8(',"subject":', into, at));
  at = writeQuoted(leaf.type, into, writeUtf8(',"type":', into, at));
  return writeUtf8("}", into, at);
};

/** Longest a text can be as JSON in UTF-8: six bytes a UTF-16 unit (`\u0000`). */
const longest = (text: string): number => text.length * 6;

const fits = (leaf: Leaf): boolean => {
  const { actor, at, cause, digest, subject, type } = leaf;
  const reason = cause === null ? 0 : longest(cause.id) + longest(cause.kind);
  const texts = longest(actor) + longest(at) + longest(digest) + longest(subject) + longest(type);
  return texts + reason + 200 < usualLength;
};

/**
 * Makes the function that gives a leaf's hash: SHA-256(0x00 ‖ canonical text). It writes the bytes itself, with no
 * text between, because every entry ever verified comes through here.
 */
export const createLeafHasher = (sha256: Sha256): ((leaf: Leaf) => string) => {
  const page = newPage();
  return (leaf) =>
    fits(leaf) ? sha256(viewOf(page, writeLeaf(leaf, page.bytes))) : sha256(`\u0000${formatLeaf(leaf)}`);
};

/** Digest of a canonical text of changes: SHA-256(16-byte salt ‖ text); salt and digest in hexadecimal digits. */
export type Digester = (salt: string, canonicalText: string) => string;

const saltLength = 16;

/** Makes a digester, which keeps one buffer for all texts of usual length. */
export const createDigester = (sha256: Sha256): Digester => {
  const page = newPage();
  return (salt, canonicalText) => {
    const needed = saltLength + canonicalText.length * 3;
    const bytes = needed < usualLength ? page.bytes : new Uint8Array(needed);
    writeHex(salt, bytes, 0);
    const length = writeUtf8(canonicalText, bytes, saltLength);
    return sha256(bytes === page.bytes ? viewOf(page, length) : bytes.subarray(0, length));
  };
};
