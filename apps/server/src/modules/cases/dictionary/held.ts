import { keepRecent } from "../../../platform/recent.ts";
import { dictionaryVersion } from "./flow.ts";
import type { HeldVersion, MappedPair } from "./model.ts";
import { listHeld, listPairsOf } from "./store.ts";

/** Versions that were ever put in force, what came in force last first, and the mappings that lead to them. */
export interface Held {
  readonly versions: readonly HeldVersion[];
  readonly pairs: readonly MappedPair[];
  /** By what it is known to be the same. */
  readonly mark: string;
}

/** What holds, held or will hold: the same object as long as nothing of it changes. */
export const readHeld = keepRecent<Held>({
  kinds: [dictionaryVersion.kind],
  read: async (ctx, last) => {
    const versions = await listHeld(ctx.db);
    const mark = JSON.stringify(versions);
    if (last?.mark === mark) return last;
    const ids = versions.map(({ id }) => id);
    return { versions, mark, pairs: ids.length === 0 ? [] : await listPairsOf(ctx.db, ids) };
  },
});

/** The versions that hold on a day, what came in force last first. */
export const holdingOn = ({ versions }: Held, day: string): HeldVersion[] =>
  versions.filter(({ from, until }) => from <= day && (until === undefined || until > day));

/** Where mappings put the keys of other versions, what the newest of those says counting. */
export const pairsInto = ({ pairs }: Held, versionId: string): ReadonlyMap<string, string> =>
  new Map(pairs.filter(({ toId }) => toId === versionId).map(({ from, to }) => [from, to]));
