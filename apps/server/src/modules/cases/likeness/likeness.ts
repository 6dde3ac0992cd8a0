import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";

/** Words of the street that the general dictionary cuts apart. */
const cityWords = [
  "路灯",
  "不亮",
  "井盖",
  "下水道",
  "人行道",
  "非机动车",
  "机动车",
  "垃圾桶",
  "绿化带",
  "积水",
  "漏水",
  "占道",
  "护栏",
  "坑洼",
];

const stopWords = new Set(
  "的 了 是 在 有 和 也 都 很 就 不 没 我 你 他 她 它 们 这 那 个 把 被 吧 吗 啊 呢 一 个 已经 the a an is are of on in at to and it".split(
    " ",
  ),
);

let jieba: Jieba | undefined;
const cutter = (): Jieba => {
  if (jieba === undefined) {
    jieba = Jieba.withDict(dict);
    jieba.loadDict(Buffer.from(cityWords.map((word) => `${word} 100000 n`).join("\n")));
  }
  return jieba;
};

/** Words of a text that carry meaning: Chinese ones cut by dictionary, Latin ones in small letters. */
export const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    cutter()
      .cutForSearch(text.toLowerCase(), true)
      .map((word) => word.trim())
      .filter((word) => /[\p{L}\p{N}]/u.test(word) && !stopWords.has(word)),
  );

/** Shared part of two sets of words, 0 to 1, measured by the smaller: a short call says less than a long letter. */
export const likenessOf = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  const smaller = Math.min(one.size, other.size);
  if (smaller === 0) return 0;
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  return shared / Math.max(smaller, 2);
};
