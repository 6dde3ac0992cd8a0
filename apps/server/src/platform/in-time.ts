import { createContext, Script } from "node:vm";
import { mayTakeTime } from "@chengyun/formula";
import type { Evaluate } from "@chengyun/kernel";

/** No condition takes longer, whatever it is given; an ordinary one takes some thousandths of this. */
const mostMs = 50;
/** Formulas that were cut are not tried again: each try would hold everybody up that long. */
const mostKept = 500;

const cut = new Set<string>();

/** One room for all: making another each time takes milliseconds. */
const holder: { work: () => unknown } = { work: () => undefined };
const room = createContext(holder);
const script = new Script("work()");

/** Does some work of a formula, and stops it when its time is over; undefined then and ever after. */
export const inTime = (formula: string, work: () => unknown): unknown => {
  if (cut.has(formula)) return undefined;
  holder.work = work;
  try {
    return script.runInContext(room, { timeout: mostMs });
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    if (cut.size >= mostKept) cut.clear();
    cut.add(formula);
    return undefined;
  }
};

/** The same for a way of computing formulas. */
export const inTimeOf =
  (evaluate: Evaluate): Evaluate =>
  (text, values) =>
    mayTakeTime(text) ? inTime(text, () => evaluate(text, values)) : evaluate(text, values);
