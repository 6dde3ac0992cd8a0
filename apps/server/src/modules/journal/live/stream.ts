import { Readable } from "node:stream";
import type { LiveEvent } from "@chengyun/contracts";
import type { Actor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Feed, Follower } from "./feed.ts";
import type { FeedEntry } from "./model.ts";
import type { Sight } from "./sight.ts";

const heartbeatMs = 15_000;
const recheckMs = 1_500;
/** What may wait for a slow reader, in bytes; beyond it the stream is cut, and resumed by position. */
const mostWaiting = 262_144;
/** Beyond this many positions it is cheaper to ask for everything again. */
const mostResumed = 10_000;

/** Screens one person or key may keep open at once: a control room has many, an attacker wants thousands. */
const mostStreams = 24;

const openOf = new WeakMap<Feed, Map<string, number>>();

/** Counts a caller's stream in; answers how to count it out. Fails with `live.too-many`. */
const countIn = (feed: Feed, actorId: string): (() => void) => {
  const open = openOf.get(feed) ?? new Map<string, number>();
  openOf.set(feed, open);
  const count = open.get(actorId) ?? 0;
  if (count >= mostStreams) throw new AppError("live.too-many");
  open.set(actorId, count + 1);
  return () => {
    const left = (open.get(actorId) ?? 1) - 1;
    if (left === 0) open.delete(actorId);
    else open.set(actorId, left);
  };
};

/** One caller's live feed. */
export interface LiveRequest {
  readonly feed: Feed;
  readonly actor: Actor;
  readonly isSeen: Sight;
  /** Position the caller has everything up to; undefined: from now on. */
  readonly after: number | undefined;
  readonly gone: AbortSignal;
  readonly callerNow: () => Promise<Actor | undefined>;
}

const toEvent = ({ areaPath: _, departments: __, ...event }: FeedEntry): LiveEvent => event;

const block = (lines: readonly string[]): string => `${lines.join("\n")}\n\n`;

const entryBlock = (entry: FeedEntry): string =>
  block([`id: ${entry.position}`, "event: entry", `data: ${JSON.stringify(toEvent(entry))}`]);

/** Where the caller stands, said first: `here` resumes or starts, `gone` tells to ask for everything again. */
const greeting = (after: number | undefined, head: number): { text: string; from: number } => {
  const data = `data: ${JSON.stringify({ position: head })}`;
  if (after === undefined) return { text: block([`id: ${head}`, "event: here", data]), from: head };
  if (after > head || head - after > mostResumed)
    return { text: block([`id: ${head}`, "event: gone", data]), from: head };
  // No id: a caller lost before the first entry must resume where it stood.
  return { text: block(["event: here", data]), from: after };
};

/** Opens the stream of server-sent events of one caller; it ends when the caller leaves, is too slow or is signed out. */
export const openLiveStream = async ({
  feed,
  actor,
  isSeen,
  after,
  gone,
  callerNow,
}: LiveRequest): Promise<Readable> => {
  const { text, from } = greeting(after, await feed.head());
  const countOut = countIn(feed, actor.id);
  let drained: () => void = () => undefined;
  const stream = new Readable({ read: () => drained() });
  let caller = actor;
  const say = (words: string) => {
    if (stream.readableLength > mostWaiting) stream.destroy();
    else if (!stream.destroyed) stream.push(words);
  };
  const follower: Follower = {
    position: from,
    take: (entries) => {
      const seen = entries.filter((entry) => isSeen(caller, entry));
      if (seen.length > 0) say(seen.map(entryBlock).join(""));
    },
    ready: () =>
      new Promise((resolve) => {
        drained = resolve;
        if (stream.destroyed || stream.readableLength < stream.readableHighWaterMark) resolve();
      }),
  };
  // The id without data moves the caller's own position over what it may not see.
  const heartbeat = setInterval(() => say(block([": heartbeat", `id: ${follower.position}`])), heartbeatMs);
  const recheck = setInterval(async () => {
    // Without a database nobody can be asked, and nothing is told either.
    const now = await callerNow().catch(() => caller);
    if (now === undefined) stream.push(null);
    else caller = now;
  }, recheckMs);
  const end = () => stream.destroy();
  stream.once("close", () => {
    clearInterval(heartbeat);
    clearInterval(recheck);
    gone.removeEventListener("abort", end);
    feed.leave(follower);
    countOut();
    drained();
  });
  gone.addEventListener("abort", end);
  say(text);
  feed.follow(follower).catch(end);
  return stream;
};
