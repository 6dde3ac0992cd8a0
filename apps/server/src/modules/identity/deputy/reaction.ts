import type { Reaction } from "../../../platform/reaction.ts";
import { lapseOf } from "./service.ts";

/** Who leaves a post or is retired leaves no deputy in it, and who leaves the department is nobody's deputy there. */
export const lapseDeputies: Reaction = {
  name: "identity/deputy.lapse",
  on: ["account.edited", "account.retired"],
  react: async (ctx, { changes }) => {
    if (typeof changes["person"] === "string") await lapseOf(ctx, changes["person"]);
  },
};
