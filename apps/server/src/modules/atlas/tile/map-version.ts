import type { Context } from "../../../platform/context.ts";
import { getMapVersions } from "../area/index.ts";

/** Name of the base map as it is: another name, other tiles. */
export const getMapVersion = async (ctx: Context): Promise<string> => {
  const { areas, base } = await getMapVersions(ctx);
  return `${base}-${areas}`;
};
