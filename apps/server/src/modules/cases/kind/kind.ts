import { type CaseType, type Label, rankByWords } from "@chengyun/kernel";
import { likenessOf, wordsOf } from "../likeness/index.ts";

/** A kind of problem as citizens choose it by its picture; its words find the category it stands for. */
export interface Kind {
  readonly id: string;
  readonly name: Label;
  readonly picture: string;
  readonly words: readonly string[];
  /** What the one category it stands for is called, beside its own name. */
  readonly is?: string;
}

/** The pictures of the citizens' page, in its order. */
export const kinds: readonly Kind[] = [
  { id: "lamp", name: { zh: "路灯", en: "Street lamp" }, picture: "lamp", words: ["路灯", "照明"] },
  {
    id: "road",
    name: { zh: "路面破损", en: "Broken road" },
    picture: "road",
    words: ["道路破损", "路面", "人行道"],
    is: "道路破损",
  },
  { id: "cover", name: { zh: "井盖", en: "Manhole cover" }, picture: "cover", words: ["井盖"] },
  {
    id: "water",
    name: { zh: "积水漏水", en: "Flooding, leak" },
    picture: "water",
    words: ["积水", "堵塞", "漏水", "污水", "供水", "箅子"],
    is: "道路积水",
  },
  { id: "rubbish", name: { zh: "垃圾", en: "Rubbish" }, picture: "rubbish", words: ["垃圾", "渣土"], is: "暴露垃圾" },
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

/** What a report is called that came without a word: its picture, and that nothing was written. */
export const unworded = (id: string | undefined): Label => {
  const name = findKind(id)?.name;
  return name === undefined
    ? { zh: "未写说明", en: "No words" }
    : { zh: `${name.zh}（未写说明）`, en: `${name.en} (no words)` };
};

/** Categories whose name carries a word of the kind: those a citizen may mean by its picture. */
export const categoriesOfKind = (offered: readonly CaseType[], id: string | undefined): CaseType[] => {
  const own = findKind(id)?.words ?? [];
  return offered.filter((type) => own.some((word) => type.name.zh.includes(word)));
};

/** What people call problems of a kind: its own words, and names and everyday words of all its categories. */
export const wordsOfKind = (offered: readonly CaseType[], id: string): { zh: string[]; en: string[] } => {
  const within = categoriesOfKind(offered, id);
  return {
    zh: [
      ...new Set([
        ...(findKind(id)?.words ?? []),
        ...within.flatMap(({ name, words }) => [name.zh, ...(words?.zh ?? [])]),
      ]),
    ],
    en: [...new Set(within.flatMap(({ name, words }) => [name.en, ...(words?.en ?? [])]))],
  };
};

/** The one category a picture stands for, called exactly so or the only one; undefined when several fit: then the desk decides. */
export const categoryOfKind = (offered: readonly CaseType[], id: string | undefined): CaseType | undefined => {
  const kind = findKind(id);
  const found = categoriesOfKind(offered, id);
  const called = found.filter(({ name }) => name.zh === kind?.name.zh || name.zh === kind?.is);
  const [only, ...others] = called.length > 0 ? called : found;
  return others.length === 0 ? only : undefined;
};

/** The first by a measure, more being better; undefined where nothing answers, or two do alike. */
const findBest = (all: readonly CaseType[], fitOf: (type: CaseType) => number | undefined): string | undefined => {
  const [best, next] = all
    .flatMap((type) => {
      const fit = fitOf(type);
      return fit === undefined ? [] : [{ id: type.id, fit }];
    })
    .sort((one, other) => other.fit - one.fit);
  return best === undefined || best.fit === next?.fit ? undefined : best.id;
};

/** The category that the words speak for, among those of the picture, for the officer to confirm; undefined where they speak for none or for several. */
export const suggestCategory = (
  offered: readonly CaseType[],
  told: { kind?: string | undefined; words: string },
): string | undefined => {
  const within = categoriesOfKind(offered, told.kind);
  const asked = within.length > 0 ? within : offered;
  const said = wordsOf(told.words);
  const alike = findBest(asked, ({ name }) => likenessOf(wordsOf(`${name.zh} ${name.en}`), said) || undefined);
  if (alike !== undefined || told.words.trim() === "") return alike ?? categoryOfKind(offered, told.kind)?.id;
  const named = findBest(asked, (type) => {
    const rank = rankByWords(type, told.words);
    return rank === undefined ? undefined : -rank;
  });
  return named ?? categoryOfKind(offered, told.kind)?.id;
};
