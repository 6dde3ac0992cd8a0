import type { FlowShape, MoveOffer, TaskRow } from "@chengyun/contracts";
import type { MoveWriting, Writing } from "./writing.ts";

/** What is known without the net of how things go on. */
export interface Knowledge {
  readonly flows: readonly FlowShape[];
  readonly known: Readonly<Record<string, MoveOffer>>;
  readonly permissions: readonly string[];
}

const movesOf = (writings: readonly Writing[], subjectId: string): MoveWriting[] =>
  writings.filter((each): each is MoveWriting => each.kind === "move" && each.subject.id === subjectId);

/** Moves of a subject that one person wrote and that wait on this phone, in order. */
export const waitingMoves = (
  writings: readonly Writing[],
  subjectId: string,
  personId: string | undefined,
): MoveWriting[] => movesOf(writings, subjectId).filter((each) => each.personId === personId);

/** Moves of a subject that somebody else wrote on this phone and that are not sent: nobody builds on them. */
export const othersWaiting = (
  writings: readonly Writing[],
  subjectId: string,
  personId: string | undefined,
): MoveWriting[] => movesOf(writings, subjectId).filter((each) => each.personId !== personId);

/** Stage a subject will be in when everything written for it has arrived. */
export const stageAhead = (
  flow: FlowShape | undefined,
  stage: string,
  waiting: readonly Pick<MoveWriting, "move">[],
): string => waiting.reduce((at, { move }) => flow?.moves.find(({ id }) => id === move)?.to ?? at, stage);

/** A move as it was seen on another subject, asking what this one's flow and category ask. */
const asks = (offer: MoveOffer, needs: readonly string[], waives: readonly string[]): MoveOffer => ({
  ...offer,
  facts: offer.facts.map((fact) => ({ ...fact, required: needs.includes(fact.id) && !waives.includes(fact.id) })),
});

type Begun = Pick<TaskRow, "subject" | "case" | "stage">;

const aheadOf = (task: Begun, waiting: readonly MoveWriting[], flows: readonly FlowShape[]): string =>
  stageAhead(
    flows.find(({ kind }) => kind === task.subject.kind),
    task.subject.kind === "case" ? task.case.stage : task.stage,
    waiting,
  );

/**
 * What can't be done yet, each with why, as the server said when the tasks were asked for last: in the stage it is in, or
 * will be in behind what waits here.
 */
export const heldUpNow = (
  task: Begun & Pick<TaskRow, "heldUp">,
  waiting: readonly MoveWriting[],
  flows: readonly FlowShape[],
): NonNullable<TaskRow["heldUp"]> => {
  if (waiting.at(-1)?.state === "refused") return [];
  const ahead = aheadOf(task, waiting, flows);
  return (task.heldUp ?? []).filter(({ stage }) => stage === ahead);
};

/**
 * What can be written now: what the server offered; behind a move that still waits here, what the flow's table leads on
 * to, as far as this phone has seen what it asks.
 */
export const offersNow = (
  task: Begun & Pick<TaskRow, "moves" | "waives" | "heldUp">,
  waiting: readonly MoveWriting[],
  { flows, known, permissions }: Knowledge,
): readonly MoveOffer[] => {
  const loud = (offers: readonly MoveOffer[]) => offers.filter(({ quiet }) => quiet !== true);
  if (waiting.length === 0) return loud(task.moves);
  const flow = flows.find(({ kind }) => kind === task.subject.kind);
  const ahead = aheadOf(task, waiting, flows);
  const held = new Set(heldUpNow(task, waiting, flows).map(({ move }) => move));
  const last = waiting.at(-1);
  if (last?.state === "refused") return [];
  return loud(
    (flow?.moves ?? [])
      .filter(
        ({ id, from, by }) => !held.has(id) && from.includes(ahead) && by !== undefined && permissions.includes(by),
      )
      .flatMap(({ id, needs = [] }) => {
        // What the server offered for this very subject has its own category's choices.
        const own = task.moves.find(({ move }) => move === id);
        const seen = known[`${task.subject.kind}.${id}`];
        if (own !== undefined) return [own];
        return seen === undefined ? [] : [asks(seen, needs, task.waives ?? [])];
      }),
  );
};
