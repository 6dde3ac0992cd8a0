import { keepRecent } from "../../../platform/recent.ts";
import { formFlow } from "./flow.ts";
import { listAttachments, listNewest } from "./store.ts";

/** Forms that keepers attached to places, by place. */
export const readAttached = keepRecent({
  kinds: [formFlow.kind],
  read: async ({ db }) => {
    const all = await listAttachments(db);
    const toPlaces = (of: typeof all) => new Map(of.map(({ place, form }) => [place, form]));
    return {
      moves: toPlaces(all.filter(({ kind }) => kind === "move")),
      categories: toPlaces(all.filter(({ kind }) => kind !== "move")),
    };
  },
});

/** Newest version of every form that people designed, as far as it can be answered. */
export const readNewest = keepRecent({ kinds: [formFlow.kind], read: ({ db }) => listNewest(db) });
