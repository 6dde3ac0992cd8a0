import type { Deployment } from "../../../platform/deployment.ts";
import type { Tick } from "../../../platform/job.ts";
import { judgeAll } from "./judge.ts";
import { removeScores } from "./store.ts";

/** Between two rounds over all things, in real time: readings and matters change without telling. */
const everyMs = 15_000;
const dayMs = 86_400_000;
/** How long a score is kept. */
const keptDays = 400;

const rounds = new WeakMap<Deployment, { next: number; sweep: number }>();

/** Judges everything anew now and then. */
export const riskTick: Tick = {
  name: "risk/score.judge",
  run: async (ctx) => {
    const now = Date.now();
    const round = rounds.get(ctx.deployment) ?? { next: 0, sweep: 0 };
    if (now < round.next) return;
    rounds.set(ctx.deployment, { ...round, next: now + everyMs });
    await judgeAll(ctx);
    if (now < round.sweep) return;
    await removeScores(ctx.db, new Date(ctx.clock.now().getTime() - keptDays * dayMs));
    rounds.set(ctx.deployment, { next: now + everyMs, sweep: now + dayMs });
  },
};
