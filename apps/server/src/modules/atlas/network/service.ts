import type { OneCause } from "@chengyun/kernel";
import type { Db } from "../../../platform/database.ts";
import { type Edge, listEdges } from "./store.ts";

/** Which way along the links. */
export type Along = OneCause["along"];

/** A cause reaches a quarter of a city at most; what is further has another. */
const mostReached = 5_000;
const mostSteps = 400;

const waysFrom = async (db: Db, ids: readonly string[], along: Along): Promise<Edge[]> => {
  const down = along === "upstream" ? [] : await listEdges(db, ids, "from");
  const up = along === "downstream" ? [] : await listEdges(db, ids, "to");
  return [...down, ...up.map(({ from, to, metres }) => ({ from: to, to: from, metres }))];
};

/**
 * Things within so many metres of one along the network, and how far by the shortest way; the one itself is not among
 * them. One step asks once for all things it stands on; a shorter way found later is walked on from again.
 */
export const reachFrom = async (
  db: Db,
  start: string,
  { along, within }: { readonly along: Along; readonly within: number },
): Promise<ReadonlyMap<string, number>> => {
  const reached = new Map<string, number>([[start, 0]]);
  let edge = [start];
  for (let step = 0; step < mostSteps && edge.length > 0 && reached.size < mostReached; step += 1) {
    const next = new Set<string>();
    for (const { from, to, metres } of await waysFrom(db, edge, along)) {
      const far = (reached.get(from) ?? Number.POSITIVE_INFINITY) + metres;
      if (far > within || far >= (reached.get(to) ?? Number.POSITIVE_INFINITY)) continue;
      reached.set(to, far);
      next.add(to);
    }
    edge = [...next];
  }
  reached.delete(start);
  return reached;
};
