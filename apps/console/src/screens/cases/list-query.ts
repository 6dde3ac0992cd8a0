import { type CaseColumn, caseColumns } from "@chengyun/contracts";
import type { Asked } from "../../frame/go.ts";
import { toSeveral } from "../../frame/several.ts";

/** Names of the address that narrow the list; what a view keeps of it. */
const filterNames = [
  "stage",
  "category",
  "department",
  "area",
  "severity",
  "channel",
  "urgent",
  "late",
  "thing",
  "q",
  "box",
  "from",
  "to",
] as const;

type Filters = { readonly [Name in Exclude<(typeof filterNames)[number], "late" | "urgent">]?: string | undefined };

/** What the server is asked for the list of an address. */
export interface ListQuery extends Filters {
  readonly open: "true" | "false" | undefined;
  readonly late: "late" | "near" | undefined;
  readonly urgent: "true" | "false" | undefined;
  readonly order: "due" | "new" | "old";
}

/** Which cases are shown: those still open unless the address says otherwise. */
export type Shown = "open" | "ended" | "all";

export const toShown = (asked: Asked): Shown => {
  const { state } = asked as { state?: string };
  return state === "ended" || state === "all" ? state : "open";
};

const openOf: Readonly<Record<Shown, ListQuery["open"]>> = { open: "true", ended: "false", all: undefined };

const toOrder = (asked: Asked): ListQuery["order"] => {
  const order = asked["order"];
  if (order === "new" || order === "old") return order;
  // What has ended has no deadline any more to be ordered by.
  return toShown(asked) === "open" ? "due" : "new";
};

const toLate = ({ late }: { readonly late?: string | undefined }): ListQuery["late"] =>
  late === "late" || late === "near" ? late : undefined;

const toUrgent = ({ urgent }: { readonly urgent?: string | undefined }): ListQuery["urgent"] =>
  urgent === "true" || urgent === "false" ? urgent : undefined;

/** Reads the address of the list. */
export const toListQuery = (asked: Asked): ListQuery => ({
  ...Object.fromEntries(filterNames.map((name) => [name, asked[name]])),
  open: openOf[toShown(asked)],
  late: toLate(asked as { late?: string }),
  urgent: toUrgent(asked as { urgent?: string }),
  order: toOrder(asked),
});

/** Columns of a list nobody arranged. */
export const usualColumns: readonly CaseColumn[] = [
  "severity",
  "title",
  "left",
  "stage",
  "department",
  "area",
  "opened",
  "no",
];

const isColumn = (id: string): id is CaseColumn => (caseColumns as readonly string[]).includes(id);

/** Columns the address names, in its order; the usual ones when it names none that exist. */
export const toColumns = (asked: Asked): readonly CaseColumn[] => {
  const named = toSeveral(asked["columns"]).filter(isColumn);
  return named.length === 0 ? usualColumns : [...new Set(named)];
};

/** What a view keeps of an address: filters, state and order, not what is selected. */
export const toKept = (asked: Asked): Record<string, string> =>
  Object.fromEntries(
    [...filterNames, "state", "order"].flatMap((name) => {
      const value = asked[name];
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );

/** An address that asks for nothing: every filter taken off, and with them the kept list they were. */
export const noFilters: Asked = Object.fromEntries(
  [...filterNames, "state", "order", "view"].map((name) => [name, undefined]),
);

/** How the list of an address stands to a kept list it names: it is that, it began as that, or it is no more. */
export const likenessToView = (asked: Asked, query: Readonly<Record<string, string>>): "same" | "changed" | "none" => {
  const [now, kept] = [toKept(asked), toKept(query)];
  const names = new Set([...Object.keys(now), ...Object.keys(kept)]);
  if ([...names].every((name) => now[name] === kept[name])) return "same";
  return Object.keys(now).length === 0 ? "none" : "changed";
};
