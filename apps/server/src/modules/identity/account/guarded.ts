import { isAdministratorRole, mayHoldTogether } from "@chengyun/kernel";
import { behind, isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { postsById } from "../department/index.ts";
import { type AccountRow, isDeputy } from "./store.ts";

type Held = Pick<AccountRow, "personId" | "postIds">;

/** Whether an account has an administrator's post, or would with these. */
export const isAdministrators = async (
  ctx: Context,
  account: Pick<Held, "postIds">,
  wanted: readonly string[] = [],
): Promise<boolean> => {
  const posts = await postsById(ctx, [...new Set([...account.postIds, ...wanted])]);
  return [...posts.values()].some(({ role }) => isAdministratorRole(role));
};

/** Fails where somebody would change their own way in by administration. */
export const checkNotOwn = ({ actor }: Context, { personId }: Pick<Held, "personId">): void => {
  if (behind(actor).includes(personId)) throw new AppError("account.own");
};

/** Fails where one security administrator alone may not: about the own account, and about an administrator's. */
export const checkAlone = async (ctx: Context, account: Held, wanted: readonly string[] = []): Promise<void> => {
  if (isMachine(ctx.actor)) return;
  checkNotOwn(ctx, account);
  if (await isAdministrators(ctx, account, wanted)) throw new AppError("account.needs-second");
};

/**
 * Fails where one person would be two of the three administrators, or one of them and anything else: by posts, or by
 * acting as somebody's deputy at this moment.
 */
export const checkTogether = async (
  ctx: Context,
  personId: string | undefined,
  posts: readonly { readonly role: string }[],
): Promise<void> => {
  const roles = posts.map(({ role }) => role);
  const mixed = !mayHoldTogether(roles);
  const acts = roles.some(isAdministratorRole) && personId !== undefined;
  if (mixed || (acts && (await isDeputy(ctx.db, personId, ctx.clock.now())))) throw new AppError("account.kinds-mixed");
};
