import type { Reaction } from "../../../platform/reaction.ts";
import { releaseAll } from "./service.ts";

/** What is over gives back what it had. */
export const releaseResources: Reaction = {
  name: "command/resource.release",
  on: ["incident.stood-down"],
  react: (ctx, entry) => releaseAll(ctx, entry.subject.id),
};
