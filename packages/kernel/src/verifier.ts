import { type Canonical, isHash, isHex, type Sha256 } from "./bytes.ts";
import { type Checkpoint, type CheckpointFault, openCheckpoint } from "./checkpoint.ts";
import type { Label } from "./label.ts";
import { type Cause, createDigester, type Digester, formatLeaf, isErasure, type Leaf, listEmptied } from "./leaf.ts";
import { appendLeaf, createTreeHasher, type Frontier, newFrontier, rootOf, type TreeHasher } from "./merkle.ts";
import { parseVerifierKey, type VerifierKey, type VerifySignature } from "./note.ts";

/**
 * An export of the journal, for outsiders to check with nothing from us but the public key:
 *
 * - `entries-*.ndjson`: entries in order of position, one JSON object a line, files in order of their names. Each is a
 *   {@link Leaf} with `salt` and `changes` beside it; both are absent (or null) where the changes were erased, which an
 *   entry of its own must name ({@link listEmptied}), or where they are `withheld` from whoever exported. Lines
 *   in canonical JSON verify faster. Whatever else stands in a line is no part of the proof.
 * - `checkpoint`: the newest signed checkpoint; `checkpoints/<size>`: older ones, of which more narrow the place of a
 *   fault down.
 * - `key.pub`: the verifier key, `name+id+base64`; to be compared with the one made public before.
 */
export type ExportedEntry = Leaf & {
  /** 16 bytes in hexadecimal digits. */
  readonly salt?: string | null;
  readonly changes?: unknown;
  /** The changes are there, but whoever exported may not see them: what they are is not shown by this export. */
  readonly withheld?: true;
};

/** Code of what is wrong with an export. */
export type VerifyCode =
  | "key.malformed"
  | "entry.malformed"
  | "entry.gap"
  | "entry.digest"
  | "entry.emptied"
  | `checkpoint.${CheckpointFault}`
  | "checkpoint.root"
  | "checkpoint.late"
  | "checkpoint.beyond"
  | "checkpoint.none";

/** One fault of an export; `position` is the first entry that can be wrong. */
export interface VerifyFault {
  readonly code: VerifyCode;
  readonly position?: number;
  readonly text: Label;
}

/** What verifying an export found. */
export interface Verification {
  readonly entries: number;
  /** Checkpoints whose signature and root are right. */
  readonly checkpoints: number;
  /** Entries whose changes were erased, by entries that say so; their leaves are proved all the same. */
  readonly erased: number;
  /** Entries whose changes were not shown to whoever exported. */
  readonly withheld: number;
  /** Entries a right checkpoint vouches for; those after it are only complete, not proved. */
  readonly proved: number;
  /** Root over all entries. */
  readonly root: string;
  /** In order of finding; an export without faults is as it was when its checkpoints were signed. */
  readonly faults: readonly VerifyFault[];
}

/** What a verifier needs from outside. */
export interface VerifierPorts {
  readonly sha256: Sha256;
  readonly canonical: Canonical;
  readonly verifySignature: VerifySignature;
  /** Verifier key of the log, `name+id+base64`. */
  readonly vkey: string;
}

/** Verifies an export as it streams by; give it the checkpoints first, for a root is known only at its size. */
export interface Verifier {
  readonly checkpoint: (note: string) => void;
  readonly entry: (entry: unknown) => void;
  readonly finish: () => Verification;
}

const mostFaults = 100;

