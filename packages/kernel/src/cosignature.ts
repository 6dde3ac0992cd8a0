import { formatSignature, type Note, type Sign, type VerifierKey, type VerifySignature } from "./note.ts";

/** What a witness said of a checkpoint: that at this time it had seen no longer and no other log. */
export interface Cosignature {
  readonly name: string;
  /** ISO 8601, of whole seconds. */
  readonly at: string;
}

const timeBytes = 8;
const signatureBytes = 64;

/** What a witness signs (C2SP tlog-cosignature, cosignature/v1). */
const cosignedText = (text: string, seconds: number): string => `cosignature/v1\ntime ${seconds}\n${text}`;

/** Co-signs a checkpoint's text and answers the signature line. */
export const cosign = (text: string, key: VerifierKey, seconds: number, sign: Sign): string => {
  const bytes = new Uint8Array(timeBytes + signatureBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seconds));
  bytes.set(sign(cosignedText(text, seconds)), timeBytes);
  return formatSignature(key, bytes);
};

/** What a witness said of a note; undefined when it said nothing, false when a line in its name is not its own. */
export const findCosignature = (
  note: Note,
  key: VerifierKey,
  verify: VerifySignature,
): Cosignature | undefined | false => {
  const own = note.signatures.filter(({ name, id }) => name === key.name && id === key.id);
  const [first] = own;
  if (first === undefined) return undefined;
  if (own.length > 1 || first.signature.length !== timeBytes + signatureBytes) return false;
  const view = new DataView(first.signature.buffer, first.signature.byteOffset);
  const seconds = Number(view.getBigUint64(0));
  const at = new Date(seconds * 1_000);
  if (!Number.isSafeInteger(seconds) || Number.isNaN(at.getTime())) return false;
  return verify(key.publicKey, cosignedText(note.text, seconds), first.signature.subarray(timeBytes))
    ? { name: key.name, at: at.toISOString() }
    : false;
};
