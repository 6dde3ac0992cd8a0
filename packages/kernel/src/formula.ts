import type { Label } from "./label.ts";

/** What is computed: a text in the platform's one formula language (CEL) over named, typed inputs. The platform compiles it. */
export interface Formula {
  readonly id: string;
  readonly name: Label;
  readonly text: string;
  readonly inputs: Readonly<Record<string, "number" | "text" | "flag">>;
  readonly gives: "number" | "text" | "flag";
}

/** Declares a formula. */
export const defineFormula = <const F extends Formula>(formula: F): F => formula;
