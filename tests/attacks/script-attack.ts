import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { registerThing } from "../../apps/server/src/modules/atlas/thing/index.ts";
import { system } from "../../apps/server/src/platform/actor.ts";
import { createHttp } from "../../apps/server/src/platform/http.ts";
import { serveWeb } from "../../apps/server/src/platform/web.ts";
import type { Finding, Outcome } from "./finding.ts";
import { anybody, caseFacts, type Ground } from "./ground.ts";
import { probeCategory } from "./probe.ts";

/** Script in every place a page could take one from. */
const scripts = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "<svg/onload=alert(1)>",
  "javascript:alert(1)",
  "</textarea><iframe srcdoc='<script>alert(1)</script>'>",
  "{{constructor.constructor('alert(1)')()}}",
];

/** What a table program would take for a formula. */
const formulas = [
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-2+3",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "\t=1+1",
  "\r=1+1",
  '=HYPERLINK("http://x")',
];

interface Run {
  readonly ground: Ground;
  readonly findings: Finding[];
  tried: number;
}

const expectInert = async (run: Run, url: string, what: string): Promise<void> => {
  const { city } = run.ground;
  const headers = { authorization: city.signedIn(anybody()), accept: "text/html,*/*" };
  const answer = await city.app.inject({ method: "GET", url, headers });
  const type = String(answer.headers["content-type"] ?? "");
  run.tried += 1;
  if (answer.statusCode >= 500) run.findings.push({ what, saw: `answered ${answer.statusCode}` });
  if (/html|svg|xml/.test(type)) run.findings.push({ what, saw: `answered as ${type}` });
  if (answer.headers["x-content-type-options"] !== "nosniff") run.findings.push({ what, saw: "may be sniffed" });
};

/** Text that people type, wherever it can be typed, and where it comes back. */
const attackTexts = async (run: Run): Promise<void> => {
  const { ground } = run;
  const { city, here, own } = ground;
  const actor = anybody();
  for (const script of scripts) {
    const report = { category: probeCategory, position: here.position, text: script, reporter: { name: script } };
    const made = await city.call(actor, "POST", "/api/v1/reports", report);
    const id = made.body.caseId;
    const comment = { version: 1, facts: { comment: script } };
    await city.call(actor, "POST", `/api/v1/cases/${id}/moves/comment`, comment);
    const file = { version: 1, facts: { "filing-condition": "1", comment: script } };
    await city.call(actor, "POST", `/api/v1/cases/${id}/moves/file`, file);
    const post = { name: { zh: script, en: script }, role: "handler", departmentId: own, areaPath: here.areaPath };
    await city.call(actor, "POST", "/api/v1/posts", post);
    const thing = await registerThing(city.context(system("attack")), {
      ref: `attack-${randomUUID()}`,
      type: "manhole",
      name: { zh: script, en: script },
      position: here.position,
      attributes: { lipCm: 200 },
      areaPath: here.areaPath,
    });
    await city.settle();
    for (const path of [
      `/cases/${id}`,
      `/cases/${id}/timeline`,
      "/cases?limit=5",
      `/things/${thing.id}`,
      "/posts",
      `/journal?subject=${id}`,
      `/no/such/${encodeURIComponent(script)}`,
      `/cases?q=${encodeURIComponent(script)}`,
      `/cases/${encodeURIComponent(script)}`,
    ])
      await expectInert(run, `/api/v1${path}`, `${path.slice(0, 40)} with ${script}`);
  }
};

