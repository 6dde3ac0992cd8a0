import { type CaseCondition, type Label, type Limit, timeKindNames } from "@chengyun/kernel";

const limitWords = ({ amount, kind }: Limit): Label => {
  const { zh, en } = timeKindNames[kind];
  return { zh: `${amount} ${zh}`, en: `${amount} ${en}` };
};

/** A filing condition with the limits that count under it. */
export const withLimit = ({ files, clocks }: CaseCondition): Label => {
  const [dispose, total] = [clocks?.["dispose"], clocks?.["total"]].map((limit) => limit && limitWords(limit));
  const zh = [dispose?.zh, total && `总时限 ${total.zh}`].filter(Boolean).join("，");
  const en = [dispose?.en, total && `${total.en} in total`].filter(Boolean).join(", ");
  return zh === "" ? files : { zh: `${files.zh}（${zh}）`, en: `${files.en} (${en})` };
};

/** Several conditions as one text, numbered, one a line. */
const listed = (all: readonly Label[]): Label => ({
  zh: all.map(({ zh }, at) => `${at + 1}. ${zh}`).join("\n"),
  en: all.map(({ en }, at) => `${at + 1}. ${en}`).join("\n"),
});

/** What a case of a category is filed and closed under while nobody chose a condition: the only one, or all of them. */
export const allConditions = (conditions: readonly CaseCondition[]): { files: Label; closes: Label } | undefined => {
  const [first] = conditions;
  if (first === undefined) return undefined;
  if (conditions.length === 1) return { files: first.files, closes: first.closes };
  const closes = conditions.map((one) => one.closes);
  return {
    files: listed(conditions.map(withLimit)),
    closes: closes.every(({ zh }) => zh === first.closes.zh) ? first.closes : listed(closes),
  };
};
