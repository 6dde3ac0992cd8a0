import { system } from "./actor.ts";
import { type Context, type ContextSeed, createContext, transact } from "./context.ts";
import type { Db } from "./database.ts";
import type { Log } from "./log.ts";
import type { PositionedEntry, Reaction } from "./reaction.ts";

interface ReactionCursorTable {
  name: string;
  position: number;
}

declare module "./database.ts" {
  interface Tables {
    reaction_cursors: ReactionCursorTable;
  }
}

const batchSize = 100;
const pollMs = 1_000;
/** How many unwanted entries are passed over before the cursor is written, so that looking on stays cheap. */
const skippedAtMost = 1_000;
const longestPauseMs = 30_000;

/** Runs reactions behind the journal until stopped. */
export interface Reactor {
  /** Look for new entries now. */
  readonly poke: () => void;
  readonly stop: () => Promise<void>;
  /** How far each reaction came, and how far it is behind the journal, in positions; what it does not want counts as seen. */
  readonly lag: () => Promise<{ name: string; position: number; behind: number }[]>;
  /** Resolves when every reaction has seen everything positioned so far. */
  readonly settled: () => Promise<void>;
}

const listWanted = async (db: Db, reaction: Reaction, after: number): Promise<PositionedEntry[]> => {
  const rows = await db
    .selectFrom("journal")
    .selectAll()
    .where("position", ">", after)
    .where("type", "in", [...reaction.on])
    .orderBy("position")
    .limit(batchSize)
    .execute();
  return rows.map((row) => ({
    position: row.position ?? 0,
    at: row.at,
    type: row.type,
    subject: { kind: row.subject_kind, id: row.subject_id },
    actor: { kind: row.actor_kind, id: row.actor_id },
    stage: row.stage ?? undefined,
    areaPath: row.area_path,
    departments: row.departments,
    changes: row.changes ?? {},
  }));
};

/** Locks the cursor of a reaction; another process working on it makes us wait, then see its progress. */
const lockCursor = async (db: Db, name: string): Promise<number> => {
  await db
    .insertInto("reaction_cursors")
    .values({ name, position: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom("reaction_cursors")
    .select("position")
    .where("name", "=", name)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.position;
};

const headPosition = async (db: Db): Promise<number> => {
  const row = await db
    .selectFrom("journal")
    .select((select) => select.fn.max("position").as("head"))
    .executeTakeFirst();
  return row?.head ?? 0;
};

/** How far a reaction has come, and whether anything it wants lies beyond. */
const look = async (db: Db, reaction: Reaction): Promise<{ after: number; behind: number; wanted: boolean }> => {
  const cursor = await db
    .selectFrom("reaction_cursors")
    .select("position")
    .where("name", "=", reaction.name)
    .executeTakeFirst();
  const after = cursor?.position ?? 0;
  const behind = (await headPosition(db)) - after;
  if (behind <= 0) return { after, behind: 0, wanted: false };
  const next = await db
    .selectFrom("journal")
    .select("position")
    .where("position", ">", after)
    .where("type", "in", [...reaction.on])
    .orderBy("position")
    .limit(1)
    .executeTakeFirst();
  return { after, behind, wanted: next !== undefined };
};

/** One batch of one reaction; answers whether there may be more. Nothing is written for what nobody wants. */
const step = async (outer: Context, reaction: Reaction): Promise<boolean> => {
  const { behind, wanted } = await look(outer.db, reaction);
  return wanted || behind >= skippedAtMost ? react(outer, reaction) : false;
};

const react = (outer: Context, reaction: Reaction): Promise<boolean> =>
  transact(outer, async (ctx) => {
    const after = await lockCursor(ctx.db, reaction.name);
    const head = await headPosition(ctx.db);
    if (head <= after) return false;
    const entries = await listWanted(ctx.db, reaction, after);
    for (const entry of entries)
      await reaction.react({ ...ctx, cause: { kind: "entry", id: String(entry.position) } }, entry);
    const more = entries.length === batchSize;
    const reached = more ? (entries.at(-1)?.position ?? head) : head;
    await ctx.db.updateTable("reaction_cursors").set({ position: reached }).where("name", "=", reaction.name).execute();
    return more;
  });

const runOne = (seed: () => Omit<ContextSeed, "actor">, reaction: Reaction, log: Log) => {
  let stopped = false;
  let failures = 0;
  let wake: () => void = () => undefined;
  let poked = false;
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const turn = async () => {
    try {
      poked = false;
      const more = await step(createContext({ ...seed(), actor: system(reaction.name) }), reaction);
      failures = 0;
      if (!more && !poked) await wait(pollMs);
    } catch (error) {
      failures += 1;
      log.error({ error, reaction: reaction.name, failures }, "a reaction failed and will be tried again");
      await wait(Math.min(longestPauseMs, 200 * 2 ** failures));
    }
  };
  const done = (async () => {
    while (!stopped) await turn();
  })();
  return {
    poke: () => {
      poked = true;
      wake();
    },
    stop: () => {
      stopped = true;
      wake();
      return done;
    },
  };
};

/** Starts a loop for each reaction. */
export const startReactor = (
  seed: () => Omit<ContextSeed, "actor">,
  reactions: readonly Reaction[],
  log: Log,
): Reactor => {
  const loops = reactions.map((reaction) => runOne(seed, reaction, log));
  const lag = async () => {
    const { db } = seed();
    const lags: { name: string; position: number; behind: number }[] = [];
    for (const reaction of reactions) {
      const { after, behind, wanted } = await look(db, reaction);
      lags.push({ name: reaction.name, position: after, behind: wanted ? behind : 0 });
    }
    return lags;
  };
  const poke = () => {
    for (const loop of loops) loop.poke();
  };
  return {
    poke,
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
    lag,
    settled: async () => {
      while ((await lag()).some((reaction) => reaction.behind > 0)) {
        poke();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
};
