import { generateKeyPairSync, hash, type KeyObject, sign as signBytes, verify as verifyBytes } from "node:crypto";
import canonicalize from "canonicalize";
import type { Sha256 } from "./bytes.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { createDigester, formatLeaf } from "./leaf.ts";
import { appendLeaf, createTreeHasher, newFrontier, rootOf, sourceOfLeaves } from "./merkle.ts";
import { type Sign, toCosignerKey, toVerifierKey, type VerifierKey, type VerifySignature } from "./note.ts";
import type { ExportedEntry } from "./verifier.ts";

export const sha256: Sha256 = (data) => hash("sha256", data);
export const canonical = (value: unknown): string => canonicalize(value) ?? "null";
export const hasher = createTreeHasher(sha256);
export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

const publicKeys = new Map<string, KeyObject>();

/** A key pair as a log or a witness has one. */
const makeKey = (
  name: string,
  make: (sha256: Sha256, name: string, publicKey: Uint8Array) => VerifierKey | undefined,
): { key: VerifierKey; sign: Sign } => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const key = make(sha256, name, new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32)));
  if (key === undefined) throw new Error(`no key ${name}`);
  publicKeys.set(Buffer.from(key.publicKey).toString("hex"), publicKey);
  return { key, sign: (text) => signBytes(null, Buffer.from(text), privateKey) };
};
export const makeLogKey = (name: string) => makeKey(name, toVerifierKey);
export const makeWitnessKey = (name: string) => makeKey(name, toCosignerKey);

export const verifySignature: VerifySignature = (bytes, text, signature) => {
  const key = publicKeys.get(Buffer.from(bytes).toString("hex"));
  return key !== undefined && verifyBytes(null, Buffer.from(text), key, signature);
};

const digester = createDigester(sha256);

/** Entry of a citizen's report with its salt. */
export const entryAt = (position: number): ExportedEntry => {
  const salt = sha256(`salt ${position}`).slice(0, 32);
  const changes = { no: `4309${position}`, channel: "citizen" };
  return {
    position,
    at: new Date(Date.UTC(2026, 10, 29) + position * 1_000).toISOString(),
    type: "report.told",
    subject: `report-${position}`,
    actor: "citizen",
    cause: null,
    digest: digester(salt, canonical(changes)),
    v: 2,
    actorKind: "system",
    post: null,
    subjectKind: "report",
    stage: null,
    scope: { area: "4309/", departments: [] },
    salt,
    changes,
  };
};

/** A log of some size: leaves, source of subtrees, and a signed checkpoint for every size. */
export const makeLog = (size: number, name = "yunze.example/journal/1", { key, sign } = makeLogKey(name)) => {
  const entries = Array.from({ length: size }, (_, at) => entryAt(at + 1));
  const leaves = entries.map((entry) => hasher.leaf(formatLeaf(entry)));
  const roots = [hasher.empty];
  const tree = newFrontier();
  for (const leaf of leaves) {
    appendLeaf(hasher, tree, leaf);
    roots.push(rootOf(hasher, tree));
  }
  const checkpoint = (at: number) => ({ origin: name, size: at, root: roots[at] ?? "" });
  const noteAt = (at: number): string => signCheckpoint(checkpoint(at), key, sign);
  return { entries, key, sign, checkpoint, noteAt, source: sourceOfLeaves(hasher, leaves) };
};
