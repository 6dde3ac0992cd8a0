import {
  checkMoveFacts,
  checkUntil,
  entryType,
  type FactValues,
  type Flow,
  type Limit,
  type Move,
  newStage,
  stageAfter,
  stagesFrom,
} from "@chengyun/kernel";
import { isInScope, isMachine, isPermitted, isTurnOf } from "./actor.ts";
import { checkSaidForm } from "./answered-form.ts";
import { AppError } from "./app-error.ts";
import { checkBars } from "./bar.ts";
import { type Context, newId, transact } from "./context.ts";
import { lockAndLook, type Seen } from "./foresight.ts";
import type { GivenAnswers } from "./form-port.ts";
import { recordMove } from "./journal.ts";
import { insertSubject, type Subject } from "./subject.ts";

/** What a move brings with it: the version its maker saw (machines need none), and facts. */
export interface MoveInput {
  readonly version?: number | undefined;
  readonly facts?: FactValues;
  /** The form that its maker says they answered, and its version. */
  readonly answered?: string | undefined;
  readonly formVersion?: number | undefined;
  /** Form that was answered, where a use case asks one of its own. */
  readonly form?: string | undefined;
}

/** What a use case wrote beside the subject's stage. */
export interface Applied {
  /** Before and after, or what was given: what the journal keeps. Facts of the move are added by themselves. */
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly areaPath?: string;
  readonly departments?: readonly string[];
  /** Limits by clock from now on, in place of those before. */
  readonly limits?: Readonly<Record<string, Limit>>;
  /** Department whose turn it is from now on; null: nobody's. */
  readonly presentDepartment?: string | null;
  /** Nearest deadline from now on, where a clock came along from another subject. */
  readonly dueAt?: Date;
  /** Where the subject stood before the move that this one takes back. */
  readonly stage?: string;
  /** Facts it may do without from now on. */
  readonly waives?: readonly string[];
  /** Forms its category asks from now on. */
  readonly forms?: Readonly<Record<string, string>>;
}

/** Writes the facts of one move; gets the subject as it was and the facts as checked. */
export type Apply = (ctx: Context, found: Subject, facts: FactValues) => Promise<Applied | undefined>;

/** A subject that does not exist yet. */
export interface Opening {
  readonly flow: string;
  readonly move: string;
  readonly id?: string;
  readonly areaPath: string;
  readonly departments: readonly string[];
  readonly facts?: FactValues;
  readonly answered?: string | undefined;
  readonly formVersion?: number | undefined;
  /** Form that was answered, where a use case asks one of its own. */
  readonly form?: string | undefined;
  /** Subject it is a part of. */
  readonly partOf?: string;
  readonly limits?: Readonly<Record<string, Limit>>;
  /** Facts it may do without although moves of its flow need them. */
  readonly waives?: readonly string[];
  /** Forms its category asks with its moves, by move. */
  readonly forms?: Readonly<Record<string, string>>;
}

const flowOf = (ctx: Context, id: string): Flow => {
  const flow = ctx.flows.get(id);
  if (flow === undefined) throw new Error(`no flow "${id}" is registered`);
  return flow;
};

/** A move with the form it asks: a use case's, the category's, else the flow's. */
const moveOf = (flow: Flow, name: string, form: string | undefined): Move => {
  const move = flow.moves[name];
  if (move === undefined) throw new AppError("subject.wrong-stage");
  return form === undefined ? move : { ...move, form };
};

/** The form a keeper attached to a move; looked for only where the flow's table says that one may be asked. */
const attachedTo = (ctx: Context, flow: Flow, name: string): Promise<string | undefined> | undefined =>
  flow.moves[name]?.mayAsk === true ? ctx.forms.ofMove(ctx, flow, name) : undefined;

const checkPermission = (ctx: Context, move: Move): void => {
  const may = isMachine(ctx.actor)
    ? move.byMachine !== undefined
    : move.byMachine !== "only" && isPermitted(ctx.actor, move.by);
  if (!may) throw new AppError("permission.missing");
};

const checkTurn = (ctx: Context, found: Subject, move: Move): void => {
  if (move.whose === "present-department" && !isTurnOf(ctx.actor, found.presentDepartment))
    throw new AppError("subject.not-yours");
};

