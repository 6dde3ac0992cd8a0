import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { formatVerifierKey, signCheckpoint, toVerifierKey, type VerifierKey } from "@chengyun/kernel";
import { type Context, newId, transact } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { deploymentSecret } from "../../../platform/secret.ts";
import { sha256 } from "./leaf.ts";
import { findCheckpoint, findOrigin, getFrontier, insertCheckpoint, nameLog } from "./store.ts";
import { rootOfFrontier } from "./tree.ts";

/** What stands before the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410 §7). */
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicKeyBytes = 32;

const keys = new Map<string, KeyObject>();

/** The deployment's signing key, made at first need. */
const signingKey = ({ directory }: Deployment): KeyObject => {
  const known = keys.get(directory.keys);
  if (known !== undefined) return known;
  const seed = Buffer.from(deploymentSecret(directory.keys, "journal"), "base64url");
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: "der", type: "pkcs8" });
  keys.set(directory.keys, key);
  return key;
};

/** `<profile host>/journal/<instance id>`: the instance id is made here once and kept in the database. */
const originOf = async (ctx: Context): Promise<string> =>
  (await findOrigin(ctx.db)) ?? nameLog(ctx.db, `${ctx.deployment.profile.host}/journal/${newId()}`);

const verifierKeyOf = async (ctx: Context): Promise<VerifierKey> => {
  const spki = createPublicKey(signingKey(ctx.deployment)).export({ format: "der", type: "spki" });
  const key = toVerifierKey(sha256, await originOf(ctx), spki.subarray(-publicKeyBytes));
  if (key === undefined) throw new Error("journal: the profile's host cannot name a key");
  return key;
};

/** The log's public key as people hand it on (C2SP signed-note vkey). */
export const getKeyText = async (ctx: Context): Promise<string> => formatVerifierKey(await verifierKeyOf(ctx));

/** Signs the log as it stands, once for each size, and answers the note; any process may. */
export const signLog = (outer: Context): Promise<{ size: number; note: string }> =>
  transact(outer, async (ctx) => {
    const frontier = await getFrontier(ctx.db);
    const known = await findCheckpoint(ctx.db, frontier.size);
    if (known !== undefined) return known;
    const key = await verifierKeyOf(ctx);
    const checkpoint = { origin: key.name, size: frontier.size, root: rootOfFrontier(frontier) };
    const note = signCheckpoint(checkpoint, key, (text) => sign(null, Buffer.from(text), signingKey(ctx.deployment)));
    await insertCheckpoint(ctx.db, frontier.size, note);
    return { size: frontier.size, note };
  });

/** Signs the log as a snapshot of the database holds it, and keeps nothing: for who copies it and is held to it later. */
export const signSnapshot = async (ctx: Context): Promise<{ size: number; root: string; note: string }> => {
  const frontier = await getFrontier(ctx.db);
  const key = await verifierKeyOf(ctx);
  const [size, root] = [frontier.size, rootOfFrontier(frontier)];
  const checkpoint = { origin: key.name, size, root };
  const note = signCheckpoint(checkpoint, key, (text) => sign(null, Buffer.from(text), signingKey(ctx.deployment)));
  return { size, root, note };
};

/** Keeps a checkpoint of ours that was signed elsewhere over the same entries. */
export const adoptCheckpoint = (ctx: Context, size: number, note: string): Promise<void> =>
  insertCheckpoint(ctx.db, size, note);

/** Signs other words of the platform's with the journal's key; what they are for stands before them, so that none passes for another. */
export const signWords = (deployment: Deployment, purpose: string, words: string): string =>
  sign(null, Buffer.from(`chengyun ${purpose}\n${words}`), signingKey(deployment)).toString("base64");

/** Whether words were signed for a purpose by the journal's key of a deployment. */
export const areSigned = (
  deployment: Deployment,
  purpose: string,
  signed: { words: string; signature: string },
): boolean =>
  verify(
    null,
    Buffer.from(`chengyun ${purpose}\n${signed.words}`),
    createPublicKey(signingKey(deployment)),
    Buffer.from(signed.signature, "base64"),
  );
