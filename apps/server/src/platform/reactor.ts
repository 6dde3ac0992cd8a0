import { system } from "./actor.ts";
import { type Context, type ContextSeed, createContext, transact } from "./context.ts";
import { isDatabaseAway } from "./database.ts";
import type { Log } from "./log.ts";
import type { PositionedEntry, Reaction } from "./reaction.ts";
import {
  batchSize,
  type EntryType,
  findCursor,
  headPosition,
  listParked,
  listTypesAfter,
  listWanted,
  lockCursor,
  lockParked,
  look,
  parkEntry,
  removeParked,
  typesAtOnce,
  updateCursor,
} from "./reaction-store.ts";

const pollMs = 1_000;
/** Between two looks of a reaction that takes what waits together: in a rush more of them share a transaction. */
const breathMs = 50;
/** How many unwanted entries are passed over before the cursor is written, so that looking on stays cheap. */
const skippedAtMost = 1_000;
const longestPauseMs = 30_000;
/** After this many failures at one entry it is set aside: a fault of ours must not hold up every case behind it. */
const triesAtMost = 5;

/** Runs reactions behind the journal until stopped. */
export interface Reactor {
  /** Look for new entries now. */
  readonly poke: () => void;
  readonly stop: () => Promise<void>;
  /**
   * How far each reaction came, and how far it is behind the journal, in positions; what it does not want counts as seen.
   * `parked` entries were set aside; they are tried again when the process starts.
   */
  readonly lag: () => Promise<{ name: string; position: number; behind: number; parked: number }[]>;
  /** Resolves when every reaction has seen everything positioned so far. */
  readonly settled: () => Promise<void>;
}

/** A reaction failed at this entry. */
class ReactionFailure extends Error {
  readonly entry: PositionedEntry;

  constructor(entry: PositionedEntry, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.entry = entry;
  }
}

const run = (ctx: Context, reaction: Reaction, entry: PositionedEntry): Promise<void> =>
  reaction.react({ ...ctx, cause: { kind: "entry", id: String(entry.position) } }, entry);

/** Entries and the cursor behind them, in one transaction; another process may have been first. */
const reactIn = (outer: Context, reaction: Reaction, entries: readonly PositionedEntry[]): Promise<void> =>
  transact(outer, async (ctx) => {
    const after = await lockCursor(ctx.db, reaction.name);
    const fresh = entries.filter(({ position }) => position > after);
    if (reaction.reactAll !== undefined) await reaction.reactAll(ctx, fresh);
    else for (const entry of fresh) await run(ctx, reaction, entry);
    const last = fresh.at(-1);
    if (last !== undefined) await updateCursor(ctx.db, reaction.name, last.position);
  });

const reactTo = (outer: Context, reaction: Reaction, entry: PositionedEntry): Promise<void> =>
  reactIn(outer, reaction, [entry]).catch((cause: unknown) => {
    throw isDatabaseAway(cause) ? cause : new ReactionFailure(entry, cause);
  });

/** All at once where the reaction allows it. When one of them fails each is tried alone, so that it is known which. */
const reactToAll = async (outer: Context, reaction: Reaction, entries: readonly PositionedEntry[]): Promise<void> => {
  if (reaction.together === true && entries.length > 1)
    try {
      return await reactIn(outer, reaction, entries);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      outer.log.debug({ error, reaction: reaction.name }, "together they failed; each is tried alone");
    }
  for (const entry of entries) await reactTo(outer, reaction, entry);
};

/** Nothing that a reaction wants lies up to the head: its cursor is moved there, but not for every entry. */
const passOver = (outer: Context, reaction: Reaction): Promise<number> =>
  transact(outer, async (ctx) => {
    const after = await lockCursor(ctx.db, reaction.name);
    const head = await headPosition(ctx.db);
    if (head <= after || (await listWanted(ctx.db, reaction, after)).length > 0) return after;
    await updateCursor(ctx.db, reaction.name, head);
    return head;
  });

/** Where this process knows a reaction to stand at least; the cursor under its lock is the truth. */
interface Place {
  after: number | undefined;
  /** Up to where this process found nothing more that it wants; a start looks again from the cursor. */
  looked: number;
}

/** Reacts to what waits; answers whether there may be more. `head` is the newest position this process heard of. */
const step = async (outer: Context, reaction: Reaction, head: number, place: Place): Promise<boolean> => {
  place.after ??= await findCursor(outer.db, reaction.name);
  const entries = await listWanted(outer.db, reaction, Math.max(place.after, place.looked));
  await reactToAll(outer, reaction, entries);
  place.after = entries.at(-1)?.position ?? place.after;
  if (entries.length < batchSize) place.looked = Math.max(place.looked, head);
  if (entries.length === 0 && head - place.after >= skippedAtMost) place.after = await passOver(outer, reaction);
  return entries.length === batchSize;
};

/** Goes past an entry that fails again and again; it is kept, with what went wrong. */
const setAside = (outer: Context, reaction: Reaction, failure: ReactionFailure): Promise<void> =>
  transact(outer, async (ctx) => {
    const { position } = failure.entry;
    if ((await lockCursor(ctx.db, reaction.name)) >= position) return;
    await parkEntry(ctx.db, { name: reaction.name, position, error: failure.message, at: ctx.clock.now() });
    await updateCursor(ctx.db, reaction.name, position);
  });

