import { carryEnds, type MovedThing } from "../../../platform/carry-ends.ts";
import type { Db } from "../../../platform/database.ts";
import { lockLinesAt, updateLines } from "./bulk-store.ts";

/** Links end where their things stand: those at things that were moved go along. */
export const carryLinks = async (db: Db, things: readonly (MovedThing & { readonly id: string })[]): Promise<void> => {
  const moved = new Map(
    things.filter(({ from, to }) => from[0] !== to[0] || from[1] !== to[1]).map((thing) => [thing.id, thing]),
  );
  if (moved.size === 0) return;
  const links = await lockLinesAt(db, [...moved.keys()]);
  await updateLines(
    db,
    links.map(({ id, fromId, toId, line }) => ({
      id,
      line: carryEnds(line, { first: moved.get(fromId), last: moved.get(toId) }),
    })),
  );
};
