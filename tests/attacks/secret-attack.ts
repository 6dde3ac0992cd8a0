import { execFile } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { routes } from "../../apps/server/src/app.ts";
import type { Route } from "../../apps/server/src/platform/route.ts";
import { printedPassword } from "../../e2e/support/callers.ts";
import { openBeside } from "../../e2e/support/database.ts";
import { type RunningCity, startCity } from "../../e2e/support/running-city.ts";
import { makeChance } from "../faults/fault.ts";
import { Attempt, eachAtOnce } from "./attempt.ts";
import { nameOf } from "./caller.ts";
import type { Outcome, Way } from "./finding.ts";
import type { Ground } from "./ground.ts";

const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Words that lie nowhere but where they were put, each of its kind. */
interface Canaries {
  readonly phone: string;
  readonly idCard: string;
  readonly name: string;
  readonly email: string;
  readonly address: string;
  readonly words: string;
  readonly answer: string;
  readonly password: string;
  readonly wrongPassword: string;
  readonly token: string;
  readonly bearer: string;
  readonly channelSecret: string;
}

const digits = (chance: () => number, count: number): string =>
  Array.from({ length: count }, () => Math.floor(chance() * 10)).join("");

/** A resident identity number with its check digit (GB 11643). */
const idNumberOf = (chance: () => number): string => {
  const body = `33010619${70 + Math.floor(chance() * 30)}0${1 + Math.floor(chance() * 9)}1${digits(chance, 4)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return `${body}${"10X98765432"[sum % 11]}`;
};

const makeCanaries = (chance: () => number): Canaries => {
  const mark = digits(chance, 9);
  return {
    phone: `138${digits(chance, 8)}`,
    idCard: idNumberOf(chance),
    name: `欧阳${mark}`,
    email: `canary${mark}@example.org`,
    address: `金丝雀巷${mark}号`,
    words: `金丝雀报修${mark}`,
    answer: `金丝雀答复${mark}`,
    password: `Canary-Password-${mark}`,
    wrongPassword: `Canary-Wrong-${mark}`,
    token: randomBytes(32).toString("base64url"),
    bearer: `canarykey${mark}${randomBytes(12).toString("hex")}`,
    channelSecret: `canary-channel-${mark}`,
  };
};

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly text?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly cookie: string | undefined;
}

const ask = async ({ url }: Pick<RunningCity, "url">, path: string, asked: Asked = {}): Promise<Answer> => {
  const payload = asked.text ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body));
  const answer = await fetch(`${url}${path}`, {
    method: asked.method ?? (payload === undefined ? "GET" : "POST"),
    headers: {
      ...(payload === undefined ? {} : { "content-type": asked.type ?? "application/json" }),
      ...asked.headers,
    },
    signal: AbortSignal.timeout(20_000),
    ...(payload === undefined ? {} : { body: payload }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .find((text) => text.startsWith("chengyun_session="))
    ?.split(";")[0];
  return { status: answer.status, text: await answer.text(), cookie };
};

const enter = async (city: RunningCity, entry: string): Promise<Readonly<Record<string, string>>> => {
  const { cookie, status } = await ask(city, "/api/v1/session/demo", { body: { entry } });
  if (cookie === undefined) throw new Error(`${entry} can't come in: ${status}`);
  return { cookie };
};

/** One run: a started city, its canaries, and what may say which of them. */
interface Run {
  readonly attempt: Attempt;
  readonly city: RunningCity;
  readonly canaries: Canaries;
  readonly officer: Readonly<Record<string, string>>;
}

/** Canaries that a text holds, but for those that may be there. */
const heldIn = (canaries: Canaries, text: string, but: readonly (keyof Canaries)[] = []): string[] =>
  Object.entries(canaries)
    .filter(([kind, word]) => !but.includes(kind as keyof Canaries) && text.includes(word))
    .map(([kind]) => kind);

const mustLack = (
  { attempt, canaries }: Run,
  what: string,
  text: string,
  but: readonly (keyof Canaries)[] = [],
): void => {
  const held = heldIn(canaries, text, but);
  attempt.must(held.length === 0, what, `holds ${held.join(", ")}`);
};

const position = [112.345, 28.845];

/** A citizen, the desk, an account: what they say is taken. */
const fillIn = async (run: Run): Promise<{ reportNo: string }> => {
  const { city, canaries, officer, attempt } = run;
  const { phone, idCard, name, email, address, words, answer, token } = canaries;
  const citizen = { token, words: `${words}，电话${phone}，身份证${idCard}`, name, phone, email, address, position };
  const made = await ask(city, "/api/v1/public/reports", { body: citizen });
  attempt.must(made.status === 201, "a citizen's report", made.text.slice(0, 200));
  const own = `/api/v1/public/reports/${JSON.parse(made.text).no}`;
  mustLack(run, "what anybody sees of a report", (await ask(city, own)).text);
  const desk = { category: "manhole-lid", position, text: words, address, reporter: { name, phone } };
  const taken = await ask(city, "/api/v1/reports", { body: desk, headers: officer });
  attempt.must(taken.status < 300, "a report at the desk", taken.text.slice(0, 200));
  mustLack(run, "the desk's answer", taken.text);
  const advice = { text: words, answer, reporter: { name, phone } };
  const advised = await ask(city, "/api/v1/reports/advice", { body: advice, headers: officer });
  attempt.must(advised.status < 300, "a question answered at the desk", advised.text.slice(0, 200));
  await ask(city, "/api/v1/reports/callers", { body: { phone }, headers: officer });
  return { reportNo: own };
};

