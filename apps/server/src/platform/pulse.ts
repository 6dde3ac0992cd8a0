import { Client } from "pg";
import type { DatabaseAddress } from "./database.ts";
import type { Log } from "./log.ts";

/** What processes poke each other about; the tables are the truth, a poke only says "look now". */
export type Channel = "journal" | "positions" | "clock" | "registry";

/** Pokes between processes over PostgreSQL's LISTEN; a lost one is made good by the listeners' own polling. */
export interface Pulse {
  readonly on: (channel: Channel, listener: () => void) => () => void;
  readonly close: () => Promise<void>;
}

const channels: readonly Channel[] = ["journal", "positions", "clock", "registry"];
const retryMs = 500;

/** Starts listening, and keeps reconnecting until closed. A reconnect pokes every channel once. */
export const openPulse = (address: DatabaseAddress, log: Log): Pulse => {
  const listeners = new Map<Channel, Set<() => void>>(channels.map((channel) => [channel, new Set()]));
  let client: Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const poke = (channel: string) => {
    for (const listener of listeners.get(channel as Channel) ?? []) listener();
  };
  const lose = (lost: Client) => {
    if (lost !== client) return;
    client = undefined;
    if (!closed) retry = setTimeout(connect, retryMs);
  };
  const connect = () => {
    const next = new Client({ ...address, application_name: "chengyun-pulse", keepAlive: true });
    client = next;
    next.on("error", () => lose(next));
    next.on("end", () => lose(next));
    next.on("notification", (notification) => poke(notification.channel));
    next
      .connect()
      .then(() => next.query(channels.map((channel) => `LISTEN ${channel}`).join(";")))
      .then(() => channels.forEach(poke))
      .catch((error: Error) => {
        log.debug({ error: error.message }, "the database cannot be listened to; trying again");
        lose(next);
      });
  };
  connect();
  return {
    on: (channel, listener) => {
      listeners.get(channel)?.add(listener);
      return () => listeners.get(channel)?.delete(listener);
    },
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
};
