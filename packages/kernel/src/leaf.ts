import { type Sha256, writeHex, writeUtf8 } from "./bytes.ts";

/** What an entry is caused by: another entry, an alarm, a reading. */
export interface Cause {
  readonly kind: string;
  readonly id: string;
}

/** What every leaf of the Merkle log says of its entry; nothing personal, never erased. */
interface LeafBasis {
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

/** A leaf as logs began with: it has no version, and says neither what kind of actor nor whose the subject was. */
export interface FirstLeaf extends LeafBasis {
  readonly v?: undefined;
}

/** A leaf of the second version: everything that is kept of an entry beside its changes and the request's id. */
export interface SecondLeaf extends LeafBasis {
  readonly v: 2;
  readonly actorKind: string;
  /** Post the actor acted in; null for machines. */
  readonly post: string | null;
  readonly subjectKind: string;
  /** Where the subject stood after it; null when it stands nowhere. */
  readonly stage: string | null;
  /** Who may see it: an area and departments. */
  readonly scope: { readonly area: string; readonly departments: readonly string[] };
}

/** The part of a journal entry that is a leaf of the Merkle log; its own version says what it holds. */
export type Leaf = FirstLeaf | SecondLeaf;

// biome-ignore lint/suspicious/noControlCharactersInRegex: what JSON must escape is what is looked for
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;

const quote = (text: string): string => (escaped.test(text) ? JSON.stringify(text) : `"${text}"`);

type Put = (text: string) => string;

const plain: Put = (text) => `"${text}"`;

const orNull = (put: Put, text: string | null): string => (text === null ? "null" : put(text));

const textsOf = ({ actor, at, cause, digest, subject, type }: Leaf): string =>
  actor + at + (cause?.id ?? "") + (cause?.kind ?? "") + digest + subject + type;

const moreTextsOf = ({ actorKind, post, scope, stage, subjectKind }: SecondLeaf): string =>
  actorKind + (post ?? "") + scope.area + scope.departments.join("") + (stage ?? "") + subjectKind;

/**
 * Canonical text of a leaf (RFC 8785): keys in order, texts and whole numbers as JSON writes them. Written out by
 * hand, and looked through for characters to escape only once, because every entry ever verified comes through here.
 */
export const formatLeaf = (leaf: Leaf): string => {
  const { actor, at, cause, digest, position, subject, type } = leaf;
  const texts = leaf.v === undefined ? textsOf(leaf) : textsOf(leaf) + moreTextsOf(leaf);
  const put = escaped.test(texts) ? quote : plain;
  const reason = cause === null ? "null" : `{"id":${put(cause.id)},"kind":${put(cause.kind)}}`;
  if (leaf.v === undefined)
    return `{"actor":${put(actor)},"at":${put(at)},"cause":${reason},"digest":${put(digest)},"position":${position},"subject":${put(subject)},"type":${put(type)}}`;
  const { actorKind, post, scope, stage, subjectKind } = leaf;
  const whose = `{"area":${put(scope.area)},"departments":[${scope.departments.map(put).join()}]}`;
  return `{"actor":${put(actor)},"actorKind":${put(actorKind)},"at":${put(at)},"cause":${reason},"digest":${put(digest)},"position":${position},"post":${orNull(put, post)},"scope":${whose},"stage":${orNull(put, stage)},"subject":${put(subject)},"subjectKind":${put(subjectKind)},"type":${put(type)},"v":2}`;
};

/** Types of the entries that name what was emptied by law: {@link listEmptied} reads them. */
export const erasureTypes = ["person.erased", "journal.erasures-named"] as const;

/** Whether an entry of this type names emptied entries. */
export const isErasure = (type: string): boolean => (erasureTypes as readonly string[]).includes(type);

/**
 * Digests of the entries that an erasure emptied, out of its changes. By digest and not by position, because an entry
 * may be emptied before it has one; salted digests don't repeat.
 */
export const listEmptied = (changes: unknown): readonly string[] => {
  const emptied = typeof changes === "object" && changes !== null ? (changes as { emptied?: unknown }).emptied : [];
  return Array.isArray(emptied) ? emptied.filter((digest) => typeof digest === "string") : [];
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
