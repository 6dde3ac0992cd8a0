import type { Db } from "../../../platform/database.ts";
import type { PositionedEntry, Reaction } from "../../../platform/reaction.ts";
import { followThings, pokeRegistry } from "./store.ts";

/** A batch of an import tells how many things it changed, an edit which. */
const follow = async (db: Db, { type, subject, changes }: PositionedEntry): Promise<void> => {
  if (type === "thing.edited") await followThings(db, subject.id);
  else if (Number(changes["changed"] ?? 0) > 0) await followThings(db);
};

/** Rules judge by a thing's attributes: ingest looks again when they change. What is measured there moves with a thing. */
export const pokeOnThings: Reaction = {
  name: "sensing/device.poke-on-things",
  on: ["thing.edited", "thing.retired", "import.kept"],
  react: async (ctx, entry) => {
    if (entry.type === "import.kept" && entry.changes["of"] !== "things") return;
    await follow(ctx.db, entry);
    await pokeRegistry(ctx.db);
  },
};
