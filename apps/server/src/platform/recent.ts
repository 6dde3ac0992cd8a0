import type { Context } from "./context.ts";
import type { Deployment } from "./deployment.ts";
import { kindsRecorded } from "./journal.ts";

/**
 * How long what was read is taken for granted. What this process commits of its kinds is known at once; this is the
 * longest for which what another process committed is not known here.
 */
const trustedMs = 1_000;

interface Kept<Value> {
  value?: { readonly of: Value; readonly until: number };
  /** What was read last, trusted or not. */
  last?: Value;
  /** Counts what was forgotten: who began to read before it must not keep what they found. */
  turn: number;
}

/** What is asked at every change and hardly ever changes. */
interface Recent<Value> {
  /** Kinds of the subjects by which it changes. */
  readonly kinds: readonly string[];
  /** Reads it; what was read last comes along. */
  readonly read: (ctx: Context, last: Value | undefined) => Promise<Value>;
}

const forgetters: ((deployment: Deployment, kinds: ReadonlySet<string>) => void)[] = [];

/** Forgets what a transaction of this process has changed. */
export const forgetRecent = (deployment: Deployment, kinds: ReadonlySet<string>): void => {
  for (const forget of forgetters) forget(deployment, kinds);
};

/**
 * Reads it once a second at most. A transaction that changes it itself reads what it wrote. Only what has been read is
 * shared, never the reading: it may wait behind a lock that whoever else asks is holding.
 */
export const keepRecent = <Value>({ kinds, read }: Recent<Value>): ((ctx: Context) => Promise<Value>) => {
  const perDeployment = new WeakMap<Deployment, Kept<Value>>();
  const keptOf = (deployment: Deployment): Kept<Value> => {
    const kept = perDeployment.get(deployment) ?? { turn: 0 };
    perDeployment.set(deployment, kept);
    return kept;
  };
  forgetters.push((deployment, changed) => {
    if (!kinds.some((kind) => changed.has(kind))) return;
    const kept = keptOf(deployment);
    delete kept.value;
    kept.turn += 1;
  });
  return async (ctx) => {
    const kept = keptOf(ctx.deployment);
    const own = ctx.inTransaction ? kindsRecorded(ctx.db) : undefined;
    if (own !== undefined && kinds.some((kind) => own.has(kind))) return read(ctx, kept.last);
    if (kept.value !== undefined && kept.value.until > performance.now()) return kept.value.of;
    const { turn } = kept;
    // It is kept for everybody, whoever happens to ask first.
    const of = await read({ ...ctx, db: ctx.whole }, kept.last);
    if (turn !== kept.turn) return of;
    kept.value = { of, until: performance.now() + trustedMs };
    kept.last = of;
    return of;
  };
};
