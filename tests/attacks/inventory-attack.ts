import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { routes } from "../../apps/server/src/app.ts";
import { createHttp } from "../../apps/server/src/platform/http.ts";
import { openLog } from "../../apps/server/src/platform/log.ts";
import { serveWeb } from "../../apps/server/src/platform/web.ts";
import { startCity } from "../../e2e/support/running-city.ts";
import { Attempt } from "./attempt.ts";
import type { Outcome, Way } from "./finding.ts";
import type { Ground } from "./ground.ts";
import { familyOf, readOr } from "./processes.ts";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const run = promisify(execFile);

/** What the server serves that is no endpoint: pages and what belongs to them. */
const pages =
  /^\/(?:(?:app|field|verify)?\/?(?:\*|assets\/\*|index\.html|favicon\.\w+|icon[\w-]*\.\w+|manifest\.webmanifest|service-worker\.js|sw\.js|[\w-]+\.(?:svg|png|js|webmanifest|txt))?)$/;

/** Every route that the running server has, as it was registered. */
const listRegistered = async ({ city }: Ground): Promise<string[]> => {
  const registered: string[] = [];
  const http = await createHttp({
    routes,
    authenticate: async () => undefined,
    seed: () => city.context({ kind: "system", id: "attack" } as never),
    log: openLog(city.deployment.config, "attack"),
    tls: undefined,
    checkAnswers: false,
    prepare: async (app) => {
      app.addHook("onRoute", ({ method, url }) => {
        for (const one of [method].flat()) if (one !== "HEAD" && one !== "OPTIONS") registered.push(`${one} ${url}`);
      });
      await serveWeb(app, []);
    },
  });
  await http.ready();
  await http.close();
  return [...new Set(registered)];
};

/** What other systems and people are told that there is. */
const listDocumented = (): string[] => {
  const { paths } = JSON.parse(read("docs/reference/openapi.json")) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
};

const inOpenapi = (route: string): string => route.replaceAll(/:([a-zA-Z]+)/g, "{$1}").replace(/\*$/, "{rest}");

const attackRoutes = async (attempt: Attempt): Promise<void> => {
  const documented = new Set(listDocumented());
  const registered = await listRegistered(attempt.ground);
  for (const route of registered) {
    const isPage = route.startsWith("GET ") && pages.test(route.slice(4));
    attempt.must(documented.has(inOpenapi(route)) || isPage, route, "is served, and documented nowhere");
  }
  const served = new Set(registered.map(inOpenapi));
  for (const route of documented) attempt.must(served.has(route), route, "is documented, and not served");
};

/** What frameworks, panels and careless builds leave open. */
const guessable: readonly string[] = [
  ...["/.env", "/.git/HEAD", "/.git/config", "/.npmrc", "/.DS_Store", "/.well-known/security.txt", "/package.json"],
  ...[
    "/package-lock.json",
    "/node_modules/pg/package.json",
    "/server/main.mjs",
    "/dist/server/main.mjs",
    "/keys/journal.key",
  ],
  ...[
    "/debug",
    "/debug/pprof/",
    "/debug/vars",
    "/__debug",
    "/_debug",
    "/inspect",
    "/json/version",
    "/json/list",
    "/trace",
  ],
  ...["/heapdump", "/actuator", "/actuator/env", "/actuator/heapdump", "/jolokia", "/server-status", "/server-info"],
  ...[
    "/phpinfo.php",
    "/wp-login.php",
    "/admin.php",
    "/cgi-bin/test",
    "/test",
    "/tests",
    "/swagger",
    "/swagger-ui.html",
  ],
  ...[
    "/swagger.json",
    "/api-docs",
    "/openapi.json",
    "/graphql",
    "/graphiql",
    "/api/graphql",
    "/api",
    "/api/",
    "/api/v1",
    "/api/v2",
  ],
  ...[
    "/api/v1/debug",
    "/api/v1/test",
    "/api/v1/admin",
    "/api/v1/users",
    "/api/v1/config",
    "/api/v1/env",
    "/api/v1/sql",
  ],
  ...[
    "/api/v1/eval",
    "/api/v1/logs",
    "/api/v1/backup",
    "/api/v1/seed",
    "/api/v1/reset",
    "/api/v0/cases",
    "/api/internal",
  ],
  ...["/console/", "/manager/html", "/solr", "/backup.zip", "/dump.sql", "/database.sql", "/config.json", "/id_rsa"],
  ...["/assets/", "/assets/../package.json", "/app/.env", "/field/.env", "/index.html.bak", "/index.mjs.map"],
];

/** Nobody's addresses answer with the page of the app, which knows no such place, or 404; and tell nothing. */
const attackGuesses = async (attempt: Attempt): Promise<void> => {
  const { app } = attempt.ground.city;
  const nowhere = (await app.inject({ method: "GET", url: `/${randomUUID()}` })).body;
  for (const url of guessable)
    for (const method of ["GET", "POST", "TRACE"] as const) {
      if (method === "TRACE" && url !== "/trace") continue;
      const { statusCode, body } = await app.inject({ method: method as "GET", url });
      const isNothing = statusCode === 404 || statusCode === 405 || (statusCode === 200 && body === nowhere);
      attempt.must(isNothing, `${method} ${url}`, `answered ${statusCode}`);
    }
};

/** Names and words that come with other people's products; ours come with none. */
const names = [
  "admin",
  "administrator",
  "security",
  "auditor",
  "root",
  "test",
  "demo",
  "guest",
  "chengyun",
  "postgres",
];
const words = ["admin", "123456", "password", "chengyun", "Admin@123", ""];

