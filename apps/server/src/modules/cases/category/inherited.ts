import type { Context } from "../../../platform/context.ts";
import { listPairsInto } from "../dictionary/index.ts";
import { heirsByKey } from "./succession.ts";

/** Duties that classes of versions inherit from the packs' categories of their number; empty where there is none. */
export const inheritedDuties = async (
  ctx: Context,
  versionIds: readonly string[],
): Promise<(versionId: string, key: string) => string> => {
  const types = [...ctx.deployment.registry.cases.values()];
  const pairs = await listPairsInto(ctx.db, versionIds);
  const heirs = new Map(versionIds.map((id) => [id, heirsByKey(types, pairs.get(id) ?? new Map())]));
  return (versionId, key) =>
    heirs
      .get(versionId)
      ?.get(key)
      ?.find((heir) => heir.class !== undefined)?.handledBy ?? "";
};
