import type { FactDefinition } from "@chengyun/contracts";

/** What the dialog holds: a fact as its fields are typed. */
export interface TypedFact {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly kind: FactDefinition["kind"];
  readonly unit?: string;
  readonly choices?: string;
  readonly codeList?: string;
  readonly longest?: number | null;
  readonly personal?: boolean;
  readonly about?: FactDefinition["about"] | "";
  readonly least?: number | null;
  readonly greatest?: number | null;
  readonly pattern?: string;
  readonly formula?: string;
  readonly saysZh?: string;
  readonly saysEn?: string;
}

/** `code 中文 | English`, a line a choice; what has one language only is named so in both. */
export const readChoices = (text: string): NonNullable<FactDefinition["choices"]> =>
  Object.fromEntries(
    text
      .split("\n")
      .map((line) => /^\s*(\S+)\s*(.*)$/.exec(line))
      .flatMap((found) => {
        const [code, words = ""] = [found?.[1], found?.[2]];
        if (code === undefined) return [];
        const [zh = "", en = zh] = words.split("|").map((part) => part.trim());
        return [[code, { zh: zh === "" ? code : zh, en: en === "" ? code : en }]];
      }),
  );

/** The lines that `readChoices` reads. */
export const writeChoices = (choices: FactDefinition["choices"] = {}): string =>
  Object.entries(choices)
    .map(([code, { zh, en }]) => `${code} ${zh} | ${en}`)
    .join("\n");

const filled = (text: string | undefined): text is string => text !== undefined && text.trim() !== "";

const checkOf = (typed: TypedFact): FactDefinition["check"] => {
  const { least, greatest, pattern, formula, saysZh, saysEn } = typed;
  const isRanged = typed.kind === "number" && typeof least === "number" && typeof greatest === "number";
  const check = {
    ...(isRanged ? { range: [least, greatest] as [number, number] } : {}),
    ...(filled(pattern) ? { pattern: pattern.trim() } : {}),
    ...(filled(formula) ? { formula: formula.trim() } : {}),
    ...(filled(saysZh) && filled(saysEn) ? { says: { zh: saysZh, en: saysEn } } : {}),
  };
  return Object.keys(check).length === 0 ? undefined : check;
};

/** The definition that was typed; what is empty is left out. */
export const toFact = (typed: TypedFact): FactDefinition => {
  const check = checkOf(typed);
  const isListed = typed.kind === "choice" || typed.kind === "choices";
  return {
    id: typed.id.trim(),
    name: { zh: typed.zh.trim(), en: typed.en.trim() },
    kind: typed.kind,
    ...(typed.kind === "number" && filled(typed.unit) ? { unit: typed.unit.trim() } : {}),
    ...(isListed ? { choices: readChoices(typed.choices ?? "") } : {}),
    ...(isListed && filled(typed.codeList) ? { codeList: typed.codeList.trim() } : {}),
    ...(typed.kind === "text" && typeof typed.longest === "number" ? { longest: typed.longest } : {}),
    ...(typed.personal === true ? { personal: true } : {}),
    ...(typed.about === undefined || typed.about === "" ? {} : { about: typed.about }),
    ...(check === undefined ? {} : { check }),
  };
};

/** A definition as the dialog's fields show it. */
export const toTyped = (fact: FactDefinition): TypedFact => {
  const { range, pattern, formula, says } = fact.check ?? {};
  return {
    id: fact.id,
    zh: fact.name.zh,
    en: fact.name.en,
    kind: fact.kind,
    unit: fact.unit ?? "",
    choices: writeChoices(fact.choices),
    codeList: fact.codeList ?? "",
    longest: fact.longest ?? null,
    personal: fact.personal === true,
    about: fact.about ?? "",
    least: range?.[0] ?? null,
    greatest: range?.[1] ?? null,
    pattern: pattern ?? "",
    formula: formula ?? "",
    saysZh: says?.zh ?? "",
    saysEn: says?.en ?? "",
  };
};