const texts: Readonly<Record<VerifyCode, Label>> = {
  "key.malformed": {
    zh: "公钥格式不正确，无法核验签名",
    en: "The public key is malformed; no signature can be checked",
  },
  "entry.malformed": {
    zh: "条目缺少必需的字段或字段类型不符",
    en: "The entry lacks a field or has one of the wrong kind",
  },
  "entry.gap": {
    zh: "位置不连续：有条目被删除、插入或调换",
    en: "Positions do not follow: entries removed, put in or swapped",
  },
  "entry.digest": {
    zh: "变更内容与摘要不符：内容被改动",
    en: "The changes do not match their digest: they were altered",
  },
  "entry.emptied": {
    zh: "变更内容被清空，而没有任何删除记录列明此条：内容被抹去",
    en: "The changes are gone and no erasure names this entry: they were taken out",
  },
  "checkpoint.malformed": { zh: "检查点格式不正确", en: "A checkpoint is malformed" },
  "checkpoint.unsigned": { zh: "检查点没有该公钥的有效签名", en: "A checkpoint has no valid signature of the key" },
  "checkpoint.origin": { zh: "检查点属于另一份日志", en: "A checkpoint is of another log" },
  "checkpoint.root": {
    zh: "此位置起至该检查点之间的条目与签名的根不符",
    en: "Entries from here up to the checkpoint do not match the signed root",
  },
  "checkpoint.late": {
    zh: "检查点给出过晚，无法比对",
    en: "The checkpoint came after its entries and was not compared",
  },
  "checkpoint.beyond": {
    zh: "检查点包含的条目多于导出内容：末尾条目缺失",
    en: "A checkpoint covers more entries than the export holds: the end is missing",
  },
  "checkpoint.none": { zh: "没有有效的检查点：未证明任何条目", en: "No valid checkpoint: nothing is proved" },
};

const isText = (value: unknown): value is string => typeof value === "string";

const isCause = (value: unknown): value is Cause =>
  typeof value === "object" && value !== null && isText((value as Cause).kind) && isText((value as Cause).id);

const saltDigits = 32;

const isTextOrNull = (value: unknown): boolean => value === null || isText(value);

/** Whether a leaf holds what its own version says; those of a version nobody knows do not. */
const isOfVersion = (leaf: object): boolean => {
  const { v, actorKind, post, scope, stage, subjectKind } = leaf as Record<string, unknown>;
  if (v === undefined) return true;
  if (v !== 2 || !isText(actorKind) || !isText(subjectKind) || !isTextOrNull(post) || !isTextOrNull(stage))
    return false;
  if (typeof scope !== "object" || scope === null) return false;
  const { area, departments } = scope as { area?: unknown; departments?: unknown };
  return isText(area) && Array.isArray(departments) && departments.every(isText);
};

/** Whether a parsed line is an entry; both or neither of salt and changes must be there. */
export const isEntry = (value: unknown): value is ExportedEntry => {
  if (typeof value !== "object" || value === null) return false;
  const { position, at, type, subject, actor, cause, digest, salt, changes, withheld } =
    value as Partial<ExportedEntry>;
  if (!Number.isSafeInteger(position) || !isText(digest) || !isText(at)) return false;
  if (!isText(type) || !isText(subject) || !isText(actor)) return false;
  if ((cause !== null && !isCause(cause)) || !isOfVersion(value)) return false;
  // With its changes there, comparing the digest says more than looking at its digits.
  if (isErased(salt, changes)) return isHash(digest) && (withheld === undefined || withheld === true);
  return isHex(salt, saltDigits) && changes !== undefined && withheld === undefined;
};

const isErased = (salt: unknown, changes: unknown): boolean =>
  (salt === undefined || salt === null) && (changes === undefined || changes === null);

interface Progress {
  readonly hasher: TreeHasher;
  readonly canonical: Canonical;
  readonly digest: Digester;
  readonly tree: Frontier;
  readonly waiting: Map<number, Checkpoint[]>;
  readonly faults: VerifyFault[];
  /** Positions of emptied entries by their digests, until an erasure that names them is found. */
  readonly emptied: Map<string, number>;
  /** Whether erasures are named in this log: since its first leaf of the second version all of them are. */
  namesErasures: boolean;
  checkpoints: number;
  erased: number;
  withheld: number;
  proved: number;
  /** Position the next entry must have. */
  expected: number;
  isBroken: boolean;
}

const tell = (progress: Progress, code: VerifyCode, position?: number): void => {
  if (progress.faults.length >= mostFaults) return;
  const text = texts[code];
  progress.faults.push(position === undefined ? { code, text } : { code, position, text });
};

