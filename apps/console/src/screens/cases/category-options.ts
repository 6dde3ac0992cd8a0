import { type CaseTypeShape, namesApart } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { FilterOption } from "../../parts/asked-filters.tsx";
import type { Strings } from "../../strings/zh.ts";

interface Saying {
  readonly say: (label: Label) => string;
  readonly words: Pick<Strings["cases"], "categoryHistory" | "categoryStandings">;
}

/** Categories that cases come to today, then those whose old cases are still looked for, each with why it takes no new ones. */
export const toCategoryOptions = (types: readonly CaseTypeShape[], { say, words }: Saying): readonly FilterOption[] => {
  const isBefore = ({ standing }: CaseTypeShape): boolean =>
    standing === "superseded" || standing === "withheld" || standing === "ended";
  const before = types.filter(isBefore);
  const names = new Map([...namesApart(before), ...namesApart(types.filter((type) => !isBefore(type)))]);
  const today = types
    .filter((type) => !isBefore(type))
    .map(({ id, name }) => ({ value: id, label: say(names.get(id) ?? name) }));
  if (before.length === 0) return today;
  const why: Readonly<Record<string, string>> = words.categoryStandings;
  const options = before.map(({ id, name, standing }) => ({
    value: id,
    label: `${say(names.get(id) ?? name)} · ${why[standing] ?? standing}`,
  }));
  return [...today, { label: words.categoryHistory, options }];
};
