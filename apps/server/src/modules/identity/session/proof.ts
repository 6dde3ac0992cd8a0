import type { PersonActor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { AccountRow } from "../account/index.ts";
import { takeCode } from "../factor/index.ts";
import { getOwnAccount, proveOwner } from "./service.ts";
import { admit, fail, forgive } from "./slow-down.ts";

/** What somebody shows anew before they open or close a way into their own account. */
export interface Proof {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
}

/** How long a session that was opened with a passkey stands for a proof. */
const freshMs = 300_000;

/** Who signed on elsewhere has shown nothing of their own here, however fresh: another server vouched for them. */
const isFresh = ({ entry }: PersonActor, { hasFactor }: Pick<AccountRow, "hasFactor">): boolean =>
  entry?.way === "passkey" && (entry.isFactored || !hasFactor) && entry.at.getTime() > Date.now() - freshMs;

/** Which proof is asked: nothing of who has just come in with a passkey, else the strongest the account has. */
export const proofAsked = (actor: PersonActor, account: AccountRow): "nothing" | "code" | "password" => {
  if (isFresh(actor, account)) return "nothing";
  return account.hasFactor ? "code" : "password";
};

/**
 * Fails while the account's password is a one-time one, which somebody else knows or knew: whatever is made with it could
 * be theirs.
 */
export const checkOwnPassword = ({ mustChange }: Pick<AccountRow, "mustChange">): void => {
  if (mustChange) throw new AppError("session.own-password-first");
};

/** Lets go on only who gives the proof that is asked; wrong ones are failed attempts like at the door. */
export const proveFresh = async (
  ctx: Context,
  actor: PersonActor,
  { password, code, address }: Proof & { readonly address: string },
): Promise<void> => {
  const account = await getOwnAccount(ctx, actor);
  const asked = proofAsked(actor, account);
  if (asked === "nothing") return;
  if (asked === "password") {
    if (password === undefined) throw new AppError("session.proof-needed");
    return proveOwner(ctx, account, { password, address });
  }
  if (code === undefined) throw new AppError("session.code-needed");
  const attempt = { login: account.login, address, accountId: account.id };
  await admit(ctx, attempt);
  if (!(await takeCode(ctx, account.id, code))) {
    await fail(ctx, attempt);
    throw new AppError("session.wrong-code");
  }
  await forgive(ctx, attempt);
};
