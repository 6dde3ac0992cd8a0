import { createPrivateKey, generateKeyPairSync, hash, sign as signBytes } from "node:crypto";
import {
  appendLeaf,
  cosign,
  createDigester,
  createTreeHasher,
  type ExportedEntry,
  formatLeaf,
  formatReceipt,
  formatVerifierKey,
  newFrontier,
  parseNote,
  proveInclusion,
  rootOf,
  signCheckpoint,
  sourceOfLeaves,
  toCosignerKey,
  toVerifierKey,
} from "@chengyun/kernel";
import canonicalize from "canonicalize";
import encodeQR from "qr";
import { decodeQR } from "qr/decode.js";
import { describe, expect, test } from "vitest";
import { areWords, checkHere } from "./check.ts";

const sha256 = (data: Uint8Array | string): string => hash("sha256", data, "hex");
const canonical = (value: unknown): string => canonicalize(value) ?? "null";
const digest = createDigester(sha256);
const makeKey = (name: string, make: typeof toVerifierKey) => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const key = make(sha256, name, new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32)));
  if (key === undefined) throw new Error("no key");
  const own = createPrivateKey(privateKey.export({ format: "pem", type: "pkcs8" }));
  return { key, sign: (text: string) => signBytes(null, Buffer.from(text), own) };
};

const log = makeKey("yunze.example/journal/1", toVerifierKey);
const witness = makeKey("witness.example/notary", toCosignerKey);
const salt = "000102030405060708090a0b0c0d0e0f";
const changes = { no: "20261129-123456", channel: "citizen", words: digest(salt, "桥下积水") };
const entries = Array.from(
  { length: 300 },
  (_, at): ExportedEntry => ({
    position: at + 1,
    at: "2026-11-29T12:00:00.000Z",
    type: "report.told",
    subject: `report-${at}`,
    actor: "citizen:0011223344556677",
    cause: null,
    digest: digest(salt, canonical(changes)),
    v: 2,
    actorKind: "system",
    post: null,
    subjectKind: "report",
    stage: null,
    scope: { area: "4309/430981/", departments: [] },
    salt,
    changes,
  }),
);
const receipt = ((): string => {
  const hasher = createTreeHasher(sha256);
  const tree = newFrontier();
  const leaves = entries.map((entry) => hasher.leaf(formatLeaf(entry)));
  for (const leaf of leaves) appendLeaf(hasher, tree, leaf);
  const checkpoint = { origin: log.key.name, size: tree.size, root: rootOf(hasher, tree) };
  const note = signCheckpoint(checkpoint, log.key, log.sign);
  const proof = proveInclusion(hasher, sourceOfLeaves(hasher, leaves), { index: 41, size: 300 });
  const [entry] = entries.slice(41);
  if (proof === undefined || entry === undefined) throw new Error("no proof");
  return formatReceipt(canonical, {
    entry,
    proof,
    note: note + cosign(parseNote(note)?.text ?? "", witness.key, 1_796_000_000, witness.sign),
  });
})();
const question = {
  receipt,
  key: formatVerifierKey(log.key),
  witnesses: formatVerifierKey(witness.key),
};

describe("the page that checks receipts", () => {
  test("finds a receipt right by its own code, with the witnesses asked for", () => {
    expect(checkHere(question)).toMatchObject({
      entry: { position: 42, changes: { no: "20261129-123456" } },
      witnesses: [{ name: "witness.example/notary" }],
    });
    expect(
      checkHere({ ...question, witnesses: "", receipt: `  ${receipt.replaceAll("\n", "\r\n")}\n\n` }),
    ).toMatchObject({
      witnesses: [],
    });
  });

  test("refuses it with one bit flipped anywhere, and says what failed", () => {
    const bytes = Buffer.from(receipt);
    const passed: number[] = [];
    for (let at = 0; at < bytes.length; at += 7) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const found = checkHere({ ...question, receipt: flipped.toString("utf8") });
      if (!("code" in found) || found.text.zh === "") passed.push(at);
    }
    expect(passed).toEqual([]);
  });

  test("says which key is malformed, and refuses another's", () => {
    expect(checkHere({ ...question, key: "rubbish" })).toMatchObject({ code: "key.malformed" });
    expect(checkHere({ ...question, witnesses: question.key })).toMatchObject({ code: "key.malformed" });
    const other = formatVerifierKey(makeKey(log.key.name, toVerifierKey).key);
    expect(checkHere({ ...question, key: other })).toMatchObject({ code: "checkpoint.unsigned" });
    const absent = formatVerifierKey(makeKey("witness.example/other", toCosignerKey).key);
    expect(checkHere({ ...question, witnesses: absent })).toMatchObject({ code: "receipt.quorum" });
  });

  test("tells one's own words from others", () => {
    expect(areWords(changes, salt, " 桥下积水 ")).toBe(true);
    expect(areWords(changes, salt, "桥下没有积水")).toBe(false);
    expect(areWords(changes, "rubbish", "桥下积水")).toBe(false);
    expect(areWords({ no: "1" }, salt, "桥下积水")).toBeUndefined();
  });

  test("reads the receipt back from its QR code", () => {
    const dots = encodeQR(receipt, "raw", { ecc: "low", border: 4, encoding: "byte", scale: 4 });
    const data = new Uint8ClampedArray(dots.length * dots.length * 4);
    for (const [y, row] of dots.entries())
      for (const [x, isDark] of row.entries())
        data.set([isDark ? 0 : 255, isDark ? 0 : 255, isDark ? 0 : 255, 255], (y * dots.length + x) * 4);
    expect(decodeQR({ width: dots.length, height: dots.length, data })).toBe(receipt);
  });
});
