import type { DictionaryImport, ImportAnswers } from "@chengyun/contracts";
import type { TimeKind } from "@chengyun/kernel";

/** What each step of an import is given. */
export interface PaneProps {
  readonly shown: DictionaryImport;
  readonly onStep: (step: number) => void;
}

type Answer = ImportAnswers["patterns"][string];
type Question = DictionaryImport["questions"][number];

/** An answer as a value of a choice. */
export const toChoice = (answer: Answer | undefined): string | undefined =>
  typeof answer === "object" ? `${answer.amount} ${answer.kind}` : answer;

/** What a question can be answered with: a calendar or, where several amounts are written, one of the limits. */
export const choicesOf = ({ choices, limits }: Question, kinds: Readonly<Record<TimeKind, string>>) =>
  limits === undefined
    ? choices.map((kind) => ({ value: toChoice(kind), label: kinds[kind] }))
    : limits.map((one) => ({ value: toChoice(one), label: `${one.amount} ${kinds[one.kind]}` }));

/** The answers to patterns with one more: what was chosen for a question. */
export const withChoice = (
  patterns: ImportAnswers["patterns"],
  { pattern, choices, limits }: Question,
  choice: string,
): ImportAnswers["patterns"] => {
  const meant = [...(limits ?? choices)].find((one) => toChoice(one) === choice);
  return meant === undefined ? patterns : { ...patterns, [pattern]: meant };
};
