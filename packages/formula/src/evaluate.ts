import type { Evaluate, RefuseFormula } from "@chengyun/kernel";
import { Environment } from "@marcbachmann/cel-js";
import { goesRound, refuseCost } from "./cost.ts";

/** Nothing a person writes as a condition is larger; what is, is an attack on the parser. */
const limits = { maxAstNodes: 500, maxDepth: 40, maxListElements: 100, maxMapEntries: 100 };

/** Formulas of forms are few and come again with every key pressed. */
const mostKept = 500;

type Parsed = ReturnType<Environment["parse"]>;

const open = new Environment({ unlistedVariablesAreDyn: true, limits });
const parsed = new Map<string, Parsed | undefined>();

const parse = (text: string): Parsed | undefined => {
  if (parsed.has(text)) return parsed.get(text);
  if (parsed.size >= mostKept) parsed.clear();
  let made: Parsed | undefined;
  try {
    const read = open.parse(text);
    made = refuseCost(read.ast) === undefined ? read : undefined;
  } catch {
    // The language throws on what is no formula; whoever wrote it was told by `refuseFormula`.
    made = undefined;
  }
  parsed.set(text, made);
  return made;
};

/** Whether a formula's time is more than that of its text: whoever computes those of others puts a limit to it. */
export const mayTakeTime = (text: string): boolean => goesRound(parse(text)?.ast);

/** The formula language over answers of any kind, in the server and in the browser alike. */
export const evaluate: Evaluate = (text, values) => {
  try {
    return parse(text)?.(values as Record<string, unknown>);
  } catch {
    // A value that is not there yet, or of another kind than the formula expects: it leads nowhere.
    return undefined;
  }
};

/** Why a condition can't be taken: it is no formula, names what is not there, or gives something else than yes or no. */
export const refuseFormula: RefuseFormula = (text, names) => {
  const known = new Environment({ unlistedVariablesAreDyn: false, limits });
  try {
    for (const name of new Set(names)) known.registerVariable(name, "dyn");
    const read = known.parse(text);
    const dear = refuseCost(read.ast);
    if (dear !== undefined) return dear;
    const checked = read.check();
    if (!checked.valid) return (checked.error?.message ?? "does not check").split("\n")[0];
    return checked.type === "bool" || checked.type === "dyn" ? undefined : `gives ${checked.type}, not yes or no`;
  } catch (error) {
    return (error as Error).message.split("\n")[0];
  }
};
