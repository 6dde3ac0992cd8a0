import type { FactShape } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";

/** The fact of a move that takes photos, and how many there must be. */
export const photoWish = (facts: readonly FactShape[]): { fact: FactShape; needed: number } | undefined => {
  const fact = facts.find(({ kind }) => kind === "photos");
  return fact === undefined ? undefined : { fact, needed: fact.required ? 1 : 0 };
};

/** What has to be chosen and leaves no choice is chosen already. */
export const onlyChoices = (facts: readonly FactShape[]): Record<string, string> =>
  Object.fromEntries(
    facts.flatMap(({ id, kind, required, choices }) => {
      const [only, ...others] = Object.keys(choices ?? {});
      return kind === "choice" && required && only !== undefined && others.length === 0 ? [[id, only]] : [];
    }),
  );

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "";

/** Facts that must be given and are not. */
export const missingFacts = (facts: readonly FactShape[], typed: Readonly<Record<string, unknown>>): FactShape[] =>
  facts.filter((fact) => fact.required && fact.kind !== "photos" && isEmpty(typed[fact.id]));

/** What is sent: what is empty is left out, times are moments of the zone. */
export const toFacts = (
  facts: readonly FactShape[],
  typed: Readonly<Record<string, unknown>>,
  aheadMs: number,
): Record<string, unknown> =>
  Object.fromEntries(
    facts
      .filter(({ id, kind }) => kind !== "photos" && !isEmpty(typed[id]))
      .map(({ id, kind }) => [
        id,
        kind === "time" ? new Date(Date.parse(`${String(typed[id])}Z`) - aheadMs).toISOString() : typed[id],
      ]),
  );

/** What was typed as one reads it: choices by their names, departments by theirs. */
export const toWords = (
  facts: readonly FactShape[],
  typed: Readonly<Record<string, unknown>>,
  departments: readonly { readonly id: string; readonly name: Label }[],
): { name: Label; value: Label }[] =>
  facts
    .filter(({ id, kind }) => kind !== "photos" && !isEmpty(typed[id]))
    .map((fact) => {
      const plain = String(typed[fact.id]);
      const named =
        fact.kind === "department" ? departments.find(({ id }) => id === plain)?.name : fact.choices?.[plain];
      return { name: fact.name, value: named ?? { zh: plain, en: plain } };
    });
