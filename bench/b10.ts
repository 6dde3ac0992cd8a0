import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign } from "node:crypto";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  appendLeaf,
  createDigester,
  createTreeHasher,
  formatLeaf,
  formatVerifierKey,
  newFrontier,
  rootOf,
  signCheckpoint,
  toVerifierKey,
} from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { sql } from "kysely";
import { verifyFolder } from "../apps/cli/src/journal/verification.ts";
import { sequenceNow, startJournal } from "../apps/server/src/modules/journal/sequence/index.ts";
import { system } from "../apps/server/src/platform/actor.ts";
import { createContext, transact } from "../apps/server/src/platform/context.ts";
import { record } from "../apps/server/src/platform/journal.ts";
import { openPulse } from "../apps/server/src/platform/pulse.ts";
import { atLeast, type Bench, type BenchRun, type Figure, plain } from "./bench.ts";
import { type BenchCity, openBenchCity } from "./city.ts";

const writers = 16;
const subjects = 1_000;

const linesPerFile = 100_000;
const linesAtOnce = 10_000;

const areaPath = "4398/439881/439881001/";
const departments = ["0198c0de-0000-7000-8000-000000000001"];
/** What a dispatch leaves in the journal. */
const changes = (version: number) => ({
  department: { before: null, after: departments[0] },
  stage: { before: "filed", after: "dispatched" },
  dueAt: "2026-11-20T09:30:00.000Z",
  version,
});

const prepare = async (city: BenchCity): Promise<string[]> => {
  const ids = Array.from({ length: subjects }, () => randomUUID());
  await sql`
    INSERT INTO subjects (id, kind, flow, flow_version, stage, version, area_path, departments, limits, created_at, changed_at)
    SELECT id, 'case', 'city-case', 1, 'filed', 1, ${areaPath}, ${departments}::uuid[], '{}', now(), now()
    FROM unnest(${ids}::uuid[]) AS id`.execute(city.database.db);
  return ids;
};

/** One change: lock and change the subject first, record after. */
const move = (city: BenchCity, id: string): Promise<void> => {
  const outer = createContext({ ...city.seed(), actor: system("bench") });
  return transact(outer, async (ctx) => {
    const row = await ctx.db
      .updateTable("subjects")
      .set((set) => ({ version: set("version", "+", 1), changed_at: ctx.clock.now() }))
      .where("id", "=", id)
      .returning("version")
      .executeTakeFirstOrThrow();
    const subject = { kind: "case", id };
    await record(ctx, {
      type: "case.dispatched",
      subject,
      stage: "dispatched",
      areaPath,
      departments,
      changes: changes(row.version),
    });
  });
};

