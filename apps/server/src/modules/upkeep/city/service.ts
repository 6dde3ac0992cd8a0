import type { City, ServerClock, ServerClockIn } from "@chengyun/contracts";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { updateClockSetting } from "../../../platform/clock-store.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { listDemoEntries } from "../../identity/session/index.ts";

export const describeCity = (ctx: Context): City => {
  const { id, name, zone, levels, extent, sources } = ctx.deployment.profile;
  return { id, name, zone, levels, extent, sources, demo: listDemoEntries(ctx) };
};

export const describeClock = ({ clock }: Pick<Context, "clock">): ServerClock => {
  const now = clock.now();
  const real = clock.real();
  const { speed } = clock.setting();
  // Sums of fractions of milliseconds are floored: a second apart is another time, a millisecond is not.
  const simulated = speed !== 1 || Math.abs(now.getTime() - real.getTime()) >= 1_000;
  return { now: now.toISOString(), real: real.toISOString(), speed, simulated };
};

/** Sets the city's clock for all processes; this one follows at once, the others when they are poked. */
export const setClock = async (outer: Context, wish: z.output<typeof ServerClockIn>): Promise<ServerClock> => {
  const at = wish.at === undefined ? undefined : new Date(wish.at).getTime();
  const setting = await transact(outer, async (ctx) => {
    const real = ctx.clock.real().getTime();
    const next = await updateClockSetting(ctx.db, { speed: wish.speed, at, real });
    if (next === undefined) throw new AppError("clock.backwards");
    const subject = { kind: "clock", id: "city" };
    const changes = { speed: wish.speed, at: wish.at, reason: wish.reason };
    await record(ctx, { type: "clock.set", subject, areaPath: "", departments: [], changes });
    return next;
  });
  outer.clock.set(setting);
  return describeClock(outer);
};
