import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Seals and opens personal data of one deployment. `place` binds sealed bytes to the row and column they lie in. */
export interface Cipher {
  /** A new key of one subject, and how it lies in the table. */
  readonly newKey: (place: string) => { readonly key: Buffer; readonly wrapped: Buffer };
  readonly unwrap: (wrapped: Buffer, place: string) => Buffer;
  /** What equal words have in common: found without being readable. */
  readonly blindIndex: (column: string, normal: string) => Buffer;
}

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

const derive = (master: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", Buffer.from(master, "base64url"), "", `chengyun persons ${purpose}`, keyBytes));

/** The cipher of a deployment's master secret (base64url); wrapping and indexing use keys derived from it. */
export const createCipher = (master: string): Cipher => {
  const wrapping = derive(master, "wrap");
  const indexing = derive(master, "index");
  return {
    newKey: (place) => {
      const key = randomBytes(keyBytes);
      return { key, wrapped: seal(wrapping, key, place) };
    },
    unwrap: (wrapped, place) => unseal(wrapping, wrapped, place),
    blindIndex: (column, normal) => createHmac("sha256", indexing).update(`${column}\n${normal}`).digest(),
  };
};
