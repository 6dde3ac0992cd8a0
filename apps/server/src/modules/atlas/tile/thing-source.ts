import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { getOldestOpen, listTouched } from "../thing/index.ts";
import { ThingIndex } from "./thing-index.ts";

/** The index is asked for again at most this often. */
const freshMs = 1_000;
const pageSize = 20_000;

interface Held {
  readonly index: ThingIndex;
  /** Every transaction before this one has been read. */
  seen: string;
  at: number;
  running: Promise<void> | undefined;
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
  if (isFirst) held.index.settle();
  held.seen = next;
  held.at = Date.now();
};

/** Where all things are and how they do: read whole once, then what was touched since, at most once a second. */
export const getThingIndex = async (ctx: Context): Promise<ThingIndex> => {
  const held = perDeployment.get(ctx.deployment) ?? { index: new ThingIndex(), seen: "0", at: 0, running: undefined };
  perDeployment.set(ctx.deployment, held);
  if (Date.now() - held.at >= freshMs) {
    held.running ??= load(ctx, held).finally(() => {
      held.running = undefined;
    });
    await held.running;
  }
  return held.index;
};
