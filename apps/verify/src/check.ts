import {
  checkReceipt,
  createDigester,
  type Label,
  parseCosignerKey,
  parseVerifierKey,
  type ReceiptProved,
  type ReceiptRefused,
  type Sha256,
  toUtf8,
  type VerifySignature,
} from "@chengyun/kernel";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 as digest } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";

const sha256: Sha256 = (data) => bytesToHex(digest(typeof data === "string" ? toUtf8(data) : data));

/** Strict: what RFC 8032 would not sign is not a signature. */
const verifySignature: VerifySignature = (publicKey, text, signature) => {
  try {
    return ed25519.verify(signature, toUtf8(text), publicKey, { zip215: false });
  } catch {
    // Bytes that are no point of the curve or of another length: nobody's signature.
    return false;
  }
};

/** What is checked: a receipt, the log's public key, and keys of witnesses that must all have signed. */
export interface Question {
  readonly receipt: string;
  readonly key: string;
  readonly witnesses: string;
}

const noKey: Label = {
  zh: "公钥格式不正确：应为“名称+编号+base64”",
  en: "The public key is malformed: it is name+id+base64",
};
const noWitnessKey: Label = {
  zh: "见证方公钥格式不正确：每行一个“名称+编号+base64”",
  en: "A witness's key is malformed: one name+id+base64 a line",
};

/** A receipt as people paste it: line ends of other systems and blanks around it are no part of it. */
const toText = (pasted: string): string => `${pasted.replaceAll("\r\n", "\n").trim()}\n`;

/** Checks a receipt here, in this page, with the kernel's code and nothing from anywhere. */
export const checkHere = ({
  receipt,
  key: keyText,
  witnesses,
}: Question): ReceiptProved | ReceiptRefused | { readonly code: "key.malformed"; readonly text: Label } => {
  const key = parseVerifierKey(sha256, keyText);
  if (key === undefined) return { code: "key.malformed", text: noKey };
  const lines = witnesses.split("\n").filter((line) => line.trim() !== "");
  const keys = lines.map((line) => parseCosignerKey(sha256, line)).filter((one) => one !== undefined);
  if (keys.length < lines.length) return { code: "key.malformed", text: noWitnessKey };
  return checkReceipt(
    {
      sha256,
      canonical: (value) => canonicalize(value) ?? "null",
      verifySignature,
      fromUtf8: (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
      key,
      witnesses: keys,
      quorum: keys.length,
    },
    toText(receipt),
  );
};

/** Whether somebody's words are those whose digest the entry has; undefined when it has none. */
export const areWords = (changes: unknown, salt: string, words: string): boolean | undefined => {
  const said = typeof changes === "object" && changes !== null ? (changes as { words?: unknown }).words : undefined;
  if (typeof said !== "string") return undefined;
  return /^[0-9a-f]{32}$/.test(salt.trim()) && createDigester(sha256)(salt.trim(), words.trim()) === said;
};
