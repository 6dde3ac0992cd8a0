import type { City, ServerClock, ServerClockIn } from "@chengyun/contracts";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { findLapsed, renewLease, updateClockSetting } from "../../../platform/clock-store.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { findPasskeyHost } from "../../../platform/public-address.ts";
import { listDemoEntries } from "../../identity/session/index.ts";

/** Other ways in than a password. */
const listWays = ({ config, profile }: Context["deployment"]): City["ways"] => {
  const signOn = config.signOn === undefined ? undefined : profile.signIn?.signOn;
  const passkeyHost = findPasskeyHost(config);
  return {
    ...(signOn === undefined ? {} : { signOn: signOn.name }),
    ...(passkeyHost === undefined ? {} : { passkeyHost }),
  };
};

export const describeCity = (ctx: Context): City => {
  const { id, name, zone, levels, extent, sources } = ctx.deployment.profile;
  return { id, name, zone, levels, extent, sources, demo: listDemoEntries(ctx), ways: listWays(ctx.deployment) };
};

export const describeClock = ({ clock }: Pick<Context, "clock">): ServerClock => {
  const now = clock.now();
  const real = clock.real();
  const { speed } = clock.setting();
  // Sums of fractions of milliseconds are floored: a second apart is another time, a millisecond is not.
  const simulated = speed !== 1 || Math.abs(now.getTime() - real.getTime()) >= 1_000;
  return { now: now.toISOString(), real: real.toISOString(), speed, simulated };
};

interface Reset {
  readonly speed: number;
  readonly at?: string | undefined;
  readonly reason: string;
  readonly lease?: number | undefined;
  readonly while?: number | undefined;
  readonly lapsed?: true;
}

const reset = async (outer: Context, { speed, at, reason, lease, ...only }: Reset): Promise<void> => {
  const setting = await transact(outer, async (ctx) => {
    const real = ctx.clock.real().getTime();
    const leaseMs = lease === undefined ? undefined : lease * 1_000;
    const wish = { speed, at: at === undefined ? undefined : new Date(at).getTime(), real, leaseMs, ...only };
    const next = await updateClockSetting(ctx.db, wish);
    if (next === "backwards") throw new AppError("clock.backwards");
    if (next === "unchanged") return undefined;
    const subject = { kind: "clock", id: "city" };
    await record(ctx, {
      ...{ type: "clock.set", subject, areaPath: "", departments: [] },
      changes: { speed, at, reason, ...(lease === undefined ? {} : { lease }) },
    });
    return next;
  });
  if (setting !== undefined) outer.clock.set(setting);
};

/** Sets the city's clock for all processes; this one follows at once, the others when they are poked. */
export const setClock = async (ctx: Context, wish: z.output<typeof ServerClockIn>): Promise<ServerClock> => {
  const real = ctx.clock.real().getTime();
  const { speed, lease, at } = wish;
  // A lease that is renewed is no news.
  if (lease !== undefined && at === undefined && wish.while === speed)
    await renewLease(ctx.db, { speed, at: undefined, real, leaseMs: lease * 1_000 });
  else await reset(ctx, wish);
  return describeClock(ctx);
};

/** Whoever asked for another speed for a while and was not heard of again: the clock runs as it did before. */
export const endLease = async (ctx: Context): Promise<void> => {
  const speed = await findLapsed(ctx.db, ctx.clock.real().getTime());
  if (speed !== undefined) await reset(ctx, { speed, reason: "租期已到 · the lease ran out", lapsed: true });
};
