import { type Canonical, fromBase64, type Sha256, toBase64, toHashBytes, toHex, toUtf8 } from "./bytes.ts";
import { type Checkpoint, type CheckpointFault, openCheckpoint } from "./checkpoint.ts";
import { type Cosignature, findCosignature } from "./cosignature.ts";
import type { Label } from "./label.ts";
import { createDigester, formatLeaf } from "./leaf.ts";
import { createTreeHasher } from "./merkle.ts";
import { isIncluded } from "./merkle-proof.ts";
import { parseNote, type VerifierKey, type VerifySignature } from "./note.ts";
import { type ExportedEntry, isEntry } from "./verifier.ts";

/**
 * A receipt: a proof as C2SP tlog-proof writes it, whose extra data is the entry as an export has it: the leaf, and for
 * whom they concern the changes with their salt. Whoever has it and the log's public key needs nothing from us.
 */
export interface Receipt {
  readonly entry: ExportedEntry;
  /** Hashes from the leaf's sibling up. */
  readonly proof: readonly string[];
  /** Signed checkpoint, with what witnesses added. */
  readonly note: string;
}

const firstLine = "c2sp.org/tlog-proof@v1";
const mostProofLines = 63;

/** The one text of an entry: canonical, so that no byte of it can differ without being seen. */
const entryText = (canonical: Canonical, entry: ExportedEntry): string =>
  entry.salt === undefined || entry.salt === null ? formatLeaf(entry) : canonical(entry);

/** Text of a receipt, as it stands in its file and in its QR code. */
export const formatReceipt = (canonical: Canonical, { entry, proof, note }: Receipt): string =>
  [
    firstLine,
    `extra ${toBase64(toUtf8(entryText(canonical, entry)))}`,
    `index ${entry.position - 1}`,
    ...proof.map((hash) => toBase64(toHashBytes(hash))),
    "",
    note,
  ].join("\n");

/** Why a receipt is refused. */
export type ReceiptFault =
  | "receipt.malformed"
  | "receipt.entry"
  | "receipt.digest"
  | "receipt.proof"
  | "receipt.cosignature"
  | "receipt.quorum"
  | `checkpoint.${CheckpointFault}`;

const texts: Readonly<Record<ReceiptFault, Label>> = {
  "receipt.malformed": {
    zh: "凭证格式不正确：不完整或被改动",
    en: "The receipt is malformed: it is not whole, or was altered",
  },
  "receipt.entry": {
    zh: "凭证中的日志条目不完整或被改动",
    en: "The entry in the receipt is not whole, or was altered",
  },
  "receipt.digest": {
    zh: "凭证中的内容与日志摘要不符：内容被改动",
    en: "What the entry says does not match its digest in the log: it was altered",
  },
  "receipt.proof": {
    zh: "证明与检查点不符：该条目不在签名的日志中",
    en: "The proof does not lead to the checkpoint: this entry is not in the log that was signed",
  },
  "receipt.cosignature": {
    zh: "以见证方名义的签名不是该见证方的签名",
    en: "A signature in a witness's name is not that witness's",
  },
  "receipt.quorum": { zh: "见证方签名数量不足", en: "Fewer witnesses have signed than are asked for" },
  "checkpoint.malformed": { zh: "检查点格式不正确", en: "The checkpoint is malformed" },
  "checkpoint.unsigned": {
    zh: "检查点没有该公钥的有效签名",
    en: "The checkpoint has no valid signature of the public key",
  },
  "checkpoint.origin": { zh: "检查点属于另一份日志", en: "The checkpoint is of another log" },
};

/** What a receipt proves: an entry of a log, at the latest when its checkpoint was signed. */
export interface ReceiptProved {
  readonly entry: ExportedEntry;
  readonly checkpoint: Checkpoint;
  readonly witnesses: readonly Cosignature[];
}

/** A receipt that is refused, and why. */
export interface ReceiptRefused {
  readonly code: ReceiptFault;
  readonly text: Label;
}