const attackAccounts = async (attempt: Attempt): Promise<void> => {
  const { app } = attempt.ground.city;
  let from = 0;
  for (const login of names)
    for (const password of [...words, login]) {
      from += 1;
      const { statusCode } = await app.inject({
        method: "POST",
        url: "/api/v1/session",
        remoteAddress: `203.0.113.${from % 250}`,
        payload: { login, password },
      });
      attempt.must(
        [400, 401, 429].includes(statusCode),
        `${login} signs in with "${password}"`,
        `answered ${statusCode}`,
      );
    }
};

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

/** Built libraries of chDB for other machines, which not every registry carries: npm checks them where they are installed. */
const unchecked = /^node_modules\/@chdb\/lib-(?:darwin-(?:arm64|x64)|linux-arm64-gnu)$/;

/** What is installed is what was looked at: each package by its digest, from wherever it comes. */
const attackLock = (attempt: Attempt): Map<string, Locked> => {
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };
  const outside = Object.entries(packages).filter(([path, one]) => path.includes("node_modules/") && one.link !== true);
  for (const [path, { integrity, resolved }] of outside) {
    attempt.must(integrity !== undefined || unchecked.test(path), path, "has no digest");
    attempt.must(integrity === undefined || /^sha(?:512|384)-/.test(integrity), path, `digest ${integrity}`);
    attempt.must(resolved === undefined, path, `comes from ${resolved} alone`);
  }
  return new Map(outside);
};

interface Audit {
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly name: string }>>;
}

/** Known holes of what is installed, as the registry knows them; a registry that doesn't tell is said, not failed. */
const attackHoles = async (attempt: Attempt): Promise<void> => {
  const asked = run("npm", ["audit", "--json"], { cwd: root, timeout: 60_000, maxBuffer: 64e6 });
  const { stdout } = (await asked.catch((error: { stdout?: string }) => error)) as { stdout?: string };
  let told: Audit = {};
  try {
    told = JSON.parse(stdout ?? "") as Audit;
  } catch {
    // What is no JSON tells nothing; it is said below.
  }
  if (told.metadata === undefined) {
    console.error("S22: the registry tells no advisories here: npm audit was skipped");
    return;
  }
  for (const { name, severity } of Object.values(told.vulnerabilities ?? {}))
    attempt.must(!["high", "critical"].includes(severity), `npm audit: ${name}`, severity);
  attempt.must(true, "npm audit", "");
};

interface Bom {
  readonly bomFormat: string;
  readonly components: readonly { readonly name: string; readonly version: string; readonly group?: string }[];
}

/** The bill of materials names what is installed, every package of it. */
const attackBom = async (attempt: Attempt, locked: ReadonlyMap<string, Locked>): Promise<void> => {
  const args = ["sbom", "--sbom-format", "cyclonedx"];
  const { stdout } = await run("npm", args, { cwd: root, timeout: 120_000, maxBuffer: 64e6 });
  const bom = JSON.parse(stdout) as Bom;
  attempt.must(bom.bomFormat === "CycloneDX", "npm sbom", bom.bomFormat);
  const named = new Set(
    bom.components.map(({ name, group, version }) => `${group === undefined ? "" : `${group}/`}${name}@${version}`),
  );
  for (const [path, { version }] of locked) {
    if (!existsSync(join(root, path))) continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    attempt.must(
      named.has(`${name}@${version}`),
      `${name} ${version}`,
      "is installed and not in the bill of materials",
    );
  }
};

const socketsOf = (pid: number): string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((file) => readlinkSync(`/proc/${pid}/fd/${file}`));
  } catch {
    return [];
  }
};

const listening = "0A";

/** `address:port` (address in hex as the kernel writes it) of every TCP socket that some processes listen on. */
const listDoors = (pids: readonly number[]): string[] => {
  const own = new Set(pids.flatMap(socketsOf));
  return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((path) =>
    readOr(path)
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === listening && own.has(`socket:[${inode}]`))
      .map(([, local = ""]) => local),
  );
};

const loopback = ["0100007F", "00000000000000000000000001000000"];

/** A started city listens where it says and nowhere else, and to this machine alone. */
const attackDoors = async (attempt: Attempt): Promise<void> => {
  if (!existsSync("/proc/net/tcp") || !existsSync(join(root, "dist/server/main.mjs"))) {
    console.error("S22: no build or no /proc: the doors of a started city were skipped");
    return;
  }
  const city = await startCity();
  try {
    const doors = listDoors(familyOf(city.pid)).map((door) => {
      const [address = "", port = ""] = door.split(":");
      return { address, port: Number.parseInt(port, 16) };
    });
    const declared = [Number(new URL(city.url).port), Number(city.env["MQTT_PORT"] ?? 0)];
    attempt.must(doors.length > 0, "doors", "none was found");
    for (const { address, port } of doors) {
      attempt.must(declared.includes(port), `port ${port}`, `is open, declared are ${declared.join(" and ")}`);
      attempt.must(loopback.includes(address), `port ${port}`, `is open to other machines: ${address}`);
    }
  } finally {
    await city.stop();
  }
};

/** S22: what is installed, served and listened on is what is written, and nothing besides. */
export const attackInventory = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  await attackRoutes(attempt);
  await attackGuesses(attempt);
  await attackAccounts(attempt);
  const locked = attackLock(attempt);
  await attackHoles(attempt);
  await attackBom(attempt, locked);
  await attackDoors(attempt);
  return attempt.outcome("S22", "what nobody wrote down: routes, packages, doors, accounts");
};
