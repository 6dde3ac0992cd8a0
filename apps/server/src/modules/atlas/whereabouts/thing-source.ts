import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { getOldestOpen, listTouched } from "../thing/index.ts";
import { ThingIndex } from "./thing-index.ts";

const pageSize = 20_000;

interface Held {
  readonly index: ThingIndex;
  /** Every transaction before this one has been read. */
  seen: string;
  running: Promise<void>;
  /** A reading that begins when the running one has ended; all who ask meanwhile wait for it. */
  waiting: Promise<void> | undefined;
}

const perDeployment = new WeakMap<Deployment, Held>();

const load = async (ctx: Context, held: Held): Promise<void> => {
  const isFirst = held.seen === "0";
  // Asked before the rows: what commits meanwhile is read again, never missed.
  const next = await getOldestOpen(ctx.db);
  for (let after = 0; ; ) {
    const rows = await listTouched(ctx.db, { since: held.seen, after, limit: pageSize });
    held.index.put(rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) break;
    after = last.no;
  }
  held.index.settle(isFirst ? 0 : undefined);
  held.seen = next;
};

const refresh = (ctx: Context, held: Held): Promise<void> => {
  held.waiting ??= held.running
    .catch(() => undefined)
    .then(() => {
      held.waiting = undefined;
      held.running = load(ctx, held);
      return held.running;
    });
  return held.waiting;
};

/**
 * Where all things are and how they do: read whole once, then only what was touched since. Whoever asks sees all that
 * was committed before.
 */
export const getThingIndex = async (ctx: Context): Promise<ThingIndex> => {
  const held = perDeployment.get(ctx.deployment) ?? {
    index: new ThingIndex(),
    seen: "0",
    running: Promise.resolve(),
    waiting: undefined,
  };
  perDeployment.set(ctx.deployment, held);
  await refresh(ctx, held);
  return held.index;
};
