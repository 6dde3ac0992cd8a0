import type { FactValues, Flow, Move } from "@chengyun/kernel";
import type { Context } from "./context.ts";
import type { Subject } from "./subject.ts";

/** Answers of a move whose table names a form. */
export interface GivenAnswers {
  readonly subject: Subject;
  readonly flow: Flow;
  readonly name: string;
  readonly move: Move;
  readonly facts: FactValues;
  /** Version the answers were given to; the newest when absent. */
  readonly formVersion: number | undefined;
}

/** How forms are judged and kept; filled by the module of forms. */
export interface FormPort {
  /**
   * Judges the answers of a move's form, keeps them with their version and what is personal in the vault. Gives the
   * answers as they may lie in plain tables and the journal, and which form in which version it was. Fails with `subject.missing-facts`, each fault with its place.
   */
  readonly take: (
    ctx: Context,
    given: GivenAnswers,
  ) => Promise<{ readonly answers: FactValues; readonly form: string }>;
  /** Form that a keeper attached to a move of a flow. */
  readonly ofMove: (ctx: Context, flow: Flow, name: string) => Promise<string | undefined>;
  /** Forms that a keeper attached to categories, by the place each was attached at. */
  readonly ofCategories: (ctx: Context) => Promise<ReadonlyMap<string, string>>;
  /** Newest published version of a form; undefined when there is none. */
  readonly newest: (ctx: Context, form: string) => Promise<number | undefined>;
}
