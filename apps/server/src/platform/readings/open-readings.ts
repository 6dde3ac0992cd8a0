import type { ClickHouseClient } from "@clickhouse/client";
import { correct, type NewCorrection } from "./correction.ts";
import { DirtyHours } from "./dirty-hours.ts";
import { type Engine, startEngine } from "./engine.ts";
import { Latest } from "./latest.ts";
import { Queries } from "./queries.ts";
import type { Reading } from "./reading.ts";
import { openBorders, RollUp } from "./roll-up.ts";
import { prepareSchema } from "./schema.ts";
import { openStore, type StoreAddress } from "./store.ts";
import { Writer, type WriterLimits, writerLimits } from "./writer.ts";

export interface ReadingsConfig {
  /** The embedded engine to start in this process, or the server to use. */
  readonly engine: { readonly directory: string; readonly socket: string } | { readonly url: string };
  /** IANA zone of the city: its hours and days are those of the roll-ups. */
  readonly zone: string;
  /** Server time, which may be simulated. */
  readonly now: () => number;
  readonly limits?: Partial<WriterLimits>;
  /** Real time between two runs of the roll-up; 0 leaves it to `rollUp()`. */
  readonly rollUpEveryMs?: number;
  /** Told when a roll-up failed; it is tried again at the next turn. */
  readonly onRollUpFault?: (fault: unknown) => void;
}

/** The readings store as the process that writes it has it. */
export interface Readings {
  readonly writer: Writer;
  readonly queries: Queries;
  /** Newest reading of a stream, from memory. */
  findLatest(stream: number): Reading | undefined;
  allLatest(): IterableIterator<Reading>;
  /** The revision made, or undefined when there is no reading to correct. */
  correct(correction: NewCorrection): Promise<number | undefined>;
  rollUp(): Promise<void>;
  close(): Promise<void>;
}

const defaultRollUpEveryMs = 2_000;

/** Calls `run` again and again with a pause between, one at a time. */
const repeat = (run: () => Promise<void>, pauseMs: number): (() => void) => {
  if (pauseMs === 0) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const again = () => {
    if (!stopped) timer = setTimeout(() => void run().then(again, again), pauseMs);
  };
  again();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
};

const openParts = async (store: ClickHouseClient, config: ReadingsConfig) => {
  await prepareSchema(store, config.zone);
  const borders = await openBorders(store, config.zone, config.now());
  const [dirty, latest] = await Promise.all([DirtyHours.open(store), Latest.open(store)]);
  const writer = new Writer({ store, dirty, latest, limits: { ...writerLimits, ...config.limits } }, borders.minute);
  const rollUp = new RollUp({ store, writer, dirty, latest, zone: config.zone }, borders, Date.now());
  return { dirty, latest, writer, rollUp };
};

/** Opens the readings store for writing; one process at a time does. */
export const openReadings = async (config: ReadingsConfig): Promise<Readings> => {
  const embedded: Engine | undefined = "directory" in config.engine ? await startEngine(config.engine) : undefined;
  const store = openStore(config.engine);
  try {
    const { dirty, latest, writer, rollUp } = await openParts(store, config);
    let turn: Promise<void> = Promise.resolve();
    const runRollUp = (): Promise<void> => {
      const run = turn.then(() => rollUp.run(config.now()));
      turn = run.catch(() => undefined);
      return run;
    };
    const report = config.onRollUpFault ?? (() => undefined);
    const stop = repeat(() => runRollUp().catch(report), config.rollUpEveryMs ?? defaultRollUpEveryMs);
    return {
      writer,
      queries: new Queries(store, config.zone),
      findLatest: (stream) => latest.find(stream),
      allLatest: () => latest.all(),
      correct: (correction) => correct({ store, writer, dirty, latest }, correction),
      rollUp: runRollUp,
      close: async () => {
        stop();
        await writer.close();
        await turn;
        await latest.flush().catch(report);
        await store.close();
        await embedded?.stop();
      },
    };
  } catch (fault) {
    await store.close();
    await embedded?.stop();
    throw fault;
  }
};

/** Opens the readings store for reading, in another process than the one that writes. */
export const openReadingQueries = (
  address: StoreAddress,
  zone: string,
): { readonly queries: Queries; close(): Promise<void> } => {
  const store = openStore(address);
  return { queries: new Queries(store, zone), close: () => store.close() };
};
