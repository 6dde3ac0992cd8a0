import type { FactDefinition, FormDraft, FormShape } from "@chengyun/contracts";
import type { FactValues } from "@chengyun/kernel";
import { anchorsOf, type FormDescription, type FormSource } from "@chengyun/ui";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, queryClient } from "./api.ts";

export const useFacts = () => useQuery({ queryKey: ["facts"], queryFn: api.facts });

export const useForms = () => useQuery({ queryKey: ["forms"], queryFn: api.forms });

export const useFormDesign = (id: string) =>
  useQuery({ queryKey: ["form", id], queryFn: () => api.formDesign(id), retry: false });

export const useFormVersions = (key: string) =>
  useQuery({ queryKey: ["form-versions", key], queryFn: () => api.formVersions(key), enabled: key !== "" });

/** A published version never changes: once asked it is never asked again. */
export const useFormVersion = (form: { readonly id: string; readonly version: number } | undefined) =>
  useQuery({
    queryKey: ["form-version", form?.id, form?.version],
    queryFn: () => api.formVersion(form?.id ?? "", form?.version ?? "newest"),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: form !== undefined,
  });

/** The contract's form as the parts of ui know it: the same data. */
export const toDescription = (form: FormShape): FormDescription => form as FormDescription;

const changed = () => {
  const nouns = ["facts", "forms", "form", "form-versions", "moves"];
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => nouns.includes(String(queryKey[0])) });
};

export const useAddFact = () =>
  useMutation({ mutationFn: (fact: FactDefinition) => api.addFact({ fact }), onSuccess: changed });

interface Moved {
  readonly id: string;
  readonly version: number;
  readonly move: string;
  readonly facts: FactValues;
}

/** A move of a fact of the dictionary. */
export const useMoveFact = () =>
  useMutation({
    mutationFn: ({ id, version, move, facts }: Moved) =>
      api.move({ plural: "facts", id }, move, { version, facts: { ...facts } }),
    onSettled: changed,
  });

export const useAddForm = () => useMutation({ mutationFn: (form: FormDraft) => api.addForm(form), onSuccess: changed });

/** A move of a form: saving its draft, publishing, revising. */
export const useMoveForm = () =>
  useMutation({
    mutationFn: ({ id, version, move, facts }: Moved) =>
      api.move({ plural: "forms", id }, move, { version, facts: { ...facts } }),
    onSettled: changed,
  });

/** Where a form may be attached today. */
export const useFormPlaces = () => useQuery({ queryKey: ["forms", "places"], queryFn: api.formPlaces });

/** What asks which form changed: categories are asked for again, too. */
const askedChanged = () =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey }) => ["forms", "form", "moves", "categories", "case-types"].includes(String(queryKey[0])),
  });

export const useAttachForm = (id: string) =>
  useMutation({ mutationFn: (places: readonly string[]) => api.attachForm(id, places), onSettled: askedChanged });

export const useDetachForm = (id: string) =>
  useMutation({ mutationFn: (places: readonly string[]) => api.detachForm(id, places), onSettled: askedChanged });

/** What is known already of what a form asks, by fact, with where each comes from. */
export const useSources = (form: FormDescription | undefined, answers: FactValues): Record<string, FormSource> => {
  const anchors = useMemo(() => (form === undefined ? {} : anchorsOf(form, answers)), [form, answers]);
  const { data } = useQuery({
    queryKey: ["known", form?.id, form?.version, anchors],
    queryFn: () => api.knownFacts({ form: form?.id ?? "", version: form?.version ?? 1, answers: anchors }),
    enabled: form !== undefined && Object.keys(anchors).length > 0,
    placeholderData: keepPreviousData,
  });
  return useMemo(
    () =>
      Object.fromEntries(
        (Object.keys(anchors).length === 0 ? [] : (data?.items ?? [])).map((known) => [
          known.fact,
          {
            value: known.value,
            at: known.at,
            from: {
              zh: [known.departmentName?.zh, `《${known.formName.zh}》`].filter(Boolean).join(""),
              en: [known.departmentName?.en, known.formName.en].filter(Boolean).join(", "),
            },
          },
        ]),
      ),
    [anchors, data],
  );
};
