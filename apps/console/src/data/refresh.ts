import type { QueryClient } from "@tanstack/react-query";

/** The beginning of query keys; an empty one means all. */
type Beginning = readonly string[];

/**
 * Asks again for what entries may have changed. An answer on its way is waited for, never thrown away: in a storm a long
 * list would never land. What changed while it was on its way is asked once more when it has come.
 */
export const makeRefresher = (client: QueryClient): ((queryKey: Beginning) => Promise<void>) => {
  /** Questions on their way, and whether something changed since they were asked. */
  const asked = new Map<string, { again: boolean }>();
  const refresh = async (queryKey: Beginning): Promise<void> => {
    const name = queryKey.join("/");
    const before = asked.get(name);
    if (before !== undefined) {
      before.again = true;
      return;
    }
    // Whatever is on its way by another wish was asked before this.
    const round = { again: client.isFetching({ queryKey }) > 0 };
    asked.set(name, round);
    await client.invalidateQueries({ queryKey }, { cancelRefetch: false });
    asked.delete(name);
    if (round.again) await refresh(queryKey);
  };
  return refresh;
};
