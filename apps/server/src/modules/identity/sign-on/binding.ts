import { createHmac } from "node:crypto";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { deriveKey } from "../../../platform/seal.ts";
import { deploymentSecret } from "../../../platform/secret.ts";
import { putBinding, removeBinding } from "./store.ts";

const keyOf = ({ directory }: Deployment): Buffer => deriveKey(deploymentSecret(directory.keys, "sign-on"), "sign-on");

/** Numbers and addresses of people elsewhere lie as keyed digests: who reads the table learns nobody's. */
export const digestOf = ({ deployment }: Pick<Context, "deployment">, kind: string, value: string): Buffer =>
  createHmac("sha256", keyOf(deployment)).update(`${kind}\n${value}`).digest();

/** An e-mail or login is the same however it is written. */
export const digestOfInvited = (ctx: Pick<Context, "deployment">, value: string): Buffer =>
  digestOf(ctx, "invited", value.trim().toLowerCase());

const issuerOf = ({ deployment }: Context): string => {
  const { signOn } = deployment.config;
  if (signOn === undefined || deployment.profile.signIn?.signOn === undefined) throw new AppError("sign-on.off");
  return signOn.issuer;
};

/** Connects an account to its number there. */
export const connectSubject = async (ctx: Context, accountId: string, subject: string): Promise<void> => {
  const binding = { accountId, issuer: issuerOf(ctx), subject: digestOf(ctx, "subject", subject), invited: null };
  if (!(await putBinding(ctx.db, { ...binding, at: new Date() }))) throw new AppError("sign-on.taken");
};

/** Invites whoever that server knows by this e-mail or login; the first sign-on connects. */
export const inviteSubject = async (ctx: Context, accountId: string, value: string): Promise<void> => {
  const issuer = issuerOf(ctx);
  if (ctx.deployment.profile.signIn?.signOn?.invite === undefined) throw new AppError("sign-on.no-invitation");
  const binding = { accountId, issuer, subject: null, invited: digestOfInvited(ctx, value) };
  if (!(await putBinding(ctx.db, { ...binding, at: new Date() }))) throw new AppError("sign-on.taken");
};

/** Takes connection or invitation away; false when there was none. */
export const disconnect = (ctx: Pick<Context, "db">, accountId: string): Promise<boolean> =>
  removeBinding(ctx.db, accountId);
