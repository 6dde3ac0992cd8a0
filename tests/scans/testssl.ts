import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { runProgram } from "./program.ts";
import { found, looked, type Scan } from "./scan.ts";

const Report = z.array(z.object({ id: z.string(), severity: z.string(), finding: z.string() }));

const grave = new Set(["LOW", "MEDIUM", "HIGH", "CRITICAL"]);

/**
 * What a certificate made for one test can't have, whatever the server does: somebody who vouches for it, a way to recall it,
 * an entry in the name service. A city's own comes from an authority.
 */
const ofTheCertificate =
  /^(cert_chain_of_trust|cert_trust|cert_revocation|cert_caIssuers|cert_commonName|cert_subjectAltName|cert_notBefore|cert_validityPeriod|cert_extlifeSpan|cert_expirationStatus|cert_crlDistributionPoints|cert_ocspURL|OCSP_stapling|DNS_CAArecord|cert_mustStapleExtension|certificate_transparency|grade_cap_reason.*|overall_grade|final_score)/;

/** Protocols, ciphers and the known holes of TLS. */
export const testssl: Scan = {
  what: "protocols, ciphers and known holes of TLS",
  program: "testssl",
  debian: "testssl.sh",
  tls: true,
  run: async ({ port }, { folder }) => {
    const report = join(folder, "testssl.json");
    const quiet = ["--quiet", "--color", "0", "--warnings", "off", "--ip", "one"];
    runProgram("testssl", [...quiet, "--jsonfile", report, `localhost:${port}`], { cwd: folder, minutes: 20 });
    const lines = Report.parse(JSON.parse(readFileSync(report, "utf8")));
    const findings = lines.filter(({ id, severity }) => grave.has(severity) && !ofTheCertificate.test(id));
    return [
      looked("questions asked of the server", lines.length, 50),
      ...found(
        "protocols, ciphers or holes that are not well",
        findings.map(({ id, severity, finding }) => `${severity} ${id}: ${finding}`),
      ),
    ];
  },
};