/** Passwords and keys, right and wrong ones. */
const knock = async (run: Run): Promise<void> => {
  const { city, canaries } = run;
  const { password, wrongPassword, bearer, phone } = canaries;
  for (const login of ["admin", "security", phone])
    mustLack(
      run,
      "a refused sign-in",
      (await ask(city, "/api/v1/session", { body: { login, password: wrongPassword } })).text,
    );
  const once = printedPassword(city, "auditor");
  const { cookie = "" } = await ask(city, "/api/v1/session", { body: { login: "auditor", password: once } });
  const change = { old: once, new: password };
  const changed = await ask(city, "/api/v1/me/password", { body: change, headers: { cookie } });
  run.attempt.must(changed.status < 300, "a password changed", changed.text.slice(0, 200));
  mustLack(run, "the answer to a new password", changed.text);
  for (const headers of [{ authorization: `Bearer ${bearer}` }, { cookie: `chengyun_session=${bearer}` }])
    mustLack(run, "an answer to an unknown key", (await ask(city, "/api/v1/cases", { headers })).text);
};

const pathOf = ({ path }: Route): string => path.replace(/:no\b/, "1").replace(/:\w+/g, randomUUID()).replace("*", "x");

/** Everything in the wrong place: fields nobody knows, types that don't fit, broken JSON, queries. */
const misplaced = (canaries: Canaries): Asked[] => {
  const all = { ...canaries };
  const nested = { facts: all, reporter: all, items: [all], id: canaries.idCard, version: canaries.phone, ...all };
  return [
    { body: nested },
    {
      text: `{"phone":"${canaries.phone}","password":"${canaries.password}","name":"${canaries.name}`,
      type: "application/json",
    },
    { text: Object.values(canaries).join("\n"), type: "text/csv" },
  ];
};

const isLeft = ({ path, method }: Route): boolean =>
  // The session it is made with must last; a stream never ends.
  /\/session|\/live|\/sessions/.test(path) || (method === "GET" && /export|journal\/tile/.test(path));

/** Every route, with everything in the wrong place, as nobody and as an officer: no error says it again. */
const misplace = async (run: Run): Promise<void> => {
  const { attempt, city, canaries, officer } = run;
  const query = new URLSearchParams({
    q: canaries.phone,
    after: canaries.idCard,
    phone: canaries.phone,
    name: canaries.name,
  });
  const reached = attempt.way.long ? routes : routes.filter((_, at) => at % 6 === attempt.way.seed % 6);
  await eachAtOnce(
    reached.filter((route) => !isLeft(route)),
    4,
    async (route) => {
      const wrong =
        route.method === "GET"
          ? [{ method: "GET" }]
          : misplaced(canaries).map((one) => ({ ...one, method: route.method }));
      for (const headers of [{}, officer])
        for (const one of wrong) {
          const path = route.method === "GET" ? `${pathOf(route)}?${query}` : pathOf(route);
          const { status, text } = await ask(city, path, { ...one, headers });
          if (status >= 400) mustLack(run, `${nameOf(route)}, refused with ${status}`, text);
          attempt.must(status !== 500, nameOf(route), "answered 500");
        }
    },
  );
};

/** Personal parts in plain: each look takes a purpose and a reason, shows what was asked, and is an entry. */
const look = async (run: Run): Promise<void> => {
  const { attempt, city, canaries } = run;
  const desk = await enter(city, "duty-officer");
  const found = await ask(city, "/api/v1/persons/search", { body: { phone: canaries.phone }, headers: desk });
  if (found.status !== 200)
    return attempt.must(false, "a person found by phone", `${found.status} ${found.text.slice(0, 100)}`);
  const [person] = JSON.parse(found.text).items as { id: string }[];
  if (person === undefined) return attempt.must(false, "a person found by phone", "nobody");
  mustLack(run, "a person as everybody sees them", found.text);
  const looks = async (): Promise<number> =>
    (JSON.parse((await ask(city, `/api/v1/persons/${person.id}/looks`, { headers: desk })).text).items as unknown[])
      .length;
  for (const field of ["name", "phone", "email", "address"] as const) {
    const before = await looks();
    const body = { purpose: "call-back", reason: "回访核实", fields: [field] };
    const plain = await ask(city, `/api/v1/persons/${person.id}/unmask`, { body, headers: desk });
    attempt.must(plain.status === 200, `${field} in plain`, `${plain.status} ${plain.text.slice(0, 100)}`);
    mustLack(run, `${field} in plain and nothing beside`, plain.text, [field]);
    attempt.must((await looks()) === before + 1, `${field} in plain`, "left no entry");
    const bare = await ask(city, `/api/v1/persons/${person.id}/unmask`, { body: { fields: [field] }, headers: desk });
    attempt.must(bare.status >= 400, `${field} without a purpose`, `answered ${bare.status}`);
  }
};

