import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, unwatchFile, watchFile } from "node:fs";
import type { SecureContextOptions } from "node:tls";
import type { Log } from "./log.ts";

/** Where a certificate chain and its private key lie, in PEM. */
export interface CertificatePaths {
  readonly cert: string;
  readonly key: string;
}

/** What a TLS server is given: nothing older than TLS 1.2 (RFC 8996), and of it what authenticates what it encrypts. */
export interface TlsSetting extends SecureContextOptions {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly minVersion: "TLSv1.2";
  readonly ciphers: string;
}

/** Keys of the moment and no CBC (RFC 9325 §4.2): those of TLS 1.3, and four kinds of TLS 1.2 that every client of ten years has. */
const ciphers = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  ...["ECDSA", "RSA"].flatMap((kind) => [
    `ECDHE-${kind}-AES128-GCM-SHA256`,
    `ECDHE-${kind}-AES256-GCM-SHA384`,
    `ECDHE-${kind}-CHACHA20-POLY1305`,
  ]),
].join(":");

const readFile = (name: string, path: string): Buffer | string => {
  try {
    return readFileSync(path);
  } catch (error) {
    return `${name}=${path}: can't be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`;
  }
};

const parse = <T>(of: string, make: () => T): T | string => {
  try {
    return make();
  } catch {
    return `${of}: is not what it should be: PEM text of a certificate chain, and of its private key without a passphrase`;
  }
};

const judge = (paths: CertificatePaths, cert: Buffer, key: Buffer, now: Date): string | undefined => {
  const first = parse(`TLS_CERT=${paths.cert}`, () => new X509Certificate(cert));
  if (typeof first === "string") return first;
  const secret = parse(`TLS_KEY=${paths.key}`, () => createPrivateKey(key));
  if (typeof secret === "string") return secret;
  if (!first.checkPrivateKey(secret)) return `TLS_KEY=${paths.key}: is not the key of ${paths.cert}`;
  if (new Date(first.validTo) <= now) return `TLS_CERT=${paths.cert}: ran out on ${first.validTo}`;
  if (new Date(first.validFrom) > now) return `TLS_CERT=${paths.cert}: is not valid before ${first.validFrom}`;
  return undefined;
};

/** Reads a certificate and its key: either both, fitting and in force, or a sentence with what is wrong. */
export const readCertificate = (paths: CertificatePaths, now = new Date()): { tls: TlsSetting } | { fault: string } => {
  const cert = readFile("TLS_CERT", paths.cert);
  if (typeof cert === "string") return { fault: cert };
  const key = readFile("TLS_KEY", paths.key);
  if (typeof key === "string") return { fault: key };
  const fault = judge(paths, cert, key, now);
  return fault === undefined ? { tls: { cert, key, minVersion: "TLSv1.2", ciphers } } : { fault };
};

/** The certificate a process serves with; it was good when the settings were read, and throws when it no longer is. */
export const openCertificate = (paths: CertificatePaths | undefined): TlsSetting | undefined => {
  if (paths === undefined) return undefined;
  const read = readCertificate(paths);
  if ("fault" in read) throw new Error(read.fault);
  return read.tls;
};

/** SHA-256 of the certificate that is served with, by which our own processes know the city on this machine. */
export const fingerprintOf = (paths: CertificatePaths | undefined): string | undefined => {
  const tls = openCertificate(paths);
  return tls === undefined ? undefined : new X509Certificate(tls.cert).fingerprint256;
};

const lookEveryMs = 10_000;

/**
 * Follows a certificate that is renewed while we run: new connections get the new one, without a restart. One that is
 * wrong is said and not taken; the one before goes on. Answers what ends it.
 */
export const followCertificate = (
  paths: CertificatePaths,
  log: Log,
  take: (tls: TlsSetting) => void,
  everyMs = lookEveryMs,
): (() => void) => {
  const look = (): void => {
    const read = readCertificate(paths);
    if ("fault" in read) log.error(`${read.fault}; the certificate of before goes on`);
    else {
      take(read.tls);
      log.info("the renewed certificate is in use");
    }
  };
  // Certificate and key are written one after the other: whichever came last makes them fit.
  for (const path of [paths.cert, paths.key]) watchFile(path, { interval: everyMs, persistent: false }, look);
  return () => {
    for (const path of [paths.cert, paths.key]) unwatchFile(path, look);
  };
};
