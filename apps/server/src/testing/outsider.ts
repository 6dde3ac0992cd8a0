import { createPublicKey, hash, verify } from "node:crypto";
import {
  checkReceipt,
  parseVerifierKey,
  type ReceiptPorts,
  type ReceiptProved,
  type ReceiptRefused,
  type Sha256,
  type VerifySignature,
} from "@chengyun/kernel";
import canonicalize from "canonicalize";

/** SHA-256 of somebody who checks us. */
export const sha256: Sha256 = (data) => hash("sha256", data, "hex");

/** Ed25519 of somebody who checks us. */
export const verifySignature: VerifySignature = (publicKey, text, signature) =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") },
      format: "jwk",
    }),
    signature,
  );

/** Checks a receipt as an outsider would: with the public key and nothing else of ours. */
export const checkAsOutsider = (
  receipt: string,
  keyText: string,
  more: Pick<ReceiptPorts, "witnesses" | "quorum"> = {},
): ReceiptProved | ReceiptRefused => {
  const key = parseVerifierKey(sha256, keyText);
  if (key === undefined) throw new Error("no key");
  return checkReceipt(
    {
      sha256,
      canonical: (value) => canonicalize(value) ?? "null",
      verifySignature,
      fromUtf8: (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
      key,
      ...more,
    },
    receipt,
  );
};
