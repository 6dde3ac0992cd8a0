import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A key for one purpose, out of a secret of the deployment (base64url). */
export const deriveKey = (master: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", Buffer.from(master, "base64url"), "", `chengyun ${purpose}`, keyBytes));

/** Nonce, tag and AES-256-GCM of the text, in this order. */
export const seal = (key: Buffer, text: Buffer | string, place: string): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
};

/** Fails when the bytes were changed, moved to another place, or sealed with another key. */
export const unseal = (key: Buffer, sealed: Buffer, place: string): Buffer => {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
};
