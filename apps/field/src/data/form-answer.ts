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

/** Whether what was answered is another version, or another form, than the move asks now. */
export const hasNewerForm = ({ form }: MoveWriting, offer: MoveOffer | undefined): boolean =>
  offer?.form !== undefined && (form?.id !== offer.form.id || form.version !== offer.form.version);
