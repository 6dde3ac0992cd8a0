import { type Actor, isInScope, isPermitted } from "../../../platform/actor.ts";
import type { FeedEntry } from "./model.ts";

/** What one must be permitted to read in order to hear of a kind of subject. */
const readPermissions: Readonly<Record<string, string>> = {
  case: "cases.read",
  report: "cases.read",
  alarm: "alarms.read",
  thing: "things.read",
  link: "things.read",
  device: "devices.read",
  stream: "readings.read",
  notice: "notices.read",
  account: "accounts.manage",
  post: "accounts.manage",
  session: "accounts.manage",
  key: "keys.manage",
};

/** Kinds that concern everybody who is signed in. */
const common: ReadonlySet<string> = new Set(["clock", "server-clock"]);

/** Whether an actor may hear of an entry: by the permission to read its kind (others: the journal itself), and by scope. */
export const isSeen = (actor: Actor, entry: FeedEntry): boolean =>
  common.has(entry.kind) ||
  (isPermitted(actor, readPermissions[entry.kind] ?? "journal.read") && isInScope(actor, entry));
