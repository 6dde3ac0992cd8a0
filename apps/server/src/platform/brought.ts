import type { Label } from "@chengyun/kernel";

/**
 * A name there is, by what a file says of it. A file without English leaves the English name; one that was no other than
 * the Chinese goes along with it.
 */
export const mergeName = (
  given: { readonly zh: string; readonly en?: string | undefined },
  held: Label | undefined | null,
): Label => {
  const { zh, en } = given;
  if (en !== undefined) return { zh, en };
  return { zh, en: held == null || held.en === held.zh ? zh : held.en };
};

type Values<Value> = Readonly<Record<string, Value>>;

/** Values there are, by what a file says of them: `null` takes one away, and what isn't named stays. */
export const mergeValues = <Value>(given: Values<Value | null>, held: Values<Value> = {}): Values<Value> =>
  Object.fromEntries(
    Object.entries({ ...held, ...given }).filter((entry): entry is [string, Value] => entry[1] !== null),
  );