/** Where a move leads; one that takes another back leads to where that one was made from, and nowhere else. */
const stageOf = (flow: Flow, move: Move, before: string, applied: Applied | undefined): string => {
  const undone = move.undoes === undefined ? undefined : flow.moves[move.undoes];
  if (undone === undefined || applied?.stage === undefined) return stageAfter(move, before);
  if (!stagesFrom(undone).includes(applied.stage)) throw new Error(`${move.undoes} is not made from ${applied.stage}`);
  return applied.stage;
};

const presentAfter = (before: string | undefined, applied: Applied | undefined): string | undefined =>
  applied?.presentDepartment === undefined ? before : (applied.presentDepartment ?? undefined);

const checkFacts = (flow: Flow, move: Move, facts: FactValues, waived: readonly string[] = []): void => {
  const faults = checkMoveFacts(flow, move, facts, waived);
  if (faults.length > 0)
    throw new AppError("subject.missing-facts", {
      faults: faults.map(({ fact, code }) => ({ path: `facts.${fact}`, code })),
    });
};

const checkStage = (found: Subject, move: Move, version: number | undefined): void => {
  const current = { stage: found.stage, version: found.version };
  if (move.quiet !== true && version !== undefined && version !== found.version)
    throw new AppError("subject.stale", { current });
  if (!stagesFrom(move).includes(found.stage)) throw new AppError("subject.wrong-stage", { current });
};

const checkMoment = (ctx: Context, move: Move, facts: FactValues): void => {
  const fault = checkUntil(move, facts, ctx.clock.now().getTime());
  if (fault !== undefined)
    throw new AppError("subject.missing-facts", { faults: [{ path: `facts.${fault.fact}`, code: fault.code }] });
};

/** What the journal may keep of a move's facts: personal ones lie in the vault and nowhere else. */
const plainFacts = (flow: Flow, facts: FactValues): FactValues =>
  Object.fromEntries(
    Object.entries(facts).filter(([id]) => {
      const fact = flow.facts?.[id];
      return fact?.personal !== true && fact?.kind !== "person";
    }),
  );

interface Made {
  readonly flow: Flow;
  readonly name: string;
  readonly move: Move;
  readonly after: Subject;
  readonly facts: FactValues;
  readonly changes: Readonly<Record<string, unknown>>;
  /** It was opened by this move: no clock of it can run yet. */
  readonly isNew: boolean;
  readonly seen?: Seen;
}

/** Clocks, where it stands, who moved it, what happened: the end of every change. */
const finish = async (
  ctx: Context,
  { flow, name, move, after, facts, changes, isNew, seen }: Made,
): Promise<Subject> => {
  const dueAt = await ctx.clocks.apply(ctx, {
    subjectId: after.id,
    seen: seen?.clocks,
    dueAt: after.dueAt,
    isNew,
    flow,
    move,
    limits: after.limits,
    until: move.until === undefined ? undefined : Date.parse(String(facts[move.until.fact])),
    endsHere: flow.stages[after.stage]?.end === true,
  });
  const settled = { ...after, dueAt };
  await recordMove(ctx, { subject: settled, move: name, actor: ctx.actor }, { type: entryType(flow, move), changes });
  return settled;
};

/** The facts of a move as they may lie in plain: answers of its form are judged and kept by the module of forms. */
const takeFacts = async (
  ctx: Context,
  given: GivenAnswers,
): Promise<{ facts: FactValues; told: Readonly<Record<string, unknown>> }> => {
  if (given.move.form === undefined) return { facts: given.facts, told: {} };
  const { answers, form } = await ctx.forms.take(ctx, given);
  return { facts: { ...given.facts, ...answers }, told: { ...answers, form } };
};

/**
 * The one way a subject changes: locks it, checks scope, permission, version, stage, facts and what else the flow's
 * words demand (four eyes, times, answers, limits, parts), lets the use case write, moves the stage and the clocks, and records what happened, all in one transaction.
 * Fails with `subject.not-found` out of scope (never saying that it exists), `permission.missing`, `subject.not-yours`,
 * `subject.stale`, `subject.wrong-stage`, `subject.missing-facts`, and one error for each way words bar a move
 * (`bar.ts`).
 */
