import type { Label } from "./label.ts";

/** What is computed: a text in the platform's one formula language (CEL) over named, typed inputs. The platform compiles it. */
export interface Formula {
  readonly id: string;
  readonly name: Label;
  readonly text: string;
  readonly inputs: Readonly<Record<string, "number" | "text" | "flag">>;
  readonly gives: "number" | "text" | "flag";
}

/** Computes a formula over values by name; undefined when it leads nowhere. The platform and the browser bring it. */
export type Evaluate = (text: string, values: Readonly<Record<string, unknown>>) => unknown;

/** How a fact is written in a formula: `lost-where` is `lost_where`, for a hyphen would subtract. */
export const formulaName = (fact: string): string => fact.replaceAll("-", "_");

/** Declares a formula. */
export const defineFormula = <const F extends Formula>(formula: F): F => formula;
