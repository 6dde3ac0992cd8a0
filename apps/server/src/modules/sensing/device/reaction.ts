import type { Reaction } from "../../../platform/reaction.ts";
import { pokeRegistry } from "./store.ts";

/** Rules judge by a thing's attributes: ingest looks again when they change. */
export const pokeOnThings: Reaction = {
  name: "sensing/device.poke-on-things",
  on: ["thing.edited", "thing.retired", "import.kept"],
  react: async (ctx, entry) => {
    if (entry.type !== "import.kept" || entry.changes["of"] === "things") await pokeRegistry(ctx.db);
  },
};
