import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseVerifierKey, toCosignerKey, type VerifierKey, type Witnessed } from "@chengyun/kernel";
import { Exit, exitCodes } from "../exit.ts";
import { sha256 } from "../journal/cryptography.ts";

/** What a witness is made of: its key, the logs it watches, and what it saw last of each. */
export interface WitnessFolder {
  readonly key: VerifierKey;
  readonly secret: KeyObject;
  readonly logs: readonly VerifierKey[];
  readonly last: (origin: string) => Witnessed | undefined;
  /** Keeps what was seen; it is on the disk when this returns. */
  readonly keep: (origin: string, seen: Witnessed) => void;
}

/** What stands before the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410 §7). */
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
const seedBytes = 32;

const refuse = (zh: string, en: string): Exit => new Exit(exitCodes.usage, { zh, en });

/** Writes a file whole or not at all, and has it on the disk before it answers. */
const writeDurably = (folder: string, name: string, text: string): void => {
  const path = join(folder, name);
  const draft = openSync(`${path}.new`, "w", 0o600);
  try {
    writeSync(draft, text);
    fsyncSync(draft);
  } finally {
    closeSync(draft);
  }
  renameSync(`${path}.new`, path);
  const held = openSync(folder, "r");
  try {
    fsyncSync(held);
  } finally {
    closeSync(held);
  }
};

const readSecret = (folder: string): KeyObject => {
  const path = join(folder, "witness.key");
  if (!existsSync(path)) writeDurably(folder, "witness.key", `${randomBytes(seedBytes).toString("base64url")}\n`);
  const seed = Buffer.from(readFileSync(path, "utf8").trim(), "base64url");
  if (seed.length !== seedBytes) throw refuse(`${path} 已损坏。`, `${path} is damaged: it does not hold a key.`);
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: "der", type: "pkcs8" });
};

const readLog = (path: string): VerifierKey => {
  const key = existsSync(path) ? parseVerifierKey(sha256, readFileSync(path, "utf8")) : undefined;
  if (key === undefined) throw refuse(`${path} 不是日志公钥文件。`, `${path} is no file with a journal's public key.`);
  return key;
};

const fileOf = (origin: string): string => `${sha256(origin)}.json`;

const readSeen = (folder: string, origin: string): Witnessed | undefined => {
  const path = join(folder, fileOf(origin));
  if (!existsSync(path)) return undefined;
  try {
    const { size, root } = JSON.parse(readFileSync(path, "utf8")) as Witnessed;
    if (Number.isSafeInteger(size) && /^[0-9a-f]{64}$/.test(root)) return { size, root };
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
  }
  // A witness that forgot would co-sign anything: better none.
  throw refuse(`${path} 已损坏，不能继续见证。`, `${path} is damaged; a witness that forgot must not go on.`);
};

/** Opens a witness's folder, making it and its key at first use. */
export const openWitness = (given: {
  readonly folder: string;
  readonly name: string;
  readonly logs: readonly string[];
}): WitnessFolder => {
  const { folder, name } = given;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = readSecret(folder);
  const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
  const key = toCosignerKey(sha256, name, new Uint8Array(spki.subarray(-seedBytes)));
  if (key === undefined) throw refuse(`名称 ${name} 不可用。`, `${name} cannot name a witness: no spaces, no plus.`);
  const logs = given.logs.map(readLog);
  const seen = new Map(logs.map((log) => [log.name, readSeen(folder, log.name)]));
  return {
    key,
    secret,
    logs,
    last: (origin) => seen.get(origin),
    keep: (origin, witnessed) => {
      writeDurably(folder, fileOf(origin), `${JSON.stringify({ origin, ...witnessed })}\n`);
      seen.set(origin, witnessed);
    },
  };
};