/** A word that may lie in plain: whoever searches and doesn't find it searches nothing. */
const control = `kept-list-${randomUUID()}`;

const leaveControl = async ({ attempt, city, officer }: Run): Promise<void> => {
  const view = { name: control, query: {}, columns: ["no"], shared: false };
  const { status, text } = await ask(city, "/api/v1/case-views", { body: view, headers: officer });
  attempt.must(status < 300, "a list kept", text.slice(0, 200));
};

/** What lies in the database, table by table, as its owner reads it. */
const searchTables = async (run: Run): Promise<void> => {
  const beside = openBeside(run.city);
  let controls = 0;
  try {
    const { rows } = await beside.pool.query<{ name: string }>(`
      SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`);
    const patterns = [...Object.values(run.canaries), control];
    for (const { name } of rows) {
      const { rows: hits } = await beside.pool.query<{ row: string }>(
        `SELECT left(t::text, 2000) AS row FROM ${name} AS t WHERE EXISTS (SELECT FROM unnest($1::text[]) AS word WHERE strpos(t::text, word) > 0) LIMIT 3`,
        [patterns],
      );
      const text = hits.map(({ row }) => row).join("\n");
      if (text.includes(control)) controls += 1;
      mustLack(run, `rows of ${name}`, text);
    }
  } finally {
    await beside.close();
  }
  run.attempt.must(controls > 0, "the search of tables", "does not find what lies there");
};

/** What is handed out whole. */
const searchExports = async (run: Run): Promise<void> => {
  const { city, officer } = run;
  const auditor = await enter(city, "audit-desk");
  const leader = await enter(city, "leader");
  for (const [path, headers] of [
    ["/api/v1/journal/export", auditor],
    ["/api/v1/journal?limit=200&newest=true", auditor],
    ["/api/v1/cases/export.csv", officer],
    ["/api/v1/cases/export.csv", leader],
    ["/api/v1/exports/things.csv", leader],
    ["/api/v1/cases?limit=200", officer],
    ["/api/v1/notices", officer],
    ["/api/v1/health", {}],
    ["/metrics", officer],
  ] as const)
    mustLack(run, `GET ${path}`, (await ask(city, path, { headers })).text);
};

/** Files of the data directory that hold a canary as it is: pages of the database, its log, photos, journals beside it. */
const searchFiles = async (run: Run): Promise<void> => {
  for (const [kind, word] of Object.entries(run.canaries)) {
    const { stdout } = await grep(run.city.dataDir, word);
    run.attempt.must(stdout === "", `files of the city and ${kind}`, stdout.split("\n").slice(0, 3).join(", "));
  }
  const { stdout: found } = await grep(run.city.dataDir, control);
  run.attempt.must(found !== "", "the search of files", "does not find what lies there");
};

const grep = (folder: string, word: string): Promise<{ stdout: string }> =>
  run("grep", ["-rlaF", "--", word, folder], { maxBuffer: 1e6 }).catch((error: { stdout?: string }) => ({
    stdout: error.stdout ?? "",
  }));

/** S18: canaries through every way in; logs, errors, journal, tables, exports and files hold none of them. */
export const attackSecrets = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  const what = "places where a secret or a personal word lies in plain";
  if (!existsSync(resolve(root, "dist/server/main.mjs"))) {
    console.error("S18 skipped: there is no build (npm run build)");
    return attempt.outcome("S18", what);
  }
  const canaries = makeCanaries(makeChance(way.seed));
  const env = { LOG_LEVEL: "debug", CHANNEL_SECRET_CANARY: canaries.channelSecret };
  const city = await startCity({ env });
  try {
    const officer = await enter(city, "duty-officer");
    const all: Run = { attempt, city, canaries, officer };
    await leaveControl(all);
    const { reportNo } = await fillIn(all);
    await knock(all);
    await misplace(all);
    await look(all);
    const own = await ask(city, `${reportNo}/own`, { headers: { "x-follow-token": canaries.token } });
    attempt.must(own.text.includes(canaries.words), "a citizen's own report", "does not hold their words");
    // What was told is written out before it is looked at.
    await sleep(1_000);
    await searchTables(all);
    await searchExports(all);
    await searchFiles(all);
    const log = city.log();
    attempt.must(log.includes('"level":'), "the log", "is empty");
    mustLack(all, "the log", log);
  } finally {
    await city.stop();
  }
  return attempt.outcome("S18", what);
};
