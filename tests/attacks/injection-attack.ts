import { createServer } from "node:net";
import fc from "fast-check";
import { routes } from "../../apps/server/src/app.ts";
import { makeChance } from "../faults/fault.ts";
import { Attempt } from "./attempt.ts";
import { makeCall, nameOf } from "./caller.ts";
import { calls } from "./calls.ts";
import { withDevices } from "./device-ground.ts";
import type { Outcome, Way } from "./finding.ts";
import { anybody, type Ground } from "./ground.ts";
import { createAsker, listQueryFields } from "./query-field.ts";

/** Words that mean something to one of the two engines, alone and after what closes a text, a list, a comment. */
const makeWords = (port: number): readonly string[] => [
  "' OR '1'='1",
  "' AND '1'='2",
  "x' OR 1=1 --",
  "') OR ('1'='1",
  '" OR ""="',
  "'; DROP TABLE subjects; --",
  "'; SELECT pg_sleep(5); --",
  "'||pg_sleep(5)||'",
  "1); SELECT sleep(3); --",
  "1 UNION SELECT 1",
  "' UNION ALL SELECT password_hash FROM accounts --",
  `' UNION ALL SELECT * FROM url('http://127.0.0.1:${port}/','CSV','x String') --`,
  `url('http://127.0.0.1:${port}/')`,
  "file('/etc/passwd')",
  "executable('id','TSV','x String')",
  "1 FORMAT JSON",
  "1 SETTINGS max_memory_usage=1",
  "1 INTO OUTFILE '/tmp/x'",
  "$1",
  "{p0:String}",
  "\\'",
  "\\",
  "%",
  "_",
  "/**/",
  "$$",
  "$tag$x$tag$",
  "E'\\x27'",
  "U&'\\0027'",
  "ʼ OR 1=1",
  "＇ OR 1=1",
  "position desc; --",
  "at,(select 1)",
  "NaN",
  "-1",
  "1e308",
  "9223372036854775808",
  "99999999999999999999",
  "275760-09-13T00:00:00Z",
  "0000-00-00",
  "-infinity",
  "[]",
  "null",
];

/** What an engine says, and nobody outside may read. */
const engineWords =
  /syntax error|PostgreSQL|DB::Exception|ClickHouse|chdb|relation "|column "|pg_catalog|invalid input syntax|unterminated|node_modules|\bat \S+\.[jt]s:\d/i;

/** Beyond this something slept that was told to. */
const sleptMs = 4_500;

interface Asked {
  readonly what: string;
  readonly value: string;
  readonly ask: () => Promise<{ status: number; text: string }>;
}

const check = async (attempt: Attempt, { what, value, ask }: Asked): Promise<string | undefined> => {
  const began = performance.now();
  const { status, text } = await ask();
  const tookMs = performance.now() - began;
  const said = `${what} = ${JSON.stringify(value)}`;
  const isAway = status === 503 && /"code":"(store|health)/.test(text);
  attempt.must(status < 500 || isAway, said, `answered ${status}: ${text.slice(0, 200)}`);
  const leaked = status >= 400 ? engineWords.exec(text)?.[0] : undefined;
  attempt.must(leaked === undefined, said, `says “${leaked}”`);
  // A busy machine is slow once; a sleep is slow every time.
  if (/sleep/.test(value) && tookMs > sleptMs) {
    const again = performance.now();
    await ask();
    attempt.must(performance.now() - again < sleptMs, said, "slept as it was told");
  }
  return status === 200 ? text : undefined;
};

const countOf = (text: string | undefined): number | undefined => {
  if (text?.startsWith("{") !== true) return undefined;
  const { items } = JSON.parse(text) as { items?: unknown[] };
  return items?.length;
};

