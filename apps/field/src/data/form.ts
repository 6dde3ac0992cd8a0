import type { MoveOffer } from "@chengyun/contracts";
import type { FactValues } from "@chengyun/kernel";
import { anchorsOf, type FormDescription, type FormSource } from "@chengyun/ui";
import { useEffect, useMemo, useState } from "react";
import { api } from "./api.ts";
import { formKey } from "./form-answer.ts";
import { useField } from "./state.ts";

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
