import { AppError } from "../../../platform/app-error.ts";
import type { Apply } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { connectSubject, disconnect, inviteSubject } from "../sign-on/index.ts";
import { checkNotOwn, isAdministrators } from "./guarded.ts";
import { getAccount, throwOut } from "./service.ts";
import { noteReset } from "./store.ts";

/** Another way into somebody's account: never the own, never an administrator's, and its owner is told. */
const connecting =
  (fact: string, write: (ctx: Context, accountId: string, value: string) => Promise<void>): Apply =>
  async (ctx, found, facts) => {
    const account = await getAccount(ctx, { id: found.id });
    checkNotOwn(ctx, account);
    if (await isAdministrators(ctx, account)) throw new AppError("sign-on.administrator");
    await write(ctx, found.id, String(facts[fact]).trim());
    await noteReset(ctx.db, found.id, { what: "sign-on", at: ctx.clock.now().toISOString(), by: ctx.actor.id });
    return {};
  };

export const applyConnect = connecting("subject", connectSubject);
export const applyInvite = connecting("invitation", inviteSubject);

/** Whoever came in so is out at once, and so are passkeys, which may have been made so. */
export const applyDisconnect: Apply = async (ctx, found) => {
  const account = await getAccount(ctx, { id: found.id });
  checkNotOwn(ctx, account);
  if (!(await disconnect(ctx, found.id))) throw new AppError("sign-on.not-connected");
  await throwOut(ctx, found.id);
  return {};
};
