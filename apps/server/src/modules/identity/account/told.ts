import type { Context } from "../../../platform/context.ts";
import { permissionsOfRole, roles } from "../role/index.ts";
import { isDemoOpen } from "./demo.ts";
import { listHolders, listToldRows, listWithAccount } from "./store.ts";

const rolesThatMay = (ctx: Context, permission: string): string[] =>
  Object.keys(roles).filter((role) => permissionsOfRole(ctx.deployment.registry, role).has(permission));

/** Who is to be told of something in an area: by what their post may, by its department, by the post itself. */
export interface ToldBy {
  readonly areaPath: string;
  readonly permission: string | undefined;
  readonly departments: readonly string[];
  readonly postIds: readonly string[];
}

/** Persons to be told of each of several things, in the order of the things. */
export const listTold = (ctx: Context, all: readonly ToldBy[]): Promise<string[][]> =>
  listToldRows(
    ctx.db,
    all.map(({ areaPath, permission, departments, postIds }) => ({
      areaPath,
      roles: permission === undefined ? [] : rolesThatMay(ctx, permission),
      departments,
      postIds,
    })),
    { readers: rolesThatMay(ctx, "notices.read"), withDemo: isDemoOpen(ctx.deployment) },
  );

/** Those of some persons who have an account: they see notices on the screen. */
export const listStaff = (ctx: Context, personIds: readonly string[]): Promise<string[]> =>
  listWithAccount(ctx.db, personIds);

/** Of some posts and permissions, those that somebody who is active holds now, wherever in the city. */
export const listHeld = async (
  ctx: Context,
  asked: { readonly posts: readonly string[]; readonly permissions: readonly string[] },
): Promise<{ readonly posts: ReadonlySet<string>; readonly permissions: ReadonlySet<string> }> => {
  const withDemo = isDemoOpen(ctx.deployment);
  const all = asked.posts.length === 0 ? [] : await listHolders(ctx.db, { roles: Object.keys(roles), withDemo });
  const permissions = new Set<string>();
  for (const permission of new Set(asked.permissions)) {
    const holders = await listHolders(ctx.db, { roles: rolesThatMay(ctx, permission), withDemo });
    if (holders.length > 0) permissions.add(permission);
  }
  return { posts: new Set(all.map(({ postId }) => postId)), permissions };
};
