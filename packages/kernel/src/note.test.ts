import { createPrivateKey, createPublicKey, sign as ed25519Sign, verify as ed25519Verify, hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64, fromHex, type Sha256, toBase64, toHex, toUtf8 } from "./bytes.ts";
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
import {
  formatVerifierKey,
  isSignedBy,
  parseNote,
  parseVerifierKey,
  type Sign,
  signNote,
  toVerifierKey,
} from "./note.ts";

const sha256: Sha256 = (data) => hash("sha256", data);
const privateKeyOf = (seed: Uint8Array) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
    format: "der",
    type: "pkcs8",
  });
const publicBytes = (seed: Uint8Array): Uint8Array =>
  new Uint8Array(createPublicKey(privateKeyOf(seed)).export({ format: "der", type: "spki" }).subarray(-32));
const signWith =
  (seed: Uint8Array): Sign =>
  (text) =>
    ed25519Sign(null, Buffer.from(text), privateKeyOf(seed));
const verify = (publicKey: Uint8Array, text: string, signature: Uint8Array): boolean =>
  ed25519Verify(
    null,
    Buffer.from(text),
    createPublicKey({
      key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), publicKey]),
      format: "der",
      type: "spki",
    }),
    signature,
  );

/** The key and note of the reference implementation's tests (golang.org/x/mod/sumdb/note). */
const vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const seed = Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1);
const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const line =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

describe("signed notes", () => {
  const key = parseVerifierKey(sha256, vkey);
  if (key === undefined) throw new Error("the published key must parse");

  test("the published key is read, written and recomputed", () => {
    expect(key).toMatchObject({ name: "PeterNeumann", id: "c74f20a3" });
    expect(formatVerifierKey(key)).toBe(vkey);
    expect(toVerifierKey(sha256, "PeterNeumann", publicBytes(seed))).toEqual(key);
  });

  test("the published note is what we sign, byte for byte", () => {
    expect(signNote(text, key, signWith(seed))).toBe(`${text}\n${line}`);
  });

  test("the published note is signed by its key, an altered one is not", () => {
    const note = parseNote(`${text}\n${line}`);
    const altered = parseNote(`${text.replace("problem is", "problems are")}\n${line}`);
    expect(note !== undefined && isSignedBy(note, key, verify)).toBe(true);
    expect(altered !== undefined && isSignedBy(altered, key, verify)).toBe(false);
  });

  test("signatures of others are let be, a second wrong one of the key is not", () => {
    const other = "— someone.example AAAAAQID\n";
    const wrong = `— PeterNeumann ${toBase64(Uint8Array.of(0xc7, 0x4f, 0x20, 0xa3, ...new Uint8Array(64)))}\n`;
    const signed = (lines: string): boolean => {
      const note = parseNote(`${text}\n${lines}`);
      return note !== undefined && isSignedBy(note, key, verify);
    };
    expect(signed(other + line)).toBe(true);
    expect(signed(other)).toBe(false);
    expect(signed(line + wrong)).toBe(false);
  });

  test.each([
    vkey.replace("c74f20a3", "c74f20a4"),
    vkey.replace("Peter", "Pater"),
    vkey.slice(0, -4),
    "PeterNeumann+c74f20a3",
    "",
    "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  ])("%j is no key", (bad) => {
    expect(parseVerifierKey(sha256, bad)).toBeUndefined();
  });

  test.each([
    text,
    `${text}\n`,
    `${text}\n${line.trimEnd()}`,
    `${text}\n-${line.slice(1)}`,
    `${text}\n— PeterNeumann AAAA\n`,
    `${text}\n${line}${line.replace("—", "– ")}`,
    `${text}\t\n${line}`,
    `${text}\n${line.repeat(101)}`,
  ])("%j is no note", (bad) => {
    expect(parseNote(bad)).toBeUndefined();
  });
});

describe("checkpoints", () => {
  const published = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

  test("the published checkpoint is read and written", () => {
    const checkpoint = parseCheckpoint(published);
    expect(checkpoint).toEqual({
      origin: "example.com/behind-the-sofa",
      size: 20_852_163,
      root: "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62",
    });
    expect(checkpoint && formatCheckpoint(checkpoint)).toBe(published);
    expect(parseCheckpoint(`${published}extension\n`)).toEqual(checkpoint);
  });

  test.each([
    published.replace("20852163", "020852163"),
    published.replace("20852163", "-1"),
    published.replace("20852163", "90071992547409921"),
    published.replace("CsUY", "CsU"),
    published.replace("I=", "J="),
    published.slice(0, -1),
    `${published}\n`,
    `\n${published}`,
    "x\n1\n",
  ])("%j is no checkpoint", (bad) => {
    expect(parseCheckpoint(bad)).toBeUndefined();
  });

  test("a checkpoint opens with its log's key only, and only unaltered", () => {
    const origin = "yunze.example/journal/1";
    const own = toVerifierKey(sha256, origin, publicBytes(seed));
    const stranger = toVerifierKey(sha256, "other.example/journal/1", publicBytes(seed));
    if (own === undefined || stranger === undefined) throw new Error("keys of the test");
    const checkpoint = { origin, size: 3, root: hash("sha256", "x") };
    const note = signCheckpoint(checkpoint, own, signWith(seed));
    expect(openCheckpoint(note, own, verify)).toEqual(checkpoint);
    expect(openCheckpoint(note, stranger, verify)).toBe("unsigned");
    expect(openCheckpoint(note.replace("\n3\n", "\n4\n"), own, verify)).toBe("unsigned");
    expect(openCheckpoint("rubbish", own, verify)).toBe("malformed");
    expect(openCheckpoint(signNote("a\nb\n", own, signWith(seed)), own, verify)).toBe("malformed");
    expect(openCheckpoint(signCheckpoint(checkpoint, stranger, signWith(seed)), stranger, verify)).toBe("origin");
  });
});

describe("bytes", () => {
  test("are written as everybody writes them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (any) => {
        expect(Buffer.from(toUtf8(any))).toEqual(Buffer.from(any));
      }),
    );
    expect(Buffer.from(toUtf8("a\ud800b\udc00"))).toEqual(Buffer.from("a\ud800b\udc00"));
  });

  test.each(["A", "AA", "AAA", "AA=", "A===", "AB==", "AAA=A", "AA A", "AA-_"])("%j is no base64", (bad) => {
    expect(fromBase64(bad)).toBeUndefined();
  });

  test.each(["0", "0G", "AB", "0x"])("%j is no hexadecimal text", (bad) => {
    expect(fromHex(bad)).toBeUndefined();
  });
});
