import type { Profile } from "@chengyun/contracts";
import type { CaseType, Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { listClassesOf, listClassNames, listPairsInto, readCategoryId } from "../dictionary/index.ts";
import { withAttached } from "./asking.ts";
import { readIntake } from "./intake.ts";
import { readKin } from "./kin.ts";
import { asMeant, classLabel, heirsByKey, heirsOf, toCaseType } from "./succession.ts";
import { readWithheld } from "./withheld.ts";

const typesOf = (ctx: Context): readonly CaseType[] => [...ctx.deployment.registry.cases.values()];

/**
 * What cases may be of, by id: categories of packs, and classes of any version of a dictionary, in force or not any more;
 * two statements at most, however many they are. What there is no such one of is left out.
 */
export const findCategories = async (ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, CaseType>> => {
  const found = new Map<string, CaseType>();
  const others = new Set<string>();
  for (const id of ids) {
    const declared = ctx.deployment.registry.cases.get(id);
    if (declared === undefined) others.add(id);
    else found.set(id, declared);
  }
  const classes = await listClassesOf(ctx.db, [...others]);
  const pairs = await listPairsInto(ctx.db, [...new Set(classes.map(({ versionId }) => versionId))]);
  for (const { category, versionId, ...one } of classes)
    found.set(category, toCaseType(category, one, heirsOf(typesOf(ctx), one.key, pairs.get(versionId) ?? new Map())));
  return found;
};

/** One of them; undefined when there is no such one. */
export const findCategory = async (ctx: Context, id: string): Promise<CaseType | undefined> =>
  (await findCategories(ctx, [id])).get(id);

/** A category as new cases are of it, and the pack's that it stands for where that one was asked for. */
export interface CategoryInForce {
  readonly type: CaseType;
  /** Id of the pack's category that was meant. */
  readonly insteadOf?: string | undefined;
}

/** What a case becomes that a rule or a pack's code opens: the class in force where one supersedes what they mean. */
export const inForce = async (ctx: Context, meant: CaseType): Promise<CategoryInForce> => {
  const intake = await readIntake(ctx);
  const successor = intake.successorOf(meant);
  if (successor === undefined) return { type: meant };
  return { type: asMeant(intake.classType(successor.place, successor.one), meant), insteadOf: meant.id };
};

/**
 * The category of a new case that people name: the class in force for a pack's that it supersedes, so that a phone
 * which was without a net loses nothing. Undefined when nothing of that name takes cases today.
 */
export const findOffered = async (ctx: Context, id: string): Promise<CategoryInForce | undefined> => {
  const declared = ctx.deployment.registry.cases.get(id);
  if (declared !== undefined) {
    const found = await inForce(ctx, declared);
    const isOut = found.insteadOf === undefined && (await readWithheld(ctx)).has(id);
    return isOut ? undefined : { ...found, type: await withAttached(ctx, found.type) };
  }
  const place = readCategoryId(id);
  if (place === undefined) return undefined;
  const intake = await readIntake(ctx);
  const holding = intake.places.find(
    ({ version }) => version.dictionary === place.dictionary && version.version === place.version,
  );
  const one = holding?.classes.get(place.key);
  if (holding === undefined || one === undefined) return undefined;
  return { type: await withAttached(ctx, intake.classType(holding, one)) };
};

/** Whether a case may be given a category today by whoever corrects it. */
export const isOffered = async (ctx: Context, id: string): Promise<boolean> => {
  const found = await findOffered(ctx, id);
  return found !== undefined && found.insteadOf === undefined;
};

/** What the cases of a category become that are opened today: the class in force by mapping or number, the pack's again after its end. */
export const findToday = async (ctx: Context, id: string): Promise<CategoryInForce | undefined> => {
  const declared = ctx.deployment.registry.cases.get(id);
  if (declared !== undefined) return inForce(ctx, declared);
  const { after, before } = await readKin(ctx);
  for (const one of [id, ...after(id)]) {
    const found = await findOffered(ctx, one);
    if (found !== undefined) return found;
  }
  const heirs = before(id).flatMap((one) => ctx.deployment.registry.cases.get(one) ?? []);
  const heir = heirs.find((type) => type.class !== undefined) ?? heirs[0];
  return heir === undefined ? undefined : inForce(ctx, heir);
};

/** What categories are called, packs', dictionaries' and the city's own alike; the id itself when nobody ever named it. */
export const categoryNames = async (ctx: Context, ids: readonly string[]): Promise<(id: string) => Label> => {
  const classes = await listClassNames(ctx.db, [...new Set(ids.filter((id) => id.includes("/")))]);
  const ofCity = cityNames(ctx.deployment.profile);
  const heirs = heirsByKey(classes.size === 0 ? [] : typesOf(ctx), new Map());
  return (id) => {
    const name = classes.get(id);
    if (name === undefined) return ofCity.get(id) ?? ctx.deployment.registry.nameOf("case", id);
    return classLabel(name, heirs.get(readCategoryId(id)?.key ?? "") ?? []);
  };
};

const namesByProfile = new WeakMap<Profile, ReadonlyMap<string, Label>>();

/** What the city calls categories that come with imported cases. */
const cityNames = (profile: Profile): ReadonlyMap<string, Label> => {
  const known = namesByProfile.get(profile) ?? new Map(profile.categories.map(({ id, name }) => [id, name]));
  namesByProfile.set(profile, known);
  return known;
};
