import { connectLive, type LiveConnection, type LiveMessage, type LiveState } from "@chengyun/client/live";
import type { LiveEvent } from "@chengyun/contracts";
import { useSyncExternalStore } from "react";
import { queryClient } from "./api.ts";
import { importedKeys, isNewsOfMap, type LiveKey, toLiveKeys, uniqueKeys } from "./live-keys.ts";
import { Pace } from "./pace.ts";
import { makeRefresher } from "./refresh.ts";

/** Entries of this long are gathered before asking again: within a second, and not a thousand times in a storm. */
const gatherMs = 300;

const refresh = makeRefresher(queryClient);
const listeners = new Set<() => void>();
let state: LiveState = "connecting";
let connection: LiveConnection | undefined;
let waiting: LiveKey[] = [];
let gathering = false;

const ask = (): void => {
  gathering = false;
  const keys = uniqueKeys(waiting);
  waiting = [];
  for (const queryKey of keys) void refresh(queryKey);
};

let mapEdition = 0;
let hasImported = false;
const mapNews = new Pace(() => {
  mapEdition += 1;
  for (const listener of listeners) listener();
  if (hasImported) for (const queryKey of importedKeys) void refresh(queryKey);
  hasImported = false;
});

const hearOfMap = ({ kind, type }: LiveEvent): void => {
  hasImported ||= kind === "import";
  mapNews.hear(type === "import.ended");
};

const turn = (next: LiveState): void => {
  const back = state === "lost" && next === "live";
  state = next;
  for (const listener of listeners) listener();
  if (back) void refresh([]);
};

const hear = (message: LiveMessage): void => {
  if (message.kind === "state") turn(message.state);
  if (message.kind === "gone") void refresh([]);
  if (message.kind !== "entry") return;
  waiting.push(...toLiveKeys(message.event));
  if (isNewsOfMap(message.event)) hearOfMap(message.event);
  if (!gathering) setTimeout(ask, gatherMs);
  gathering = true;
};

/** Starts the feed, or starts it anew for another person or post. */
export const restartLive = (): void => {
  if (connection === undefined) connection = connectLive(hear);
  else connection.restart();
};

/** Starts the feed once. */
export const startLive = (): void => {
  connection ??= connectLive(hear);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLiveState = (): LiveState => useSyncExternalStore(subscribe, () => state);

/** A number that grows when things, links or the ground may have been changed by anybody, every few seconds at most. */
export const useMapEdition = (): number => useSyncExternalStore(subscribe, () => mapEdition);
