import type { LiveEvent } from "@chengyun/contracts";

/** What an entry may have changed, as the beginnings of query keys. */
export type LiveKey = readonly [noun: string, ...id: string[]];

const byKind: Readonly<Record<string, (id: string) => readonly LiveKey[]>> = {
  case: (id) => [["cases"], ["case", id], ["timeline", id], ["strip"]],
  report: () => [["cases"], ["case"], ["strip"], ["waiting"]],
  task: () => [["case"], ["timeline"], ["tasks"], ["board"], ["incidents"], ["incident"]],
  incident: (id) => [["incidents"], ["incident", id], ["board", id], ["timeline", id], ["resources"], ["case"]],
  alarm: (id) => [["alarms"], ["alarm", id], ["evidence", id], ["things"], ["thing"], ["strip"]],
  risk: (id) => [["risks"], ["risk", id], ["area-risks"]],
  thing: (id) => [["things"], ["thing", id]],
  link: () => [["links"]],
  device: () => [["devices"], ["things"], ["thing"]],
  "dictionary-version": () => [["dictionaries"], ["case-types"], ["categories"]],
  form: (id) => [["forms"], ["form", id], ["categories"], ["case-types"]],
  category: () => [["dictionaries"], ["case-types"], ["categories"]],
  account: () => [["accounts"]],
  "account-request": () => [["account-requests"], ["accounts"]],
  "access-review": () => [["access-reviews"], ["access-review"]],
  "wider-reach": () => [["wider-reaches"], ["me"]],
  deputy: () => [["deputies"]],
  key: () => [["keys"]],
  clock: () => [["clock"]],
  import: () => [["file-imports"], ["import-runs"]],
  delivery: () => [["deliveries"], ["channels"], ["warning-proofs"]],
  channel: () => [["channels"]],
  warning: (id) => [["warnings"], ["warning", id], ["warning-proofs", id]],
  template: () => [["templates"]],
  escalation: () => [["escalations"]],
};

/** A subject of a flow that some pack declares: the generic screens show it. */
const ofPack = (): readonly LiveKey[] => [["matters"], ["matter"], ["timeline"], ["known"]];

/** Kinds of entries after which tiles and lists of what exists may show something else. */
const changesMap: ReadonlySet<string> = new Set(["import", "thing", "link"]);

/** Whether an entry may have changed what the map and the lists of things show. */
export const isNewsOfMap = ({ kind }: Pick<LiveEvent, "kind">): boolean => changesMap.has(kind);

/** What an import may have changed: its batches don't say of what they were. */
export const importedKeys: readonly LiveKey[] = [
  ...([["things"], ["thing"], ["links"], ["devices"]] as const),
  ...([["areas"], ["map-outline"], ["cases"], ["strip"]] as const),
];

/** The questions whose answers an entry may have changed: asked again when they are on the screen. */
export const toLiveKeys = (event: Pick<LiveEvent, "kind" | "id">): readonly LiveKey[] => [
  ...(byKind[event.kind] ?? ofPack)(event.id),
  ["journal"],
  // Everybody's bell would be asked for with every batch; what an import tells anybody has an entry of its own.
  ...(event.kind === "import" ? [] : [["notices"] as const]),
];

/** One key a question, however many entries came at once in a storm. */
export const uniqueKeys = (keys: readonly LiveKey[]): LiveKey[] => [
  ...new Map(keys.map((key) => [key.join("/"), key])).values(),
];
