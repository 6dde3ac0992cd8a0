import type { Profile } from "@chengyun/contracts";
import { type Actor, isMachine } from "./actor.ts";
import { networkOf } from "./network.ts";

/** So many calls a second in the long run, and so many at once before that counts. */
export interface CallLimit {
  readonly perSecond: number;
  readonly atOnce: number;
}

/** Whose calls are counted together. */
export type CallLimits = Readonly<Record<"person" | "key" | "address", CallLimit>>;

/** Somebody at work asks some ten questions at each turn; a whole office may come by one address. */
const usual: CallLimits = {
  person: { perSecond: 50, atOnce: 500 },
  key: { perSecond: 200, atOnce: 2_000 },
  address: { perSecond: 1_000, atOnce: 10_000 },
};

/** In a demo city everybody shares a few one-click entries and one key, on one machine. */
const roomy: CallLimits = {
  person: { perSecond: 2_000, atOnce: 20_000 },
  key: { perSecond: 2_000, atOnce: 20_000 },
  address: { perSecond: 5_000, atOnce: 50_000 },
};

/** The limits of a city: its profile's, else the usual ones. */
export const callLimitsOf = ({ demo, limits }: Pick<Profile, "demo" | "limits">): CallLimits => {
  const base = demo ? roomy : usual;
  return {
    person: limits?.person ?? base.person,
    key: limits?.key ?? base.key,
    address: limits?.address ?? base.address,
  };
};

/** Callers remembered at most; whoever was quiet long enough to have everything back is forgotten first. */
const mostCallers = 50_000;

/** Sums of moments are rounded: a first call must not be refused for a thousand-millionth of a second. */
const roundingMs = 0.001;

/** Counts calls in memory; answers in how many milliseconds the next one is answered, 0 when this one is. */
export type Counter = (caller: string, limit: CallLimit, now: number) => number;

/**
 * One number a caller (GCRA): when everything they used would be theirs again. Each call moves it on by its share of a
 * second; further ahead than what is allowed at once is too much, and a call that was refused costs nothing.
 */
export const createCounter = (): Counter => {
  const used = new Map<string, number>();
  return (caller, { perSecond, atOnce }, now) => {
    const share = 1_000 / perSecond;
    const until = Math.max(used.get(caller) ?? 0, now) + share;
    const wait = until - now - atOnce * share;
    if (wait > roundingMs) return wait;
    if (used.size >= mostCallers) for (const [each, free] of used) if (free <= now) used.delete(each);
    if (used.size >= mostCallers) used.clear();
    used.set(caller, until);
    return 0;
  };
};

/** Seconds a signed-in caller has to wait, and for whose sake; undefined when the call is answered. */
export type CallGate = (actor: Actor, address: string) => { seconds: number; of: keyof CallLimits } | undefined;

/** Counts what signed-in callers ask, by person or key and by network; a worker of our own is not counted. */
export const createCallGate = (limits: CallLimits, count: Counter = createCounter()): CallGate => {
  const ask = (of: keyof CallLimits, who: string, now: number) => {
    const wait = count(`${of} ${who}`, limits[of], now);
    return wait > 0 ? { seconds: Math.ceil(wait / 1_000), of } : undefined;
  };
  return (actor, address) => {
    if (isMachine(actor) || actor.pass !== undefined) return undefined;
    // Real time: a city's clock that stands or races changes nothing.
    const now = performance.now();
    return ask(actor.kind, actor.id, now) ?? ask("address", networkOf(address), now);
  };
};
