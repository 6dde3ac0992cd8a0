import { createPublicKey, verify } from "node:crypto";
import type { VerifySignature } from "@chengyun/kernel";

/** Ed25519 of this machine, for what others signed and for what we signed before. */
export const verifySignature: VerifySignature = (publicKey, text, signature) => {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verify(null, Buffer.from(text), key, signature);
};
