import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readAddresses } from "./addresses.ts";
import { runProgram } from "./program.ts";
import { found, looked, type Scan } from "./scan.ts";

const Entry = z.object({ method: z.string(), path: z.string(), info: z.string(), parameter: z.string().nullish() });
const Report = z.object({
  vulnerabilities: z.record(z.string(), z.array(Entry)),
  anomalies: z.record(z.string(), z.array(Entry)),
});

/**
 * What only a door without TLS shows (testssl.sh looks at the other), and a header that browsers took back and OWASP advises
 * against: it opened holes of its own.
 */
const excused = /Strict-Transport-Security|Secure flag is not set|X-XSS-Protection/;

/** Injection, scripts, files, redirects, headers and cookies, by a crawler with a key. */
export const wapiti: Scan = {
  what: "injection, scripts, files, redirects, headers",
  program: "wapiti",
  debian: "wapiti",
  tls: false,
  run: async (target, { folder, long, tell }) => {
    const { url, key } = target;
    const report = join(folder, "wapiti.json");
    const starts = (await readAddresses(target)).slice(0, long ? undefined : 25);
    tell(`${starts.length} addresses to begin at`);
    const modules =
      "sql,timesql,xss,exec,file,ssrf,redirect,crlf,xxe,csp,http_headers,cookieflags,methods,backup,htaccess";
    const args = ["-u", `${url}/`, "--scope", "domain", "-m", long ? modules : modules.replace("timesql,", "")];
    const limits = ["--max-scan-time", String(long ? 3_600 : 240), "--max-links-per-page", "100", "-S", "normal"];
    const output = ["-f", "json", "-o", report, "--flush-session", "-v", "1", "--store-session", folder];
    const from = [`${url}/app/`, `${url}/field/`, `${url}/verify`, ...starts].flatMap((start) => ["-s", start]);
    const head = ["-H", `Authorization: Bearer ${key}`];
    const { stdout, stderr } = runProgram("wapiti", [...args, ...limits, ...output, ...from, ...head], {
      cwd: folder,
      minutes: long ? 120 : 20,
    });
    tell(`${stdout}${stderr}`.trim().split("\n").at(-1) ?? "");
    const { vulnerabilities, anomalies } = Report.parse(JSON.parse(readFileSync(report, "utf8")));
    const say = (from: z.infer<typeof Report>["anomalies"]): string[] =>
      Object.entries(from).flatMap(([kind, entries]) =>
        entries
          .filter(({ info }) => !excused.test(info))
          .map(({ method, path, info, parameter }) => `${kind}: ${method} ${path} ${parameter ?? ""} ${info}`),
      );
    return [
      looked("pages and forms it came to", Number(/found (\d+) URLs/.exec(stdout)?.[1] ?? 0), starts.length),
      ...found("holes", say(vulnerabilities)),
      ...found("answers of 5xx and calls that hang", say(anomalies)),
    ];
  },
};
