import { addedAt } from "./rejects-table.ts";
import type { Understanding } from "./understanding.ts";

/** Where a row of such a file had stood; undefined where the file is none. */
const placeOf = (values: Readonly<Record<string, unknown>>): number | undefined => {
  const names = Object.keys(values);
  const at = addedAt(names);
  return at < 0 ? undefined : Number(values[names[at] ?? ""]);
};

/**
 * Of a file of rows that were not taken before, those that are taken now: by where each stood in the file it was refused
 * from. `refused` are places in this file. Undefined where it is no such file.
 */
export const takenSince = async (
  { table, features }: Pick<Understanding, "table" | "features">,
  refused: ReadonlySet<number>,
): Promise<number[] | undefined> => {
  const judged = table ?? features;
  if (judged === undefined) return undefined;
  const taken: number[] = [];
  for await (const { found } of judged())
    for (const one of found) {
      if (!("values" in one)) continue;
      const place = placeOf(one.values);
      if (place === undefined) return undefined;
      if (Number.isInteger(place) && place > 0 && !refused.has(one.line)) taken.push(place);
    }
  return taken;
};
