import type { Context } from "../../../platform/context.ts";
import { categoryId, getVersion, type HeldVersion, readHeld } from "../dictionary/index.ts";
import { classesOf, draftPlace } from "./intake.ts";

/** A class of the version before that nothing of a version stands in the place of. */
export interface LeftOut {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

/** The version of a dictionary that another takes the place of: of those that were ever in force the newest before it. */
const findBefore = (
  versions: readonly HeldVersion[],
  { id, dictionary, from }: { readonly id: string; readonly dictionary: string; readonly from?: string | undefined },
): HeldVersion | undefined =>
  versions.find((one) => one.dictionary === dictionary && one.id !== id && (from === undefined || one.from < from));

/** Classes of the version before that a version leaves out: mapped to none of its, and not there under the same number and name. */
export const listLeftOut = async (ctx: Context, versionId: string): Promise<LeftOut[]> => {
  const version = await getVersion(ctx, versionId);
  const before = findBefore((await readHeld(ctx)).versions, version);
  if (before === undefined) return [];
  const own = await draftPlace(ctx, version);
  const isCarried = ({ key, name }: { readonly key: string; readonly name: string }): boolean => {
    const mapped = own.pairs.get(key);
    return mapped === undefined ? own.classes.get(key)?.name === name : own.classes.has(mapped);
  };
  return [...(await classesOf(ctx, before.id)).values()]
    .filter((one) => !isCarried(one))
    .map(({ key, name }) => ({ id: categoryId(before, key), key, name }));
};
