import { createHash } from "node:crypto";
import { type Flow, findCalled, redateClock } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { change } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import type { Tick } from "../../../platform/job.ts";
import { record } from "../../../platform/journal.ts";
import { findSubject, lockSubject } from "../../../platform/subject.ts";
import {
  type Call,
  type CallingClock,
  findCalendarDigest,
  hearCall,
  keepCalendarDigest,
  keepClocks,
  listCalling,
  listClocks,
  listTimed,
  updateDue,
} from "./store.ts";

const calls: readonly Call[] = ["resumed", "late", "nearly-late"];
const batch = 200;

/** Somebody heard it first, or it no longer calls: the move is not made. */
class HeardBefore extends Error {}

/** The clock's call is noted in the transaction of the move: both happened, or neither. */
const answerCall = async (ctx: Context, call: Call, found: CallingClock): Promise<void> => {
  await transact(ctx, async (inner) => {
    const subject = await lockSubject(inner.db, found.kind, found.subjectId);
    const flow = subject === undefined ? undefined : inner.flows.get(subject.flow);
    if (subject === undefined || flow === undefined) return;
    if (!(await hearCall(inner.db, found.id, call, inner.clock.now()))) throw new HeardBefore();
    const move = findCalled(flow, call, subject.stage);
    if (move === undefined) return;
    await change(inner, subject, move, {
      apply: async () => ({ changes: { clock: found.clock } }),
    });
  });
};

const flowsThatHear = (ctx: Context, call: Call): string[] =>
  [...ctx.flows.values()]
    .filter((flow: Flow) => Object.values(flow.moves).some((move) => move.when === call))
    .map(({ id }) => id);

/** One that is in vain is noted as heard too: it would call for ever. */
const tryCall = async (ctx: Context, call: Call, one: CallingClock): Promise<void> => {
  try {
    await answerCall(ctx, call, one);
  } catch (error) {
    if (error instanceof HeardBefore) return;
    if (!(error instanceof AppError)) throw error;
    ctx.log.warn({ error, clock: one.id, call }, "a clock called in vain");
    await hearCall(ctx.db, one.id, call, ctx.clock.now());
  }
};

/** Answers the calls of one kind that have come; what is left waits for the next look. */
const answerCalls = async (ctx: Context, call: Call): Promise<void> => {
  const asked = { call, now: ctx.clock.now(), flows: flowsThatHear(ctx, call), limit: batch };
  for (const one of await listCalling(ctx.db, asked)) await tryCall(ctx, call, one);
};

/** Suspensions that have ended, limits that are over or nearly: each is noticed once, whichever process looks. */
export const watchClocks: Tick = {
  name: "flows/clock.watch",
  run: async (ctx) => {
    for (const call of calls) await answerCalls(ctx, call);
  },
};

const dateAnew = (outer: Context, subjectIds: readonly string[]): Promise<void> =>
  transact(outer, async (ctx) => {
    // The lock of each subject first, as in every change.
    for (const id of subjectIds) {
      const subject = await findSubject(ctx.db, id);
      if (subject !== undefined) await lockSubject(ctx.db, subject.kind, id);
    }
    const { calendar } = ctx.deployment;
    const running = (await listClocks(ctx.db, subjectIds)).filter(({ state }) => state.stoppedAt === null);
    await keepClocks(
      ctx.db,
      running.map((clock) => ({ ...clock, state: redateClock(clock.state, calendar) })),
      calendar,
    );
    await updateDue(ctx.db, subjectIds);
  });

/** Dates every running clock by the calendar of this process, when it is another than last time: new holidays, other hours. */
export const redateClocks = async (ctx: Context): Promise<void> => {
  const { calendar } = ctx.deployment;
  const plain = { ...calendar, holidays: [...calendar.holidays].sort(), workdays: [...calendar.workdays].sort() };
  const digest = createHash("sha256").update(JSON.stringify(plain)).digest("hex");
  const before = await findCalendarDigest(ctx.db);
  if (before === digest) return;
  let dated = 0;
  for (let after: string | undefined; ; ) {
    const ids: string[] = await listTimed(ctx.db, after, batch);
    if (ids.length > 0) await dateAnew(ctx, ids);
    dated += ids.length;
    after = ids.at(-1);
    if (ids.length < batch) break;
  }
  await transact(ctx, async (inner) => {
    await keepCalendarDigest(inner.db, digest, inner.clock.now());
    if (before !== undefined)
      await record(inner, {
        type: "calendar.changed",
        subject: { kind: "calendar", id: "city" },
        areaPath: "",
        departments: [],
        changes: { before, after: digest, dated },
      });
  });
};

let datedBy: unknown;

/** Once in a process's life for each calendar: it doesn't change while we run. */
export const watchCalendar: Tick = {
  name: "flows/clock.calendar",
  run: async (ctx) => {
    if (datedBy === ctx.deployment.calendar) return;
    await redateClocks(ctx);
    datedBy = ctx.deployment.calendar;
  },
};
