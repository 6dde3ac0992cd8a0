import type { CaseTypeShape, Category, Profile } from "@chengyun/contracts";
import { type CaseType, conditionsOf, type Label, limitsOf } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import {
  type ClassCondition,
  categoryId,
  type DictionaryClass,
  type DictionaryVersion,
  readCategoryId,
} from "./model.ts";
import { today } from "./service.ts";
import * as store from "./store.ts";

/** A dictionary is written in one language; the other shows the same words. */
const same = (text: string): Label => ({ zh: text, en: text });

const toCaseCondition = (one: ClassCondition) => ({
  id: one.id,
  files: same(one.files),
  closes: same(one.closes),
  clocks: { dispose: one.limit, ...(one.total === undefined ? {} : { total: one.total }) },
});

/** A class of a dictionary as the category it is for cases. */
const toCaseType = (id: string, one: DictionaryClass): CaseType => {
  const conditions = one.conditions.map(toCaseCondition);
  const name = same(one.name);
  return {
    id,
    name,
    flow: "city-case",
    handledBy: one.duty ?? "",
    files: conditions.length === 1 ? (conditions[0]?.files ?? name) : name,
    closes: conditions.length === 1 ? (conditions[0]?.closes ?? name) : name,
    conditions,
    class: { of: one.of, code: one.code },
  };
};

/** The class of a version that a category is; undefined for a pack's. */
export const findClassOf = async (ctx: Context, category: string): Promise<DictionaryClass | undefined> => {
  const place = readCategoryId(category);
  return place === undefined ? undefined : store.findClass(ctx.db, place);
};

/**
 * What a case may be of: a category of a pack, or a class of any version of a dictionary, in force or not any more.
 * Undefined when there is no such one.
 */
export const findCategory = async (ctx: Context, id: string): Promise<CaseType | undefined> => {
  const declared = ctx.deployment.registry.cases.get(id);
  if (declared !== undefined) return declared;
  const found = await findClassOf(ctx, id);
  return found === undefined ? undefined : toCaseType(id, found);
};

/** Whether new cases may be of a category today: a pack's always, a class while its version holds. */
export const isOffered = async (ctx: Context, id: string): Promise<boolean> => {
  if (ctx.deployment.registry.cases.has(id)) return true;
  const place = readCategoryId(id);
  if (place === undefined) return false;
  const holding = await store.listHolding(ctx.db, today(ctx));
  return holding.some(({ dictionary, version }) => dictionary === place.dictionary && version === place.version);
};

/** What categories are called, packs', dictionaries' and the city's own alike; the id itself when nobody ever named it. */
export const categoryNames = async (ctx: Context, ids: readonly string[]): Promise<(id: string) => Label> => {
  const classes = await store.listClassNames(ctx.db, [...new Set(ids.filter((id) => id.includes("/")))]);
  const ofCity = cityNames(ctx.deployment.profile);
  return (id) => {
    const name = classes.get(id);
    return name === undefined ? (ofCity.get(id) ?? ctx.deployment.registry.nameOf("case", id)) : same(name);
  };
};

const namesByProfile = new WeakMap<Profile, ReadonlyMap<string, Label>>();

/** What the city calls categories that come with imported cases. */
const cityNames = (profile: Profile): ReadonlyMap<string, Label> => {
  const known = namesByProfile.get(profile) ?? new Map(profile.categories.map(({ id, name }) => [id, name]));
  namesByProfile.set(profile, known);
  return known;
};

/** The written conditions of a category with the limit of each, as they are offered when a case is filed. */
export const listConditions = (type: CaseType): Category["conditions"] =>
  conditionsOf(type).map((condition) => {
    const { dispose: limit, total } = limitsOf(type, condition);
    return {
      id: condition.id,
      files: condition.files,
      closes: condition.closes,
      ...(limit === undefined ? {} : { limit }),
      ...(total === undefined ? {} : { total }),
    };
  });

/** The form whoever reports is asked, in its newest version; undefined when nothing is asked. */
const reportFormOf = async (ctx: Context, type: CaseType): Promise<Category["form"]> => {
  const id = type.forms?.["report"];
  const version = id === undefined ? undefined : await ctx.forms.newest(ctx, id);
  return id === undefined || version === undefined ? undefined : { id, version };
};

const toCategory = (type: CaseType, source: Label, major?: string): Category => ({
  id: type.id,
  name: type.name,
  ...(type.class === undefined ? {} : { of: type.class.of, code: type.class.code }),
  ...(major === undefined ? {} : { major }),
  source,
  handledBy: type.handledBy,
  conditions: listConditions(type),
});

const holdingCategories = async (
  ctx: Context,
  version: Pick<DictionaryVersion, "id" | "dictionary" | "version" | "name">,
): Promise<Category[]> =>
  (await store.listClasses(ctx.db, version.id)).map((one) =>
    toCategory(toCaseType(categoryId(version, one.key), one), same(`${version.name} ${version.version}`), one.major),
  );

const packNames = (ctx: Context): ReadonlyMap<string, Label> =>
  new Map(ctx.deployment.registry.packs.map(({ id, name }) => [id, name]));

/** Every category of a day: the classes of dictionaries that hold, then the packs' own. */
export const listCategories = async (ctx: Context, day: string = today(ctx)): Promise<Category[]> => {
  const holding = await store.listHolding(ctx.db, day);
  const classes = await Promise.all(holding.map((version) => holdingCategories(ctx, version)));
  const names = packNames(ctx);
  const { registry } = ctx.deployment;
  const own: Category[] = [];
  for (const type of registry.cases.values()) {
    const pack = registry.packOf("case", type.id);
    const form = await reportFormOf(ctx, type);
    own.push({ ...toCategory(type, names.get(pack) ?? same(pack)), ...(form === undefined ? {} : { form }) });
  }
  return [...classes.flat(), ...own];
};

/** The packs' categories as field phones keep them: with their everyday words and the form they ask. */
export const listCaseTypes = async (ctx: Context): Promise<CaseTypeShape[]> => {
  const { registry } = ctx.deployment;
  const items: CaseTypeShape[] = [];
  for (const type of registry.cases.values()) {
    const { id, name, files, closes, handledBy, clocks, words } = type;
    const form = await reportFormOf(ctx, type);
    items.push({
      id,
      pack: registry.packOf("case", id),
      name,
      files,
      closes,
      handledBy,
      clocks: { ...clocks },
      ...(words === undefined ? {} : { words: { zh: [...words.zh], en: [...words.en] } }),
      ...(form === undefined ? {} : { form }),
    });
  }
  return items;
};
