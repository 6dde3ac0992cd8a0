import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { listStandingAlarms } from "../modules/alarms/alarm/index.ts";
import { findSnapshot, RuleEngine, type Snapshot } from "../modules/alarms/rule/index.ts";
import type { ContextSeed } from "../platform/context.ts";
import type { Database } from "../platform/database.ts";
import type { Deployment } from "../platform/deployment.ts";
import { type DeviceNotice, ingestSocket, type LatestRow, readingsSocket } from "../platform/ingest-link.ts";
import { loadPath, shortagePath } from "../platform/load.ts";
import type { Log } from "../platform/log.ts";
import { openReadings, type Reading, type Readings } from "../platform/readings/index.ts";
import type { ClockSetting, ServerClock } from "../platform/server-clock.ts";
import { type Adoption, createAdoption } from "./adoption.ts";
import { AlarmQueue } from "./alarm-queue.ts";
import { Attention } from "./attention.ts";
import { takeBackfill } from "./backfill.ts";
import { Broker } from "./broker.ts";
import { Door } from "./door.ts";
import { createFigures } from "./figures.ts";
import { Intake, judgeReading } from "./intake.ts";
import type { Load } from "./load.ts";
import { createLook } from "./look.ts";
import { openLoad } from "./open-load.ts";
import { openQuarantineDesk, type QuarantineDesk } from "./quarantine-desk.ts";
import { Roster } from "./roster.ts";
import { createRosterFile, findSavedRoster, type RosterContent, readRoster } from "./roster-content.ts";
import { type Rounds, startRounds } from "./rounds.ts";
import { openSecureDoor } from "./secure-door.ts";

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
  /** MQTT over TLS; undefined without a certificate. */
  readonly mqttsPort: number | undefined;
  readonly httpPort: number;
  /** Look at devices, streams and things again, soon. */
  readonly refresh: () => Promise<void>;
  /** Look at what time it is in the city, now. */
  readonly refreshClock: () => Promise<void>;
  /** Everything taken is stored and judged, and what came of it is in the operations store. */
  readonly settled: () => Promise<void>;
  readonly tick: () => void;
  readonly readings: Readings;
  readonly close: () => Promise<void>;
}

/** Files that survive a crash, below the data directory. */
export interface IngestPaths {
  readonly roster: string;
  readonly rules: string;
  readonly quarantine: string;
}

/** Without a snapshot, what was received in this time is judged. */
const blindMs = 2 * 3_600_000;
/** The machine's clock may have been set back by this much between arrival and crash. */
const cutMarginMs = 5_000;
const firstReadMs = 15_000;
const farAhead = Date.UTC(2290, 0, 1);

const within = <Result>(work: Promise<Result>, ms: number): Promise<Result | undefined> =>
  Promise.race([
    work.catch(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms)),
  ]);

const makePaths = (root: string): IngestPaths => {
  const folder = join(root, "ingest");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    roster: join(folder, "roster.json"),
    rules: join(folder, "rules.json"),
    quarantine: join(folder, "quarantine.json"),
  };
};

const openStore = ({ deployment, clock, log }: IngestOptions): Promise<Readings> => {
  const { config, directory, profile } = deployment;
  return openReadings({
    engine:
      config.clickhouseUrl === undefined
        ? { directory: directory.readings, socket: readingsSocket(directory) }
        : { url: config.clickhouseUrl },
    zone: profile.zone,
    now: () => clock.now().getTime(),
    limits: { queuedReadings: config.ingestQueue },
    onRollUpFault: (error) => log.warn({ error }, "a roll-up failed and will be tried again"),
  });
};

/** Says once when the operations store goes away or comes back. */
const watchDatabase = (log: Log) => {
  let ok = true;
  return {
    isOk: () => ok,
    note: (now: boolean) => {
      if (now !== ok) log.warn({ ok: now }, now ? "the operations store is back" : "the operations store is away");
      ok = now;
    },
  };
};

/** The states as they were, or would have become: from the snapshot, and what was received since judged again. */
const rebuild = async (
  options: IngestOptions,
  parts: {
    engine: RuleEngine;
    attention: Attention;
    adoption: Adoption;
    readings: Readings;
    plan: () => void;
    snapshot: Snapshot | undefined;
  },
): Promise<void> => {
  const { engine, attention, adoption, readings, snapshot } = parts;
  const now = options.clock.now().getTime();
  attention.begin();
  engine.restore(snapshot?.watches ?? []);
  parts.plan();
  const from = (snapshot?.cut ?? now - blindMs) - cutMarginMs;
  for (const reading of await readings.queries.received({ from, to: farAhead }))
    judgeReading(engine, engine.watchesOn(reading.stream) ?? [], reading);
  // While the store is away this waits for the first look that finds it.
  await within(adoption.adopt(), firstReadMs);
};

const toRow = ({ stream, at, value, received, quality }: Reading): LatestRow => [stream, at, value, received, quality];

/** Newest readings for the other processes, from memory. */
const answerLatest =
  (readings: Readings) =>
  (body: unknown): { items: LatestRow[] } => {
    const asked = (body as { streams?: readonly number[] } | undefined)?.streams;
    if (asked === undefined) return { items: Array.from(readings.allLatest(), toRow) };
    return { items: asked.flatMap((no) => readings.findLatest(no) ?? []).map(toRow) };
  };

