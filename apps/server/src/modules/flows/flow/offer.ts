import type { FactShape, MoveOffer } from "@chengyun/contracts";
import {
  type Flow,
  isForPeople,
  type Label,
  type Move,
  movesFrom,
  needsOf,
  newStage,
  stageAfter,
  stagesFrom,
  takesOf,
} from "@chengyun/kernel";
import { viewBars } from "../../../platform/bar.ts";
import type { Context } from "../../../platform/context.ts";
import type { Seen } from "../../../platform/foresight.ts";
import type { Subject } from "../../../platform/subject.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { isOthers, whyNot } from "./why.ts";

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

/** Forms that moves from a stage ask, in the version to ask. */
const newestForms = async (
  ctx: Context,
  flow: Flow,
  { forms: ofCategory }: Subject,
  names: readonly string[],
): Promise<Map<string, { id: string; version: number }>> => {
  const forms = new Map<string, { id: string; version: number }>();
  for (const name of names) {
    const move = flow.moves[name];
    const attached = move?.mayAsk === true ? await ctx.forms.ofMove(ctx, flow, name) : undefined;
    const id = ofCategory[name] ?? attached ?? move?.form;
    const version = id === undefined ? undefined : await ctx.forms.newest(ctx, id);
    if (id !== undefined && version !== undefined) forms.set(name, { id, version });
  }
  return forms;
};

/** Which moves are asked about, and what was read before for many subjects at once. */
interface Offering {
  /** Every move that leaves its stage when absent. */
  readonly names?: readonly string[];
  readonly seen?: Seen;
  /** What departments are called. */
  readonly departments?: ReadonlyMap<string, Label>;
}

/**
 * The buttons of a subject for whoever looks: every move that leaves its stage and people may make, with what it
 * needs, and why not when it can't be made by this person now.
 */
export const listOffers = async (
  ctx: Context,
  flow: Flow,
  subject: Subject,
  { names = movesFrom(flow, subject.stage), seen = {}, departments: known }: Offering = {},
): Promise<MoveOffer[]> => {
  const forms = await newestForms(ctx, flow, subject, names);
  const view = await viewBars(ctx, { subject, seen }, flow, names);
  const departments = view.openParts > 0 ? (known ?? (await departmentNames(ctx))) : undefined;
  return names.flatMap((name): MoveOffer[] => {
    const move = flow.moves[name];
    if (move === undefined || !isForPeople(move)) return [];
    const missing = whyNot(ctx, flow, name, {
      subject,
      view,
      ...(departments === undefined ? {} : { names: departments }),
    });
    return [
      {
        move: name,
        name: move.name,
        to: stageAfter(move, subject.stage),
        facts: [
          ...needsOf(move, subject.waives).flatMap((id) => toFact(flow, id, true)),
          ...takesOf(move, subject.waives).flatMap((id) => toFact(flow, id, false)),
        ],
        ...(forms.get(name) === undefined ? {} : { form: forms.get(name) }),
        handsBack: move.handsBack === true,
        ...(move.quiet === true ? { quiet: true } : {}),
        ...(isOthers(ctx, move) ? { others: true } : {}),
        ...(missing[0] === undefined ? {} : { whyNot: missing[0], missing }),
      },
    ];
  });
};

/** Every move people make of a flow, those of other stages too, each with all that is missing: why can't I? */
export const explainMoves = (ctx: Context, flow: Flow, subject: Subject): Promise<MoveOffer[]> =>
  listOffers(ctx, flow, subject, {
    names: Object.keys(flow.moves).filter((name) => !stagesFrom(flow.moves[name] as Move).includes(newStage)),
  });