/** What a receipt is checked with. */
export interface ReceiptPorts {
  readonly sha256: Sha256;
  readonly canonical: Canonical;
  readonly verifySignature: VerifySignature;
  /** Decodes UTF-8; throws when it is none. */
  readonly fromUtf8: (bytes: Uint8Array) => string;
  /** Public key of the log. */
  readonly key: VerifierKey;
  /** Keys of witnesses, and how many of them must have signed. */
  readonly witnesses?: readonly VerifierKey[];
  readonly quorum?: number;
}

const refused = (code: ReceiptFault): ReceiptRefused => ({ code, text: texts[code] });

const parseEntry = ({ fromUtf8, canonical }: ReceiptPorts, encoded: string): ExportedEntry | undefined => {
  const bytes = fromBase64(encoded);
  if (bytes === undefined) return undefined;
  try {
    const text = fromUtf8(bytes);
    const entry: unknown = JSON.parse(text);
    return isEntry(entry) && entryText(canonical, entry) === text ? entry : undefined;
  } catch {
    // Neither UTF-8 nor JSON: the caller says that it is no entry.
    return undefined;
  }
};

interface Parts {
  readonly encoded: string;
  readonly index: number;
  readonly proof: readonly string[];
  readonly note: string;
}

const takeApart = (text: string): Parts | undefined => {
  const split = text.indexOf("\n\n");
  const [first, extra = "", place = "", ...lines] = text.slice(0, Math.max(split, 0)).split("\n");
  const [, encoded] = /^extra ([A-Za-z0-9+/=]+)$/.exec(extra) ?? [];
  const [, digits] = /^index (0|[1-9]\d*)$/.exec(place) ?? [];
  const hashes = lines.map(fromBase64);
  if (first !== firstLine || encoded === undefined || digits === undefined || lines.length > mostProofLines)
    return undefined;
  if (!hashes.every((hash) => hash?.length === 32)) return undefined;
  const proof = hashes.map((hash) => toHex(hash ?? new Uint8Array()));
  return { encoded, index: Number(digits), proof, note: text.slice(split + 2) };
};

const hasDigest = ({ sha256, canonical }: ReceiptPorts, entry: ExportedEntry): boolean =>
  entry.salt === undefined ||
  entry.salt === null ||
  createDigester(sha256)(entry.salt, canonical(entry.changes)) === entry.digest;

const listWitnesses = ({ witnesses = [], verifySignature }: ReceiptPorts, text: string) => {
  const note = parseNote(text);
  return note === undefined ? [] : witnesses.map((key) => findCosignature(note, key, verifySignature));
};

/** Checks a receipt; what is wrong is said by the first fault found. */
export const checkReceipt = (ports: ReceiptPorts, text: string): ReceiptProved | ReceiptRefused => {
  const parts = takeApart(text);
  if (parts === undefined) return refused("receipt.malformed");
  const { encoded, index, proof, note } = parts;
  const entry = parseEntry(ports, encoded);
  if (entry === undefined || entry.position !== index + 1) return refused("receipt.entry");
  if (!hasDigest(ports, entry)) return refused("receipt.digest");
  const checkpoint = openCheckpoint(note, ports.key, ports.verifySignature);
  if (typeof checkpoint === "string") return refused(`checkpoint.${checkpoint}`);
  const hasher = createTreeHasher(ports.sha256);
  const { size, root } = checkpoint;
  if (!isIncluded(hasher, { index, size, root, leaf: hasher.leaf(formatLeaf(entry)), proof }))
    return refused("receipt.proof");
  const said = listWitnesses(ports, note);
  if (said.includes(false)) return refused("receipt.cosignature");
  const witnesses = said.filter((one) => one !== undefined && one !== false);
  if (witnesses.length < (ports.quorum ?? 0)) return refused("receipt.quorum");
  return { entry, checkpoint, witnesses };
};
