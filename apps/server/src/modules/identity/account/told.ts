import type { Context } from "../../../platform/context.ts";
import { permissionsOfRole, roles } from "../role/index.ts";
import { isDemoOpen } from "./demo.ts";
import { listToldRows, listWithAccount } from "./store.ts";

const rolesThatMay = (ctx: Context, permission: string): string[] =>
  Object.keys(roles).filter((role) => permissionsOfRole(ctx.deployment.registry, role).has(permission));

/** Persons to be told of something in an area: by what their post may, by its department, by the post itself. */
export const listTold = (
  ctx: Context,
  by: {
    areaPath: string;
    permission: string | undefined;
    departments: readonly string[];
    postIds: readonly string[];
  },
): Promise<string[]> =>
  listToldRows(ctx.db, {
    areaPath: by.areaPath,
    roles: by.permission === undefined ? [] : rolesThatMay(ctx, by.permission),
    departments: by.departments,
    readers: rolesThatMay(ctx, "notices.read"),
    postIds: by.postIds,
    withDemo: isDemoOpen(ctx.deployment),
  });

/** Those of some persons who have an account: they see notices on the screen. */
export const listStaff = (ctx: Context, personIds: readonly string[]): Promise<string[]> =>
  listWithAccount(ctx.db, personIds);
