import type { CaseRow, Destinations, FactShape, MoveOffer } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";

/** The chosen cases of one category in one stage, with what the first of them offers; the others are asked for the same. */
export interface BulkGroup {
  /** Category and stage. */
  readonly key: string;
  readonly stage: string;
  readonly name: CaseRow["categoryName"];
  readonly rows: readonly CaseRow[];
  readonly offers: readonly MoveOffer[];
  /** What could be done with the first now, but with each by itself only. */
  readonly alone: readonly MoveOffer[];
}

/** Why a move is made of one case at a time: a photo proves one place, a form asks about one case. */
export const whyAlone = ({ facts, form }: MoveOffer): "photos" | "form" | undefined => {
  if (facts.some(({ kind, required }) => kind === "photos" && required)) return "photos";
  return form === undefined ? undefined : "form";
};

/** What can be done now, of many at once and of each by itself. */
export const partOffers = (offers: readonly MoveOffer[]): Pick<BulkGroup, "offers" | "alone"> => {
  const now = offers.filter(({ whyNot }) => whyNot === undefined);
  return {
    offers: now.filter((offer) => whyAlone(offer) === undefined),
    alone: now.filter((offer) => whyAlone(offer) !== undefined),
  };
};

/** A move that is made of one case at a time, why, and of which of the chosen. */
export interface AloneMove {
  readonly move: string;
  readonly name: MoveOffer["name"];
  readonly why: "photos" | "form";
  readonly groups: readonly BulkGroup[];
}

/** Moves that can't be made of many, with the groups whose cases could make them one by one. */
export const listAlone = (groups: readonly BulkGroup[]): readonly AloneMove[] => {
  const moves = new Map<string, AloneMove>();
  for (const group of groups)
    for (const offer of group.alone) {
      const why = whyAlone(offer);
      if (why === undefined) continue;
      const key = `${offer.move} ${why}`;
      moves.set(key, { move: offer.move, name: offer.name, why, groups: [...(moves.get(key)?.groups ?? []), group] });
    }
  return [...moves.values()];
};

/** The group a case is in. */
export const keyOf = ({ category, stage }: Pick<CaseRow, "category" | "stage">): string => `${category} ${stage}`;

/** Cases by category and stage, in the order they were chosen. */
export const groupRows = (chosen: readonly CaseRow[]): readonly (readonly [CaseRow, ...CaseRow[]])[] => {
  const groups = new Map<string, [CaseRow, ...CaseRow[]]>();
  for (const row of chosen) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
};

/** Moves that some group can make, as the first that can offers them. */
export const listOffers = (groups: readonly BulkGroup[]): readonly MoveOffer[] =>
  [
    ...new Map(
      groups
        .flatMap(({ offers }) => offers)
        .map((offer) => [offer.move, offer] as const)
        .reverse(),
    ).values(),
  ].reverse();

const offerOf = ({ offers }: BulkGroup, move: string | undefined): MoveOffer | undefined =>
  offers.find((offer) => offer.move === move);

/** Groups that can make a move. */
export const movingIn = (groups: readonly BulkGroup[], move: string | undefined): readonly BulkGroup[] =>
  groups.filter((group) => offerOf(group, move) !== undefined);

/** Facts of a move that are asked once for all, and those whose choices are each category's own. */
export const splitFacts = (
  groups: readonly BulkGroup[],
  move: string | undefined,
): { readonly shared: readonly FactShape[]; readonly own: ReadonlySet<string> } => {
  const shown = movingIn(groups, move).map((group) =>
    (offerOf(group, move)?.facts ?? []).filter(({ kind }) => kind !== "photos"),
  );
  const [first = []] = shown;
  const said = (facts: readonly FactShape[], id: string): string =>
    JSON.stringify(facts.find((fact) => fact.id === id)?.choices ?? null);
  const own = new Set(
    first.filter(({ id }) => shown.some((facts) => said(facts, id) !== said(first, id))).map(({ id }) => id),
  );
  return { shared: first.filter(({ id }) => !own.has(id)), own };
};

/** What is asked of one group alone. */
export const ownFacts = (group: BulkGroup, move: string | undefined, own: ReadonlySet<string>): readonly FactShape[] =>
  (offerOf(group, move)?.facts ?? []).filter(({ id }) => own.has(id));

/** Cases that the rules send to one department. */
export interface RuledGroup {
  readonly departmentId: string;
  readonly name: CaseRow["categoryName"];
  readonly rows: readonly CaseRow[];
}

/** Where the rules send the chosen: by department, most first, and apart those that they send nowhere, each with the reason. */
export const partRuled = (
  rows: readonly CaseRow[],
  { items }: Destinations,
): { readonly ruled: readonly RuledGroup[]; readonly unruled: readonly { row: CaseRow; why: Label | undefined }[] } => {
  const byId = new Map(items.map((one) => [one.id, one]));
  const groups = new Map<string, RuledGroup>();
  const unruled: { row: CaseRow; why: Label | undefined }[] = [];
  for (const row of rows) {
    const { departmentId, departmentName: name, why } = byId.get(row.id) ?? {};
    if (departmentId === undefined || name === undefined) unruled.push({ row, why });
    else groups.set(departmentId, { departmentId, name, rows: [...(groups.get(departmentId)?.rows ?? []), row] });
  }
  return { ruled: [...groups.values()].sort((one, other) => other.rows.length - one.rows.length), unruled };
};

/** A chosen case that was not asked to move. */
export interface Skipped {
  readonly row: CaseRow;
  /** Its stage has no such move; somebody left its group out; the rules send it nowhere, with the reason where known. */
  readonly because: "stage" | "left" | { readonly unruled: Label | undefined };
}

/** Which of the chosen a move passes over, and why. */
export const listSkipped = (
  groups: readonly BulkGroup[],
  move: string,
  { left, unruled }: { readonly left: ReadonlySet<string>; readonly unruled: ReturnType<typeof partRuled>["unruled"] },
): readonly Skipped[] => {
  const able = new Set(movingIn(groups, move));
  return [
    ...groups.flatMap((group): Skipped[] => {
      if (able.has(group) && !left.has(group.key)) return [];
      return group.rows.map((row) => ({ row, because: able.has(group) ? "left" : "stage" }));
    }),
    ...unruled.map(({ row, why }): Skipped => ({ row, because: { unruled: why } })),
  ];
};
