import { type Canonical, type Sha256, writeHex, writeUtf8 } from "./bytes.ts";

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

/** Digest of changes: SHA-256(16-byte salt ‖ canonical JSON of the changes); salt and digest in hexadecimal digits. */
export type Digester = (salt: string, changes: unknown) => string;

const saltLength = 16;

/** Makes a digester, which keeps one buffer for all its texts. */
export const createDigester = (sha256: Sha256, canonical: Canonical): Digester => {
  let buffer = new Uint8Array(4096);
  return (salt, changes) => {
    const text = canonical(changes);
    const needed = saltLength + text.length * 3;
    if (needed > buffer.length) buffer = new Uint8Array(needed * 2);
    writeHex(salt, buffer, 0);
    return sha256(buffer.subarray(0, writeUtf8(text, buffer, saltLength)));
  };
};
