import { type Flow, isForPeople, type Move, movesFrom, stageAfter } from "./flow.ts";

const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** What is noticed of every limit, by the past of its entry. */
const noticed = {
  "nearly-late": { zh: "即将超时", en: "Nearly late" },
  late: { zh: "已超时", en: "Late" },
} as const;

/** Moves by which the platform notes, once for each limit, that it is nearly over and that it is over. */
const noteMoves = (flow: Flow): Readonly<Record<string, Move>> => {
  const from = Object.entries(flow.stages).flatMap(([id, { end }]) => (end === true ? [] : [id]));
  return Object.fromEntries(
    (["nearly-late", "late"] as const).map((when): [string, Move] => [
      when,
      { name: noticed[when], from, by: `${flow.plural}.read`, byMachine: "only", when, records: when, quiet: true },
    ]),
  );
};

const saysItself = (flow: Flow): boolean =>
  Object.values(flow.moves).some(({ when }) => when === "late" || when === "nearly-late");

/**
 * A flow whose limits are noticed when they are nearly over and over (`<kind>.nearly-late`, `<kind>.late`), with no
 * word in its table; one that says itself what happens then keeps what it says.
 */
export const withLimits = (flow: Flow): Flow =>
  Object.keys(flow.clocks ?? {}).length === 0 || saysItself(flow)
    ? flow
    : { ...flow, moves: { ...flow.moves, ...noteMoves(flow) } };

/**
 * The move that is waited for, and so whose turn it is: of a limit, the first of the table that lets it end or run on
 * from this stage, else from any; without a limit, or for one of the whole way, the first that leads on from the stage.
 */
export const whoseTurn = (flow: Flow, at: { stage?: string; clock?: string }): Move | undefined => {
  const { stage, clock } = at;
  const people = Object.entries(flow.moves).filter(([, move]) => isForPeople(move));
  const here = new Set(stage === undefined ? [] : movesFrom(flow, stage));
  const ends = ({ stops }: Move) => clock !== undefined && listed(stops).includes(clock);
  const frees = (move: Move) => ends(move) || (clock !== undefined && listed(move.resumes).includes(clock));
  const found =
    people.find(([name, move]) => here.has(name) && frees(move)) ??
    people.find(([, move]) => ends(move)) ??
    people.find(([name, move]) => here.has(name) && stage !== undefined && stageAfter(move, stage) !== stage);
  return found?.[1];
};
