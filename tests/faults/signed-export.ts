import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  appendLeaf,
  createDigester,
  createTreeHasher,
  formatLeaf,
  formatVerifierKey,
  newFrontier,
  rootOf,
  signCheckpoint,
  toVerifierKey,
} from "@chengyun/kernel";
import canonicalize from "canonicalize";

const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data).digest("hex");
const hasher = createTreeHasher(sha256);
const digest = createDigester(sha256);

/** What happened, before it is an entry. */
export interface Happened {
  readonly salt: string;
  readonly subject: string;
  readonly changes: Readonly<Record<string, unknown>>;
}

/** A journal's key pair, as the city and whoever stole it has it. */
export const makeJournalKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const key = toVerifierKey(
    sha256,
    "yunze.example/journal/faults",
    publicKey.export({ format: "der", type: "spki" }).subarray(-32),
  );
  if (key === undefined) throw new Error("no key");
  return { key, privateKey, vkey: formatVerifierKey(key) };
};
type JournalKey = { readonly key: ReturnType<typeof makeJournalKey>["key"]; readonly privateKey: KeyObject };

/** Lines of an export, with the notes a city signs at some sizes. */
export const writeLines = (
  happened: readonly Happened[],
  sizes: readonly number[],
  { key, privateKey }: JournalKey,
): { lines: string[]; notes: Map<number, string> } => {
  const tree = newFrontier();
  const notes = new Map<number, string>();
  const lines = happened.map(({ salt, subject, changes }, at) => {
    const leaf = {
      position: at + 1,
      at: new Date(1_790_000_000_000 + at * 1_000).toISOString(),
      type: "case.dispatched",
      subject,
      actor: subject,
      cause: null,
      digest: digest(salt, canonicalize(changes) ?? ""),
      v: 2 as const,
      actorKind: "person",
      post: null,
      subjectKind: "case",
      stage: "dispatched",
      scope: { area: "4398/", departments: [] },
    };
    appendLeaf(hasher, tree, hasher.leaf(formatLeaf(leaf)));
    if (sizes.includes(at + 1)) {
      const checkpoint = { origin: key.name, size: tree.size, root: rootOf(hasher, tree) };
      notes.set(
        at + 1,
        signCheckpoint(checkpoint, key, (text) => sign(null, Buffer.from(text), privateKey)),
      );
    }
    return `${canonicalize({ ...leaf, salt, changes })}\n`;
  });
  return { lines, notes };
};

/** Puts an export into a folder: its lines, the newest note, and older ones. */
export const writeExportFolder = (
  folder: string,
  lines: readonly string[],
  { newest, older }: { newest: string; older: readonly string[] },
): string => {
  mkdirSync(join(folder, "checkpoints"), { recursive: true });
  writeFileSync(join(folder, "entries-000001.ndjson"), lines.join(""));
  writeFileSync(join(folder, "checkpoint"), newest);
  for (const [n, note] of older.entries()) writeFileSync(join(folder, "checkpoints", String(n)), note);
  return folder;
};
