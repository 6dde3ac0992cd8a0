import type { Label } from "./label.ts";

/** One question: a fact of the dictionary, in its place in a form. */
export interface FormField {
  /** Id of the fact asked. */
  readonly fact: string;
  readonly required?: boolean;
  /** Formula over earlier answers: asked only when it holds. */
  readonly shownWhen?: string;
  /** A hint under the field, for this form. */
  readonly help?: Label;
}

/** Fields under one heading; as many times as there are rows when it repeats. */
export interface FormSection {
  readonly name: Label;
  readonly fields: readonly FormField[];
  readonly shownWhen?: string;
  /** Asked row by row; the rows are one answer under this id. */
  readonly repeats?: { readonly id: string; readonly atLeast?: number; readonly atMost?: number };
}

/** What must hold across fields, as a formula, and what to say at which field when it does not. */
export interface FormCheck {
  readonly formula: string;
  readonly says: Label;
  readonly at: string;
}

/** What is asked together. A published version is never changed: an answer keeps the version it was given to. */
export interface Form {
  readonly id: string;
  readonly version: number;
  readonly name: Label;
  readonly sections: readonly FormSection[];
  readonly checks?: readonly FormCheck[];
}

/** Declares a form. */
export const defineForm = <const F extends Form>(form: F): F => form;

/** Most rows of a section that repeats and says none. */
export const mostRows = 50;

/** Ids of all facts a form asks, in its order. */
export const factsOf = (form: Form): string[] => [
  ...new Set(form.sections.flatMap(({ fields }) => fields.map(({ fact }) => fact))),
];
