import type { GuardState } from "@chengyun/contracts";
import { openCheckpoint, parseVerifierKey } from "@chengyun/kernel";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { record } from "../../../platform/journal.ts";
import { setStop } from "../../../platform/stop.ts";
import { findSigned, getKeyText, sha256, verifySignature } from "../log/index.ts";
import type { GuardFault } from "./fault.ts";
import { findGlass, sealGlass } from "./glass.ts";
import { keepSeen, readSeen } from "./memory.ts";
import { beginPass, type Pass, stepPass } from "./pass.ts";

/** Everything is looked at within this, whatever its size; the pause between two passes comes on top. */
const passMs = 200_000;
const pauseMs = 30_000;
const leastStep = 1_000;
const longestStepMs = 10_000;

interface Guard {
  pass: Pass | undefined;
  faults: readonly GuardFault[];
  since: Date | undefined;
  glass: { readonly until: string; readonly reason: string } | undefined;
  /** When the last pass without a fault ended. */
  wholeAt: Date | undefined;
  endedAt: number;
  steppedAt: number;
}

const guards = new WeakMap<Deployment, Guard>();

const guardOf = (deployment: Deployment): Guard => {
  const known = guards.get(deployment);
  if (known !== undefined) return known;
  const made: Guard = {
    pass: undefined,
    faults: [],
    since: undefined,
    glass: undefined,
    wholeAt: undefined,
    endedAt: 0,
    steppedAt: 0,
  };
  guards.set(deployment, made);
  return made;
};

const journal = { kind: "journal", id: "journal" };

const tell = (outer: Context, type: string, changes: Record<string, unknown>): Promise<void> =>
  transact(outer, (ctx) => record(ctx, { type, subject: journal, areaPath: "", departments: [], changes }));

const isBroken = ({ glass }: Guard): boolean => glass !== undefined && Date.parse(glass.until) > Date.now();

const enforce = ({ deployment }: Context, guard: Guard): void =>
  setStop(deployment, guard.faults.length > 0 && !isBroken(guard));

/** Commands stop at the first fault, before the pass is at its end. */
const takeFaults = async (ctx: Context, guard: Guard, found: readonly GuardFault[]): Promise<void> => {
  if (found.length === 0) return;
  const isNew = guard.faults.length === 0;
  guard.faults = [...found];
  guard.since ??= new Date();
  enforce(ctx, guard);
  if (!isNew) return;
  const [first] = found;
  ctx.log.error({ faults: found }, "the journal was tampered with; commands are stopped");
  await tell(ctx, "journal.tampered", { code: first?.code, from: first?.position, faults: found.length });
};

const endPass = async (ctx: Context, guard: Guard, pass: Pass): Promise<void> => {
  guard.pass = undefined;
  guard.endedAt = Date.now();
  if (pass.faults.length > 0) return;
  const wasStopped = guard.faults.length > 0;
  guard.faults = [];
  guard.since = undefined;
  guard.wholeAt = new Date();
  enforce(ctx, guard);
  if (wasStopped) await tell(ctx, "journal.found-whole", { size: pass.size });
};

/** Keeps the newest checkpoint of ours where the database's owner can't take it back. */
const remember = async (ctx: Context): Promise<void> => {
  const signed = await findSigned(ctx.db);
  const key = parseVerifierKey(sha256, await getKeyText(ctx));
  if (signed === undefined || key === undefined) return;
  const before = readSeen(ctx.deployment.directory);
  const [now, then] = [signed.note, before ?? ""].map((note) => openCheckpoint(note, key, verifySignature));
  if (typeof now !== "object" || (typeof then === "object" && then.size >= now.size)) return;
  keepSeen(ctx.deployment.directory, signed.note);
};

const step = async (ctx: Context, guard: Guard, pass: Pass, most: number): Promise<boolean> => {
  const isDone = await stepPass(ctx.db, pass, most);
  await takeFaults(ctx, guard, pass.faults);
  if (isDone) await endPass(ctx, guard, pass);
  return isDone;
};

/** Looks on for a while: a second's share of what must be looked at within minutes. */
export const lookOn = async (ctx: Context): Promise<void> => {
  const guard = guardOf(ctx.deployment);
  const now = Date.now();
  const elapsed = Math.min(longestStepMs, now - guard.steppedAt);
  guard.glass = await findGlass(ctx);
  enforce(ctx, guard);
  if (guard.pass === undefined) {
    if (now - guard.endedAt < pauseMs) return;
    guard.pass = await beginPass(ctx);
    // Only now, so that what this pass compares with is what was seen before it.
    await remember(ctx);
  }
  guard.steppedAt = now;
  const { pass } = guard;
  const share = Math.max(leastStep, Math.ceil((pass.size * elapsed) / passMs));
  // In pieces, between which whoever waits for an answer has it.
  for (let looked = 0; looked < share; looked += leastStep) if (await step(ctx, guard, pass, leastStep)) return;
};

/** Looks at everything in one go. */
export const lookAtAll = async (ctx: Context): Promise<readonly GuardFault[]> => {
  const guard = guardOf(ctx.deployment);
  guard.glass = await findGlass(ctx);
  const pass = await beginPass(ctx);
  await remember(ctx);
  while (!(await step(ctx, guard, pass, 10 * leastStep)));
  return pass.faults;
};

/** How the journal stands, for everybody who works here. */
export const getGuard = ({ deployment }: Pick<Context, "deployment">): z.infer<typeof GuardState> => {
  const guard = guardOf(deployment);
  const { faults, since, wholeAt, glass } = guard;
  const broken = isBroken(guard);
  return {
    state: faults.length > 0 ? (broken ? "glass-broken" : "stopped") : wholeAt === undefined ? "looking" : "whole",
    faults: faults.map(({ code, position, text }) => ({ code, position, text })),
    ...(since === undefined ? {} : { since: since.toISOString() }),
    ...(wholeAt === undefined ? {} : { wholeAt: wholeAt.toISOString() }),
    ...(broken && glass !== undefined ? { until: glass.until, reason: glass.reason } : {}),
  };
};

/** Lets commands through for some hours although the journal was tampered with: by a person, with a reason, heard by all. */
export const breakGlass = async (
  ctx: Context,
  wish: { readonly reason: string; readonly hours: number },
): Promise<z.infer<typeof GuardState>> => {
  const guard = guardOf(ctx.deployment);
  if (guard.faults.length === 0) throw new AppError("journal.not-stopped");
  const until = new Date(Date.now() + wish.hours * 3_600_000).toISOString();
  const seal = sealGlass(ctx.deployment, { reason: wish.reason, until, by: ctx.actor.id });
  await tell(ctx, "journal.glass-broken", { reason: wish.reason, until, seal });
  guard.glass = { reason: wish.reason, until };
  enforce(ctx, guard);
  return getGuard(ctx);
};
