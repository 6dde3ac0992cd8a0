import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const sha256 = (data: Buffer | string): Buffer => createHash("sha256").update(data).digest();

/** Head of a CBOR value: major type and length (RFC 8949 §3). */
const head = (major: number, length: number): Buffer => {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  return length < 256
    ? Buffer.from([(major << 5) | 24, length])
    : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
};
const bytes = (data: Buffer): Buffer => Buffer.concat([head(2, data.length), data]);
const text = (data: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(data)), Buffer.from(data)]);
const number = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value));
const map = (...pairs: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

const present = 0x01;
const verified = 0x04;
const attested = 0x40;

/** What an authenticator does besides the usual. */
export interface Quirk {
  readonly origin?: string;
  readonly host?: string;
  /** Nobody's finger, face or PIN was asked. */
  readonly unverified?: true;
  readonly counter?: number;
  readonly handle?: string;
  /** Signs something else. */
  readonly forged?: true;
}

const clientData = (type: string, challenge: string, origin: string): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

/** A public key as COSE has it (RFC 9053 §7.1.1). */
const toCose = ({ x = "", y = "" }: { x?: string; y?: string }): Buffer =>
  map(
    [number(1), number(2)],
    [number(3), number(-7)],
    [number(-1), number(1)],
    [number(-2), bytes(Buffer.from(x, "base64url"))],
    [number(-3), bytes(Buffer.from(y, "base64url"))],
  );

/** A real authenticator's work on WebAuthn's data, with one key: what a security key does, without the key. */
export const openAuthenticator = (home: { readonly host: string; readonly origin: string }) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const cose = toCose(publicKey.export({ format: "jwk" }));
  const id = randomBytes(32);
  let counter = 0;
  let handle = "";
  const data = (flags: number, quirk: Quirk, ...more: readonly Buffer[]): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(quirk.counter ?? counter);
    const isVerified = quirk.unverified === undefined ? verified : 0;
    return Buffer.concat([
      sha256(quirk.host ?? home.host),
      Buffer.from([flags | present | isVerified]),
      count,
      ...more,
    ]);
  };
  const credential = { id: id.toString("base64url"), rawId: id.toString("base64url"), type: "public-key" };
  return {
    /** Makes the passkey that is asked for. */
    make: (options: { challenge: string; user: { id: string } }, quirk: Quirk = {}) => {
      handle = options.user.id;
      const length = Buffer.from([id.length >> 8, id.length & 255]);
      const authData = data(attested, quirk, Buffer.alloc(16), length, id, cose);
      const attestation = map(
        [text("fmt"), text("none")],
        [text("attStmt"), map()],
        [text("authData"), bytes(authData)],
      );
      const response = {
        clientDataJSON: clientData("webauthn.create", options.challenge, quirk.origin ?? home.origin).toString(
          "base64url",
        ),
        attestationObject: attestation.toString("base64url"),
        transports: ["internal"],
      };
      return { ...credential, response, clientExtensionResults: {} };
    },
    /** Signs what is asked, and counts one on. */
    use: ({ challenge }: { challenge: string }, quirk: Quirk = {}) => {
      counter += 1;
      const said = clientData("webauthn.get", challenge, quirk.origin ?? home.origin);
      const authData = data(0, quirk);
      const signed = quirk.forged === undefined ? Buffer.concat([authData, sha256(said)]) : Buffer.from("else");
      const response = {
        clientDataJSON: said.toString("base64url"),
        authenticatorData: authData.toString("base64url"),
        signature: sign("sha256", signed, privateKey).toString("base64url"),
        userHandle: quirk.handle ?? handle,
      };
      return { ...credential, response, clientExtensionResults: {} };
    },
  };
};
