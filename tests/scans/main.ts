// `npm run scans -- [names] [--long] [--json]`: lets the scanners of others at a running city and reads their reports.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeCertificate } from "../../apps/server/src/testing/certificate.ts";
import { findFreePort } from "../../e2e/support/port.ts";
import { startCity } from "../../e2e/support/running-city.ts";
import { nmap } from "./nmap.ts";
import { isThere } from "./program.ts";
import type { Scan, ScanLine, Target } from "./scan.ts";
import { sqlmap } from "./sqlmap.ts";
import { testssl } from "./testssl.ts";
import { wapiti } from "./wapiti.ts";

const scans: Readonly<Record<string, Scan>> = { nmap, testssl, wapiti, sqlmap };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, long: { type: "boolean", default: false } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(scans, name));
const wanted = Object.entries(scans).filter(([name]) => positionals.length === 0 || positionals.includes(name));

const print = (line: object): void => {
  if (values.json) {
    console.log(JSON.stringify(line));
    return;
  }
  const { id, what, value, reach, met, skipped } = line as Record<string, string | number | boolean | undefined>;
  if (skipped !== undefined) console.log(`${id}  --    ${what}: skipped, ${skipped}`);
  else
    console.log(
      `${id}  ${met === true ? "ok  " : "FAIL"}  ${what}: ${value}${reach === undefined ? "" : ` (reach ${reach})`}`,
    );
};

/** A city of its own, with a certificate where the scan looks at TLS. */
const openTarget = async (tls: boolean, folder: string): Promise<Target> => {
  const paths = { TLS_CERT: join(folder, "cert.pem"), TLS_KEY: join(folder, "key.pem") };
  const env = { ...paths, MQTTS_PORT: String(await findFreePort()) };
  if (tls) {
    const { cert, key } = await makeCertificate("localhost");
    writeFileSync(paths.TLS_CERT, cert);
    writeFileSync(paths.TLS_KEY, key, { mode: 0o600 });
  }
  const city = await startCity(tls ? { env } : {});
  const { port } = new URL(city.url);
  const key = readFileSync(join(city.dataDir, "keys/demo.key"), "utf8").trim();
  return { city, url: tls ? city.url.replace("http:", "https:") : city.url, port: Number(port), key };
};

const runAll = async (tls: boolean, folder: string): Promise<void> => {
  const own = wanted.filter(([, scan]) => scan.tls === tls);
  for (const [id, { what, program, debian }] of own)
    if (!isThere(program))
      print({ id, what, skipped: `${program} is not on this machine (Debian's package ${debian})` });
  const ready = own.filter(([, { program }]) => isThere(program));
  if (ready.length === 0) return;
  const target = await openTarget(tls, folder);
  try {
    for (const [id, scan] of ready) {
      console.error(`${id}: ${scan.what}`);
      const place = join(folder, id);
      mkdirSync(place);
      const command = `npm run scans -- ${id}${values.long ? " --long" : ""}`;
      const tell = (words: string) => console.error(`${id}: ${words}`);
      const lines: readonly ScanLine[] = await scan
        .run(target, { long: values.long, folder: place, tell })
        .catch((fault: unknown) => {
          console.error(fault);
          return [{ what: `${scan.what}: did not come to its end`, value: 1, unit: "", reach: "0", met: false }];
        });
      for (const line of lines) print({ id, ...line, command });
    }
  } finally {
    await target.city.stop();
  }
};

if (unknown.length > 0) {
  console.error(`No scan ${unknown.join(", ")}; there are ${Object.keys(scans).join(", ")}.`);
  process.exitCode = 2;
} else {
  const folder = mkdtempSync(join(tmpdir(), "chengyun-scans-"));
  try {
    for (const tls of [true, false]) {
      const place = join(folder, tls ? "tls" : "plain");
      mkdirSync(place);
      await runAll(tls, place);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