/** What was set aside is tried again at each start: the fault may have been mended with it. */
const retryParked = async (outer: Context, reaction: Reaction, log: Log): Promise<void> => {
  for (const entry of await listParked(outer.db, reaction.name))
    await transact(outer, async (ctx) => {
      // Two processes that start together: whoever comes second finds it held, or done.
      if (!(await lockParked(ctx.db, reaction.name, entry.position))) return;
      await run(ctx, reaction, entry);
      await removeParked(ctx.db, reaction.name, entry.position);
    }).catch((error: unknown) =>
      log.error({ error, reaction: reaction.name, position: entry.position }, "an entry set aside failed again"),
    );
};

/** A pause that can be cut short. */
const createPause = () => {
  let wake: () => void = () => undefined;
  return {
    wake: () => wake(),
    wait: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
};

const runOne = (seed: () => Omit<ContextSeed, "actor">, reaction: Reaction, log: Log, head: () => number) => {
  const pause = createPause();
  const context = () => createContext({ ...seed(), actor: system(reaction.name) });
  let stopped = false;
  let failures = 0;
  let poked = false;
  const place: Place = { after: undefined, looked: 0 };
  const fail = async (error: unknown) => {
    failures += 1;
    place.after = undefined;
    place.looked = 0;
    log.error({ error, reaction: reaction.name, failures }, "a reaction failed and will be tried again");
    if (failures >= triesAtMost && error instanceof ReactionFailure) {
      log.error({ reaction: reaction.name, position: error.entry.position }, "the entry is set aside");
      await setAside(context(), reaction, error).then(() => {
        failures = 0;
      }, fail);
    } else await pause.wait(Math.min(longestPauseMs, 100 * 2 ** failures));
  };
  const turn = async () => {
    poked = false;
    const began = place.after;
    const more = await step(context(), reaction, head(), place);
    failures = 0;
    const breathes = reaction.together === true && !more && place.after !== began && !stopped;
    if (breathes) await new Promise((resolve) => setTimeout(resolve, breathMs));
    // Whoever stopped it while it looked has rung before there was anything to wake.
    if (!more && !poked && !stopped) await pause.wait(pollMs);
  };
  const done = (async () => {
    await retryParked(context(), reaction, log).catch((error: unknown) =>
      log.warn({ error }, "what was set aside could not be read"),
    );
    while (!stopped) await turn().catch(fail);
  })();
  return {
    reaction,
    poke: () => {
      poked = true;
      pause.wake();
    },
    stop: () => {
      stopped = true;
      pause.wake();
      return done;
    },
  };
};

/** Runs a look when poked, one at a time; a poke during a look makes another follow, and so does one that left some. */
const createWatch = (look: () => Promise<boolean>, onFault: (error: unknown) => void) => {
  let wanted = false;
  let running: Promise<void> | undefined;
  const run = async () => {
    while (wanted) {
      wanted = false;
      if (await look()) wanted = true;
    }
  };
  return {
    poke: () => {
      wanted = true;
      running ??= run()
        .catch(onFault)
        .finally(() => {
          running = undefined;
        });
    },
    stop: async () => {
      wanted = false;
      await running;
    },
  };
};

const concerns = ({ on, holding }: Reaction, { type, holds }: EntryType): boolean =>
  on.includes(type) && (holding === undefined || holds.includes(holding));

/** Starts a loop for each reaction. */
export const startReactor = (
  seed: () => Omit<ContextSeed, "actor">,
  reactions: readonly Reaction[],
  log: Log,
): Reactor => {
  let head: number | undefined;
  const names = [...new Set(reactions.flatMap(({ holding }) => holding ?? []))];
  const loops = reactions.map((reaction) => runOne(seed, reaction, log, () => head ?? 0));
  /** One look at the new entries for all reactions: only those that want one of them are woken. */
  const lookOnce = async () => {
    if (head === undefined) {
      // What came before is each reaction's own first look; it is on its way since the start.
      head = await headPosition(seed().db);
      for (const loop of loops) loop.poke();
      return true;
    }
    const fresh = await listTypesAfter(seed().db, head, names);
    head = fresh.at(-1)?.position ?? head;
    for (const loop of loops) if (fresh.some((entry) => concerns(loop.reaction, entry))) loop.poke();
    return fresh.length === typesAtOnce;
  };
  const watch = createWatch(lookOnce, (error) => {
    log.warn({ error }, "new entries could not be looked at; each reaction looks by itself soon");
  });
  const lag = async () => {
    const { db } = seed();
    const lags: { name: string; position: number; behind: number; parked: number }[] = [];
    for (const reaction of reactions) {
      const { after, behind, wanted } = await look(db, reaction);
      lags.push({
        name: reaction.name,
        position: after,
        behind: wanted ? behind : 0,
        parked: (await listParked(db, reaction.name)).length,
      });
    }
    return lags;
  };
  return {
    poke: watch.poke,
    stop: async () => {
      await watch.stop();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
    lag,
    settled: async () => {
      while ((await lag()).some((reaction) => reaction.behind > 0)) {
        for (const loop of loops) loop.poke();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
};
