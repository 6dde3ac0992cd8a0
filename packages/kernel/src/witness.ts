import { fromBase64, toBase64, toHashBytes, toHex } from "./bytes.ts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import type { TreeHasher } from "./merkle.ts";
import { isConsistent } from "./merkle-proof.ts";
import { isSignedBy, parseNote, type VerifierKey, type VerifySignature } from "./note.ts";

/** What a log asks a witness (C2SP tlog-witness, add-checkpoint). */
export interface WitnessRequest {
  /** Size the witness is thought to have seen last. */
  readonly from: number;
  readonly proof: readonly string[];
  /** Signed checkpoint. */
  readonly note: string;
}

const mostProofLines = 63;

/** Body of a request. */
export const formatWitnessRequest = ({ from, proof, note }: WitnessRequest): string =>
  `old ${from}\n${proof.map((hash) => `${toBase64(toHashBytes(hash))}\n`).join("")}\n${note}`;

/** Reads a request's body; undefined when it is malformed. */
export const parseWitnessRequest = (body: string): WitnessRequest | undefined => {
  const split = body.indexOf("\n\n");
  const [old = "", ...lines] = body.slice(0, Math.max(split, 0)).split("\n");
  const digits = /^old (0|[1-9]\d*)$/.exec(old)?.[1];
  const from = Number(digits);
  if (digits === undefined || !Number.isSafeInteger(from) || lines.length > mostProofLines) return undefined;
  const hashes = lines.map(fromBase64);
  if (!hashes.every((hash) => hash?.length === 32)) return undefined;
  return { from, proof: hashes.map((hash) => toHex(hash ?? new Uint8Array())), note: body.slice(split + 2) };
};

/** What a witness remembers of a log: the last checkpoint it co-signed. */
export type Witnessed = Pick<Checkpoint, "size" | "root">;

/** What a witness judges with. */
export interface WitnessGround {
  readonly hasher: TreeHasher;
  readonly verify: VerifySignature;
  /** Keys of the logs it watches. */
  readonly keys: readonly VerifierKey[];
  readonly last: (origin: string) => Witnessed | undefined;
}

/**
 * A witness's judgement as the status of its answer: 200 to co-sign; 400 malformed, 403 not signed by the log, 404 a
 * log it does not watch, 409 other than what it saw last (with the size of that), 422 not grown out of it.
 */
export type WitnessVerdict =
  | { readonly status: 200; readonly checkpoint: Checkpoint; readonly text: string }
  | { readonly status: 409; readonly size: number; readonly origin: string }
  | { readonly status: 400 | 403 | 404 }
  | { readonly status: 422; readonly origin: string };

/** Judges a request; who co-signs must have kept the new checkpoint before it answers. */
export const judgeRequest = (ground: WitnessGround, body: string): WitnessVerdict => {
  const request = parseWitnessRequest(body);
  const note = request === undefined ? undefined : parseNote(request.note);
  const checkpoint = note === undefined ? undefined : parseCheckpoint(note.text);
  if (request === undefined || note === undefined || checkpoint === undefined) return { status: 400 };
  const { origin, size, root } = checkpoint;
  const keys = ground.keys.filter(({ name }) => name === origin);
  if (keys.length === 0) return { status: 404 };
  if (!keys.some((key) => isSignedBy(note, key, ground.verify))) return { status: 403 };
  if (request.from > size) return { status: 400 };
  const last = ground.last(origin) ?? { size: 0, root: ground.hasher.empty };
  if (request.from !== last.size) return { status: 409, size: last.size, origin };
  if (last.size === size && last.root !== root) return { status: 409, size, origin };
  const growth = { from: last.size, to: size, fromRoot: last.root, toRoot: root, proof: request.proof };
  if (!isConsistent(ground.hasher, growth)) return { status: 422, origin };
  return { status: 200, checkpoint, text: note.text };
};
