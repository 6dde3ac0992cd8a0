import { createPublicKey, hash, verify } from "node:crypto";
import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createVerifier, type Verification, type Verifier, type VerifySignature } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { readLines } from "./lines.ts";

const verifySignature: VerifySignature = (publicKey, text, signature) => {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verify(null, Buffer.from(text), key, signature);
};

/** A verifier on this machine's cryptography, for one public key. */
export const openVerifier = (vkey: string): Verifier =>
  createVerifier({
    sha256: (data) => hash("sha256", data, "hex"),
    canonical: (value) => canonicalize(value) ?? "null",
    verifySignature,
    vkey,
  });

const listFiles = (folder: string): string[] => {
  try {
    return readdirSync(folder).sort();
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw fault;
  }
};

/** Signed notes of an export, each once. */
const readNotes = (folder: string): Set<string> => {
  const older = listFiles(join(folder, "checkpoints")).map((name) => join(folder, "checkpoints", name));
  const newest = listFiles(folder).includes("checkpoint") ? [join(folder, "checkpoint")] : [];
  return new Set([...older, ...newest].map((path) => readFileSync(path, "utf8")));
};

/** A line that is no JSON is no entry; the verifier says so at its position. */
const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
};

/** Whether a folder looks like an export at all. */
export const isExport = (folder: string): boolean =>
  listFiles(folder).some((name) => name === "checkpoint" || /^entries-.*\.ndjson$/.test(name));

/** Verifies an export on disk with the given public key and nothing else. */
export const verifyFolder = async (folder: string, vkey: string): Promise<Verification> => {
  const verifier = openVerifier(vkey);
  for (const note of readNotes(folder)) verifier.checkpoint(note);
  for (const name of listFiles(folder).filter((file) => /^entries-.*\.ndjson$/.test(file)))
    for await (const lines of readLines(createReadStream(join(folder, name), { highWaterMark: 1 << 20 })))
      for (const line of lines) verifier.entry(parse(line));
  return verifier.finish();
};
