import { Agent, request } from "node:http";
import { join } from "node:path";
import type { LoadStand } from "@chengyun/contracts";
import type { Deployment } from "./deployment.ts";
import type { Directory } from "./directory.ts";
import { openReadingQueries, type Queries, type Reading, type StoreAddress } from "./readings/index.ts";

/** Unix socket on which the ingest process answers the others, and takes what devices sent to the web port. */
export const ingestSocket = (directory: Directory): string => join(directory.sockets, "ingest.sock");

/** Unix socket of the embedded readings store. */
export const readingsSocket = (directory: Directory): string => join(directory.sockets, "readings.sock");

const storeAddress = ({ config, directory }: Deployment): StoreAddress =>
  config.clickhouseUrl === undefined ? { socket: readingsSocket(directory) } : { url: config.clickhouseUrl };

const opened = new WeakMap<Deployment, Queries>();

/** The readings store as everybody but ingest reads it; opened once for each deployment. */
export const readingQueries = (deployment: Deployment): Queries => {
  const known = opened.get(deployment);
  if (known !== undefined) return known;
  const { queries } = openReadingQueries(storeAddress(deployment), deployment.profile.zone);
  opened.set(deployment, queries);
  return queries;
};

const agent = new Agent({ keepAlive: true, maxSockets: 16 });
/** Devices may wait for the disk; nobody else waits behind them. */
const upAgent = new Agent({ keepAlive: true, maxSockets: 256 });
const patienceMs = 5_000;

/** Asks the ingest process; undefined when it is away. */
export const askIngest = (directory: Directory, path: string, body?: unknown): Promise<unknown> =>
  new Promise((resolve) => {
    const asked = request(
      {
        socketPath: ingestSocket(directory),
        path,
        method: body === undefined ? "GET" : "POST",
        agent,
        timeout: patienceMs,
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", () => resolve(undefined));
        answer.on("end", () => {
          const text = Buffer.concat(parts).toString();
          resolve(answer.statusCode === 200 ? (JSON.parse(text) as unknown) : undefined);
        });
      },
    );
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(undefined));
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });

/** Latest readings as ingest writes them: number, time, value, arrival, quality. */
export type LatestRow = readonly [stream: number, at: number, value: number, received: number, quality: number];

/** Newest reading of each of the streams (of all when none are named), from ingest's memory; undefined when it is away. */
export const findLatest = async (
  { directory }: Deployment,
  streams?: readonly number[],
): Promise<Map<number, Reading> | undefined> => {
  if (streams?.length === 0) return new Map();
  const answer = (await askIngest(directory, "/internal/latest", { streams })) as { items: LatestRow[] } | undefined;
  if (answer === undefined) return undefined;
  return new Map(
    answer.items.map(([stream, at, value, received, quality]) => [stream, { stream, at, value, received, quality }]),
  );
};

/** How ingest fares, for health and metrics. */
export interface IngestFigures {
  readonly since: string;
  readonly messages: number;
  readonly readings: number;
  readonly messagesPerSecond: number;
  readonly readingsPerSecond: number;
  readonly connections: number;
  readonly devices: number;
  readonly streams: number;
  readonly queued: number;
  readonly stored: number;
  readonly repeats: number;
  readonly conflicts: number;
  readonly late: number;
  readonly refused: number;
  readonly undecodable: number;
  readonly outOfRange: number;
  readonly tooFarAhead: number;
  readonly clockSkewedDevices: number;
  readonly lastFlushMs: number;
  readonly storeOk: boolean;
  readonly storeFault?: string;
  readonly databaseOk: boolean;
  readonly rules: number;
  readonly openAlarms: number;
  /** Alarm events judged and not yet in the operations store. */
  readonly alarmsPending: number;
  /** Alarm events given up. */
  readonly alarmsFailed: number;
  readonly quarantinePending: number;
  /** Rows of the quarantine given up, because the operations store can't take them. */
  readonly quarantineFailed: number;
  readonly snapshotAgeMs: number;
  readonly rssBytes: number;
  readonly load: LoadStand;
  /** Bytes of messages that wait for a place, unacknowledged. */
  readonly heldBytes: number;
}

/** Asks how ingest fares; undefined when it is away. */
export const findIngestFigures = ({ directory }: Deployment): Promise<IngestFigures | undefined> =>
  askIngest(directory, "/internal/figures") as Promise<IngestFigures | undefined>;