/** Compares the checkpoints of the size reached; after the first wrong root all later ones are wrong for the same reason. */
const compareRoots = (progress: Progress): void => {
  const { tree, waiting, hasher } = progress;
  const due = waiting.get(tree.size);
  if (due === undefined) return;
  waiting.delete(tree.size);
  const root = rootOf(hasher, tree);
  for (const checkpoint of due) {
    if (checkpoint.root === root) {
      progress.checkpoints += 1;
      progress.proved = tree.size;
    } else if (!progress.isBroken) {
      progress.isBroken = true;
      tell(progress, "checkpoint.root", progress.proved + 1);
    }
  }
};

/**
 * Whether changes are what was digested. A plain JSON text that has the digest is the digested text, whoever wrote it;
 * only when it has not are the changes made canonical.
 */
const hasDigest = ({ digest, canonical }: Progress, salt: string, entry: ExportedEntry): boolean =>
  digest(salt, JSON.stringify(entry.changes)) === entry.digest ||
  digest(salt, canonical(entry.changes)) === entry.digest;

const takeChanges = (progress: Progress, entry: ExportedEntry): void => {
  const { changes, digest, position, salt, type } = entry;
  if (salt === undefined || salt === null) {
    if (entry.withheld === true) progress.withheld += 1;
    else progress.emptied.set(digest, position);
    return;
  }
  if (!hasDigest(progress, salt, entry)) tell(progress, "entry.digest", position);
  else if (isErasure(type))
    for (const named of listEmptied(changes)) if (progress.emptied.delete(named)) progress.erased += 1;
};

const takeEntry = (progress: Progress, entry: unknown): void => {
  const { expected, tree, hasher } = progress;
  if (!isEntry(entry)) {
    tell(progress, "entry.malformed", expected);
    progress.expected += 1;
    return;
  }
  if (entry.position !== expected) tell(progress, "entry.gap", expected);
  progress.expected = entry.position + 1;
  if (entry.v !== undefined) progress.namesErasures = true;
  takeChanges(progress, entry);
  appendLeaf(hasher, tree, hasher.leaf(formatLeaf(entry)));
  if (progress.waiting.size > 0) compareRoots(progress);
};

const takeCheckpoint = (progress: Progress, checkpoint: Checkpoint | CheckpointFault): void => {
  if (typeof checkpoint === "string") tell(progress, `checkpoint.${checkpoint}`);
  else if (checkpoint.size < progress.tree.size) tell(progress, "checkpoint.late", checkpoint.size);
  else {
    const same = progress.waiting.get(checkpoint.size) ?? [];
    progress.waiting.set(checkpoint.size, [...same, checkpoint]);
    if (checkpoint.size === progress.tree.size) compareRoots(progress);
  }
};

const finish = (progress: Progress): Verification => {
  const { tree, waiting, faults, checkpoints, withheld, proved, hasher, emptied } = progress;
  // A log from before erasures were named can't say which of them were the law's.
  if (progress.namesErasures) for (const position of emptied.values()) tell(progress, "entry.emptied", position);
  const erased = progress.erased + (progress.namesErasures ? 0 : emptied.size);
  if (waiting.size > 0) tell(progress, "checkpoint.beyond", tree.size + 1);
  if (checkpoints === 0) tell(progress, "checkpoint.none");
  return { entries: tree.size, checkpoints, erased, withheld, proved, root: rootOf(hasher, tree), faults };
};

/** Makes a verifier for one export. */
export const createVerifier = ({ sha256, canonical, verifySignature, vkey }: VerifierPorts): Verifier => {
  const progress: Progress = {
    hasher: createTreeHasher(sha256),
    canonical,
    digest: createDigester(sha256),
    tree: newFrontier(),
    waiting: new Map(),
    faults: [],
    emptied: new Map(),
    namesErasures: false,
    checkpoints: 0,
    erased: 0,
    withheld: 0,
    proved: 0,
    expected: 1,
    isBroken: false,
  };
  const key: VerifierKey | undefined = parseVerifierKey(sha256, vkey);
  if (key === undefined) tell(progress, "key.malformed");
  return {
    checkpoint: (note) => {
      if (key !== undefined) takeCheckpoint(progress, openCheckpoint(note, key, verifySignature));
    },
    entry: (entry) => takeEntry(progress, entry),
    finish: () => finish(progress),
  };
};
