import type { Factor } from "@chengyun/contracts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { record } from "../../../platform/journal.ts";
import { deriveKey, seal, unseal } from "../../../platform/seal.ts";
import { deploymentSecret } from "../../../platform/secret.ts";
import { lockSubject } from "../../../platform/subject.ts";
import { describeSecret, digestOf, findStep, makeRecovery, makeSecret } from "./one-time.ts";
import { beginFactorRow, confirmFactorRow, findFactor, removeFactorRow, spendRecovery, spendStep } from "./store.ts";

const keyOf = ({ directory }: Deployment): Buffer => deriveKey(deploymentSecret(directory.keys, "factors"), "factors");

/** Sealed bytes are bound to the account: one's own secret can't be put into another's row. */
const place = (accountId: string): string => `factors.secret ${accountId}`;

/** Written about the account, which is locked meanwhile. */
const note = async (ctx: Context, accountId: string, type: string): Promise<void> => {
  const subject = await lockSubject(ctx.db, "account", accountId);
  if (subject === undefined) throw new AppError("subject.not-found");
  const { areaPath, departments } = subject;
  await record(ctx, { type, subject: { kind: "account", id: accountId }, areaPath, departments, changes: {} });
};

/** Whether an account has a second factor, since when, and how many recovery codes are left. */
export const describeFactor = async (
  ctx: Context,
  accountId: string,
): Promise<Omit<Factor, "possible" | "asksPassword">> => {
  const factor = await findFactor(ctx.db, accountId);
  return factor?.confirmedAt === undefined
    ? { on: false, recoveryLeft: 0 }
    : { on: true, since: factor.confirmedAt.toISOString(), recoveryLeft: factor.recoveryLeft };
};

/** Begins to set one up, anew at each call until a code of it was right. Answers what an authenticator app takes. */
export const beginFactor = async (
  ctx: Context,
  { accountId, login }: { accountId: string; login: string },
): Promise<{ secret: string; uri: string }> => {
  const secret = makeSecret();
  const sealed = seal(keyOf(ctx.deployment), secret, place(accountId));
  if (!(await beginFactorRow(ctx.db, accountId, sealed, new Date()))) throw new AppError("factor.stands");
  return describeSecret(secret, { issuer: ctx.deployment.profile.name.en, label: login });
};

/** Puts the begun one in force by its first code; answers the recovery codes, once. */
export const confirmFactor = (outer: Context, accountId: string, code: string): Promise<string[]> =>
  transact(outer, async (ctx) => {
    const factor = await findFactor(ctx.db, accountId);
    if (factor === undefined) throw new AppError("factor.not-begun");
    if (factor.confirmedAt !== undefined) throw new AppError("factor.stands");
    const step = findStep(unseal(keyOf(ctx.deployment), factor.secret, place(accountId)), code, Date.now());
    if (step === undefined) throw new AppError("session.wrong-code");
    const recovery = makeRecovery();
    const digests = recovery.map((one) => digestOf(accountId, one));
    if (!(await confirmFactorRow(ctx.db, accountId, { at: new Date(), step, recovery: digests })))
      throw new AppError("factor.stands");
    await note(ctx, accountId, "account.factor-set");
    return recovery;
  });

/** Whether a second factor is asked of an account. */
export const hasFactor = async (ctx: Context, accountId: string): Promise<boolean> =>
  (await findFactor(ctx.db, accountId))?.confirmedAt !== undefined;

/** Takes a code of the app, or a recovery code; each counts once. False when it is neither. */
export const takeCode = (outer: Context, accountId: string, code: string): Promise<boolean> =>
  transact(outer, async (ctx) => {
    const factor = await findFactor(ctx.db, accountId);
    if (factor?.confirmedAt === undefined) return false;
    if (/^\d{6}$/.test(code)) {
      const step = findStep(unseal(keyOf(ctx.deployment), factor.secret, place(accountId)), code, Date.now());
      return step !== undefined && (await spendStep(ctx.db, accountId, step));
    }
    if (!(await spendRecovery(ctx.db, accountId, digestOf(accountId, code)))) return false;
    await note(ctx, accountId, "account.recovery-used");
    return true;
  });

/** Takes a factor away: by its owner, or by who manages accounts when the phone is lost. */
export const dropFactor = (outer: Context, accountId: string): Promise<boolean> =>
  transact(outer, async (ctx) => {
    if (!(await removeFactorRow(ctx.db, accountId))) return false;
    await note(ctx, accountId, "account.factor-removed");
    return true;
  });
