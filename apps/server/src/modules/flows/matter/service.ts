import type { Matter } from "@chengyun/contracts";
import { type FactValues, type Flow, type Move, newStage, stagesFrom } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Applied, type Apply, open } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { findSubject, type Subject } from "../../../platform/subject.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { clocksOf } from "../clock/index.ts";
import { listOffers } from "../flow/index.ts";
import * as store from "./store.ts";

/** The move that opens a subject of a flow. */
export const openingMove = (flow: Flow): [name: string, move: Move] | undefined =>
  Object.entries(flow.moves).find(([, move]) => stagesFrom(move).includes(newStage));

/** Departments that these facts name, the last one last. */
const namedDepartments = (flow: Flow, facts: FactValues): { fact: string; id: string }[] =>
  Object.values(flow.facts ?? {})
    .filter((fact) => fact.kind === "department" && facts[fact.id] !== undefined)
    .map((fact) => ({ fact: fact.id, id: String(facts[fact.id]) }));

/** A fact of kind `department` says whose the matter is from now on, and whose turn it is. */
const withDepartments = async (ctx: Context, found: Subject, facts: FactValues): Promise<Applied> => {
  const flow = ctx.flows.get(found.flow);
  const named = flow === undefined ? [] : namedDepartments(flow, facts);
  if (named.length === 0) return {};
  const known = await departmentNames(ctx);
  const faults = named
    .filter(({ id }) => !known.has(id))
    .map(({ fact }) => ({ path: `facts.${fact}`, code: "choice" }));
  if (faults.length > 0) throw new AppError("subject.missing-facts", { faults });
  const ids = named.map(({ id }) => id);
  return { departments: [...new Set([...found.departments, ...ids])], presentDepartment: ids.at(-1) ?? null };
};

/** What every move of a pack's flow writes: the facts given with it. */
export const keepFacts: Apply = async (ctx, found, facts) => {
  const applied = await withDepartments(ctx, found, facts);
  await store.addFacts(ctx.db, found.id, facts);
  return applied;
};

/** Opens a matter by the first move of its flow. */
export const openMatter = async (
  ctx: Context,
  flow: Flow,
  asked: { areaPath: string; facts: FactValues },
): Promise<string> => {
  const move = openingMove(flow)?.[0] ?? "";
  const departments = [...new Set(namedDepartments(flow, asked.facts).map(({ id }) => id))];
  const { id } = await open(ctx, { flow: flow.id, move, departments, ...asked }, async (inner, found, facts) => {
    const applied = await withDepartments(inner, found, facts);
    await store.insertMatter(inner.db, found.id, facts);
    return applied;
  });
  return id;
};

/** A matter as screens show it, with its clocks and the moves that can be made; not found out of scope. */
export const readMatter = async (ctx: Context, flow: Flow, id: string): Promise<Matter> => {
  const subject = await findSubject(ctx.db, id);
  const found = await store.findMatter(ctx.db, id);
  if (subject === undefined || found?.kind !== flow.kind || !isInScope(ctx.actor, subject, flow.scope))
    throw new AppError("subject.not-found");
  return {
    ...found,
    openedAt: found.openedAt.toISOString(),
    changedAt: found.changedAt.toISOString(),
    clocks: (await clocksOf(ctx, flow, [id])).get(id) ?? [],
    moves: await listOffers(ctx, flow, subject),
  };
};
