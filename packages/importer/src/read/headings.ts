import type { Notice } from "./record.ts";

/** Letters of a column of a sheet, from 0. */
const lettersOf = (column: number): string => {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last;
};

/** Headings of a sheet under names that differ, and what there is to say of them. */
interface Headings {
  readonly names: readonly string[];
  readonly notices: readonly Notice[];
}

const mostShown = 5;

/**
 * Columns of a sheet that are called alike (a heading merged over two of them, too) carry their letters behind the name: a
 * mapping says which it means, and none of them is lost.
 */
export const tellApart = (given: readonly string[]): Headings => {
  const counts = new Map<string, number>();
  for (const name of given) counts.set(name, (counts.get(name) ?? 0) + 1);
  const taken = new Set(given);
  const alike: string[] = [];
  const names = given.map((name, column) => {
    if (name === "" || counts.get(name) === 1) return name;
    let free = `${name} (${lettersOf(column)})`;
    while (taken.has(free)) free = `${free}'`;
    taken.add(free);
    alike.push(free);
    return free;
  });
  if (alike.length === 0) return { names, notices: [] };
  const more = alike.length > mostShown ? ["…"] : [];
  const shown = [...alike.slice(0, mostShown), ...more];
  return {
    names,
    notices: [
      {
        zh: `有 ${alike.length} 列的表头相同，已按列标加以区分：${shown.join("、")}`,
        en: `${alike.length} columns are called alike and are told apart by their letters: ${shown.join(", ")}`,
      },
    ],
  };
};
