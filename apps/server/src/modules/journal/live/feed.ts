import type { Db } from "../../../platform/database.ts";
import type { FeedEntry } from "./model.ts";
import { getHead, listAfter } from "./store.ts";

const batchSize = 500;
/** Makes good for a lost poke, and serves processes that nobody pokes. */
const pollMs = 500;

/** Who follows; given every entry after `position`, in order. */
export interface Follower {
  position: number;
  readonly take: (entries: readonly FeedEntry[]) => void;
  /** Resolves when it can take more of what it missed. */
  readonly ready: () => Promise<void>;
}

/** Reads new entries once for all who follow in this process. */
export interface Feed {
  /** There may be new positions. */
  readonly poke: () => void;
  /** Brings somebody up to date and keeps them there until `leave` is called. */
  readonly follow: (follower: Follower) => Promise<void>;
  readonly leave: (follower: Follower) => void;
  readonly head: () => Promise<number>;
}

/** Hands on what is new to a follower; a batch may begin before its position, never after. */
const give = (follower: Follower, entries: readonly FeedEntry[]): void => {
  const fresh = entries.filter(({ position }) => position > follower.position);
  follower.position = fresh.at(-1)?.position ?? follower.position;
  if (fresh.length > 0) follower.take(fresh);
};

const createFeed = (db: Db): Feed => {
  const live = new Set<Follower>();
  const gone = new WeakSet<Follower>();
  let head = 0;
  let reading: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  const readOn = async () => {
    for (;;) {
      const entries = await listAfter(db, head, batchSize);
      head = entries.at(-1)?.position ?? head;
      for (const follower of live) give(follower, entries);
      if (entries.length < batchSize) return;
    }
  };
  const poke = () => {
    again = reading !== undefined;
    if (again || live.size === 0) return;
    // A database that is away is asked again by the timer.
    reading = readOn()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
        if (again) poke();
      });
  };
  /** Lets somebody follow live who has everything up to what is read next. */
  const join = (follower: Follower): boolean => {
    if (live.size === 0 && reading === undefined) head = follower.position;
    if (follower.position < head) return false;
    live.add(follower);
    timer ??= setInterval(poke, pollMs).unref();
    poke();
    return true;
  };
  return {
    poke,
    follow: async (follower) => {
      while (!gone.has(follower) && !join(follower)) give(follower, await listAfter(db, follower.position, batchSize));
    },
    leave: (follower) => {
      gone.add(follower);
      live.delete(follower);
      if (live.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
    head: () => getHead(db),
  };
};

const feeds = new WeakMap<Db, Feed>();

/** The feed of this process over a database. */
export const feedOf = (db: Db): Feed => {
  const known = feeds.get(db);
  if (known !== undefined) return known;
  const feed = createFeed(db);
  feeds.set(db, feed);
  return feed;
};