/** Cells of a comma-separated text, quotes undone. */
const cellsOf = (csv: string): string[] =>
  [...csv.matchAll(/(?:^|[,\r\n])(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? "").replaceAll('""', '"'),
  );

const isFormula = (cell: string): boolean => /^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/.test(cell);

const attackExports = async (run: Run): Promise<void> => {
  const { city, here } = run.ground;
  const actor = anybody();
  for (const formula of formulas) {
    const thing = await registerThing(city.context(system("attack")), {
      ref: `attack-${randomUUID()}`,
      type: "manhole",
      name: { zh: formula, en: formula },
      position: here.position,
      attributes: { lipCm: 200 },
      areaPath: here.areaPath,
    });
    const report = { category: probeCategory, position: here.position, text: formula, thingId: thing.id };
    const { body } = await city.call(actor, "POST", "/api/v1/reports", report);
    await city.call(actor, "POST", `/api/v1/cases/${body.caseId}/moves/file`, {
      version: 1,
      facts: caseFacts("file", ""),
    });
  }
  const headers = { authorization: city.signedIn(actor) };
  const csv = await city.app.inject({ method: "GET", url: "/api/v1/cases/export.csv", headers });
  const cells = cellsOf(csv.body.replace(/^\ufeff/, ""));
  run.tried += cells.length;
  const what = "cases/export.csv";
  if (csv.statusCode !== 200) run.findings.push({ what, saw: `answered ${csv.statusCode}` });
  if (!cells.some((cell) => cell.includes("calc"))) run.findings.push({ what, saw: "shows none of the formulas" });
  for (const cell of cells.filter(isFormula)) run.findings.push({ what, saw: `a live cell: ${cell}` });
  if (!/attachment/.test(String(csv.headers["content-disposition"])))
    run.findings.push({ what, saw: "is not saved but shown" });
};

const attackPage = async (run: Run): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "chengyun-page-"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><script nonce=__CSP_NONCE__></script>");
  const { city } = run.ground;
  const http = await createHttp({
    routes: [],
    seed: () => city.context(anybody()),
    log: city.context(anybody()).log,
    tls: undefined,
    checkAnswers: false,
    authenticate: async () => undefined,
    prepare: (app) => serveWeb(app, [{ prefix: "", folder }]),
  });
  const visit = () =>
    http.inject({ method: "GET", url: "/cases/%3Cscript%3E?q=<script>", headers: { accept: "text/html" } });
  const [one, other] = [await visit(), await visit()];
  await http.close();
  rmSync(folder, { recursive: true, force: true });
  run.tried += 2;
  const csp = String(one.headers["content-security-policy"] ?? "");
  const rules = new Map(csp.split("; ").map((rule) => [rule.split(" ")[0], rule]));
  for (const name of ["script-src", "style-src", "default-src"])
    if (!rules.has(name) || /unsafe-inline|unsafe-eval|\*|https?:/.test(rules.get(name) ?? ""))
      run.findings.push({ what: `page · ${name}`, saw: rules.get(name) ?? "absent" });
  for (const name of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
    if (!csp.includes(name)) run.findings.push({ what: "page", saw: `without ${name}` });
  if (csp === other.headers["content-security-policy"])
    run.findings.push({ what: "page", saw: "the same nonce twice" });
  if (/<script>(?!<)/.test(one.body)) run.findings.push({ what: "page", saw: "says the address back" });
};

/** Ways by which text becomes markup in a browser. */
const doors =
  /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|\.setHTML\(|document\.write\(|\beval\(|new Function\(/;

const listSources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .map((name) => join(folder, name));

/** No screen, widget or map pop-up takes a text for markup: there is no door to it in the sources. */
const attackSources = (run: Run): void => {
  const root = resolve(import.meta.dirname, "../..");
  for (const folder of ["apps/console/src", "apps/citizen/src", "apps/field/src", "apps/verify/src", "packages/ui/src"])
    for (const path of listSources(join(root, folder))) {
      run.tried += 1;
      const door = doors.exec(readFileSync(path, "utf8"));
      if (door !== null) run.findings.push({ what: path.slice(root.length + 1), saw: door[0] });
    }
};

/** S10: script and formulas in whatever people type: back as data, never as a page; cells quoted; a strict page. */
export const attackScripts = async (ground: Ground): Promise<Outcome> => {
  const run: Run = { ground, findings: [], tried: 0 };
  await attackTexts(run);
  await attackExports(run);
  await attackPage(run);
  attackSources(run);
  return { id: "S10", what: "texts that run as script or formula", tried: run.tried, findings: run.findings };
};
