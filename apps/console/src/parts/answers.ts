import type { FactShape } from "@chengyun/contracts";
import type { Fact, FactValues, FormFault } from "@chengyun/kernel";
import { type FormDescription, fillKnown, judgeForm, toSent, zoneAhead } from "@chengyun/ui";
import { useEffect, useState } from "react";
import { ProblemError } from "../data/api.ts";
import { serverNow } from "../data/clock.ts";
import { useSources } from "../data/form.ts";

/** Faults of the server at places of a form, as the form shows them. */
export const faultsOf = (fault: unknown): FormFault[] =>
  fault instanceof ProblemError
    ? (fault.problem.faults ?? [])
        .filter(({ path }) => path.startsWith("facts."))
        .map(({ path, code, text }) => ({
          path: path.slice("facts.".length),
          code: code as FormFault["code"],
          ...(text === undefined ? {} : { says: { zh: text, en: text } }),
        }))
    : [];

/** The answers to a form: what is known fills what nobody typed; sending tells what is still wrong. */
export const useAnswers = (form: FormDescription | undefined, start: FactValues, zone: string) => {
  const [answers, setAnswers] = useState<FactValues>(start);
  const [isTried, setTried] = useState(false);
  const sources = useSources(form, answers);
  useEffect(() => setAnswers((now) => fillKnown(now, sources)), [sources]);
  /** The facts to send, or nothing while something is wrong: the form says what. */
  const take = (): Record<string, unknown> | undefined => {
    if (form === undefined) return {};
    setTried(true);
    const facts = toSent(form, answers, zoneAhead(serverNow(), zone));
    return judgeForm(form, facts).length === 0 ? facts : undefined;
  };
  return { answers, setAnswers, isTried, sources, take };
};

/** A form made of facts alone, for a move whose table names none. */
export const formOfFacts = (facts: readonly FactShape[], name: FormDescription["name"]): FormDescription => ({
  id: "facts",
  version: 1,
  name,
  sections: [{ name, fields: facts.map(({ id, required }) => ({ fact: id, required })) }],
  facts: Object.fromEntries(facts.map((fact) => [fact.id, fact as Fact])),
});
