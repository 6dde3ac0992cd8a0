import { keepRecent } from "../../../platform/recent.ts";
import { packCategory } from "./flow.ts";
import { listWithheld } from "./store.ts";

/** Packs' categories that a keeper took out of intake. */
export const readWithheld = keepRecent({ kinds: [packCategory.kind], read: ({ db }) => listWithheld(db) });
