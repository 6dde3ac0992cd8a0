import type { Context } from "../../../platform/context.ts";
import { permissionsOfRole, roles } from "../role/index.ts";
import { isDemoOpen } from "./demo.ts";
import { listToldRows, listWithAccount } from "./store.ts";

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