/** A notice to a display or a sounder. */
export interface DeviceNotice {
  readonly device: string;
  readonly payload: string;
  /** Kept by the broker for whenever the device subscribes again, until the next one. */
  readonly retain: boolean;
}

/** How it went: acknowledged by the device itself, or why not. `deaf`: its line is up and it does not listen. */
export type DeviceNoticeAnswer = "acknowledged" | "away" | "deaf" | "unacknowledging" | "silent" | "unknown";

/** Has the broker tell a device something; undefined when ingest is away. */
export const notifyDevice = async (
  directory: Directory,
  notice: DeviceNotice,
): Promise<DeviceNoticeAnswer | undefined> =>
  ((await askIngest(directory, "/internal/notify", notice)) as { answer: DeviceNoticeAnswer } | undefined)?.answer;

/** Ingest's answer to a device. */
export interface UpAnswer {
  readonly status: number;
  readonly type: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Longest that a device waits for its readings to be on disk. */
const upPatienceMs = 30_000;

/** Hands a device's message on to ingest; undefined when it is away. */
export const sendUp = (
  directory: Directory,
  up: { authorization: string | undefined; language: string | undefined; body: Buffer },
): Promise<UpAnswer | undefined> =>
  new Promise((resolve) => {
    const headers = {
      "content-length": up.body.length,
      ...(up.authorization === undefined ? {} : { authorization: up.authorization }),
      ...(up.language === undefined ? {} : { "accept-language": up.language }),
    };
    const socketPath = ingestSocket(directory);
    const sent = request(
      { socketPath, path: "/api/v1/up", method: "POST", agent: upAgent, headers, timeout: upPatienceMs },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", () => resolve(undefined));
        answer.on("end", () => {
          const retry = answer.headers["retry-after"];
          resolve({
            status: answer.statusCode ?? 503,
            type: answer.headers["content-type"] ?? "application/json",
            headers: retry === undefined ? {} : { "Retry-After": retry },
            body: Buffer.concat(parts),
          });
        });
      },
    );
    sent.on("timeout", () => sent.destroy());
    sent.on("error", () => resolve(undefined));
    sent.end(up.body);
  });

/** Readings of the past on their way to the store: number, lowest and highest of each stream, then the readings flat. */
export interface Backfill {
  readonly ranges: readonly (readonly [no: number, lowest: number, highest: number])[];
  /** Number, time and value of one after another. */
  readonly rows: readonly number[];
}

/** What became of readings of the past. */
export interface Backfilled {
  readonly stored: number;
  readonly repeats: number;
  readonly conflicts: number;
  readonly flagged: number;
  /** Which of them, in their order, have a time that no store can hold. */
  readonly unstorable: readonly number[];
  /** Which of them are more than 36 hours ahead. */
  readonly tooFarAhead: readonly number[];
}

/** One number says how many ranges there are; then come the ranges, then the readings: all of them doubles. */
const encodeBackfill = ({ ranges, rows }: Backfill): Buffer => {
  const numbers = new Float64Array(1 + ranges.length * 3 + rows.length);
  numbers[0] = ranges.length;
  numbers.set(ranges.flat(), 1);
  numbers.set(rows, 1 + ranges.length * 3);
  return Buffer.from(numbers.buffer);
};

/** Longest that a batch of the past waits for the disk behind live readings. */
const backfillPatienceMs = 60_000;
const tooBusy = 503;

/** Hands readings of the past to ingest; undefined when it is away, `full` when it takes nothing at the moment. */
export const sendBackfill = (directory: Directory, backfill: Backfill): Promise<Backfilled | "full" | undefined> =>
  new Promise((resolve) => {
    const body = encodeBackfill(backfill);
    const socketPath = ingestSocket(directory);
    const headers = { "content-length": body.length };
    const sent = request(
      { socketPath, path: "/internal/backfill", method: "POST", agent: upAgent, headers, timeout: backfillPatienceMs },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", () => resolve(undefined));
        answer.on("end", () => {
          if (answer.statusCode === tooBusy) resolve("full");
          else
            resolve(
              answer.statusCode === 200 ? (JSON.parse(Buffer.concat(parts).toString()) as Backfilled) : undefined,
            );
        });
      },
    );
    sent.on("timeout", () => sent.destroy());
    sent.on("error", () => resolve(undefined));
    sent.end(body);
  });
