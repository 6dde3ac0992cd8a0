import { setTimeout as sleep } from "node:timers/promises";
import type { CityAccess } from "../city.ts";
import type { Terminal } from "../terminal.ts";
import { type Disorder, planSending, type Sending } from "./disorder.ts";
import { type Feed, openFeeds } from "./feed.ts";
import type { Measured } from "./measured.ts";
import { awaitStored, toExit } from "./run.ts";
import { atSpeed } from "./speed.ts";

/** What is played, how fast. */
export interface Playing {
  readonly name: string;
  readonly measured: Measured;
  /** City seconds in one real second. */
  readonly speed: number;
  readonly disorder: Disorder | undefined;
}

/** How a replay went. */
export interface Outcome {
  /** Shown time minus original time. */
  readonly offsetMs: number;
  readonly sent: number;
  readonly acknowledged: number;
  /** Things nobody knows, and how many readings they would have had. */
  readonly unknown: readonly string[];
  readonly lost: number;
}

/** So many readings go in one message at most. */
const messageMost = 200;
/** The city's clock is asked at most so often. */
const askEveryMs = 40;

interface Stage {
  readonly access: CityAccess;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly offsetMs: number;
  readonly feeds: ReadonlyMap<string, Feed>;
}

/** Readings of one moment of one thing as the platform's own JSON. */
const toMessages = ({ series, of, at, value }: Measured, rows: readonly number[], offsetMs: number) => {
  const byThing = new Map<string, { at: string; v: Record<string, number> }[]>();
  for (const row of rows) {
    const { thing = "", stream = "" } = series[of[row] ?? 0] ?? {};
    const own = byThing.get(thing) ?? [];
    const moment = new Date((at[row] ?? 0) + offsetMs).toISOString();
    const last = own.at(-1);
    if (last?.at === moment && !Object.hasOwn(last.v, stream)) last.v[stream] = value[row] ?? 0;
    else own.push({ at: moment, v: { [stream]: value[row] ?? 0 } });
    byThing.set(thing, own);
  }
  return byThing;
};

const publish = async ({ line, deviceId }: Feed, messages: readonly object[]): Promise<void> => {
  for (let from = 0; from < messages.length; from += messageMost)
    await line.publishAsync(`up/${deviceId}`, JSON.stringify(messages.slice(from, from + messageMost)), { qos: 1 });
};

/** Sends what is due, each thing on its own line; answers once the city has stored it. */
const sendDue = async (stage: Stage, measured: Measured, due: readonly Sending[]): Promise<void> => {
  const rows = due.map(({ row }) => row);
  const shown = new Date(measured.at[rows.at(-1) ?? 0] ?? 0).toISOString();
  const sending = [...toMessages(measured, rows, stage.offsetMs)].map(async ([thing, messages]) => {
    const feed = stage.feeds.get(thing);
    if (feed !== undefined) await publish(feed, messages);
  });
  await awaitStored(Promise.all(sending), shown, stage.signal);
};

const tellShare = (terminal: Terminal, sent: number, of: number, shown: number): void => {
  const [share, at] = [((100 * sent) / of).toFixed(0), new Date(shown).toISOString()];
  terminal.progress({ zh: `${share} %  ${at}  已入库 ${sent} 条`, en: `${share} %  ${at}  ${sent} readings stored` });
};

/** Plays all that is due whenever the city's clock has gone on, until nothing is left. */
const playPlan = async (stage: Stage, measured: Measured, plan: readonly Sending[]): Promise<number> => {
  const { access, signal, offsetMs } = stage;
  let next = 0;
  while (next < plan.length) {
    const { now, speed } = await access.client.clock();
    const shown = Date.parse(now) - offsetMs;
    const from = next;
    while (next < plan.length && (plan[next]?.due ?? 0) <= shown) next += 1;
    if (next > from) {
      await sendDue(stage, measured, plan.slice(from, next));
      tellShare(stage.terminal, next, plan.length, shown);
    }
    const left = (plan[next]?.due ?? shown) - shown;
    await sleep(Math.min(1_000, Math.max(askEveryMs, speed > 0 ? left / speed : 1_000)), undefined, { signal });
  }
  return next;
};

/** Plays what was once measured to a running city; the city's clock runs at 1 afterwards, unless somebody set it meanwhile. */
export const playMeasured = async (
  access: CityAccess,
  playing: Playing,
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<Outcome> => {
  const { measured, disorder, name } = playing;
  const first = measured.at[measured.order[0] ?? 0] ?? 0;
  const words = `replay ${name}`;
  let feeds: ReadonlyMap<string, Feed> = new Map();
  try {
    const opened = await openFeeds(access, [...new Set(measured.series.map(({ thing }) => thing))]);
    feeds = opened.byThing;
    const isKnown = measured.series.map(({ thing }) => opened.byThing.has(thing));
    const whole = planSending(measured, disorder);
    const plan = whole.filter(({ row }) => isKnown[measured.of[row] ?? 0] === true);
    const { now } = await access.client.clock();
    const offsetMs = Math.round((Date.parse(now) - first) / 1_000) * 1_000;
    const work = () => playPlan({ access, terminal, signal, offsetMs, feeds }, measured, plan);
    const sent = await atSpeed(access.client, { speed: playing.speed, reason: words }, { terminal, work });
    return { offsetMs, sent, acknowledged: sent, unknown: opened.unknown, lost: whole.length - plan.length };
  } catch (fault) {
    throw toExit(fault);
  } finally {
    await Promise.all([...feeds.values()].map(({ line }) => line.endAsync(signal.aborted)));
  }
};
