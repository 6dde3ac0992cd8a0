import type { FormShape, MoveOffer } from "@chengyun/contracts";
import { type FactValues, isBlank, type Label } from "@chengyun/kernel";
import type { FormDescription } from "@chengyun/ui";
import type { MoveWriting } from "./writing.ts";

/** What a version of a form is kept under on this phone. */
export const formKey = ({ id, version }: { readonly id: string; readonly version: number }): string =>
  `${id}@${version}`;

const isPersonal = (form: FormDescription, id: string): boolean =>
  form.facts[id]?.kind === "person" || form.facts[id]?.personal === true;

/** The answers that may lie in a draft: persons and personal words are typed again rather than left on a phone. */
export const toKeptAnswers = (form: FormDescription | undefined, answers: FactValues): FactValues =>
  form === undefined
    ? {}
    : Object.fromEntries(Object.entries(answers).filter(([id, value]) => !isBlank(value) && !isPersonal(form, id)));

type Named = Pick<FormShape["facts"][string], "kind" | "unit" | "choices">;

const nobody: Readonly<Record<string, Label>> = {};

/** A value as one reads it: choices and ids by what they are called, numbers with their unit, a place by its words. */
export const valueWords = (fact: Named, value: unknown, words = nobody): Label => {
  const named = (Array.isArray(value) ? value : [value]).map((each) => {
    if (fact.kind === "flag") return each === true ? { zh: "是", en: "Yes" } : { zh: "否", en: "No" };
    const said = fact.unit === undefined ? plain(each) : `${plain(each)} ${fact.unit}`;
    return fact.choices?.[String(each)] ?? words[String(each)] ?? { zh: said, en: said };
  });
  return { zh: named.map(({ zh }) => zh).join("、"), en: named.map(({ en }) => en).join(", ") };
};

const plain = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return String(value);
  const said = (value as { readonly words?: unknown }).words;
  if (typeof said === "string" && said !== "") return said;
  return Object.values(value)
    .map((part) => (Array.isArray(part) ? part.join(", ") : String(part)))
    .join(" ");
};

/** An answer with the fact it answers; `key` tells rows of a repeated part apart. */
interface Answer<Fact> {
  readonly key: string;
  readonly fact: Fact;
  readonly value: unknown;
}

/** The answers in the order the form asks them, rows of repeated parts one after the other. */
export const listAnswers = (form: FormShape, answers: FactValues): Answer<FormShape["facts"][string]>[] =>
  form.sections.flatMap(({ fields, repeats }) => {
    const rows = repeats === undefined ? [answers] : ((answers[repeats.id] ?? []) as readonly FactValues[]);
    return rows.flatMap((row, index) =>
      fields.flatMap(({ fact: id }) => {
        const fact = form.facts[id];
        return fact === undefined || isBlank(row[id]) ? [] : [{ key: `${index}.${id}`, fact, value: row[id] }];
      }),
    );
  });

/** Answers as one reads them, for whoever has to decide about them; photos are shown by themselves. */
export const answersToWords = (form: FormDescription, answers: FactValues): { name: Label; value: Label }[] =>
  Object.entries(answers).flatMap(([id, value]) => {
    const fact = form.facts[id];
    if (isBlank(value) || fact === undefined || fact.kind === "photos") return [];
    return [{ name: fact.name, value: valueWords(fact, value) }];
  });

/** Facts of a writing parted into what its form asked and the rest; all is the rest when the form is not here. */
export const partAnswers = (
  form: FormShape | undefined,
  facts: FactValues,
): { readonly answers: FactValues; readonly others: FactValues } => {
  const rows = new Set(form?.sections.flatMap(({ repeats }) => repeats?.id ?? []));
  const isAsked = (id: string): boolean => form?.facts[id] !== undefined || rows.has(id);
  const entries = Object.entries(facts);
  return {
    answers: Object.fromEntries(entries.filter(([id]) => isAsked(id))),
    others: Object.fromEntries(entries.filter(([id]) => !isAsked(id))),
  };
};

/** Whether what was answered is another version, or another form, than the move asks now. */
export const hasNewerForm = ({ form }: MoveWriting, offer: MoveOffer | undefined): boolean =>
  offer !== undefined && (form?.id !== offer.form?.id || form?.version !== offer.form?.version);
