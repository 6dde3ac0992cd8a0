import { createContext, Script } from "node:vm";
import { mayTakeTime } from "@chengyun/formula";
import type { Evaluate } from "@chengyun/kernel";

/** No condition takes longer, whatever it is given; an ordinary one takes some thousandths of this. */
const mostMs = 50;
/** What was stopped without having worked for this long stood still itself, as under load; it is tried again at once. */
const workedMs = mostMs / 2;
const mostTries = 3;
/** Cuts in a row after which a formula is too dear: each try holds everybody up. */
const mostCuts = 5;
/** How long a formula that is too dear isn't tried; and how often at most its cuts are told. */
const restMs = 60_000;
const mostKept = 500;

/** What work is stopped and measured by. */
export interface Stopwatch {
  /** Does work for so long at most; undefined when it was stopped. */
  readonly run: (work: () => unknown, mostMs: number) => { readonly result: unknown } | undefined;
  readonly now: () => number;
  /** Milliseconds for which this process has worked. */
  readonly worked: () => number;
}

/** A formula that was cut, how often in a row, and whether it rests now. */
export interface Cut {
  readonly formula: string;
  readonly cuts: number;
  readonly rests: boolean;
}

interface Standing {
  cuts: number;
  restsUntil: number;
  toldUntil: number;
}

/** A way to do some work of a formula and to stop it when its time is over: undefined then, and while the formula rests. */
export const openInTime = ({ run, now, worked }: Stopwatch, tell: (cut: Cut) => void) => {
  const standings = new Map<string, Standing>();
  const standingOf = (formula: string): Standing => {
    const known = standings.get(formula);
    if (known !== undefined) return known;
    if (standings.size >= mostKept) standings.clear();
    const fresh: Standing = { cuts: 0, restsUntil: 0, toldUntil: 0 };
    standings.set(formula, fresh);
    return fresh;
  };
  const noteCut = (formula: string): void => {
    const standing = standingOf(formula);
    standing.cuts += 1;
    const rests = standing.cuts >= mostCuts;
    if (rests) standing.restsUntil = now() + restMs;
    if (standing.toldUntil > now()) return;
    standing.toldUntil = now() + restMs;
    tell({ formula, cuts: standing.cuts, rests });
  };
  const attempt = (work: () => unknown): ReturnType<Stopwatch["run"]> => {
    for (let tries = 1; ; tries += 1) {
      const before = worked();
      const done = run(work, mostMs);
      if (done !== undefined || tries === mostTries || worked() - before >= workedMs) return done;
    }
  };
  return (formula: string, work: () => unknown): unknown => {
    const standing = standings.get(formula);
    if (standing !== undefined && standing.restsUntil > now()) return undefined;
    let isCut = false;
    try {
      const done = attempt(work);
      isCut = done === undefined;
      return done?.result;
    } finally {
      if (isCut) noteCut(formula);
      else if (standing !== undefined) standing.cuts = 0;
    }
  };
};

/** One room for all: making another each time takes milliseconds. */
const holder: { work: () => unknown } = { work: () => undefined };
const room = createContext(holder);
const script = new Script("work()");

const runInRoom: Stopwatch["run"] = (work, timeout) => {
  holder.work = work;
  try {
    return { result: script.runInContext(room, { timeout }) };
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    return undefined;
  }
};

const workedHere = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

let listener: (cut: Cut) => void = () => undefined;

/** Says who hears of formulas that are cut: the log of the process, which formulas don't know. */
export const hearCuts = (hear: (cut: Cut) => void): void => {
  listener = hear;
};

/** Does some work of a formula within its time. */
export const inTime = openInTime({ run: runInRoom, now: () => performance.now(), worked: workedHere }, (cut) =>
  listener(cut),
);

/** The same for a way of computing formulas. */
export const inTimeOf =
  (evaluate: Evaluate): Evaluate =>
  (text, values) =>
    mayTakeTime(text) ? inTime(text, () => evaluate(text, values)) : evaluate(text, values);
