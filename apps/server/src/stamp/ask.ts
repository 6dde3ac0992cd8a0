import { createHash, randomBytes } from "node:crypto";
import { Integer, OctetString } from "asn1js";
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from "pkijs";

/** OID of SHA-256 (RFC 5754). */
export const sha256Oid = "2.16.840.1.101.3.4.2.1";

/** SHA-256 of what is stamped. */
export const digestOf = (data: Uint8Array): Buffer => createHash("sha256").update(data).digest();

/** What a time-stamping authority is asked, in DER, and the nonce its answer must carry. */
export interface StampRequest {
  readonly der: Uint8Array;
  readonly nonce: Uint8Array;
}

/** Asks for a time stamp of some bytes (RFC 3161, 2.4.1): by their SHA-256 alone, with the authority's certificate. */
export const makeStampRequest = (data: Uint8Array): StampRequest => {
  // The first bit is no sign, and the first byte is no padding that a reader would leave out.
  const nonce = randomBytes(12);
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256Oid }),
      hashedMessage: new OctetString({ valueHex: new Uint8Array(digestOf(data)).buffer }),
    }),
    nonce: new Integer({ valueHex: new Uint8Array(nonce).buffer }),
    certReq: true,
  });
  return { der: new Uint8Array(request.toSchema().toBER()), nonce };
};
