import { type Flow, isWithin } from "@chengyun/kernel";
import { type Actor, isInScope, isMachine, isPermitted } from "../../../platform/actor.ts";
import type { FeedEntry } from "./model.ts";

/** What one must be permitted to read in order to hear of a kind of subject, where it is not its flow's `<plural>.read`. */
const readPermissions: ReadonlyMap<string, string> = new Map([
  ["report", "cases.read"],
  ["link", "things.read"],
  ["stream", "readings.read"],
  ["notice", "notices.read"],
  ["account", "accounts.read"],
  ["account-request", "accounts.read"],
  ["wider-reach", "accounts.read"],
  ["post", "accounts.read"],
  ["session", "accounts.read"],
  ["key", "keys.manage"],
]);

/** The city's clock concerns everybody who is signed in. */
const common = "clock";

/** That something was brought in is heard by all whose map or lists it may touch; what it was they read for themselves. */
const isImportHeard = (actor: Actor, { areaPath }: FeedEntry): boolean => {
  if (!isPermitted(actor, "things.read")) return false;
  const reach = isMachine(actor) ? "" : actor.areaPath;
  return isWithin(areaPath, reach) || isWithin(reach, areaPath);
};

/** Whether an actor may hear of an entry. */
export type Sight = (actor: Actor, entry: FeedEntry) => boolean;

/**
 * Who may hear of what: by the permission to read its kind (of kinds without a flow: the journal itself), and by scope.
 */
export const createSight = (flows: ReadonlyMap<string, Flow>): Sight => {
  const byKind = new Map([...flows.values()].map((flow) => [flow.kind, flow]));
  return (actor, entry) => {
    if (entry.kind === common) return true;
    if (entry.kind === "import" && isImportHeard(actor, entry)) return true;
    const flow = byKind.get(entry.kind);
    const ownRead = flow === undefined ? "journal.read" : `${flow.plural}.read`;
    return isPermitted(actor, readPermissions.get(entry.kind) ?? ownRead) && isInScope(actor, entry, flow?.scope);
  };
};