/** Every field of every address, with some words each; a condition that is always true finds no more than one that never is. */
const attackAddresses = async (attempt: Attempt, words: readonly string[], chance: () => number): Promise<void> => {
  const ask = createAsker(attempt.ground);
  const perField = attempt.way.long ? words.length : 5;
  for (const field of listQueryFields()) {
    const what = `${nameOf(field.route)} ${field.key}`;
    const from = Math.floor(chance() * words.length);
    for (let n = 0; n < perField; n += 1) {
      const value = words[(from + n * 7) % words.length] ?? "'";
      await check(attempt, { what, value, ask: () => ask(field, value) });
    }
    const [always, never] = ["x' OR '1'='1", "x' AND '1'='2"].map((value) => ({
      what,
      value,
      ask: () => ask(field, value),
    }));
    if (always === undefined || never === undefined) continue;
    const found = [countOf(await check(attempt, always)), countOf(await check(attempt, never))];
    attempt.must(found[0] === found[1], what, `finds ${found.join(" and ")} by a condition in a text`);
  }
};

/** What nobody thought of: texts of every letter, words put together. */
const attackByChance = async (attempt: Attempt, words: readonly string[]): Promise<void> => {
  const ask = createAsker(attempt.ground);
  const fields = listQueryFields();
  const { long, seed } = attempt.way;
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((some) => some.join("")),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );
  const tries = fc.tuple(fc.constantFrom(...fields), text);
  for (const [field, value] of fc.sample(tries, { seed, numRuns: long ? 20_000 : 400 }))
    await check(attempt, { what: `${nameOf(field.route)} ${field.key}`, value, ask: () => ask(field, value) });
};

/** Bodies with one of their texts replaced. */
const spoil = (body: unknown, chance: () => number, word: string): unknown => {
  if (typeof body === "string") return word;
  if (Array.isArray(body)) return body.map((one) => (chance() < 0.5 ? spoil(one, chance, word) : one));
  if (typeof body !== "object" || body === null) return body;
  const names = Object.keys(body);
  const chosen = names[Math.floor(chance() * names.length)];
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, name === chosen ? spoil(value, chance, word) : value]),
  );
};

const attackBodies = async (attempt: Attempt, words: readonly string[], chance: () => number): Promise<void> => {
  const { ground, way } = attempt;
  const headers = { authorization: ground.city.signedIn(anybody()) };
  for (const route of routes) {
    const call = calls[nameOf(route)];
    // A session of the attacker's own is no concern of the engines; objects are made in numbers only by hand.
    if (call?.body === undefined || call.spendsSession === true || (call.object !== undefined && !way.long)) continue;
    const made =
      call.object === undefined
        ? undefined
        : await ground.make(call.object, {
            place: ground.here,
            department: ground.own,
            ...(call.stage === undefined ? {} : { stage: call.stage }),
          });
    for (let turn = 0; turn < (way.long ? 20 : 3); turn += 1) {
      const value = words[Math.floor(chance() * words.length)] ?? "'";
      const body = spoil(call.body(ground, made), chance, value) as object;
      await check(attempt, {
        what: nameOf(route),
        value,
        ask: () => makeCall(route, call, { ground, made, body }, headers),
      });
    }
  }
};

/** What must be there after all of it. */
const tables = ["subjects", "accounts", "journal", "cases"];

const countRows = async ({ city }: Ground): Promise<number[]> => {
  const counts: number[] = [];
  for (const table of tables) {
    const { rows } = await city.database.pool.query(`SELECT count(*)::int AS n FROM ${table}`);
    counts.push(rows[0].n);
  }
  return counts;
};

/** S7: words of both engines in every field of every address and body. */
export const attackInjection = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  const chance = makeChance(way.seed);
  let calls = 0;
  const listener = createServer((socket) => {
    calls += 1;
    socket.on("error", () => undefined).destroy();
  });
  await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
  const address = listener.address();
  const words = makeWords(typeof address === "object" && address !== null ? address.port : 0);
  const before = await countRows(ground);
  await withDevices(ground, async () => {
    await attackAddresses(attempt, words, chance);
    await attackByChance(attempt, words);
    await attackBodies(attempt, words, chance);
  });
  const after = await countRows(ground);
  attempt.must(
    after.every((count, n) => count >= (before[n] ?? 0)),
    "rows of the tables afterwards",
    after,
  );
  attempt.must(calls === 0, "a function of an engine called outside", `${calls} connections`);
  listener.close();
  return attempt.outcome("S7", "words that an engine took for its own");
};
