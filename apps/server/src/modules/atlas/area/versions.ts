import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { getVersions, type MapVersions } from "./version-store.ts";

const freshMs = 1_000;
const perDeployment = new WeakMap<Deployment, { readonly of: Promise<MapVersions>; readonly at: number }>();

/** How often areas, base map and roads have changed, by any process; asked of the store once a second at most. */
export const getMapVersions = (ctx: Context): Promise<MapVersions> => {
  const known = perDeployment.get(ctx.deployment);
  if (known !== undefined && Date.now() - known.at < freshMs) return known.of;
  const of = getVersions(ctx.db);
  perDeployment.set(ctx.deployment, { of, at: Date.now() });
  of.catch(() => perDeployment.delete(ctx.deployment));
  return of;
};

/** Has the versions read again: something was changed by this process. */
export const forgetVersions = (ctx: Context): void => {
  perDeployment.delete(ctx.deployment);
};
