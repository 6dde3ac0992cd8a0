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
