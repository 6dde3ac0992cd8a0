import { checkFact, type Fact, type FactFault, type FactValues } from "./fact.ts";
import type { Label } from "./label.ts";

/** What is asked together: an ordered list of facts, each required or not. */
export interface Form {
  readonly id: string;
  readonly name: Label;
  readonly asks: readonly { readonly fact: Fact; readonly required: boolean }[];
}

/** Declares a form. */
export const defineForm = <const F extends Form>(form: F): F => form;

/** Checks answers: every required fact is there, every given one fits, none is unknown to the form. */
export const checkForm = (form: Form, answers: FactValues): FactFault[] => {
  const asked = new Set(form.asks.map((ask) => ask.fact.id));
  const unknown = Object.keys(answers)
    .filter((id) => !asked.has(id))
    .map((id): FactFault => ({ fact: id, code: "unknown" }));
  const faults = form.asks.flatMap(({ fact, required }) => {
    const fault = checkFact(fact, answers[fact.id]);
    return fault !== undefined && (required || fault.code !== "missing") ? [fault] : [];
  });
  return [...faults, ...unknown];
};
