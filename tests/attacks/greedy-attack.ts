import { existsSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { routes } from "../../apps/server/src/app.ts";
import { type RunningCity, startCity } from "../../e2e/support/running-city.ts";
import { Attempt, cpuOf, eachAtOnce } from "./attempt.ts";
import { makeCall, nameOf } from "./caller.ts";
import { calls } from "./calls.ts";
import type { Outcome, Way } from "./finding.ts";
import { anybody, type Ground } from "./ground.ts";
import { familyOf, readOr } from "./processes.ts";
import { createAsker, listQueryFields } from "./query-field.ts";

const root = resolve(import.meta.dirname, "../..");

/** A line that says things by and by, and what it heard. */
class Line {
  readonly socket: Socket;
  readonly began = performance.now();
  heard = "";
  endedMs: number | undefined;

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1");
    this.socket.on("error", () => undefined);
    this.socket.on("data", (part: Buffer) => {
      if (this.heard.length < 4_000) this.heard += part.toString("latin1");
    });
    this.socket.on("close", () => {
      this.endedMs ??= performance.now() - this.began;
    });
  }

  get status(): number {
    return Number(/^HTTP\/1\.1 (\d+)/.exec(this.heard)?.[1] ?? 0);
  }

  say(text: string): void {
    if (!this.socket.destroyed) this.socket.write(text);
  }

  async ended(withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs;
    while (this.endedMs === undefined && performance.now() < until) await sleep(50);
    return this.endedMs !== undefined;
  }
}

interface Scene {
  readonly attempt: Attempt;
  readonly city: RunningCity;
  readonly port: number;
  readonly cookie: string;
}

/** A head takes a minute at most, and is looked at every half minute; a body takes a minute. */
const headMs = 95_000;
const bodyMs = 70_000;
/** Whoever asks honestly meanwhile waits no longer than this. */
const patienceMs = 5_000;

