import { describe, expect, test } from "vitest";
import { cosign } from "./cosignature.ts";
import { formatLeaf } from "./leaf.ts";
import { proveInclusion } from "./merkle-proof.ts";
import { parseNote } from "./note.ts";
import {
  canonical,
  fromUtf8,
  hasher,
  makeLog,
  makeLogKey,
  makeWitnessKey,
  sha256,
  verifySignature,
} from "./proving.fixture.ts";
import { checkReceipt, formatReceipt, type ReceiptPorts } from "./receipt.ts";
import type { ExportedEntry } from "./verifier.ts";

const log = makeLog(1_000);
const one = makeWitnessKey("witness.example/notary");
const other = makeWitnessKey("witness.example/university");
const seconds = 1_795_000_000;

const receiptOf = (position: number, more: { size?: number; entry?: ExportedEntry } = {}): string => {
  const size = more.size ?? 1_000;
  const note = log.noteAt(size);
  const text = parseNote(note)?.text ?? "";
  const entry = more.entry ?? log.entries[position - 1];
  const proof = proveInclusion(hasher, log.source, { index: position - 1, size });
  if (entry === undefined || proof === undefined) throw new Error("no such entry");
  const signed = [one, other].map(({ key, sign }) => cosign(text, key, seconds, sign)).join("");
  return formatReceipt(canonical, { entry, proof, note: note + signed });
};
const ports: ReceiptPorts = { sha256, canonical, verifySignature, fromUtf8, key: log.key };
const witnessed: ReceiptPorts = { ...ports, witnesses: [one.key, other.key], quorum: 2 };
const codeOf = (text: string, by = witnessed): string => {
  const found = checkReceipt(by, text);
  return "code" in found ? found.code : "good";
};
const receipt = receiptOf(700);

describe("a receipt", () => {
  test.each([1, 2, 511, 512, 513, 999, 1_000])("proves entry %i, when it was witnessed, and by whom", (position) => {
    const found = checkReceipt(witnessed, receiptOf(position));
    expect(found).toMatchObject({
      entry: { position, type: "report.told", changes: { channel: "citizen" } },
      checkpoint: { size: 1_000 },
      witnesses: [
        { name: "witness.example/notary", at: new Date(seconds * 1_000).toISOString() },
        { name: "witness.example/university" },
      ],
    });
  });

  test("of the only entry of a log proves it", () => {
    expect(codeOf(receiptOf(1, { size: 1 }))).toBe("good");
  });

  test("without changes shows nothing of them and proves the leaf", () => {
    const [{ salt: _, changes: __, ...leaf } = { salt: "", changes: "" }] = log.entries;
    const text = receiptOf(1, { entry: leaf as ExportedEntry });
    expect(codeOf(text)).toBe("good");
    expect(Buffer.from(/extra (.+)/.exec(text)?.[1] ?? "", "base64").toString()).toBe(
      formatLeaf(leaf as ExportedEntry),
    );
  });

  test("is small enough for a QR code in a log of a million with two witnesses", () => {
    expect(receipt.length + 10 * 45).toBeLessThan(2_953);
  });

  test("with any bit flipped anywhere is refused, and says what failed", () => {
    const bytes = Buffer.from(receipt);
    const passed: number[] = [];
    for (let at = 0; at < bytes.length; at += 1)
      for (const bit of [1, 32]) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ bit;
        const found = checkReceipt(witnessed, flipped.toString("utf8"));
        if (!("code" in found) || found.text.zh === "" || found.text.en === "") passed.push(at);
      }
    expect(passed).toEqual([]);
  });

  test.each<[string, (text: string) => string, string]>([
    ["cut short", (text) => text.slice(0, 400), "receipt.malformed"],
    ["with a line less in its proof", (text) => text.replace(/\n[^\n]{43}=\n/, "\n"), "receipt.proof"],
    ["of another place", (text) => text.replace("index 699", "index 698"), "receipt.entry"],
    ["with another size signed by nobody", (text) => text.replace("\n1000\n", "\n999\n"), "checkpoint.unsigned"],
    ["without one of its witnesses", (text) => text.replace(/— witness.example\/notary .*\n/, ""), "receipt.quorum"],
    [
      "with a witness's line twice",
      (text) => text + (/— witness.example\/notary .*\n/.exec(text)?.[0] ?? ""),
      "receipt.cosignature",
    ],
    ["with a word more in its first line", (text) => text.replace("@v1", "@v1 "), "receipt.malformed"],
    ["that is nothing of the kind", () => "hello", "receipt.malformed"],
  ])("%s is refused", (_, alter, code) => {
    expect(codeOf(alter(receipt))).toBe(code);
  });

  test("whose words were exchanged is refused, even with a digest to match", () => {
    const [entry] = log.entries;
    if (entry === undefined) throw new Error("no entry");
    expect(codeOf(receiptOf(1, { entry: { ...entry, changes: { no: "other" } } }))).toBe("receipt.digest");
    const { salt: _, changes: __, ...leaf } = entry;
    expect(codeOf(receiptOf(1, { entry: { ...leaf, actor: "nobody" } as ExportedEntry }))).toBe("receipt.proof");
  });

  test("of another log, or signed by another key, is refused", () => {
    expect(codeOf(receipt, { ...ports, key: makeLogKey("yunze.example/journal/1").key })).toBe("checkpoint.unsigned");
    expect(codeOf(receipt, { ...ports, key: makeLogKey("other.example/journal/1").key })).toBe("checkpoint.unsigned");
  });

  test("is good without witnesses where none are asked for; lines of unknown ones are let be", () => {
    const found = checkReceipt(ports, receipt);
    expect(found).toMatchObject({ checkpoint: { size: 1_000 }, witnesses: [] });
  });
});