/** Writes for some seconds; what counts is the time until the last entry has its place in the log. */
const appendRound = async (city: BenchCity, ids: readonly string[], seconds: number): Promise<number> => {
  const began = performance.now();
  const until = began + seconds * 1_000;
  let written = 0;
  const write = async (writer: number) => {
    for (let turn = writer; performance.now() < until; turn += writers) {
      await move(city, ids[(turn * 7919) % ids.length] ?? "");
      written += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  await sequenceNow({ db: city.database.db });
  return (written / (performance.now() - began)) * 1_000;
};

/** Everything acknowledged is there, each with its position, without gaps. */
const checkJournal = async (city: BenchCity): Promise<void> => {
  const { rows } = await sql<{ entries: number; head: number; moves: number; size: number }>`
    SELECT (SELECT count(*) FROM journal) AS entries, (SELECT max(position) FROM journal) AS head,
      (SELECT sum(version - 1)::bigint FROM subjects) AS moves, (SELECT size FROM journal_log) AS size`.execute(
    city.database.db,
  );
  const [found] = rows;
  if (found === undefined || new Set([found.entries, found.head, found.moves, found.size]).size !== 1)
    throw new Error(`the journal is not whole: ${JSON.stringify(found)}`);
};

const append = async (run: BenchRun): Promise<Figure[]> => {
  const city = await openBenchCity(run.folder, writers + 4);
  const pulse = openPulse(city.address, city.seed().log);
  const journal = startJournal(city.seed, pulse);
  try {
    const ids = await prepare(city);
    await appendRound(city, ids, Math.min(1, run.seconds));
    const rounds: number[] = [];
    const cpu: number[] = [];
    for (let round = 0; round < run.rounds; round += 1) {
      const before = process.cpuUsage();
      const rate = await appendRound(city, ids, run.seconds);
      const used = process.cpuUsage(before);
      rounds.push(rate);
      cpu.push((used.user + used.system) / (rate * run.seconds));
      run.tell(`${Math.round(rate)} entries/s appended and positioned`);
    }
    await checkJournal(city);
    const what = `entries appended with their proofs, ${writers} writers, one change each, fsync on`;
    return [
      atLeast(run, { what, unit: "entries/s", least: 2_000 }, rounds),
      plain(run, { what: "CPU of the api process for a million of them (without PostgreSQL's)", unit: "s" }, cpu),
    ];
  } finally {
    await journal.stop();
    await pulse.close();
    await city.close();
  }
};

/** An export as `chengyun export` writes it, signed by a key of its own. */
const writeExport = (folder: string, entries: number): string => {
  const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data).digest("hex");
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const key = toVerifierKey(sha256, "yunze.example/journal/bench", raw);
  if (key === undefined) throw new Error("no key");
  const hasher = createTreeHasher(sha256);
  const digest = createDigester(sha256);
  const tree = newFrontier();
  mkdirSync(folder, { recursive: true });
  for (let from = 0; from < entries; from += linesAtOnce) {
    const lines: string[] = [];
    for (let at = from; at < Math.min(entries, from + linesAtOnce); at += 1) {
      const salt = randomBytes(16).toString("hex");
      const what = changes(at % 9);
      const leaf = {
        position: at + 1,
        at: new Date(1_790_000_000_000 + at * 1_000).toISOString(),
        type: "case.dispatched",
        subject: randomUUID(),
        actor: randomUUID(),
        cause: at % 3 === 0 ? { kind: "entry", id: String(at) } : null,
        digest: digest(salt, canonicalize(what) ?? ""),
        v: 2 as const,
        actorKind: "person",
        post: departments[0] ?? null,
        subjectKind: "case",
        stage: "dispatched",
        scope: { area: areaPath, departments },
      };
      appendLeaf(hasher, tree, hasher.leaf(formatLeaf(leaf)));
      lines.push(`${canonicalize({ ...leaf, salt, changes: what })}\n`);
    }
    appendFileSync(
      join(folder, `entries-${String(Math.floor(from / linesPerFile) + 1).padStart(6, "0")}.ndjson`),
      lines.join(""),
    );
  }
  const checkpoint = { origin: key.name, size: tree.size, root: rootOf(hasher, tree) };
  writeFileSync(
    join(folder, "checkpoint"),
    signCheckpoint(checkpoint, key, (text) => sign(null, Buffer.from(text), privateKey)),
  );
  return formatVerifierKey(key);
};

const verify = async (run: BenchRun): Promise<Figure[]> => {
  const folder = join(run.folder, "export");
  // A round lasts about as many seconds as asked for when the reach is just met.
  const entries = Math.ceil(run.seconds * 60_000);
  const vkey = writeExport(folder, entries);
  const rounds: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < run.rounds; round += 1) {
    const began = performance.now();
    const found = await verifyFolder(folder, vkey);
    rounds.push((entries / (performance.now() - began)) * 1_000);
    memory.push(process.memoryUsage.rss() / 1_048_576);
    if (found.faults.length > 0 || found.proved !== entries) throw new Error(JSON.stringify(found));
    run.tell(`${Math.round(rounds.at(-1) ?? 0)} entries/s verified`);
  }
  return [
    atLeast(run, { what: "entries verified from the files of an export", unit: "entries/s", least: 300_000 }, rounds),
    plain(run, { what: "memory of the verifying process", unit: "MB" }, memory),
  ];
};

/** B10: the journal. */
export const bench: Bench = {
  what: "the journal: appending with proofs, verifying",
  run: async (run) => [...(await append(run)), ...(await verify(run))],
};