/** Lines that begin a head or a body and never end it. */
const openSlow = ({ attempt, port, cookie }: Scene) => {
  const count = attempt.way.long ? 2_000 : 200;
  const heads = Array.from({ length: count }, () => new Line(port));
  for (const line of heads) line.say("GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  const bodies = Array.from({ length: count / 10 }, () => new Line(port));
  for (const line of bodies)
    line.say(
      `POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
    );
  const drip = setInterval(() => {
    for (const line of [...heads, ...bodies]) line.say("a");
  }, 5_000);
  return { heads, bodies, stop: () => clearInterval(drip) };
};

/** Lines that ask for much and read nothing of it. */
const openUnread = ({ attempt, port, cookie }: Scene): Line[] =>
  Array.from({ length: attempt.way.long ? 500 : 60 }, () => {
    const line = new Line(port);
    line.socket.pause();
    for (let n = 0; n < 5; n += 1)
      line.say(`GET /api/v1/things?limit=500 HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`);
    return line;
  });

const send = async ({ port }: Scene, text: string): Promise<Line> => {
  const line = new Line(port);
  line.say(text);
  await line.ended(30_000);
  line.socket.destroy();
  return line;
};

const post = (scene: Scene, path: string, body: string): Promise<Line> =>
  send(
    scene,
    `POST ${path} HTTP/1.1\r\nHost: x\r\nCookie: ${scene.cookie}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );

const get = (scene: Scene, path: string, headers = ""): Promise<Line> =>
  send(scene, `GET ${path} HTTP/1.1\r\nHost: x\r\nCookie: ${scene.cookie}\r\n${headers}Connection: close\r\n\r\n`);

/** Said of a head, an address or a body as soon as it is too long, before it came to its end. */
const tooMuch: readonly number[] = [413, 414, 431];

/** Heads, addresses, pages and bodies beyond all measure: each with the status that must answer it. */
const attackSizes = async (scene: Scene): Promise<void> => {
  const { attempt } = scene;
  const must = async (what: string, asked: Promise<Line>, expected: readonly number[]): Promise<void> => {
    const { status } = await asked;
    // Whoever is cut off while still writing may not hear why any more.
    const isCut = status === 0 && expected.some((one) => tooMuch.includes(one));
    attempt.must(isCut || expected.includes(status), what, `answered ${status}`);
  };
  const many = Array.from({ length: 3_000 }, (_, at) => `X-H${at}: 1\r\n`).join("");
  await must("3,000 headers", get(scene, "/api/v1/health", many), [431]);
  await must("a header of 100 kB", get(scene, "/api/v1/health", `X-Long: ${"a".repeat(100_000)}\r\n`), [431]);
  await must("an address of 100 kB", get(scene, `/api/v1/cases?q=${"a".repeat(100_000)}`), [414, 431]);
  await must(
    "a cookie of 15 kB",
    get(scene, "/api/v1/cases", `Cookie: ${"x=y; ".repeat(3_000)}\r\n`),
    [200, 400, 401, 431],
  );
  for (const path of ["/api/v1/cases", "/api/v1/things", "/api/v1/journal", "/api/v1/alarms"])
    await must(`a page of 100,000 of ${path}`, get(scene, `${path}?limit=100000`), [400]);
  const items = JSON.stringify({ items: Array.from({ length: 100_000 }, () => ({ id: "x", version: 1 })), facts: {} });
  await must("100,000 cases at once", post(scene, "/api/v1/cases/moves/file", items), [400, 404, 413]);
  await must("a body of 5 MB", post(scene, "/api/v1/reports", `{"text":"${"a".repeat(5_000_000)}"}`), [413]);
  for (const depth of [1_000, 100_000, 450_000]) {
    const arrays = "[".repeat(depth) + "]".repeat(depth);
    await must(`arrays ${depth} deep`, post(scene, "/api/v1/reports", arrays), [400]);
    const objects = `${'{"a":'.repeat(depth / 5)}1${"}".repeat(depth / 5)}`;
    await must(`objects ${depth / 5} deep`, post(scene, "/api/v1/reports", objects), [400]);
  }
  const keys = `{${Array.from({ length: 60_000 }, (_, at) => `"k${at}":1`).join(",")}}`;
  await must("60,000 keys", post(scene, "/api/v1/reports", keys), [400]);
};

/** Texts that make a careless expression go back and forth for ever. */
const evil: readonly string[] = [
  `${"a".repeat(60_000)}!`,
  `${"1".repeat(60_000)}x`,
  `${"1-".repeat(30_000)}x`,
  `${" ".repeat(60_000)}x`,
  `${"a@".repeat(20_000)}`,
  `${"a.".repeat(30_000)}@`,
  `+${"1 ".repeat(30_000)}x`,
  `${"0,".repeat(30_000)}x`,
  `2026-11-30T${"0".repeat(60_000)}Z`,
  `http://${"a.".repeat(30_000)}`,
  `${"\t\n".repeat(30_000)}x`,
  `${"(".repeat(30_000)}`,
];

/** A call may cost so much computing at most, whatever its texts. */
const mostCpuMs = 1_500;

/** Every text of every address and body, each with such texts: refused or answered, for little computing. */
const attackExpressions = async (attempt: Attempt): Promise<void> => {
  const { ground } = attempt;
  const perField = attempt.way.long ? evil.length : 1;
  const ask = createAsker(ground);
  let dearest = 0;
  const look = async (what: string, call: () => Promise<{ status: number }>): Promise<void> => {
    const { ms, result } = await cpuOf(call);
    dearest = Math.max(dearest, ms);
    attempt.must(result.status < 500 || result.status === 503, what, `answered ${result.status}`);
    attempt.must(ms <= mostCpuMs, what, `${Math.round(ms)} ms of computing`);
  };
  let turn = attempt.way.seed;
  const next = (): string => {
    turn += 1;
    return evil[turn % evil.length] ?? "";
  };
  for (const field of listQueryFields())
    for (let n = 0; n < perField; n += 1) {
      // An address holds no more than Node's head of 16 kB.
      const value = next().slice(-12_000);
      await look(`${nameOf(field.route)} ${field.key}`, () => ask(field, value));
    }
  const headers = { authorization: ground.city.signedIn(anybody()) };
  for (const route of routes) {
    const call = calls[nameOf(route)];
    const sample = call?.upload === true ? undefined : call?.body?.(ground, undefined);
    if (call === undefined || sample === undefined || route.path.includes("/session")) continue;
    for (const [key, value] of Object.entries(sample)) {
      if (typeof value !== "string") continue;
      for (let n = 0; n < perField; n += 1) {
        const body = { ...sample, [key]: next() };
        await look(`${nameOf(route)} ${key}`, () => makeCall(route, call, { ground, body }, headers));
      }
    }
  }
  attempt.atMost("computing of the dearest call", dearest, mostCpuMs, "ms");
};

const rssOf = (pid: number): number => {
  const found = /VmRSS:\s+(\d+) kB/.exec(readOr(`/proc/${pid}/status`))?.[1];
  return Number(found ?? 0) / 1_024;
};

/** The process that serves the web. */
const apiOf = ({ pid }: RunningCity): number | undefined =>
  familyOf(pid).find((one) => readOr(`/proc/${one}/cmdline`).includes("api.mjs"));

/** Somebody honest who goes on asking; how long each answer took. */
const askOn = ({ city, cookie }: Scene) => {
  const times: number[] = [];
  const failed: string[] = [];
  let over = false;
  const run = (async () => {
    while (!over) {
      const began = performance.now();
      await fetch(`${city.url}/api/v1/cases?limit=20`, { headers: { cookie }, signal: AbortSignal.timeout(20_000) })
        .then(async (answer) => {
          await answer.arrayBuffer();
          if (!answer.ok && answer.status !== 429) failed.push(`answered ${answer.status}`);
        })
        .catch((error: Error) => failed.push(error.name));
      times.push(performance.now() - began);
      await sleep(250);
    }
  })();
  const stop = async () => {
    over = true;
    await run;
    return { times: times.toSorted((one, other) => one - other), failed };
  };
  return { stop };
};

const attackLines = async (scene: Scene): Promise<void> => {
  const { attempt } = scene;
  const honest = askOn(scene);
  const slow = openSlow(scene);
  const unread = openUnread(scene);
  await attackSizes(scene);
  // Beside what is waited for anyway.
  await attackExpressions(attempt);
  await eachAtOnce(slow.bodies, slow.bodies.length, async (line) => {
    attempt.must(await line.ended(bodyMs), "a body that never ends", "is still waited for");
  });
  await eachAtOnce(slow.heads, slow.heads.length, async (line) => {
    attempt.must(await line.ended(headMs), "a head that never ends", "is still waited for");
    attempt.must([0, 408].includes(line.status), "a head that never ends", `answered ${line.status}`);
  });
  slow.stop();
  for (const line of unread) line.socket.destroy();
  const { times, failed } = await honest.stop();
  attempt.must(failed.length === 0, "whoever asks honestly meanwhile", failed.slice(0, 3).join(", "));
  const p99 = times[Math.min(times.length - 1, Math.ceil(times.length * 0.99) - 1)] ?? Number.NaN;
  attempt.atMost(`p99 of ${times.length} honest calls meanwhile`, p99, patienceMs, "ms");
};

/** S16: lines that say or read nothing, sizes beyond measure, texts that make expressions run for ever. */
export const attackGreed = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  const what = "slow and greedy calls that were waited for, answered or dear";
  if (!existsSync(join(root, "dist/server/main.mjs"))) {
    console.error("S16 in part: there is no build (npm run build), so no lines were opened");
    await attackExpressions(attempt);
    return attempt.outcome("S16", what);
  }
  const city = await startCity();
  try {
    const body = JSON.stringify({ entry: "duty-officer" });
    const headers = { "content-type": "application/json" };
    const entered = await fetch(`${city.url}/api/v1/session/demo`, { method: "POST", headers, body });
    const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const scene: Scene = { attempt, city, port: Number(new URL(city.url).port), cookie };
    const pid = apiOf(city);
    const before = pid === undefined ? 0 : rssOf(pid);
    await attackLines(scene);
    if (pid === undefined) attempt.must(false, "the api's memory", "its process was not found");
    else attempt.atMost("growth of the api's memory", rssOf(pid) - before, 256, "MB");
  } finally {
    await city.stop();
  }
  return attempt.outcome("S16", what);
};
