import type { Found } from "@chengyun/contracts";
import { type Label, metresApart } from "@chengyun/kernel";
import { foldText } from "../../../platform/search-words.ts";

/** Something found, and how well it fits what was typed; the higher, the better. */
export interface Ranked {
  readonly found: Found;
  readonly fit: number;
}

/** Of two that fit alike, what is larger or rarer comes first. */
const kindFit: Readonly<Record<Found["kind"], number>> = {
  position: 90,
  area: 8,
  place: 6,
  road: 7,
  address: 5,
  thing: 4,
  case: 3,
};

/** How well names fit what was typed: whole, from their beginning, or somewhere inside. */
export const fitOf = (typed: string, names: readonly Label[]): number => {
  const asked = foldText(typed);
  let best = 0;
  for (const { zh, en } of names)
    for (const name of [foldText(zh), foldText(en)]) {
      const fit = name === asked ? 100 : name.startsWith(asked) ? 60 : name.includes(asked) ? 40 : 30;
      // Of two that begin alike, the shorter says less that nobody asked for.
      best = Math.max(best, fit - Math.min(10, (name.length - asked.length) / 4));
    }
  return best;
};

const farMetres = 20_000;

/** The best first; what is near to where somebody looks counts a little more. */
export const rank = (
  all: readonly Ranked[],
  { near, limit }: { readonly near: readonly [number, number] | undefined; readonly limit: number },
): Found[] => {
  const scored = all.map(({ found, fit }) => {
    const far = near === undefined ? farMetres : metresApart(near, found.position);
    return { found, score: fit + kindFit[found.kind] + 12 * Math.max(0, 1 - far / farMetres) };
  });
  return scored
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ found }) => found);
};
