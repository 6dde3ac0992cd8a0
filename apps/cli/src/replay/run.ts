import { setTimeout as sleep } from "node:timers/promises";
import { type Client, ProblemError } from "@chengyun/client";
import type { CityAccess } from "../city.ts";
import { Exit, exitCodes } from "../exit.ts";
import type { Terminal } from "../terminal.ts";
import { atSpeed } from "./speed.ts";
import { listStations, openRecorder, type Recorder, type Run, sendLevel } from "./station.ts";
import type { TideRow, TideTable } from "./tide-table.ts";

/** A storm to be played to a running city. */
export interface Storm {
  readonly id: string;
  readonly table: TideTable;
  readonly names: ReadonlyMap<string, string>;
  /** City seconds in one real second. */
  readonly speed: number;
}

/** How a replay went. */
export interface Played {
  readonly run: Run;
  readonly sent: number;
  readonly acknowledged: number;
}

/** The city's clock is asked again at least this often. */
const askEveryMs = 1_000;
const hourMs = 3_600_000;

/** Waits until the city's own clock has reached a moment. */
const waitFor = async (client: Client, moment: number, signal: AbortSignal): Promise<void> => {
  for (;;) {
    const { now, speed } = await client.clock();
    const left = moment - Date.parse(now);
    if (left <= 0) return;
    await sleep(Math.min(askEveryMs, speed > 0 ? Math.ceil(left / speed) : askEveryMs), undefined, { signal });
  }
};

const byHour = (rows: readonly TideRow[]): [number, TideRow[]][] => {
  const hours = new Map<number, TideRow[]>();
  for (const row of rows) hours.set(row.at, [...(hours.get(row.at) ?? []), row]);
  return [...hours].sort(([one], [other]) => one - other);
};

/** An hour as China writes it: the original time, which the shifted one stands for. */
const toOriginal = (at: number): string => new Date(at + 8 * hourMs).toISOString().slice(0, 16).replace("T", " ");

/** Longest wait for the city to store an hour of readings. */
const patienceMs = 120_000;

/** Waits for the city to store what was sent, not for ever. */
export const awaitStored = async (work: Promise<unknown>, hour: string, signal: AbortSignal): Promise<void> => {
  const waiting = new AbortController();
  const late = sleep(patienceMs, "late", { signal: AbortSignal.any([signal, waiting.signal]) });
  try {
    if ((await Promise.race([work, late])) === "late")
      throw new Exit(exitCodes.noCity, {
        zh: `城市两分钟没有确认 ${hour} 的读数，回放停止；已确认的都已入库。`,
        en: `The city has not stored the readings of ${hour} for two minutes; stopped. What was acknowledged is stored.`,
      });
  } finally {
    waiting.abort();
    await late.catch(() => undefined);
  }
};

interface Stage {
  readonly access: CityAccess;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly run: Run;
  readonly recorders: ReadonlyMap<string, Recorder>;
}

/** Plays hour after hour, each when the city's clock has come to it and the one before is stored. */
const playHours = async (stage: Stage, rows: readonly TideRow[]): Promise<{ sent: number; acknowledged: number }> => {
  const { access, terminal, signal, run, recorders } = stage;
  const hours = byHour(rows);
  const count = { sent: 0, acknowledged: 0 };
  for (const [index, [at, readings]] of hours.entries()) {
    await waitFor(access.client, at + run.offsetMs, signal);
    const sending = readings.map(async ({ station, levelCm }) => {
      const recorder = recorders.get(station);
      if (recorder === undefined) return;
      count.sent += 1;
      await sendLevel(recorder, at + run.offsetMs, levelCm);
      count.acknowledged += 1;
    });
    await awaitStored(Promise.all(sending), toOriginal(at), signal);
    const done = `${index + 1}/${hours.length}`;
    terminal.progress({
      zh: `${toOriginal(at)} · 第 ${done} 小时 · 已入库 ${count.acknowledged} 条`,
      en: `${toOriginal(at)} China time · hour ${done} · ${count.acknowledged} readings stored`,
    });
  }
  return count;
};

/** A problem the city answered with, or its absence, as an end with a sentence. */
export const toExit = (fault: unknown): unknown =>
  fault instanceof ProblemError
    ? new Exit(exitCodes.noCity, {
        zh: `城市没有照办：${fault.message}(${fault.problem.code})`,
        en: `The city did not do it: ${fault.message} (${fault.problem.code})`,
      })
    : fault;

/** Plays a storm to a running city; the city's clock runs at 1 afterwards, unless somebody set it meanwhile. */
export const playStorm = async (
  access: CityAccess,
  storm: Storm,
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<Played> => {
  const { rows } = storm.table;
  const first = Math.min(...rows.map(({ at }) => at));
  const { now } = await access.client.clock().catch((fault: unknown) => Promise.reject(toExit(fault)));
  const offsetMs = Math.round((Date.parse(now) - first) / 1_000) * 1_000;
  const run: Run = { id: `${storm.id}-${new Date(now).toISOString().slice(0, 19)}Z`, offsetMs };
  const stations = listStations(rows, storm.names);
  const words = `replay ${run.id}`;
  const recorders = new Map<string, Recorder>();
  try {
    for (const station of stations) recorders.set(station.code, await openRecorder(access, station, run));
    const work = () => playHours({ access, terminal, signal, run, recorders }, rows);
    const count = await atSpeed(access.client, { speed: storm.speed, reason: words }, { terminal, work });
    return { run, ...count };
  } catch (fault) {
    throw toExit(fault);
  } finally {
    await Promise.all([...recorders.values()].map(({ line }) => line.endAsync(signal.aborted)));
  }
};
