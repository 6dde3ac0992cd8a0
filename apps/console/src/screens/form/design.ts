import type { FactEntry, FormDraft } from "@chengyun/contracts";
import type { Fact, FactTable } from "@chengyun/kernel";
import type { FormDescription } from "@chengyun/ui";

type Section = FormDraft["sections"][number];
type Field = Section["fields"][number];

/** Where a field stands in a form. */
export interface FieldPlace {
  readonly section: number;
  readonly field: number;
}

const replaceAt = <Item>(items: readonly Item[], at: number, change: (item: Item) => Item): Item[] =>
  items.map((item, index) => (index === at ? change(item) : item));

/** Changes one section; undefined parts are taken away. */
export const changeSection = (form: FormDraft, at: number, change: (section: Section) => Section): FormDraft => ({
  ...form,
  sections: replaceAt(form.sections, at, change),
});

/** Changes one field. */
export const changeField = (
  form: FormDraft,
  { section, field }: FieldPlace,
  change: (field: Field) => Field,
): FormDraft => changeSection(form, section, (one) => ({ ...one, fields: replaceAt(one.fields, field, change) }));

/** Adds a fact as the last field of a section. */
export const addField = (form: FormDraft, section: number, fact: string): FormDraft =>
  changeSection(form, section, (one) => ({ ...one, fields: [...one.fields, { fact }] }));

/** Takes a field away. */
export const removeField = (form: FormDraft, { section, field }: FieldPlace): FormDraft =>
  changeSection(form, section, (one) => ({ ...one, fields: one.fields.filter((_, index) => index !== field) }));

/** Puts a field before another place, in its own section or in another. */
export const moveField = (form: FormDraft, from: FieldPlace, to: FieldPlace): FormDraft => {
  const moved = form.sections[from.section]?.fields[from.field];
  if (moved === undefined) return form;
  const without = removeField(form, from);
  const isAfter = from.section === to.section && from.field < to.field;
  const at = isAfter ? to.field - 1 : to.field;
  return changeSection(without, to.section, (one) => ({ ...one, fields: one.fields.toSpliced(at, 0, moved) }));
};

/** Where a fact is asked now. */
export const placeOf = (form: FormDraft, fact: string): FieldPlace | undefined => {
  const section = form.sections.findIndex(({ fields }) => fields.some((field) => field.fact === fact));
  if (section === -1) return undefined;
  return { section, field: form.sections[section]?.fields.findIndex((field) => field.fact === fact) ?? 0 };
};

/** One step up or down; at the edge of a section into the next one. */
export const stepField = (form: FormDraft, place: FieldPlace, by: -1 | 1): FormDraft => {
  const { section, field } = place;
  const size = form.sections[section]?.fields.length ?? 0;
  if (by === -1 && field > 0) return moveField(form, place, { section, field: field - 1 });
  if (by === 1 && field < size - 1) return moveField(form, place, { section, field: field + 2 });
  const next = form.sections[section + by];
  if (next === undefined) return form;
  return moveField(form, place, { section: section + by, field: by === -1 ? next.fields.length : 0 });
};

/** Facts that are not asked yet. */
export const freeFacts = (form: FormDraft, facts: readonly FactEntry[]): FactEntry[] => {
  const asked = new Set(form.sections.flatMap(({ fields }) => fields.map(({ fact }) => fact)));
  return facts.filter(({ fact, stage }) => !asked.has(fact.id) && stage !== "retired");
};

/** The dictionary by id. */
export const tableOf = (facts: readonly FactEntry[]): FactTable =>
  Object.fromEntries(facts.map(({ fact }) => [fact.id, fact as Fact]));

/** The draft as it would be asked. */
export const toPreview = (draft: FormDraft, facts: FactTable): FormDescription =>
  ({ ...draft, version: 1, facts }) as FormDescription;

/** One difference between two versions: which fact or section, and what became of it. */
export interface Difference {
  readonly what: "added" | "removed" | "moved" | "changed";
  readonly fact: string;
}

const fieldsOf = (form: FormDraft): Map<string, { readonly at: string; readonly said: string }> =>
  new Map(
    form.sections.flatMap(({ name, fields, shownWhen, repeats }, section) =>
      fields.map((field, index) => [
        field.fact,
        { at: `${section}.${index}`, said: JSON.stringify([field, name, shownWhen, repeats]) },
      ]),
    ),
  );

/** What is different in the newer of two versions, question by question. */
export const compareForms = (older: FormDraft, newer: FormDraft): Difference[] => {
  const [was, now] = [fieldsOf(older), fieldsOf(newer)];
  const gone = [...was.keys()].filter((fact) => !now.has(fact)).map((fact): Difference => ({ what: "removed", fact }));
  const rest = [...now].flatMap(([fact, { at, said }]): Difference[] => {
    const before = was.get(fact);
    if (before === undefined) return [{ what: "added", fact }];
    if (before.said !== said) return [{ what: "changed", fact }];
    return before.at === at ? [] : [{ what: "moved", fact }];
  });
  return [...gone, ...rest];
};
