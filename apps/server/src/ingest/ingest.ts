import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { listStandingAlarms } from "../modules/alarms/alarm/index.ts";
import { createRuleEngine, findSnapshot, type StandingAlarm, saveSnapshot } from "../modules/alarms/rule/index.ts";
import type { ContextSeed } from "../platform/context.ts";
import type { Database } from "../platform/database.ts";
import type { Deployment } from "../platform/deployment.ts";
import { ingestSocket, type LatestRow, readingsSocket } from "../platform/ingest-link.ts";
import type { Log } from "../platform/log.ts";
import { openReadings, quality, type Reading, type Readings } from "../platform/readings/index.ts";
import type { ClockSetting, ServerClock } from "../platform/server-clock.ts";
import { openAlarmQueue } from "./alarm-queue.ts";
import { startBroker } from "./broker.ts";
import { createDoor } from "./door.ts";
import { createFigures } from "./figures.ts";
import { createIntake } from "./intake.ts";
import { openQuarantineDesk } from "./quarantine-desk.ts";
import { createRoster, findSavedRoster, readRoster, saveRoster } from "./roster.ts";

/** What ingest is given. */
export interface IngestOptions {
  readonly deployment: Deployment;
  readonly database: Database;
  readonly clock: ServerClock;
  /** Reads the clock's setting from the operations store. */
  readonly readClock: () => Promise<ClockSetting>;
  readonly seed: () => Omit<ContextSeed, "actor">;
  readonly log: Log;
  readonly ports?: { readonly mqtt: number; readonly http: number };
}

/** Ingest at work. */
export interface Ingest {
  readonly mqttPort: number;
  readonly httpPort: number;
  /** Look at devices, streams and things again, soon. */
  readonly refresh: () => Promise<void>;
  /** Everything taken is stored and judged, and what came of it is in the operations store. */
  readonly settled: () => Promise<void>;
  readonly tick: () => void;
  readonly readings: Readings;
  readonly close: () => Promise<void>;
}

const refreshMs = 10_000;
const snapshotMs = 10_000;
const tickMs = 100;
const turnMs = 1_000;
/** Without a snapshot, what was received in this time is judged. */
const blindMs = 2 * 3_600_000;
/** The machine's clock may have been set back by this much between arrival and crash. */
const cutMarginMs = 5_000;
/** After a pause of ours no device is called silent for this long of city time. */
const quietMs = 10 * 60_000;
const firstReadMs = 15_000;
const lookPauseMs = 300;
/** A stranger waits for the operations store no longer than this. */
const connectPatienceMs = 5_000;
const farAhead = Date.UTC(2290, 0, 1);

/** Judges again what was received since the snapshot: the states become what they were, or would have become. */
const judgeAgain = (engine: ReturnType<typeof createRuleEngine>, received: readonly Reading[]): void => {
  for (const reading of received) {
    if ((reading.quality & quality.backfilled) !== 0) continue;
    const isOdd = (reading.quality & quality.outOfRange) !== 0;
    for (const watch of engine.watchesOn(reading.stream) ?? [])
      if (!isOdd || watch.judge.kind === "silence") engine.hear(watch, reading);
  }
};

const within = <Result>(work: Promise<Result>, ms: number): Promise<Result | undefined> =>
  Promise.race([
    work.catch(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms)),
  ]);

