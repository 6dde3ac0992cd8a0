/** As far down as headings are looked for. */
export const mostHeadings = 1_000;

/** The row of headings that somebody typed: whole, within the sheet's head; what is no number is the first row. */
export const toHeadings = (typed: string): number => {
  const row = Math.round(Number(typed.normalize("NFKC").trim()));
  return Number.isFinite(row) ? Math.min(mostHeadings, Math.max(1, row)) : 1;
};
