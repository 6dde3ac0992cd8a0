import type { Alarm } from "@chengyun/contracts";
import type { MapSelection } from "@chengyun/ui";

/** The one selection of the duty screen, as its address has it: `case:…`, `alarm:…`, `thing:…`. */
export interface Selection {
  readonly kind: "case" | "alarm" | "thing";
  readonly id: string;
}

const isKind = (kind: string): kind is Selection["kind"] => kind === "case" || kind === "alarm" || kind === "thing";

export const readSelection = (text: string | undefined): Selection | undefined => {
  const [kind = "", id = ""] = (text ?? "").split(":");
  return isKind(kind) && id !== "" ? { kind, id } : undefined;
};

export const writeSelection = (selection: Selection | undefined): string | undefined =>
  selection === undefined ? undefined : `${selection.kind}:${selection.id}`;

/** What is marked on the map: an alarm is where its thing is. */
export const toMapSelection = (
  selection: Selection | undefined,
  alarms: readonly Alarm[],
): MapSelection | undefined => {
  if (selection === undefined) return undefined;
  if (selection.kind !== "alarm") return { kind: selection.kind, id: selection.id };
  const alarm = alarms.find((each) => each.id === selection.id);
  return alarm === undefined ? undefined : { kind: "thing", id: alarm.thingId };
};
