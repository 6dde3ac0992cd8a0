import type { FactShape } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";

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
const kept: ReadonlySet<FactShape["kind"]> = new Set(["department", "area", "choice", "case", "colleague"]);

/** A moment as the zone's wall time, the way a field shows it. */
const toWall = (text: string, aheadMs: number): string =>
  new Date(Date.parse(text) + aheadMs).toISOString().slice(0, "2026-11-20T08:00".length);

/** What a field begins with: the only choice there is, what is proposed, or what was said before. */
const beginOf = ({ id, kind, choices, required, proposed }: FactShape, known: Typed): unknown => {
  const [only, ...more] = Object.keys(choices ?? {});
  return kind === "choice" && required && only !== undefined && more.length === 0 ? only : (proposed ?? known[id]);
};

/** What a form begins with: of the facts asked for, those the subject already has and that are chosen, not written. */
export const toKnown = (facts: readonly FactShape[], known: Typed, aheadMs = 0): Record<string, unknown> => {
  const shown: Record<string, unknown> = {};
  for (const fact of facts) {
    const { id, kind } = fact;
    const ids = Object.keys(fact.choices ?? {});
    const value = beginOf(fact, known);
    // What a fact was before it became a choice is none of them.
    if (kind === "choice" && !ids.includes(String(value))) continue;
    if (isEmpty(value)) continue;
    if (kept.has(kind)) shown[id] = value;
    else if (kind === "time" && typeof value === "string") shown[id] = toWall(value, aheadMs);
  }
  return shown;
};

/** What is asked about before it is sent: the values chosen that somebody has a doubt about, each with why. */
export const doubtsOf = (facts: readonly FactShape[], typed: Typed): readonly Label[] =>
  facts.flatMap(({ id, doubts }) => doubts?.[String(typed[id])] ?? []);
