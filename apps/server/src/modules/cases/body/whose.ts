/** What speaks for whose the cases of a class are, or of one of its conditions. */
export interface Speaking {
  /** The duty that the city itself wrote on the class; empty when it wrote none. */
  readonly own: string;
  /** Bodies that the dictionary names in words, in their order. */
  readonly words: readonly string[];
  /** The duty of the pack's category of its number; empty when there is none, or nobody in the city has it. */
  readonly inherited: string;
}

/** What decides, and the bodies before it that lead nowhere. */
export type Whose =
  | { readonly by: "own" | "inherited"; readonly duty: string; readonly unmapped: readonly string[] }
  | { readonly by: "body"; readonly words: string; readonly unmapped: readonly string[] }
  | { readonly by: "desk"; readonly unmapped: readonly string[] };

/**
 * Whose the cases of a class are: of the duty the city wrote on it, which says more than words that were imported; of
 * the first body named that leads somewhere; of the duty inherited from the pack's category of its number; and only where
 * there is none of these, the duty desk's. Cases, their page, the list of bodies and its counts all ask here.
 */
export const whoseIs = ({ own, words, inherited }: Speaking, leads: (words: string) => boolean): Whose => {
  if (own !== "") return { by: "own", duty: own, unmapped: [] };
  const at = words.findIndex(leads);
  const named = words[at];
  if (named !== undefined) return { by: "body", words: named, unmapped: words.slice(0, at) };
  return inherited === "" ? { by: "desk", unmapped: words } : { by: "inherited", duty: inherited, unmapped: words };
};
