import type { PositionedEntry, Reaction } from "../../../platform/reaction.ts";
import { followThings, pokeRegistry } from "./store.ts";

const changesThings = ({ type, changes }: PositionedEntry): boolean =>
  type === "thing.edited" || (changes["of"] === "things" && Number(changes["changed"] ?? 0) > 0);

/** Rules judge by a thing's attributes: ingest looks again when they change. What is measured there moves with a thing. */
export const pokeOnThings: Reaction = {
  name: "sensing/device.poke-on-things",
  on: ["thing.edited", "thing.retired", "import.kept"],
  react: async (ctx, entry) => {
    if (entry.type === "import.kept" && entry.changes["of"] !== "things") return;
    if (changesThings(entry)) await followThings(ctx.db);
    await pokeRegistry(ctx.db);
  },
};
