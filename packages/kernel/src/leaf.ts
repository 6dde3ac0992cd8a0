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

// biome-ignore lint/suspicious/noControlCharactersInRegex: what JSON must escape is what is looked for
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;

const quote = (text: string): string => (escaped.test(text) ? JSON.stringify(text) : `"${text}"`);

/**
 * Canonical text of a leaf (RFC 8785): keys in order, texts and whole numbers as JSON writes them. Written out by
 * hand, and looked through for characters to escape only once, because every entry ever verified comes through here.
 */
export const formatLeaf = (leaf: Leaf): string => {
  const { actor, at, cause, digest, position, subject, type } = leaf;
  const id = cause?.id ?? "";
  const kind = cause?.kind ?? "";
  const isPlain = !escaped.test(actor + at + id + kind + digest + subject + type);
  const put = isPlain ? (text: string): string => `"${text}"` : quote;
  const reason = cause === null ? "null" : `{"id":${put(id)},"kind":${put(kind)}}`;
  return `{"actor":${put(actor)},"at":${put(at)},"cause":${reason},"digest":${put(digest)},"position":${position},"subject":${put(subject)},"type":${put(type)}}`;
};

/** Digest of a canonical text of changes: SHA-256(16-byte salt ‖ text); salt and digest in hexadecimal digits. */
export type Digester = (salt: string, canonicalText: string) => string;

const saltLength = 16;

const usualLength = 4096;

/**
 * Makes a digester. Texts of usual length go through one buffer, whose views are kept by length so that hashing them
 * allocates nothing.
 */
export const createDigester = (sha256: Sha256): Digester => {
  const usual = new Uint8Array(usualLength);
  const views: (Uint8Array | undefined)[] = new Array(usualLength).fill(undefined);
  return (salt, canonicalText) => {
    const needed = saltLength + canonicalText.length * 3;
    const bytes = needed < usualLength ? usual : new Uint8Array(needed);
    writeHex(salt, bytes, 0);
    const length = writeUtf8(canonicalText, bytes, saltLength);
    if (bytes !== usual) return sha256(bytes.subarray(0, length));
    const view = views[length] ?? usual.subarray(0, length);
    views[length] = view;
    return sha256(view);
  };
};