/** Tells devices what the api process has to say to them. */
const answerNotify = (broker: Broker) => async (notice: unknown) => ({
  answer: await broker.tell(notice as DeviceNotice),
});

/** What the other processes ask, by path. */
const answersInside = (from: {
  readings: Readings;
  figures: () => object;
  broker: Broker;
  load: Load;
}): Readonly<Record<string, (body: unknown) => unknown>> => ({
  "/internal/latest": answerLatest(from.readings),
  "/internal/figures": from.figures,
  "/internal/notify": answerNotify(from.broker),
  [loadPath]: () => from.load.stand(),
  [shortagePath]: () => from.load.refuse("refused").then(() => ({})),
});

/** Who is known: by the operations store or, while that is away, by what was kept of it. */
const learn = async (read: () => Promise<RosterContent>, path: string, log: Log): Promise<RosterContent> => {
  const content = (await within(read(), firstReadMs)) ?? (await findSavedRoster(path, log));
  if (content === undefined) throw new Error("the operations store is away and no device was ever known here");
  return content;
};

/** What was taken is stored, put aside or judged, and what came of it is in the operations store. */
const settleAll = async (parts: { writer: Readings["writer"]; desk: QuarantineDesk; queue: AlarmQueue }) => {
  await parts.writer.settled();
  await parts.desk.flush();
  await parts.queue.settled();
};

/** The doors first, then what came through them, then the states, the store last. */
const closeAll = async (parts: {
  broker: Broker;
  secure: Awaited<ReturnType<typeof openSecureDoor>>;
  door: Door;
  rounds: Rounds;
  endLoad: () => Promise<void>;
  desk: QuarantineDesk;
  readings: Readings;
}): Promise<void> => {
  parts.secure?.close();
  await parts.broker.close();
  await parts.readings.writer.settled();
  await parts.door.close();
  await parts.endLoad();
  await parts.rounds.close();
  await parts.desk.close();
  await parts.readings.close();
};

/** The doors to the outside: MQTT, MQTT over TLS with a certificate, and HTTP for bulk where it is asked. */
const openOutside = async (
  { deployment: { config }, ports, log }: IngestOptions,
  { broker, door }: { broker: Broker; door: Door },
) => {
  const http = ports?.http ?? config.ingestPort;
  const httpPort = http === 0 && ports === undefined ? 0 : await door.listenOutside(http, config.plainHost);
  const mqttPort = await broker.listen(ports?.mqtt ?? config.mqttPort, config.plainHost);
  const secure = await openSecureDoor(broker, config, log);
  return { httpPort, mqttPort, mqttsPort: secure?.port, secure };
};

/** Opens the store, learns who is known, judges what a crash left unjudged, and only then opens the doors. */
export const startIngest = async (options: IngestOptions): Promise<Ingest> => {
  const { deployment, database, clock, log } = options;
  const { directory, registry } = deployment;
  const paths = makePaths(directory.root);
  const now = () => clock.now().getTime();
  const store = watchDatabase(log);
  const roster = new Roster(registry, log);
  const { readClock } = options;
  const read = () => readRoster(database.db);
  const first = await learn(async () => ({ clock: await readClock(), ...(await read()) }), paths.roster, log);
  clock.set(first.clock);
  roster.take(first);
  const readings = await openStore(options);
  const snapshot = await findSnapshot(paths.rules, log);
  const queue = new AlarmQueue({ seed: options.seed, log, kept: snapshot?.events ?? [], onDatabase: store.note });
  const engine = new RuleEngine({ now, tell: (event) => queue.push(event), latest: (no) => readings.findLatest(no) });
  const plan = () => {
    engine.plan(roster.plans());
    roster.link((no) => engine.watchesOn(no));
  };
  const adoption = createAdoption({ engine, queue, list: () => listStandingAlarms(database) });
  const attention = new Attention(engine, clock);
  await rebuild(options, { engine, attention, adoption, readings, plan, snapshot });
  const desk = await openQuarantineDesk({ db: database.db, path: paths.quarantine, now, log, onDatabase: store.note });
  const { load, watch } = openLoad(options, readings);
  const intake = new Intake({ writer: readings.writer, engine, desk, clock, attention, load });
  const file = createRosterFile(paths.roster);
  const look = createLook({ file, roster, clock, log, read, readClock, plan, found: adoption.adopt, store });
  const broker = await Broker.start({ intake, load, roster, desk, lookAgain: look.lookAgain });
  look.onCut((ids) => broker.cut(ids));
  const endLoad = watch({ broker, intake });
  const rounds = await startRounds({ paths, first, file, engine, attention, queue, intake, look, log });
  const figures = createFigures({ intake, readings, roster, engine, queue, desk, broker, rounds, store, load });
  const inside = answersInside({ readings, figures, broker, load });
  const { writer } = readings;
  const backfill = (body: Buffer) => takeBackfill({ writer, now }, body);
  const { lookAgain } = look;
  const door = new Door({ intake, load, roster, desk, lookAgain, storeFault: () => writer.fault, backfill, inside });
  await door.listenInside(ingestSocket(directory));
  const { secure, ...ports } = await openOutside(options, { broker, door });
  return {
    ...ports,
    refresh: look.refresh,
    refreshClock: look.refreshClock,
    tick: rounds.tick,
    readings,
    settled: () => settleAll({ writer, desk, queue }),
    close: () => closeAll({ broker, secure, door, rounds, endLoad, desk, readings }),
  };
};
