import { createPublicKey, hash, verify } from "node:crypto";
import type { Sha256, VerifySignature } from "@chengyun/kernel";

/** SHA-256 of this machine. */
export const sha256: Sha256 = (data) => hash("sha256", data, "hex");

/** Ed25519 of this machine. */
export const verifySignature: VerifySignature = (publicKey, text, signature) => {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verify(null, Buffer.from(text), key, signature);
};
