import { checkFact, type Fact, type FactFault, type FactValues, isBlank } from "./fact.ts";
import type { Label } from "./label.ts";
import type { Limit } from "./limit.ts";

/** One stage a subject can be in. `end` stages have no clock running and leave the lists of open work. */
export interface Stage {
  readonly name: Label;
  readonly end?: boolean;
  /** Beside the main way: it is drawn only for a subject that went there. */
  readonly aside?: boolean;
}

/** One way from stage to stage: who may, what must be shown first, which clocks it touches. */
export interface Move {
  readonly name: Label;
  /** Stages it leaves from; `new` for the move that opens the subject. */
  readonly from: string | readonly string[];
  /** Stage it leads to; absent: the stage stays. */
  readonly to?: string;
  /** Permission, `plural.verb`. */
  readonly by: string;
  /** The past of the entry it records: `filed` makes `case.filed`. */
  readonly records: string;
  /** Facts that must be given with the move. */
  readonly needs?: readonly string[];
  /** Facts that may be given with the move. */
  readonly takes?: readonly string[];
  /** Form asked with the move, by id: its newest published version. Its facts come beside those needed and taken. */
  readonly form?: string;
  /** A keeper of forms may have it ask one of theirs, of every subject whose category names none for it. */
  readonly mayAsk?: true;
  readonly starts?: string | readonly string[];
  readonly stops?: string | readonly string[];
  readonly pauses?: string | readonly string[];
  readonly resumes?: string | readonly string[];
  readonly extends?: string;
  /** With a time given: the fact that says until when, and how many days ahead at most. A move that pauses, pauses until then. */
  readonly until?: { readonly fact: string; readonly longestDays: number };
  /** How often it may be made in all; with `of`, how often that other move may be: a request is not used up by a refusal. */
  readonly atMost?: { readonly times: number; readonly of?: string };
  /**
   * It answers this other move, and only while that one waits. A move waits from being made until one that answers it
   * is, or until the subject goes to a stage the move is not made from.
   */
  readonly answers?: string;
  /** It takes this other move back: it leads to the stage that one left, which whoever makes it has kept. */
  readonly undoes?: string;
  /** Not while one of these waits for its answer. */
  readonly notWhile?: readonly string[];
  /** Only while this clock runs and is not late. */
  readonly beforeLate?: string;
  /** Only if this clock was overrun, once at least. */
  readonly afterLate?: string;
  /** Not while a part of the subject, e.g. a joint task, has not come to its end. */
  readonly awaitsParts?: boolean;
  /** The clocks themselves call for it, through the platform: a limit is nearly over or over, a suspension has ended. */
  readonly when?: "nearly-late" | "late" | "resumed";
  /** Four eyes: whoever made one of these moves last may not make this one. */
  readonly notBy?: readonly string[];
  /** Whose turn it is: of those limited to departments only the one that has the subject now makes it. */
  readonly whose?: "present-department";
  /** Hand-back (回退): needs a reason and clears nothing. */
  readonly handsBack?: boolean;
  /**
   * No laundering: after this hand-back whoever receives it (made one of `makers` last) makes none of `moves` until
   * somebody else has changed the stage. Nothing that the receiver does lifts it, not even a hand-back of their own.
   */
  readonly notNextBy?: { readonly makers: readonly string[]; readonly moves: readonly string[] };
  /** A rule, a reaction or the platform itself makes it: only they (no button, no route), or they as well as people. */
  readonly byMachine?: "only" | "also";
  /** Only a use case makes it, as part of something else (a report joins a case): no button, no route. */
  readonly inner?: boolean;
  /** Adds without changing where the subject stands: the version stays and is not asked, so that nobody is told "stale". */
  readonly quiet?: boolean;
}

/** One clock of a flow and its limit when the category names none; without one only categories that name it have it. */
export interface FlowClock {
  readonly name: Label;
  readonly limit?: Limit;
  /**
   * Measures the whole way: begun once. Started again it runs on, and where the subject's end was undone it goes on
   * without the time in between.
   */
  readonly once?: boolean;
}

