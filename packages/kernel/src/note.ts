import { fromBase64, type Sha256, toBase64, toHex, writeHex, writeUtf8 } from "./bytes.ts";

/** Signs a note's text (its UTF-8) with Ed25519. */
export type Sign = (text: string) => Uint8Array;

/** Whether an Ed25519 signature by a public key of 32 bytes is of a note's text (its UTF-8). */
export type VerifySignature = (publicKey: Uint8Array, text: string, signature: Uint8Array) => boolean;

/** Public half of a note's key (C2SP signed-note). */
export interface VerifierKey {
  readonly name: string;
  /** Key id, eight hexadecimal digits. */
  readonly id: string;
  readonly publicKey: Uint8Array;
  /** Of a witness, which signs with the time (C2SP tlog-cosignature); of a log when absent. */
  readonly cosigns?: true;
}

/** One signature line. */
export interface NoteSignature {
  readonly name: string;
  readonly id: string;
  readonly signature: Uint8Array;
}

/** A note taken apart; nothing of it is to be believed yet. */
export interface Note {
  /** Signed text, with its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const ed25519 = 1;
const cosignatureV1 = 4;
const most = 100;

const isKeyName = (name: string): boolean => name !== "" && !/[\p{White_Space}+]/u.test(name);

/** Key id: first four bytes of SHA-256(name ‖ 0x0A ‖ kind ‖ public key). */
const keyId = (sha256: Sha256, name: string, kind: number, publicKey: Uint8Array): string => {
  const bytes = new Uint8Array(name.length * 3 + 2 + publicKey.length);
  const at = writeUtf8(`${name}\n${String.fromCharCode(kind)}`, bytes, 0);
  bytes.set(publicKey, at);
  return sha256(bytes.subarray(0, at + publicKey.length)).slice(0, 8);
};

/** Key for an Ed25519 public key; undefined when the name has spaces or a plus, or the key has not 32 bytes. */
export const toVerifierKey = (sha256: Sha256, name: string, publicKey: Uint8Array): VerifierKey | undefined =>
  isKeyName(name) && publicKey.length === 32
    ? { name, id: keyId(sha256, name, ed25519, publicKey), publicKey }
    : undefined;

/** Key of a witness for an Ed25519 public key; undefined like {@link toVerifierKey}. */
export const toCosignerKey = (sha256: Sha256, name: string, publicKey: Uint8Array): VerifierKey | undefined =>
  isKeyName(name) && publicKey.length === 32
    ? { name, id: keyId(sha256, name, cosignatureV1, publicKey), publicKey, cosigns: true }
    : undefined;

/** A key as people hand it on: `name+id+base64(kind ‖ public key)`; the kind is 1 for a log, 4 for a witness. */
export const formatVerifierKey = ({ name, id, publicKey, cosigns }: VerifierKey): string =>
  `${name}+${id}+${toBase64(Uint8Array.of(cosigns === true ? cosignatureV1 : ed25519, ...publicKey))}`;

const parseKey = (sha256: Sha256, text: string): VerifierKey | undefined => {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim()) ?? [];
  const bytes = fromBase64(encoded ?? "");
  if (name === undefined || bytes === undefined) return undefined;
  const make = bytes[0] === cosignatureV1 ? toCosignerKey : bytes[0] === ed25519 ? toVerifierKey : undefined;
  const key = make?.(sha256, name, bytes.subarray(1));
  return key?.id === id ? key : undefined;
};

/** Reads a log's handed-on key; undefined when it is malformed, of another kind or its id is not its own. */
export const parseVerifierKey = (sha256: Sha256, text: string): VerifierKey | undefined => {
  const key = parseKey(sha256, text);
  return key?.cosigns === true ? undefined : key;
};

/** Reads a witness's handed-on key; undefined like {@link parseVerifierKey}. */
export const parseCosignerKey = (sha256: Sha256, text: string): VerifierKey | undefined => {
  const key = parseKey(sha256, text);
  return key?.cosigns === true ? key : undefined;
};

/** One signature line of a note, with its newline. */
export const formatSignature = (key: VerifierKey, signature: Uint8Array): string => {
  const bytes = new Uint8Array(4 + signature.length);
  writeHex(key.id, bytes, 0);
  bytes.set(signature, 4);
  return `— ${key.name} ${toBase64(bytes)}\n`;
};

/** Signs a text, which must end in a newline, and returns the whole note. */
export const signNote = (text: string, key: VerifierKey, sign: Sign): string =>
  `${text}\n${formatSignature(key, sign(text))}`;

/** Reads one signature line, without its newline; undefined when it is malformed. */
export const parseSignature = (line: string): NoteSignature | undefined => {
  const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded ?? "");
  if (name === undefined || bytes === undefined || !isKeyName(name) || bytes.length < 5) return undefined;
  return { name, id: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
};

const isControl = (text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 && unit !== 0x0a) return true;
  }
  return false;
};

/** Takes a note apart; undefined when it is malformed. */
export const parseNote = (note: string): Note | undefined => {
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n") || isControl(note) || /\p{Surrogate}/u.test(note)) return undefined;
  const lines = note.slice(split + 2, -1).split("\n");
  if (lines.length > most) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignature(line);
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text: note.slice(0, split + 1), signatures };
};

/** Whether a note bears the key's signature and none of the key's that fails; those of other keys are ignored. */
export const isSignedBy = (note: Note, key: VerifierKey, verify: VerifySignature): boolean => {
  const own = note.signatures.filter(({ name, id }) => name === key.name && id === key.id);
  return own.length > 0 && own.every(({ signature }) => verify(key.publicKey, note.text, signature));
};
