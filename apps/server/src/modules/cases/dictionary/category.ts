import type { Category, Profile } from "@chengyun/contracts";
import { type CaseType, conditionsOf, type Label, limitsOf } from "@chengyun/kernel";
import { pinyin } from "pinyin-pro";
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
  const own = [...registry.cases.values()].map((type) => {
    const pack = registry.packOf("case", type.id);
    return toCategory(type, names.get(pack) ?? same(pack));
  });
  return [...classes.flat(), ...own];
};

const spellings = new Map<string, readonly string[]>();
const spellingsAtMost = 5_000;

/** How a name is typed without an input method: `lujing` and `lj`. */
const spellingsOf = (name: string): readonly string[] => {
  const known = spellings.get(name);
  if (known !== undefined) return known;
  const syllables = pinyin(name, { toneType: "none", type: "array", nonZh: "consecutive", v: true });
  const spelled = [syllables.join(""), syllables.map((syllable) => syllable.slice(0, 1)).join("")].map((text) =>
    text.toLowerCase(),
  );
  if (spellings.size >= spellingsAtMost) spellings.clear();
  spellings.set(name, spelled);
  return spelled;
};

/** How well a category answers what was typed: less is better, undefined when it doesn't. */
const rankOf = (one: Category, typed: string): number | undefined => {
  if (one.code === typed) return 0;
  const names = [one.name.zh.toLowerCase(), one.name.en.toLowerCase()];
  if (names.some((name) => name === typed)) return 1;
  if (one.code?.startsWith(typed) === true) return 2;
  if (names.some((name) => name.startsWith(typed))) return 3;
  if (names.some((name) => name.includes(typed))) return 4;
  const spelled = spellingsOf(one.name.zh);
  if (spelled.some((text) => text.startsWith(typed))) return 5;
  if (spelled[0]?.includes(typed) === true) return 6;
  return one.conditions.some(({ files }) => files.zh.includes(typed)) ? 7 : undefined;
};

/** Categories of a day by name, pinyin, initials, code or words of a condition, the best answer first. */
export const searchCategories = async (ctx: Context, words: string, day?: string): Promise<Category[]> => {
  const all = await listCategories(ctx, day);
  const typed = words.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
  if (typed === "") return all;
  return all
    .flatMap((one) => {
      const rank = rankOf(one, typed);
      return rank === undefined ? [] : [{ one, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
};
