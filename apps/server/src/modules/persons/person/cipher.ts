import { createHmac, randomBytes } from "node:crypto";
import { deriveKey, seal, unseal } from "../../../platform/seal.ts";

const keyBytes = 32;

/** Seals and opens personal data of one deployment. `place` binds sealed bytes to the row and column they lie in. */
export interface Cipher {
  /** A new key of one subject, and how it lies in the table. */
  readonly newKey: (place: string) => { readonly key: Buffer; readonly wrapped: Buffer };
  readonly unwrap: (wrapped: Buffer, place: string) => Buffer;
  /** What equal words have in common: found without being readable. */
  readonly blindIndex: (column: string, normal: string) => Buffer;
}

/** The cipher of a deployment's master secret (base64url); wrapping and indexing use keys derived from it. */
export const createCipher = (master: string): Cipher => {
  const wrapping = deriveKey(master, "persons wrap");
  const indexing = deriveKey(master, "persons index");
  return {
    newKey: (place) => {
      const key = randomBytes(keyBytes);
      return { key, wrapped: seal(wrapping, key, place) };
    },
    unwrap: (wrapped, place) => unseal(wrapping, wrapped, place),
    blindIndex: (column, normal) => createHmac("sha256", indexing).update(`${column}\n${normal}`).digest(),
  };
};
