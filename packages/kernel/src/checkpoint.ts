import { fromBase64, toBase64, toHex, writeHex } from "./bytes.ts";
import { isSignedBy, parseNote, type Sign, signNote, type VerifierKey, type VerifySignature } from "./note.ts";

/** What a log vouches for: who it is, how many entries it has and the root over them (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** Root in hexadecimal digits. */
  readonly root: string;
}

/** Text of a checkpoint, as it is signed. */
export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string => {
  const bytes = new Uint8Array(32);
  writeHex(root, bytes, 0);
  return `${origin}\n${size}\n${toBase64(bytes)}\n`;
};

/** Reads a checkpoint's text; undefined when it is malformed. Further lines are let be. */
export const parseCheckpoint = (text: string): Checkpoint | undefined => {
  const lines = text.split("\n");
  const [origin = "", digits = "", encoded = ""] = lines;
  const root = fromBase64(encoded);
  const size = Number(digits);
  if (lines.pop() !== "" || lines.length < 3 || lines.includes("")) return undefined;
  if (!/^(?:0|[1-9]\d*)$/.test(digits) || !Number.isSafeInteger(size) || root?.length !== 32) return undefined;
  return { origin, size, root: toHex(root) };
};

/** Signs a checkpoint under its key and returns the note. */
export const signCheckpoint = (checkpoint: Checkpoint, key: VerifierKey, sign: Sign): string =>
  signNote(formatCheckpoint(checkpoint), key, sign);

/** Why a checkpoint is not to be believed. */
export type CheckpointFault = "malformed" | "unsigned" | "origin";

/** Opens a signed checkpoint: the key must have signed it, and it must be of the log the key is named after. */
export const openCheckpoint = (
  note: string,
  key: VerifierKey,
  verify: VerifySignature,
): Checkpoint | CheckpointFault => {
  const parsed = parseNote(note);
  if (parsed === undefined) return "malformed";
  if (!isSignedBy(parsed, key, verify)) return "unsigned";
  const checkpoint = parseCheckpoint(parsed.text);
  if (checkpoint === undefined) return "malformed";
  return checkpoint.origin === key.name ? checkpoint : "origin";
};
