/** Between bodies in one cell: a list mark, a line of the cell, or a slash. "和" and "及" stand inside names as well, so they part nothing. */
const between = /[、，,；;/\n\r]+/u;

/** The first word of what follows such a mark, in the last part of a list: `、及各产权单位`. */
const leading = /^(以及|及|和|与)/u;

/** The bodies (责任单位) a cell names, in its order, each once: blanks inside a name are none of its letters. */
export const bodiesIn = (cell: string): string[] => [
  ...new Set(
    cell
      .normalize("NFKC")
      .split(between)
      .map((part) => part.replace(/\s+/gu, "").replace(leading, ""))
      .filter((part) => part !== ""),
  ),
];