/** Opens the store, learns who is known, judges what a crash left unjudged, and only then opens the doors. */
export const startIngest = async (options: IngestOptions): Promise<Ingest> => {
  const { deployment, database, clock, log } = options;
  const { config, directory, profile, registry } = deployment;
  const folder = join(directory.root, "ingest");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const paths = {
    roster: join(folder, "roster.json"),
    rules: join(folder, "rules.json"),
    quarantine: join(folder, "quarantine.json"),
  };
  const now = () => clock.now().getTime();
  let databaseOk = true;
  const onDatabase = (ok: boolean) => {
    if (ok !== databaseOk) log.warn({ ok }, ok ? "the operations store is back" : "the operations store is away");
    databaseOk = ok;
  };

  const roster = createRoster(registry, log);
  const read = async () => {
    const content = await readRoster(database.db, await options.readClock());
    onDatabase(true);
    return content;
  };
  const first = (await within(read(), firstReadMs)) ?? (await findSavedRoster(paths.roster));
  if (first === undefined) throw new Error("the operations store is away and no device was ever known here");
  clock.set(first.clock);
  roster.take(first);

  const readings = await openReadings({
    engine:
      config.clickhouseUrl === undefined
        ? { directory: directory.readings, socket: readingsSocket(directory) }
        : { url: config.clickhouseUrl },
    zone: profile.zone,
    now,
    onRollUpFault: (error) => log.warn({ error }, "a roll-up failed and will be tried again"),
  });
  const snapshot = await findSnapshot(paths.rules);
  const queue = openAlarmQueue({ seed: options.seed, log, kept: snapshot?.events ?? [], onDatabase });
  const engine = createRuleEngine({ now, tell: queue.push, latest: (no) => readings.findLatest(no) });
  const plan = () => {
    engine.plan(roster.plans());
    roster.link(engine.watchesOn);
  };
  const startedAt = now();
  engine.quietUntil(startedAt + quietMs);
  engine.restore(snapshot?.watches ?? []);
  plan();
  judgeAgain(
    engine,
    await readings.queries.received({ from: (snapshot?.cut ?? startedAt - blindMs) - cutMarginMs, to: farAhead }),
  );
  const standing = await within<readonly StandingAlarm[]>(listStandingAlarms(database), firstReadMs);
  const waiting = new Set(
    queue.pending().map(({ rule, streamNo, startedAt: start }) => `${rule} ${streamNo} ${start}`),
  );
  engine.adopt((standing ?? []).filter((one) => !waiting.has(`${one.rule} ${one.streamNo} ${one.startedAt}`)));

  const desk = await openQuarantineDesk({ db: database.db, path: paths.quarantine, now, onDatabase });
  const intake = createIntake({ writer: readings.writer, engine, desk, clock });
  let turn: Promise<void> = Promise.resolve();
  let cut: (deviceIds: readonly string[]) => void = () => undefined;
  let asked = false;
  let lookedAt = 0;
  const refreshNow = async () => {
    asked = false;
    lookedAt = Date.now();
    const content = await read();
    clock.set(content.clock);
    const changed = roster.take(content);
    plan();
    if (changed.length > 0) cut(changed);
    await saveRoster(paths.roster, content);
  };
  const refresh = (): Promise<void> => {
    if (!asked) {
      asked = true;
      turn = turn.then(refreshNow).catch((error: Error) => {
        onDatabase(false);
        log.debug({ error: error.message }, "devices could not be read; those known stay");
      });
    }
    return turn;
  };
  /** For a device nobody knows: a look that begins after it knocked, and not more often than some load is worth. */
  const lookAgain = async (): Promise<void> => {
    const wait = lookedAt + lookPauseMs - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    await within(refresh(), connectPatienceMs);
  };
  const broker = await startBroker({ intake, roster, desk, lookAgain });
  cut = broker.cut;
  let snapshotAt = Date.now();
  const figures = createFigures({
    intake,
    readings,
    roster,
    engine,
    queue,
    desk,
    connections: broker.connections,
    databaseOk: () => databaseOk,
    snapshotAt: () => snapshotAt,
  });
  const toRow = ({ stream, at, value, received, quality: flags }: Reading): LatestRow => [
    stream,
    at,
    value,
    received,
    flags,
  ];
  const latest = (body: unknown): { items: LatestRow[] } => {
    const asked = (body as { streams?: readonly number[] } | undefined)?.streams;
    if (asked === undefined) return { items: Array.from(readings.allLatest(), toRow) };
    return { items: asked.flatMap((no) => readings.findLatest(no) ?? []).map(toRow) };
  };
  const door = createDoor({
    intake,
    roster,
    desk,
    lookAgain,
    storeFault: () => readings.writer.fault,
    inside: { "/internal/latest": latest, "/internal/figures": figures.now },
  });

  const snap = async () => {
    await saveSnapshot(paths.rules, {
      version: 1,
      cut: intake.cut(),
      watches: engine.keep(),
      events: [...queue.pending()],
    });
    snapshotAt = Date.now();
  };
  let snapping: Promise<void> = Promise.resolve();
  const snapSoon = () => {
    snapping = snapping.then(snap).catch((error: unknown) => log.error({ error }, "the rules' states were not kept"));
    return snapping;
  };
  await saveRoster(paths.roster, first);
  await snapSoon();
  engine.tick();
  const timers = [
    setInterval(() => void refresh(), refreshMs),
    setInterval(() => void snapSoon(), snapshotMs),
    setInterval(engine.tick, tickMs),
    setInterval(() => {
      intake.turn();
      figures.turn();
    }, turnMs),
  ];
  await door.listenInside(ingestSocket(directory));
  const httpPort = options.ports?.http ?? config.ingestPort;
  const mqttPort = await broker.listen(options.ports?.mqtt ?? config.mqttPort, config.host);
  return {
    mqttPort,
    httpPort: httpPort === 0 && options.ports === undefined ? 0 : await door.listenOutside(httpPort, config.host),
    refresh,
    tick: engine.tick,
    readings,
    settled: async () => {
      await readings.writer.settled();
      await desk.flush();
      await queue.settled();
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await broker.close();
      await readings.writer.settled();
      await door.close();
      await snapSoon();
      await queue.close();
      await snapSoon();
      await desk.close();
      await readings.close();
    },
  };
};
