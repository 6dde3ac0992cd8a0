import { type Flow, type Move, stagesFrom, waitsIn } from "./flow.ts";

/** How a move was made so far on one subject: the last time of it, and how often. */
export interface MadeMove {
  readonly move: string;
  /** Who made it last, and for whom when as a deputy. */
  readonly by: readonly string[];
  readonly times: number;
  /** Its place in the order of the subject's moves: the greatest was made last. */
  readonly nth: number;
}

/** What a flow's words look at: what happened to one subject, how its clocks stand, and who wants to move it. */
export interface BarView {
  readonly made: readonly MadeMove[];
  /** Whoever wants to make the move, and for whom when as a deputy. */
  readonly by: readonly string[];
  /** Names of clocks that run, and whether each is late. */
  readonly running: ReadonlyMap<string, boolean>;
  /** Names of clocks that were overrun, running or stopped. */
  readonly overrun: ReadonlySet<string>;
  /** How often clocks of each name were extended, those that came along from another subject among them. */
  readonly extended: ReadonlyMap<string, number>;
  /** Parts that have not come to their end, and those handed back that nobody gave anew or waived. */
  readonly openParts: number;
}

/** Why a move can't be made although stage, permission and turn are right. `of`: the move or clock it is about. */
export interface Bar {
  readonly code:
    | "four-eyes"
    | "handed-back"
    | "times-used"
    | "waiting"
    | "nothing-waits"
    | "late"
    | "never-late"
    | "parts-open";
  readonly of?: string;
  readonly times?: number;
}

const find = (made: readonly MadeMove[], move: string): MadeMove | undefined => made.find((one) => one.move === move);

const isSame = (one: readonly string[], other: readonly string[]): boolean => one.some((id) => other.includes(id));

/** Whether a move takes the subject out of the stages in which another waits. */
const endsWaiting = (flow: Flow, asked: Move, name: string): boolean => {
  const to = flow.moves[name]?.to;
  return to !== undefined && !waitsIn(asked).includes(to);
};

/** Whether a move that was made still waits for its answer. */
export const isWaiting = (flow: Flow, name: string, made: readonly MadeMove[]): boolean => {
  const asked = flow.moves[name];
  const last = find(made, name);
  if (asked === undefined || last === undefined) return false;
  return !made.some(
    (one) => one.nth > last.nth && (flow.moves[one.move]?.answers === name || endsWaiting(flow, asked, one.move)),
  );
};

/**
 * Whether whoever asks received a hand-back that bars the move and still stands: nobody else has changed the stage
 * since. What the receiver does in between, another hand-back of their own among it, lifts nothing.
 */
const isHandedBack = (flow: Flow, name: string, { made, by }: BarView): boolean =>
  made.some((back) => {
    const bars = flow.moves[back.move]?.notNextBy;
    if (bars === undefined || !bars.moves.includes(name)) return false;
    const received = bars.makers
      .map((maker) => find(made, maker))
      .find((maker) => maker !== undefined && maker.nth < back.nth && isSame(maker.by, by));
    if (received === undefined) return false;
    const receiver = [...received.by, ...by];
    return !made.some(
      (one) => one.nth > back.nth && flow.moves[one.move]?.to !== undefined && !isSame(one.by, receiver),
    );
  });

const checkClocks = (move: Move, { running, overrun }: BarView): Bar[] => {
  const bars: Bar[] = [];
  if (move.beforeLate !== undefined && running.get(move.beforeLate) !== false)
    bars.push({ code: "late", of: move.beforeLate });
  if (move.afterLate !== undefined && !overrun.has(move.afterLate))
    bars.push({ code: "never-late", of: move.afterLate });
  return bars;
};

/** The clock whose extensions count against a move. */
const extensionCounted = (flow: Flow, name: string): string | undefined => {
  const atMost = flow.moves[name]?.atMost;
  return atMost === undefined ? undefined : flow.moves[atMost.of ?? name]?.extends;
};

/** A limit that came along extended from another subject was extended: who granted it is not asked. */
const checkTimes = (flow: Flow, name: string, move: Move, { made, extended }: BarView): Bar[] => {
  if (move.atMost === undefined) return [];
  const of = move.atMost.of ?? name;
  const clock = extensionCounted(flow, name);
  const used = Math.max(find(made, of)?.times ?? 0, clock === undefined ? 0 : (extended.get(clock) ?? 0));
  return used < move.atMost.times ? [] : [{ code: "times-used", of, times: move.atMost.times }];
};

/** Every reason why a flow's words bar a move of a subject now, to whoever asks; empty when none does. */
export const barsOf = (flow: Flow, name: string, view: BarView): Bar[] => {
  const move = flow.moves[name];
  if (move === undefined) return [];
  const bars: Bar[] = [];
  const { made, by } = view;
  const twice = (move.notBy ?? []).find((other) => isSame(find(made, other)?.by ?? [], by));
  if (twice !== undefined) bars.push({ code: "four-eyes", of: twice });
  if (isHandedBack(flow, name, view)) bars.push({ code: "handed-back" });
  if (move.answers !== undefined && !isWaiting(flow, move.answers, made))
    bars.push({ code: "nothing-waits", of: move.answers });
  for (const other of move.notWhile ?? []) if (isWaiting(flow, other, made)) bars.push({ code: "waiting", of: other });
  bars.push(...checkTimes(flow, name, move, view), ...checkClocks(move, view));
  if (move.awaitsParts === true && view.openParts > 0) bars.push({ code: "parts-open", times: view.openParts });
  return bars;
};

/** What a move's words look at, so that nothing is read that no word asks for. */
export const looksAt = (flow: Flow, name: string): { made: boolean; clocks: boolean; parts: boolean } => {
  const move = flow.moves[name];
  const received = Object.values(flow.moves).some((other) => other.notNextBy?.moves.includes(name) === true);
  return {
    made:
      received ||
      (move?.notBy ?? []).length > 0 ||
      (move?.notWhile ?? []).length > 0 ||
      move?.answers !== undefined ||
      move?.atMost !== undefined,
    clocks:
      move?.beforeLate !== undefined || move?.afterLate !== undefined || extensionCounted(flow, name) !== undefined,
    parts: move?.awaitsParts === true,
  };
};

const dayMs = 86_400_000;

/** What is wrong with the moment a move asks for: not after now, or too far ahead. Undefined when it is fine or none is asked. */
export const checkUntil = (
  move: Move,
  facts: Readonly<Record<string, unknown>>,
  now: number,
): { fact: string; code: "past" | "too-far" } | undefined => {
  if (move.until === undefined) return undefined;
  const { fact, longestDays } = move.until;
  const until = Date.parse(String(facts[fact]));
  if (!(until > now)) return { fact, code: "past" };
  return until > now + longestDays * dayMs ? { fact, code: "too-far" } : undefined;
};

/** The one move of a flow that its clocks call for in this way, from a stage. */
export const findCalled = (flow: Flow, when: NonNullable<Move["when"]>, stage: string): string | undefined =>
  Object.entries(flow.moves).find(([, move]) => move.when === when && stagesFrom(move).includes(stage))?.[0];
