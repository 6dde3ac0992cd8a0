import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { lockSubject } from "../../../platform/subject.ts";
import { removePasskeys } from "./store.ts";

type What = "account.passkey-added" | "account.passkey-removed" | "account.passkey-doubted";

/** Written about the account, which is locked meanwhile. */
export const note = async (ctx: Context, accountId: string, type: What, passkey: string | undefined): Promise<void> => {
  const subject = await lockSubject(ctx.db, "account", accountId);
  if (subject === undefined) throw new AppError("subject.not-found");
  const { areaPath, departments } = subject;
  const about = { type, subject: { kind: "account", id: accountId }, areaPath, departments };
  await record(ctx, { ...about, changes: passkey === undefined ? {} : { passkey } });
};

/** Takes all of an account's passkeys away; false when there were none. */
export const dropPasskeys = (outer: Context, accountId: string): Promise<boolean> =>
  transact(outer, async (ctx) => {
    if ((await removePasskeys(ctx.db, accountId)) === 0) return false;
    await note(ctx, accountId, "account.passkey-removed", undefined);
    return true;
  });
