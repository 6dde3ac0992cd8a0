import { timingSafeEqual, webcrypto, X509Certificate } from "node:crypto";
import type { Label } from "@chengyun/kernel";
import {
  Certificate,
  CryptoEngine,
  ExtKeyUsage,
  id_eContentType_TSTInfo,
  SignedData,
  setEngine,
  TimeStampResp,
  TSTInfo,
} from "pkijs";
import { digestOf, sha256Oid } from "./ask.ts";

const engine = new CryptoEngine({ name: "node", crypto: webcrypto as never });
setEngine("node", engine);

/** A time stamp that does not hold, or that an authority did not give; says why. */
export class StampFault extends Error {
  readonly words: Label;

  constructor(words: Label) {
    super(words.en);
    this.words = words;
  }
}

/** What a time stamp proves: that the bytes were there at a time, by whose word. */
export interface Stamp {
  readonly at: Date;
  /** Subject of the certificate that signed. */
  readonly authority: string;
}

const unreadable: Label = { zh: "不是 RFC 3161 时间戳应答。", en: "That is no answer with a time stamp (RFC 3161)." };
const refused: Label = { zh: "时间戳服务拒绝了请求。", en: "The time-stamping authority refused." };
const another: Label = { zh: "时间戳盖的是别的内容。", en: "The time stamp is of other bytes." };
const old: Label = { zh: "时间戳不是对这次请求的应答。", en: "The time stamp answers another request." };
const notFor: Label = {
  zh: "签名证书不是时间戳专用证书。",
  en: "The certificate that signed is not one for time stamps alone.",
};
const unsigned: Label = {
  zh: "时间戳的签名不成立，或签名证书不由所信任的根签发。",
  en: "The signature of the time stamp does not hold, or its certificate does not come from a trusted root.",
};

/** Certificates of a PEM file, each of which may vouch for an authority. Throws `StampFault` when there is none. */
export const readRoots = (pem: string): Certificate[] => {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new StampFault({ zh: "文件里没有证书。", en: "There is no certificate in the file." });
  return blocks.map((block) => Certificate.fromBER(new X509Certificate(block).raw));
};

const extendedKeyUsage = "2.5.29.37";
const timeStamping = "1.3.6.1.5.5.7.3.8";

/** RFC 3161, 2.3: that purpose, no other, and marked as critical. */
const isForStamps = ({ extensions = [] }: Certificate): boolean => {
  const found = extensions.find(({ extnID }) => extnID === extendedKeyUsage);
  const usage = found?.parsedValue;
  return found?.critical === true && usage instanceof ExtKeyUsage && usage.keyPurposes.join() === timeStamping;
};

const open = (answer: Uint8Array): { signed: SignedData; info: TSTInfo } => {
  try {
    const { status, timeStampToken } = TimeStampResp.fromBER(new Uint8Array(answer));
    // 0: granted, 1: granted with changes.
    if (status.status > 1) throw new StampFault(refused);
    if (timeStampToken === undefined) throw new StampFault(unreadable);
    const signed = new SignedData({ schema: timeStampToken.content });
    const content = signed.encapContentInfo.eContent?.getValue();
    if (signed.encapContentInfo.eContentType !== id_eContentType_TSTInfo || content === undefined)
      throw new StampFault(unreadable);
    return { signed, info: TSTInfo.fromBER(content) };
  } catch (fault) {
    if (fault instanceof StampFault) throw fault;
    throw new StampFault(unreadable);
  }
};

const isSame = (one: ArrayBuffer | Uint8Array, other: Uint8Array): boolean => {
  const bytes = new Uint8Array(one);
  return bytes.length === other.length && timingSafeEqual(bytes, other);
};

const nameOf = ({ subject }: Certificate): string =>
  subject.typesAndValues.map(({ value }) => String(value.valueBlock.value)).join(", ");

/**
 * Checks an authority's answer: that it is a stamp of these bytes, answers this request where a nonce is given, and is
 * signed by a certificate for time stamps that comes from one of the roots and was valid then. Throws `StampFault`.
 */
export const checkStamp = async (
  answer: Uint8Array,
  data: Uint8Array,
  { roots, nonce }: { readonly roots: readonly Certificate[]; readonly nonce?: Uint8Array },
): Promise<Stamp> => {
  const { signed, info } = open(answer);
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithmId !== sha256Oid || !isSame(hashedMessage.valueBlock.valueHexView, digestOf(data)))
    throw new StampFault(another);
  if (nonce !== undefined && !isSame(info.nonce?.valueBlock.valueHexView ?? new Uint8Array(), nonce))
    throw new StampFault(old);
  const found = await signed
    .verify(
      {
        signer: 0,
        data: new Uint8Array(data).buffer,
        checkChain: true,
        trustedCerts: [...roots],
        checkDate: info.genTime,
        extendedMode: true,
      },
      engine,
    )
    // The library throws what it found wrong.
    .catch(() => undefined);
  const signer = found?.signerCertificate;
  if (found?.signatureVerified !== true || found.signerCertificateVerified !== true || !signer)
    throw new StampFault(unsigned);
  if (signed.signerInfos.length !== 1 || !isForStamps(signer)) throw new StampFault(notFor);
  return { at: info.genTime, authority: nameOf(signer) };
};
