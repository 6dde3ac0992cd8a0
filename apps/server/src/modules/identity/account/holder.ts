import { administratorRoles, type Permission } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { nameOf } from "../../persons/person/index.ts";
import { findNearestPresent } from "../presence/index.ts";
import { permissionsOfRole, roles } from "../role/index.ts";
import { isDemoOpen } from "./demo.ts";
import { type Holder, listHolders } from "./store.ts";

/** Roles that permit all of these. */
const rolesThatMay = (ctx: Context, permissions: readonly Permission[]): string[] =>
  Object.keys(roles).filter((role) => {
    const may = permissionsOfRole(ctx.deployment.registry, role);
    return permissions.every((permission) => may.has(permission));
  });

/**
 * Who may do something at a place: the nearest grid worker (就近网格员). Of those on duty the one whose phone is nearest;
 * when nobody is, whose post's area is the narrowest that holds the place. Undefined when nobody may.
 */
export const findNearest = async (
  ctx: Context,
  areaPath: string,
  permissions: readonly Permission[],
  near?: readonly [longitude: number, latitude: number],
): Promise<Pick<Holder, "personId" | "departmentId"> | undefined> => {
  const withDemo = isDemoOpen(ctx.deployment);
  const holders = await listHolders(ctx.db, { roles: rolesThatMay(ctx, permissions), areaPath, withDemo });
  const present = near === undefined ? undefined : await findNearestPresent(ctx, holders, near);
  const nearest = present ?? holders[0];
  return nearest === undefined ? undefined : { personId: nearest.personId, departmentId: nearest.departmentId };
};

/** People of a department who may do something, by name: to whom a task of it can be assigned. */
export const listColleagues = async (
  ctx: Context,
  departmentId: string,
  permission: Permission,
): Promise<{ id: string; name: string }[]> => {
  const withDemo = isDemoOpen(ctx.deployment);
  const holders = await listHolders(ctx.db, { roles: rolesThatMay(ctx, [permission]), departmentId, withDemo });
  const ids = [...new Set(holders.map(({ personId }) => personId))];
  const names = await nameOf(ctx, ids);
  return ids.map((id) => ({ id, name: names.get(id) ?? "" })).sort((one, other) => one.name.localeCompare(other.name));
};

/** People with a post of a department, by name, who can act for one another: an administrator is nobody's deputy. */
export const listStaffOf = async (ctx: Context, departmentId: string): Promise<{ id: string; name: string }[]> => {
  const withDemo = isDemoOpen(ctx.deployment);
  const holders = await listHolders(ctx.db, { roles: Object.keys(roles), departmentId, withDemo });
  const apart = new Set(
    (await listHolders(ctx.db, { roles: administratorRoles, withDemo })).map(({ personId }) => personId),
  );
  const ids = [...new Set(holders.map(({ personId }) => personId))].filter((id) => !apart.has(id));
  const names = await nameOf(ctx, ids);
  return ids.map((id) => ({ id, name: names.get(id) ?? "" })).sort((one, other) => one.name.localeCompare(other.name));
};