/** The declared way of one kind of subject to its end. */
export interface Flow {
  readonly id: string;
  /** Kind of subject, singular: `case`. */
  readonly kind: string;
  /** Its plural in URLs and permissions: `cases`. */
  readonly plural: string;
  readonly version: number;
  readonly name: Label;
  /** `area`: its subjects belong to an area and to no department; whoever sees the area sees them. */
  readonly scope?: "area";
  readonly stages: Readonly<Record<string, Stage>>;
  readonly moves: Readonly<Record<string, Move>>;
  readonly clocks?: Readonly<Record<string, FlowClock>>;
  /** Dictionary of the facts its moves name. */
  readonly facts?: Readonly<Record<string, Fact>>;
}

/** Declares a flow, keeping the exact names of its stages and moves. */
export const defineFlow = <const F extends Flow>(flow: F): F => flow;

/** Stage name that stands for "not there yet" in `from`. */
export const newStage = "new";

/** Whether people make it by itself, at its own address. */
export const isForPeople = (move: Move): boolean => move.byMachine !== "only" && move.inner !== true;

/** Permissions a flow asks of people: to read its subjects, and for each move of theirs. */
export const permissionsOf = (flow: Flow): string[] => [
  ...new Set([
    `${flow.plural}.read`,
    ...Object.values(flow.moves)
      .filter(({ byMachine }) => byMachine !== "only")
      .map(({ by }) => by),
  ]),
];

const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** Stages a move leaves from. */
export const stagesFrom = (move: Move): readonly string[] => (typeof move.from === "string" ? [move.from] : move.from);

/** Names of the moves that leave a stage, in the order of the table. */
export const movesFrom = (flow: Flow, stage: string): string[] =>
  Object.entries(flow.moves)
    .filter(([, move]) => stagesFrom(move).includes(stage))
    .map(([name]) => name);

/** Stage a move leads to from the given one. */
export const stageAfter = (move: Move, stage: string): string => move.to ?? stage;

/** Stages in which a move that was made still waits for its answer: those it is made from, and where it leads. */
export const waitsIn = (move: Move): readonly string[] => [...stagesFrom(move), ...listed(move.to)];

/** Type of the journal entry a move records, e.g. `case.filed`. */
export const entryType = (flow: Flow, move: Move): string => `${flow.kind}.${move.records}`;

/** Facts a move of one subject must be given: what the subject's category waives may be left out. */
export const needsOf = (move: Move, waived: readonly string[] = []): string[] =>
  (move.needs ?? []).filter((id) => !waived.includes(id));

/** Facts a move of one subject may be given and need not. */
export const takesOf = (move: Move, waived: readonly string[] = []): string[] => [
  ...(move.needs ?? []).filter((id) => waived.includes(id)),
  ...(move.takes ?? []),
];

/**
 * Faults of the facts given with a move: needed ones missing, given ones unfit, unknown ones; `waived` are those its
 * subject may do without. Answers of its form are judged by the form.
 */
export const checkMoveFacts = (
  flow: Flow,
  move: Move,
  given: FactValues,
  waived: readonly string[] = [],
): FactFault[] => {
  const needed = new Set(needsOf(move, waived));
  const known = new Set([...needed, ...takesOf(move, waived)]);
  const faults: FactFault[] = Object.keys(given)
    .filter((id) => move.form === undefined && !known.has(id))
    .map((id) => ({ fact: id, code: "unknown" }));
  for (const id of known) {
    const fact = flow.facts?.[id];
    const value = needed.has(id) && isBlank(given[id]) ? undefined : given[id];
    const fault = fact === undefined ? undefined : checkFact(fact, value);
    if (fault !== undefined && (needed.has(id) || fault.code !== "missing")) faults.push(fault);
  }
  return faults;
};

