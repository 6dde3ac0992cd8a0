import { createHash, randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";

/** RFC 6238 as every authenticator app takes it: SHA-1, six digits, 30 s. */
const kind = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** RFC 4226 §4 R6: 160 bits. */
const secretBytes = 20;
/** One step before and after: a phone's clock is rarely right to the second. */
const window = 1;

/** A new secret. */
export const makeSecret = (): Buffer => Buffer.from(new Secret({ size: secretBytes }).bytes);

/** As authenticator apps read it: to be typed, and to be shown as a QR code. */
export const describeSecret = (secret: Buffer, who: { issuer: string; label: string }) => {
  const otp = new TOTP({ ...kind, ...who, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
  return { secret: otp.secret.base32, uri: otp.toString() };
};

/** The step a code belongs to, near a moment of real time; undefined when it is not the secret's. */
export const findStep = (secret: Buffer, code: string, at: number): number | undefined => {
  const otp = new TOTP({ ...kind, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
  const delta = otp.validate({ token: code, timestamp: at, window });
  return delta === null ? undefined : Math.floor(at / 1_000 / kind.period) + delta;
};

const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const recoveryCount = 10;

/** Ten codes for a lost phone, each once: 12 letters in groups of four, 59 bits. */
export const makeRecovery = (): string[] =>
  Array.from({ length: recoveryCount }, () =>
    Array.from({ length: 3 }, () =>
      Array.from({ length: 4 }, () => alphabet.charAt(randomInt(alphabet.length))).join(""),
    ).join("-"),
  );

/** Recovery codes lie as digests; how they are grouped or written does not matter. */
export const digestOf = (accountId: string, code: string): Buffer =>
  createHash("sha256")
    .update(`${accountId}\n${code.toLowerCase().replaceAll(/[^a-z0-9]/g, "")}`)
    .digest();
