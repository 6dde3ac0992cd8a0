import { goesRound, refuseCost } from "@chengyun/formula";
import type { Formula } from "@chengyun/kernel";
import { Environment } from "@marcbachmann/cel-js";
import { inTime } from "./in-time.ts";

/** A formula ready to be computed. The result is undefined when the inputs lead nowhere (a division by zero, a missing key). */
export type Compiled = (
  inputs: Readonly<Record<string, number | string | boolean>>,
) => number | string | boolean | undefined;

const celTypes = { number: "double", text: "string", flag: "bool" } as const;

/** Nothing a person writes as a formula is larger; what is, is an attack on the parser. */
const limits = { maxAstNodes: 2_000, maxDepth: 60, maxListElements: 100, maxMapEntries: 100 };

/** Compiles a formula in the one formula language (CEL): its inputs typed, its result as declared; or says what is wrong. */
export const compileFormula = (formula: Formula): { compute: Compiled } | { fault: string } => {
  const environment = new Environment({ unlistedVariablesAreDyn: false, limits });
  for (const [name, type] of Object.entries(formula.inputs)) environment.registerVariable(name, celTypes[type]);
  try {
    const parsed = environment.parse(formula.text);
    const dear = refuseCost(parsed.ast);
    if (dear !== undefined) return { fault: `formula ${formula.id}: ${dear}` };
    const checked = parsed.check();
    if (!checked.valid) return { fault: `formula ${formula.id}: ${checked.error?.message ?? "does not check"}` };
    if (checked.type !== celTypes[formula.gives])
      return { fault: `formula ${formula.id}: gives ${checked.type}, and ${celTypes[formula.gives]} was declared` };
    const mayLast = goesRound(parsed.ast);
    return {
      compute: (inputs) => {
        try {
          return (mayLast ? inTime(formula.text, () => parsed(inputs)) : parsed(inputs)) as
            | number
            | string
            | boolean
            | undefined;
        } catch {
          // The language throws on what a value can do wrong; that the formula itself is sound was checked above.
          return undefined;
        }
      },
    };
  } catch (error) {
    return { fault: `formula ${formula.id}: ${(error as Error).message}` };
  }
};
