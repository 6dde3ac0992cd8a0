import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@chengyun/client";
import { type Actor, isInScope, isPermitted } from "../apps/server/src/platform/actor.ts";
import type { Database } from "../apps/server/src/platform/database.ts";
import { openAdministrator, openByLogin, openByPost } from "../e2e/support/callers.ts";
import { openBeside } from "../e2e/support/database.ts";
import { type RunningCity, root, startCity } from "../e2e/support/running-city.ts";
import { atMost, type Bench, type BenchRun, type Figure, plain } from "./bench.ts";
import { fillJournal } from "./million-entries.ts";

/** A short run only tries that it works. */
const millionsFrom = 1;
const password = "Chengyun-Bench-2026";

const percentile = (times: readonly number[], share: number): number => {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const measureSignIn = async (run: BenchRun, city: RunningCity): Promise<Figure[]> => {
  const times: number[] = [];
  const signIn = () => openByLogin(city, { login: "auditor", password });
  await signIn();
  for (let n = 0; n < 20; n += 1) times.push(await timed(signIn));
  return [
    atMost(run, { what: "p95 of a sign-in with argon2id through HTTP", unit: "ms", most: 300 }, [
      percentile(times, 0.95),
    ]),
    plain(run, { what: "p50 of it", unit: "ms" }, [percentile(times, 0.5)]),
  ];
};

const manager: Actor = {
  kind: "person",
  id: "p",
  accountId: "a",
  sessionId: "s",
  postId: "o",
  permissions: new Set(Array.from({ length: 60 }, (_, n) => `thing.act-${n}`)),
  areaPath: "4398/439881/439881001/",
  departments: ["0198c0de-0000-7000-8000-000000000001", "0198c0de-0000-7000-8000-000000000002"],
};

const checksAtOnce = 1_000_000;

/** The one place where a right and a reach are decided, as every route and every move asks it. */
const measureChecks = (run: BenchRun): Figure[] => {
  const subjects = Array.from({ length: 97 }, (_, n) => ({
    areaPath: `4398/439881/4398810${String(n % 14).padStart(2, "0")}/`,
    departments: [`0198c0de-0000-7000-8000-00000000000${n % 9}`],
  }));
  const round = (): number => {
    let seen = 0;
    const began = performance.now();
    for (let n = 0; n < checksAtOnce; n += 1) {
      const subject = subjects[n % subjects.length];
      if (subject !== undefined && isPermitted(manager, `thing.act-${n % 90}`) && isInScope(manager, subject))
        seen += 1;
    }
    const micros = ((performance.now() - began) * 1_000) / checksAtOnce;
    if (seen === 0 || seen === checksAtOnce) throw new Error("every check came to the same");
    return micros;
  };
  round();
  const rounds = Array.from({ length: run.rounds }, round);
  return [atMost(run, { what: "a permission and a scope decided", unit: "µs", most: 20 }, rounds)];
};

type Asked = NonNullable<Parameters<Client["journal"]>[0]>;

/** What auditors ask, many of each kind. */
const askings = (
  turn: number,
  head: number,
  ids: { readonly person: string; readonly subject: string },
): Record<string, Asked> => {
  const newest = "true";
  const day = new Date(Date.now() - (1 + turn * 41) * 86_400_000).toISOString().slice(0, 10);
  const month = new Date(Date.now() - (31 + turn * 41) * 86_400_000).toISOString().slice(0, 10);
  return {
    "the newest": { newest },
    "from the middle on": { after: String(Math.floor(head / 2) + turn) },
    "one subject": { newest, subject: ids.subject },
    "one person": { newest, actor: ids.person },
    "a usual kind": { newest, type: "case.dispatched" },
    "a rare kind": { newest, type: "glass.broken" },
    "three kinds": { newest, type: "glass.broken,account.locked,person.unmasked" },
    "a day": { newest, from: day, to: day },
    "a month, a rare kind": { newest, from: month, to: day, type: "account.locked" },
    "a month, one person": { newest, from: month, to: day, actor: ids.person },
    "since a day, one kind of one person": { newest, from: month, type: "person.unmasked", actor: ids.person },
    "until a day, a rare kind": { newest, to: month, type: "glass.broken" },
    "nobody's": { newest, actor: "0198c0de-0000-7000-8000-00000000dead" },
  };
};

const measureList = async (
  run: BenchRun,
  database: Database,
  people: Readonly<Record<string, Client>>,
): Promise<Figure[]> => {
  const count = run.seconds < millionsFrom ? 20_000 : 10_000_000;
  run.tell(`filling ${count} entries`);
  await fillJournal(database, count, run.tell);
  const { rows } = await database.pool.query(
    `SELECT (SELECT max(position) FROM journal) AS head,
      array(SELECT actor_id FROM journal WHERE actor_kind = 'person' ORDER BY position DESC LIMIT 40) AS people,
      array(SELECT subject_id FROM journal WHERE position % 997 = 3 ORDER BY position DESC LIMIT 40) AS subjects`,
  );
  const [{ head, people: persons, subjects }] = rows as [{ head: number; people: string[]; subjects: string[] }];
  const all: number[] = [];
  const figures: Figure[] = [];
  const turns = Math.max(4, run.rounds * 3);
  for (const [who, client] of Object.entries(people))
    for (const what of Object.keys(askings(0, head, { person: "", subject: "" }))) {
      const times: number[] = [];
      for (let turn = 0; turn < turns; turn += 1) {
        const ids = { person: persons[turn % persons.length] ?? "", subject: subjects[turn % subjects.length] ?? "" };
        const asked = askings(turn, head, ids)[what];
        times.push(await timed(() => client.journal({ limit: 100, ...asked })));
      }
      all.push(...times);
      const p95 = percentile(times, 0.95);
      run.tell(`${who}, ${what}: p95 ${p95.toFixed(0)} ms`);
      figures.push(plain(run, { what: `p95 of the audit list, ${who}, ${what}`, unit: "ms" }, [p95]));
    }
  const what = `p95 of the audit list over ${count.toLocaleString("en")} entries, all asked alike often`;
  return [atMost(run, { what, unit: "ms", most: 200 }, [percentile(all, 0.95)]), ...figures];
};

/** B13: who gets in, and who looks after it. */
export const bench: Bench = {
  what: "trust: signing in, deciding a permission, the audit list over ten million entries",
  run: async (run) => {
    const checks = measureChecks(run);
    if (!existsSync(join(root, "dist/server/main.mjs")))
      return [
        ...checks,
        { id: run.id, what: "signing in, the audit list", skipped: "there is no build: npm run build" },
      ];
    const city = await startCity({ dataDir: run.folder });
    const database = openBeside(city);
    try {
      const auditor = await openAdministrator(city, "auditor", password);
      const officer = await openByPost(city, "duty-officer");
      const signIns = await measureSignIn(run, city);
      return [
        ...signIns,
        ...checks,
        ...(await measureList(run, database, { "an auditor": auditor, "a duty officer": officer })),
      ];
    } finally {
      await database.close();
      await city.stop();
    }
  },
};
