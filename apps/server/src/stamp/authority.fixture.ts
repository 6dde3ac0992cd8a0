import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const config = (folder: string, usage: string): string => `
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[stamps]
basicConstraints = CA:FALSE
${usage}
[tsa]
default_tsa = one
[one]
serial = ${folder}/serial
crypto_device = builtin
signer_cert = ${folder}/signer.pem
certs = ${folder}/root.pem
signer_key = ${folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
`;

/** Debian's, which is the authority. */
export const openssl = "/usr/bin/openssl";

const run = (...args: readonly string[]) => execFileSync(openssl, args, { stdio: "pipe" });

/** Keys and certificates of a root and of a signer for time stamps, by a part of the configuration each. */
const makeCertificates = (at: (file: string) => string, name: string): void => {
  const usual = (section: string) => ["-days", "30", "-extfile", at("conf"), "-extensions", section];
  const make = (file: string, subject: string): void => {
    run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", at(`${file}.key`));
    run("req", "-new", "-key", at(`${file}.key`), "-subj", subject, "-out", at(`${file}.csr`));
  };
  make("root", `/CN=Root of ${name}`);
  run("x509", "-req", "-in", at("root.csr"), "-signkey", at("root.key"), "-out", at("root.pem"), ...usual("ca"));
  make("signer", `/CN=${name}`);
  const root = ["-CA", at("root.pem"), "-CAkey", at("root.key"), "-CAcreateserial"];
  run("x509", "-req", "-in", at("signer.csr"), ...root, "-out", at("signer.pem"), ...usual("stamps"));
};

/** A time-stamping authority of openssl's with a root of its own: answers requests in DER. */
export const openAuthority = (name: string, usage = "extendedKeyUsage = critical,timeStamping") => {
  const folder = mkdtempSync(join(tmpdir(), "authority-"));
  const at = (file: string): string => join(folder, file);
  writeFileSync(at("conf"), config(folder, usage));
  writeFileSync(at("serial"), "01\n");
  makeCertificates(at, name);
  const answer = (request: Uint8Array): Uint8Array => {
    writeFileSync(at("request"), request);
    run("ts", "-reply", "-config", at("conf"), "-section", "one", "-queryfile", at("request"), "-out", at("answer"));
    return readFileSync(at("answer"));
  };
  return {
    root: readFileSync(at("root.pem"), "utf8"),
    answer,
    /** Undefined when openssl will not sign with such a certificate. */
    tryAnswer: (request: Uint8Array): Uint8Array | undefined => {
      try {
        return answer(request);
      } catch {
        return undefined;
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
