import type { Label } from "./label.ts";

/** What is told: a template in both languages with `{name}` places, and the entry that causes it. */
export interface NoticeType {
  readonly id: string;
  /** Journal entry type that causes the notice, e.g. `case.dispatched`. */
  readonly on: string;
  readonly text: Label;
  /** Who is told: the subject's departments, or everyone holding a permission in its area. */
  readonly to: "departments" | { readonly permission: string };
}

/** Declares a notice. */
export const defineNotice = <const N extends NoticeType>(notice: N): N => notice;

/** Fills the `{name}` places of a text; an unknown place stays visible, so that a mistake is seen. */
export const fillText = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{([a-zA-Z]+)\}/g, (place, name: string) => values[name] ?? place);
