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

/** A text as JSON; the test is for what JSON must escape, which ids and times never hold. */
const quote = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /["\\\u0000-\u001f\ud800-\udfff]/.test(text) ? JSON.stringify(text) : `"${text}"`;

/**
 * Canonical text of a leaf (RFC 8785): keys in order, texts and whole numbers as JSON writes them. Written out by hand
 * because every entry ever verified comes through here.
 */
export const formatLeaf = (leaf: Leaf): string => {
  const { actor, at, cause, digest, position, subject, type } = leaf;
  const reason = cause === null ? "null" : `{"id":${quote(cause.id)},"kind":${quote(cause.kind)}}`;
  const head = `{"actor":${quote(actor)},"at":${quote(at)},"cause":${reason},"digest":${quote(digest)}`;
  return `${head},"position":${position},"subject":${quote(subject)},"type":${quote(type)}}`;
};

/** Digest of a canonical text of changes: SHA-256(16-byte salt ‖ text); salt and digest in hexadecimal digits. */
export type Digester = (salt: string, canonicalText: string) => string;

const saltLength = 16;

const usualLength = 4096;

/** Makes a digester, which keeps one buffer and its views for all usual texts. */
export const createDigester = (sha256: Sha256): Digester => {
  const usual = new Uint8Array(usualLength);
  const views: (Uint8Array | undefined)[] = new Array<undefined>(usualLength).fill(undefined);
  return (salt, canonicalText) => {
    const needed = saltLength + canonicalText.length * 3;
    const buffer = needed < usualLength ? usual : new Uint8Array(needed);
    writeHex(salt, buffer, 0);
    const length = writeUtf8(canonicalText, buffer, saltLength);
    if (buffer !== usual) return sha256(buffer.subarray(0, length));
    const view = views[length] ?? usual.subarray(0, length);
    views[length] = view;
    return sha256(view);
  };
};
