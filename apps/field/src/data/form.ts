import type { FormShape, MoveOffer } from "@chengyun/contracts";
import { type FactValues, isBlank, type Label } from "@chengyun/kernel";
import { anchorsOf, type FormDescription, type FormSource } from "@chengyun/ui";
import { useEffect, useMemo, useState } from "react";
import { api } from "./api.ts";
import { useField } from "./state.ts";

/** What a version of a form is kept under on this phone. */
export const formKey = ({ id, version }: { readonly id: string; readonly version: number }): string =>
  `${id}@${version}`;

/** The form a move asks, as this phone keeps it; undefined when it asks none or the version has not come yet. */
export const useAskedForm = (offer: Pick<MoveOffer, "form">): FormDescription | undefined => {
  const { forms } = useField();
  return offer.form === undefined ? undefined : (forms[formKey(offer.form)] as FormDescription | undefined);
};

/** What is known already of what a form asks, with where it comes from; nothing is asked while the net is gone. */
export const useSources = (form: FormDescription | undefined, answers: FactValues): Record<string, FormSource> => {
  const { online } = useField();
  const [sources, setSources] = useState<Record<string, FormSource>>({});
  const anchors = useMemo(() => JSON.stringify(form === undefined ? {} : anchorsOf(form, answers)), [form, answers]);
  useEffect(() => {
    if (form === undefined || anchors === "{}" || !online) return;
    let left = false;
    const ask = async (): Promise<void> => {
      const { items } = await api.knownFacts({ form: form.id, version: form.version, answers: JSON.parse(anchors) });
      const found = items.map(({ fact, value, at, departmentName, formName }) => [
        fact,
        {
          value,
          at,
          from: {
            zh: `${departmentName?.zh ?? ""}《${formName.zh}》`,
            en: [departmentName?.en, formName.en].filter(Boolean).join(", "),
          },
        },
      ]);
      if (!left) setSources(Object.fromEntries(found));
    };
    // Nobody answered: the questions are asked as they are, nothing is filled in.
    ask().catch(() => undefined);
    return () => {
      left = true;
    };
  }, [form, anchors, online]);
  return sources;
};

const isPersonal = (form: FormDescription, id: string): boolean =>
  form.facts[id]?.kind === "person" || form.facts[id]?.personal === true;

/** The answers that may lie in a draft: persons and personal words are typed again rather than left on a phone. */
export const toKeptAnswers = (form: FormDescription | undefined, answers: FactValues): FactValues =>
  form === undefined
    ? {}
    : Object.fromEntries(Object.entries(answers).filter(([id, value]) => !isBlank(value) && !isPersonal(form, id)));

const valueWords = (form: FormDescription, id: string, value: unknown): Label => {
  const choices = form.facts[id]?.choices ?? {};
  const named = (Array.isArray(value) ? value : [value]).map(
    (each) => choices[String(each)] ?? { zh: plain(each), en: plain(each) },
  );
  return { zh: named.map(({ zh }) => zh).join("、"), en: named.map(({ en }) => en).join(", ") };
};

const plain = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.values(value)
    .map((part) => (Array.isArray(part) ? part.join(", ") : String(part)))
    .join(" ");
};

/** Answers as one reads them, for whoever has to decide about them; photos are shown by themselves. */
export const answersToWords = (form: FormDescription, answers: FactValues): { name: Label; value: Label }[] =>
  Object.entries(answers)
    .filter(([id, value]) => !isBlank(value) && form.facts[id] !== undefined && form.facts[id].kind !== "photos")
    .map(([id, value]) => ({ name: form.facts[id]?.name ?? { zh: id, en: id }, value: valueWords(form, id, value) }));

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