/** Names not in a table, each as a fault. */
const checkNames = (what: string, names: readonly string[], table: object | undefined): string[] =>
  names.filter((name) => !Object.hasOwn(table ?? {}, name)).map((name) => `${what} "${name}"`);

/** Every clock a move touches. */
const clocksOf = (move: Move): readonly string[] =>
  [move.starts, move.stops, move.pauses, move.resumes, move.extends, move.beforeLate, move.afterLate].flatMap(listed);

/** Every other move a move refers to. */
const othersOf = (move: Move): readonly string[] => [
  ...listed(move.answers),
  ...listed(move.undoes),
  ...listed(move.atMost?.of),
  ...(move.notWhile ?? []),
  ...(move.notNextBy?.makers ?? []),
  ...(move.notNextBy?.moves ?? []),
];

/** Words that say nothing by themselves, or against each other. */
const checkWords = (flow: Flow, name: string, move: Move): string[] => {
  const faults: string[] = [];
  const say = (wrong: boolean, fault: string) => (wrong ? faults.push(fault) : 0);
  say(move.handsBack === true && !(move.needs ?? []).includes("reason"), "a hand-back needs a reason");
  say(
    move.notNextBy !== undefined && move.handsBack !== true,
    "only a hand-back is received: notNextBy needs handsBack",
  );
  say(move.atMost !== undefined && !(move.atMost.times >= 1), "atMost allows nothing at all");
  say(move.when !== undefined && move.byMachine === undefined, "the clocks call for it: byMachine is missing");
  say(move.when === "resumed" && move.resumes === undefined, "a suspension ends with it: resumes is missing");
  const until = move.until === undefined ? undefined : flow.facts?.[move.until.fact];
  say(move.until !== undefined && until?.kind !== "time", "until names no fact of kind time");
  const given = [...(move.needs ?? []), ...(move.takes ?? [])];
  say(move.until !== undefined && !given.includes(move.until.fact), "until names a fact that is not given");
  const asked = flow.moves[move.answers ?? ""];
  say(move.answers === name, "it can't answer itself");
  say(move.undoes !== undefined && move.inner !== true, "it takes back what a use case did: inner is missing");
  say(
    asked !== undefined && !stagesFrom(move).every((stage) => waitsIn(asked).includes(stage)),
    `it answers "${move.answers}" in a stage where that one no longer waits`,
  );
  return faults;
};

const checkMove = (flow: Flow, name: string, move: Move): string[] => {
  const stages = [...stagesFrom(move), ...listed(move.to)].filter((stage) => stage !== newStage);
  const needs = move.needs ?? [];
  const faults = [
    ...checkNames("no stage", stages, flow.stages),
    ...checkNames("no fact", [...needs, ...(move.takes ?? [])], flow.facts),
    ...checkNames("no clock", clocksOf(move), flow.clocks),
    ...checkNames("four eyes on an unknown move", move.notBy ?? [], flow.moves),
    ...checkNames("no move", othersOf(move), flow.moves),
    ...checkWords(flow, name, move),
  ];
  return faults.map((fault) => `flow ${flow.id}, move ${name}: ${fault}`);
};

/** Lists faults of a flow's table in words its author can act on; empty when it is sound. */
export const checkFlow = (flow: Flow): string[] => {
  const faults = Object.entries(flow.moves).flatMap(([name, move]) => checkMove(flow, name, move));
  if (movesFrom(flow, newStage).length === 0) faults.push(`flow ${flow.id}: no move opens a subject (from "new")`);
  const reached = new Set(Object.values(flow.moves).flatMap((move) => listed(move.to)));
  for (const [id, stage] of Object.entries(flow.stages)) {
    if (!reached.has(id)) faults.push(`flow ${flow.id}: stage "${id}" is never reached`);
    if (stage.end !== true && movesFrom(flow, id).length === 0)
      faults.push(`flow ${flow.id}: stage "${id}" has no way out`);
  }
  return faults;
};
