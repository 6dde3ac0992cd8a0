import { type CaseType, findByWords, type Label } from "@chengyun/kernel";
import { likenessOf, wordsOf } from "../likeness/index.ts";

/** A kind of problem as citizens choose it by its picture; its words find the category it stands for. */
export interface Kind {
  readonly id: string;
  readonly name: Label;
  readonly picture: string;
  readonly words: readonly string[];
}

/** The pictures of the citizens' page, in its order. */
export const kinds: readonly Kind[] = [
  { id: "lamp", name: { zh: "路灯", en: "Street lamp" }, picture: "lamp", words: ["路灯", "照明"] },
  { id: "road", name: { zh: "路面破损", en: "Broken road" }, picture: "road", words: ["道路破损", "路面", "人行道"] },
  { id: "cover", name: { zh: "井盖", en: "Manhole cover" }, picture: "cover", words: ["井盖"] },
  {
    id: "water",
    name: { zh: "积水漏水", en: "Flooding, leak" },
    picture: "water",
    words: ["积水", "堵塞", "漏水", "污水", "供水", "箅子"],
  },
  { id: "rubbish", name: { zh: "垃圾", en: "Rubbish" }, picture: "rubbish", words: ["暴露垃圾", "垃圾", "渣土"] },
  {
    id: "tree",
    name: { zh: "树木绿化", en: "Trees, green" },
    picture: "tree",
    words: ["行道树", "绿地", "树木", "绿化"],
  },
  { id: "parking", name: { zh: "乱停车", en: "Parking" }, picture: "parking", words: ["乱停", "停车", "非机动车"] },
  { id: "stall", name: { zh: "占道经营", en: "Blocked path" }, picture: "stall", words: ["占道", "无照经营", "摊点"] },
  { id: "noise", name: { zh: "噪声扬尘", en: "Noise, dust" }, picture: "noise", words: ["噪声", "噪音", "扬尘"] },
  {
    id: "facility",
    name: { zh: "公共设施", en: "Public facility" },
    picture: "facility",
    words: ["护栏", "座椅", "公交", "公厕"],
  },
  {
    id: "danger",
    name: { zh: "安全隐患", en: "Danger" },
    picture: "danger",
    words: ["隐患", "危险", "燃气", "消防", "线缆", "飞线", "坠物"],
  },
  { id: "other", name: { zh: "其他", en: "Something else" }, picture: "other", words: [] },
];

export const findKind = (id: string | undefined): Kind | undefined => kinds.find((kind) => kind.id === id);

/** Categories whose name carries a word of the kind; the first word that finds any decides. */
const categoriesOf = (all: readonly CaseType[], kind: Kind): CaseType[] => {
  for (const word of kind.words) {
    const found = all.filter((type) => type.name.zh.includes(word));
    if (found.length > 0) return found;
  }
  return [];
};

/** What people call problems of a kind: its own words, and names and everyday words of all its categories. */
export const wordsOfKind = (offered: readonly CaseType[], id: string): { zh: string[]; en: string[] } => {
  const own = findKind(id)?.words ?? [];
  const within = offered.filter((type) => own.some((word) => type.name.zh.includes(word)));
  return {
    zh: [...new Set([...own, ...within.flatMap(({ name, words }) => [name.zh, ...(words?.zh ?? [])])])],
    en: [...new Set(within.flatMap(({ name, words }) => [name.en, ...(words?.en ?? [])]))],
  };
};

/** The one category a picture stands for, called exactly so or the only one; undefined when several fit: then the desk decides. */
export const categoryOfKind = (offered: readonly CaseType[], id: string | undefined): CaseType | undefined => {
  const kind = findKind(id);
  const found = kind === undefined ? [] : categoriesOf(offered, kind);
  const called = found.filter((type) => kind?.words.includes(type.name.zh) === true);
  const [only, ...others] = called.length > 0 ? called : found;
  return others.length === 0 ? only : undefined;
};

/** The category that fits picture and words best, for the officer to confirm; undefined when none fits. */
export const suggestCategory = (
  offered: readonly CaseType[],
  told: { kind?: string | undefined; words: string },
): string | undefined => {
  const kind = findKind(told.kind);
  const within = kind === undefined ? [] : categoriesOf(offered, kind);
  const said = wordsOf(told.words);
  const ranked = (within.length > 0 ? within : offered)
    .map((type) => ({ id: type.id, fit: likenessOf(wordsOf(`${type.name.zh} ${type.name.en}`), said) }))
    .sort((one, other) => other.fit - one.fit);
  const best = ranked[0];
  if (best !== undefined && (best.fit > 0 || within.length > 0)) return best.id;
  return told.words.trim() === "" ? undefined : findByWords(offered, told.words)[0]?.id;
};
