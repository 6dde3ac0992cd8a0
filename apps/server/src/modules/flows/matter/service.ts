import type { Matter, MatterRow } from "@chengyun/contracts";
import { type FactValues, type Flow, isBlank, type Move } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Applied, type Apply, open } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { findSubject, type Subject } from "../../../platform/subject.ts";
import { attachPhotos } from "../../cases/photo/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { readTexts } from "../../persons/person/index.ts";
import { clocksOf } from "../clock/index.ts";
import { listOffers } from "../flow/index.ts";
import { keepPersonal, listAnswersOf } from "../form/index.ts";
import { listSealed, wordsOf } from "../timeline/index.ts";
import { factsOfFlow } from "./kind.ts";
import { openingMove } from "./opening.ts";
import * as store from "./store.ts";

/** Departments that these facts name, a form's included; the last one last. */
const namedDepartments = async (ctx: Context, flow: Flow, facts: FactValues): Promise<{ fact: string; id: string }[]> =>
  Object.values(await factsOfFlow(ctx, flow))
    .filter((fact) => fact.kind === "department" && !isBlank(facts[fact.id]))
    .map((fact) => ({ fact: fact.id, id: String(facts[fact.id]) }));

/** A fact of kind `department` says whose the matter is from now on, and whose turn it is. */
const withDepartments = async (ctx: Context, found: Subject, facts: FactValues): Promise<Applied> => {
  const flow = ctx.flows.get(found.flow);
  const named = flow === undefined ? [] : await namedDepartments(ctx, flow, facts);
  if (named.length === 0) return {};
  const known = await departmentNames(ctx);
  const faults = named
    .filter(({ id }) => !known.has(id))
    .map(({ fact }) => ({ path: `facts.${fact}`, code: "choice" }));
  if (faults.length > 0) throw new AppError("subject.missing-facts", { faults });
  const ids = named.map(({ id }) => id);
  return { departments: [...new Set([...found.departments, ...ids])], presentDepartment: ids.at(-1) ?? null };
};

/** What a move asks by itself; the answers of its form were kept by the module of forms. */
const ownIds = (move: Move): readonly string[] => [...(move.needs ?? []), ...(move.takes ?? [])];

/** Persons and personal words into the vault, photos to the matter; answers the facts as they may lie in plain. */
const keepOwn = async (
  ctx: Context,
  found: Subject,
  { flow, move, facts }: { flow: Flow; move: Move; facts: FactValues },
): Promise<{ kept: FactValues; told: FactValues }> => {
  const ids = new Set(ownIds(move));
  const own = Object.fromEntries(Object.entries(facts).filter(([id]) => ids.has(id)));
  const table = flow.facts ?? {};
  const photos = Object.values(table)
    .filter(({ id, kind }) => kind === "photos" && Array.isArray(own[id]))
    .flatMap(({ id }) => own[id] as string[]);
  if (photos.length > 0) await attachPhotos(ctx, { caseId: found.id, stage: found.stage }, photos);
  const kept = await keepPersonal(ctx, found, { facts: table, answers: own });
  const told = Object.fromEntries(Object.entries(kept).filter(([id, value]) => value !== own[id]));
  return { kept: { ...facts, ...kept }, told };
};

/** What every move of a pack's flow writes: the facts given with it. */
export const keepFacts =
  (flow: Flow, move: Move): Apply =>
  async (ctx, found, facts) => {
    const applied = await withDepartments(ctx, found, facts);
    const { kept, told } = await keepOwn(ctx, found, { flow, move, facts });
    await store.addFacts(ctx.db, found.id, kept);
    return { ...applied, changes: told };
  };

/** Opens a matter by the first move of its flow. */
export const openMatter = async (
  ctx: Context,
  flow: Flow,
  asked: { areaPath: string; facts: FactValues; formVersion?: number | undefined },
): Promise<string> => {
  const [name = "", move] = openingMove(flow) ?? [];
  const named = await namedDepartments(ctx, flow, asked.facts);
  const departments = [...new Set(named.map(({ id }) => id))];
  const { id } = await open(ctx, { flow: flow.id, move: name, departments, ...asked }, async (inner, found, facts) => {
    const applied = await withDepartments(inner, found, facts);
    const { kept, told } =
      move === undefined ? { kept: facts, told: {} } : await keepOwn(inner, found, { flow, move, facts });
    await store.insertMatter(inner.db, found.id, kept);
    return { ...applied, changes: told };
  });
  return id;
};

/** The matter when it may be seen; not found out of scope. */
export const getSubject = async (ctx: Context, flow: Flow, id: string): Promise<Subject> => {
  const subject = await findSubject(ctx.db, id);
  if (subject === undefined || subject.kind !== flow.kind || !isInScope(ctx.actor, subject, flow.scope))
    throw new AppError("subject.not-found");
  return subject;
};

/** A matter as screens show it, with its clocks and the moves that can be made; not found out of scope. */
export const readMatter = async (ctx: Context, flow: Flow, id: string): Promise<Matter> => {
  const subject = await getSubject(ctx, flow, id);
  const found = await store.findMatter(ctx.db, id);
  if (found === undefined) throw new AppError("subject.not-found");
  const facts = await factsOfFlow(ctx, flow);
  const answered = await listAnswersOf(ctx.db, id);
  return {
    ...found,
    openedAt: found.openedAt.toISOString(),
    changedAt: found.changedAt.toISOString(),
    words: await wordsOf(ctx, facts, [found.facts]),
    clocks: (await clocksOf(ctx, flow, [id])).get(id) ?? [],
    moves: await listOffers(ctx, flow, subject),
    answered: answered.map(({ form, version, move, at }) => ({ form, version, move, at: at.toISOString() })),
  };
};

/** The personal words of a matter in plain, by their ids, for a purpose and a reason; every look is recorded. */
export const readPersonalWords = async (
  ctx: Context,
  flow: Flow,
  { id, ...why }: { id: string; purpose: string; reason: string },
): Promise<Record<string, string>> => {
  const subject = await getSubject(ctx, flow, id);
  const facts = (await store.findMatter(ctx.db, id))?.facts ?? {};
  const ids = listSealed(await factsOfFlow(ctx, flow), facts);
  return Object.fromEntries(await readTexts(ctx, subject, { ids, ...why }));
};

/** Matters as lists show them, each with the clock that counts: the running one that ends first. */
export const toMatterRows = async (
  ctx: Context,
  flow: Flow,
  found: readonly store.StandingMatter[],
): Promise<MatterRow[]> => {
  const clocks = await clocksOf(
    ctx,
    flow,
    found.map(({ id }) => id),
  );
  const facts = await factsOfFlow(ctx, flow);
  const words = await wordsOf(
    ctx,
    facts,
    found.map((one) => one.facts),
  );
  return found.map((one): MatterRow => {
    const running = (clocks.get(one.id) ?? []).filter((clock) => clock.stoppedAt === undefined);
    const clock = running.sort((a, b) => (a.dueAt ?? "9").localeCompare(b.dueAt ?? "9"))[0];
    const ids = JSON.stringify(one.facts);
    return {
      ...one,
      openedAt: one.openedAt.toISOString(),
      changedAt: one.changedAt.toISOString(),
      words: Object.fromEntries(Object.entries(words).filter(([id]) => ids.includes(id))),
      ...(clock === undefined ? {} : { clock }),
    };
  });
};