export const change = (
  outer: Context,
  subject: { readonly kind: string; readonly id: string },
  name: string,
  input: MoveInput & { readonly apply?: Apply },
): Promise<Subject> =>
  transact(outer, async (ctx) => {
    const { found, seen } = await lockAndLook(ctx, subject, name);
    if (found === undefined) throw new AppError("subject.not-found");
    const flow = flowOf(ctx, found.flow);
    if (!isInScope(ctx.actor, found, flow.scope)) throw new AppError("subject.not-found");
    const move = moveOf(flow, name, input.form ?? found.forms[name] ?? (await attachedTo(ctx, flow, name)));
    checkPermission(ctx, move);
    checkTurn(ctx, found, move);
    checkStage(found, move, input.version);
    checkSaidForm(move.form, { ...input, form: input.answered ?? input.form });
    const asked = input.facts ?? {};
    checkFacts(flow, move, asked, found.waives);
    checkMoment(ctx, move, asked);
    await checkBars(ctx, { subject: found, seen }, flow, name);
    const { formVersion } = input;
    const { facts, told } = await takeFacts(ctx, { subject: found, flow, name, move, facts: asked, formVersion });
    const applied = await input.apply?.(ctx, found, facts);
    const after: Subject = {
      ...found,
      stage: stageOf(flow, move, found.stage, applied),
      version: found.version + (move.quiet === true ? 0 : 1),
      areaPath: applied?.areaPath ?? found.areaPath,
      departments: applied?.departments ?? found.departments,
      limits: applied?.limits ?? found.limits,
      presentDepartment: presentAfter(found.presentDepartment, applied),
      dueAt: applied?.dueAt ?? found.dueAt,
      waives: applied?.waives ?? found.waives,
      forms: applied?.forms ?? found.forms,
      changedAt: ctx.clock.now(),
    };
    return finish(ctx, {
      flow,
      name,
      move,
      after,
      facts,
      changes: { ...plainFacts(flow, facts), ...told, ...applied?.changes },
      isNew: false,
      seen,
    });
  });

/** Opens a subject by the move its flow declares from `new`; permission, scope and facts are checked as in `change`. */
export const open = (outer: Context, opening: Opening, apply?: Apply): Promise<Subject> =>
  transact(outer, async (ctx) => {
    const flow = flowOf(ctx, opening.flow);
    const move = moveOf(flow, opening.move, opening.form);
    checkPermission(ctx, move);
    if (!stagesFrom(move).includes(newStage)) throw new AppError("subject.wrong-stage");
    // Nobody opens a subject where they could not see it afterwards; departments may be decided by others.
    if (!isInScope(ctx.actor, { ...opening, departments: scopeDepartments(ctx, opening) }, flow.scope))
      throw new AppError("subject.not-found");
    checkSaidForm(move.form, { ...opening, form: opening.answered ?? opening.form });
    const asked = opening.facts ?? {};
    checkFacts(flow, move, asked, opening.waives);
    const now = ctx.clock.now();
    const subject: Subject = {
      id: opening.id ?? newId(),
      kind: flow.kind,
      flow: flow.id,
      flowVersion: flow.version,
      stage: stageAfter(move, newStage),
      version: 1,
      areaPath: opening.areaPath,
      departments: opening.departments,
      presentDepartment: undefined,
      limits: opening.limits ?? {},
      createdAt: now,
      changedAt: now,
      dueAt: undefined,
      partOf: opening.partOf,
      waives: opening.waives ?? [],
      forms: opening.forms ?? {},
    };
    await insertSubject(ctx.db, subject);
    const { formVersion } = opening;
    const given = { subject, flow, name: opening.move, move, facts: asked, formVersion };
    const { facts, told } = await takeFacts(ctx, given);
    const applied = await apply?.(ctx, subject, facts);
    return finish(ctx, {
      flow,
      name: opening.move,
      move,
      after: { ...subject, presentDepartment: presentAfter(undefined, applied) },
      facts,
      changes: { ...plainFacts(flow, facts), ...told, ...applied?.changes },
      isNew: true,
    });
  });

const scopeDepartments = (ctx: Context, opening: Opening): readonly string[] =>
  opening.departments.length > 0 || isMachine(ctx.actor) || ctx.actor.departments === "all"
    ? opening.departments
    : ctx.actor.departments;
