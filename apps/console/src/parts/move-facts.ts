import type { FactShape } from "@chengyun/contracts";

/** What a form holds, by fact. */
export type Typed = Readonly<Record<string, unknown>>;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** The zone's wall time of a field as a moment. */
const toMoment = (text: string, aheadMs: number): string => new Date(Date.parse(`${text}Z`) - aheadMs).toISOString();

/** The facts to send with a move: what is empty is left out, times are moments. */
export const toFacts = (facts: readonly FactShape[], typed: Typed, aheadMs: number): Record<string, unknown> => {
  const given: Record<string, unknown> = {};
  for (const fact of facts) {
    const value = typed[fact.id];
    if (isEmpty(value)) continue;
    given[fact.id] = fact.kind === "time" && typeof value === "string" ? toMoment(value, aheadMs) : value;
  }
  return given;
};

/** Words and pictures are made anew for every move; what was chosen once stays chosen. */
const kept: ReadonlySet<FactShape["kind"]> = new Set(["department", "area", "choice", "case"]);

/** What a form begins with: of the facts asked for, those the subject already has and that are chosen, not written. */
export const toKnown = (facts: readonly FactShape[], known: Typed): Record<string, unknown> =>
  Object.fromEntries(
    facts.filter(({ id, kind }) => kept.has(kind) && !isEmpty(known[id])).map(({ id }) => [id, known[id]]),
  );
