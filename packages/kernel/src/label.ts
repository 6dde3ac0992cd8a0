/** A text a person sees, in the two languages of the platform, Chinese first. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** The languages every label speaks. */
export type Language = keyof Label;
