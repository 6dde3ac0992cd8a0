import type { FactShape, MoveOffer } from "@chengyun/contracts";
import { errors } from "@chengyun/contracts";
import { type Flow, isForPeople, type Label, type Move, movesFrom, stageAfter } from "@chengyun/kernel";
import { isMachine, isPermitted, isTurnOf } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { listMovers, type Subject } from "../../../platform/subject.ts";

const toFact = (flow: Flow, id: string, required: boolean): FactShape[] => {
  const fact = flow.facts?.[id];
  if (fact === undefined) return [];
  return [
    {
      id,
      name: fact.name,
      kind: fact.kind,
      required,
      ...(fact.unit === undefined ? {} : { unit: fact.unit }),
      ...(fact.choices === undefined ? {} : { choices: { ...fact.choices } }),
    },
  ];
};

interface Looked {
  readonly subject: Subject;
  /** Moves that whoever looks made last, of those four eyes look at. */
  readonly ownMoves: ReadonlySet<string>;
}

const whyNot = (ctx: Context, move: Move, { subject, ownMoves }: Looked): Label | undefined => {
  if (isMachine(ctx.actor) || !isPermitted(ctx.actor, move.by)) return errors["permission.missing"].text;
  if (move.whose === "present-department" && !isTurnOf(ctx.actor, subject.presentDepartment))
    return errors["subject.not-yours"].text;
  if (move.notBy?.some((other) => ownMoves.has(other)) === true) return errors["subject.four-eyes"].text;
  return undefined;
};

/** Forms that moves from a stage ask, in the version to ask. */
const newestForms = async (
  ctx: Context,
  flow: Flow,
  stage: string,
): Promise<Map<string, { id: string; version: number }>> => {
  const forms = new Map<string, { id: string; version: number }>();
  for (const name of movesFrom(flow, stage)) {
    const id = flow.moves[name]?.form;
    const version = id === undefined ? undefined : await ctx.forms.newest(ctx, id);
    if (id !== undefined && version !== undefined) forms.set(name, { id, version });
  }
  return forms;
};

/**
 * The buttons of a subject for whoever looks: every move that leaves its stage and people may make, with what it
 * needs, and why not when it can't be made by this person now.
 */
export const listOffers = async (ctx: Context, flow: Flow, subject: Subject): Promise<MoveOffer[]> => {
  const watched = [...new Set(Object.values(flow.moves).flatMap((move) => move.notBy ?? []))];
  const movers = await listMovers(ctx.db, subject.id, watched);
  const own = new Set(movers.filter((mover) => mover.actorId === ctx.actor.id).map((mover) => mover.move));
  const forms = await newestForms(ctx, flow, subject.stage);
  return movesFrom(flow, subject.stage).flatMap((name): MoveOffer[] => {
    const move = flow.moves[name];
    if (move === undefined || !isForPeople(move)) return [];
    const reason = whyNot(ctx, move, { subject, ownMoves: own });
    return [
      {
        move: name,
        name: move.name,
        to: stageAfter(move, subject.stage),
        facts: [
          ...(move.needs ?? []).flatMap((id) => toFact(flow, id, true)),
          ...(move.takes ?? []).flatMap((id) => toFact(flow, id, false)),
        ],
        ...(forms.get(name) === undefined ? {} : { form: forms.get(name) }),
        handsBack: move.handsBack === true,
        ...(move.quiet === true ? { quiet: true } : {}),
        ...(reason === undefined ? {} : { whyNot: reason }),
      },
    ];
  });
};
