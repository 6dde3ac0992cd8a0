import type { IncidentIn } from "@chengyun/contracts";
import { cityDate, type IncidentType, type Label, type Severity } from "@chengyun/kernel";
import { isInScope, system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { checkVisible, findCase, type StandingCase } from "../../cases/case/index.ts";
import { receiveReport, titleOf } from "../../cases/report/index.ts";
import { findOpeningPosition } from "../../journal/entry/index.ts";
import { incidentFlow } from "./flow.ts";
import { factsOf, inputsOf, proposalOf } from "./level.ts";
import type { IncidentRecord, Origin } from "./model.ts";
import * as store from "./store.ts";

const drillMark: Label = { zh: "【演练】", en: "[DRILL] " };

/** What a drill is called begins with the word: in lists, in notices, on phones and on paper. */
export const markDrill = (title: Label, drill: boolean): Label =>
  drill ? { zh: `${drillMark.zh}${title.zh}`, en: `${drillMark.en}${title.en}` } : title;

const serialDigits = 3;

/** An incident's number: area, day, and the day's serial: `E4398812026113000 1` without the gap. */
const drawIncidentNo = async (ctx: Context): Promise<string> => {
  const { profile, calendar } = ctx.deployment;
  const day = cityDate(calendar, ctx.clock.now().getTime()).replaceAll("-", "");
  const serial = await store.nextIncidentSerial(ctx.db, day);
  return `E${profile.areaCode}${day}${String(serial).padStart(serialDigits, "0")}`;
};

/** What an incident is made of. */
export interface IncidentSeed {
  readonly type: IncidentType;
  readonly origin: Origin;
  readonly drill: boolean;
  readonly title: Label;
  readonly words: string | undefined;
  readonly position: readonly [number, number];
  readonly areaPath: string;
  readonly caseIds: readonly string[];
}

const insert = async (ctx: Context, seed: IncidentSeed, id: string): Promise<IncidentRecord> => {
  const now = ctx.clock.now();
  const record: IncidentRecord = {
    id,
    no: await drawIncidentNo(ctx),
    type: seed.type.id,
    drill: seed.drill,
    title: markDrill(seed.title, seed.drill),
    words: seed.words,
    origin: seed.origin,
    level: undefined,
    proposed: undefined,
    proposedWords: undefined,
    position: seed.position,
    areaPath: seed.areaPath,
    commanderId: undefined,
    plan: undefined,
    figures: {},
    asked: {},
    reviewText: undefined,
    openedAt: now,
    confirmedAt: undefined,
    activatedAt: undefined,
    levelAt: undefined,
    stoodDownAt: undefined,
    sealedAt: undefined,
  };
  await store.insertIncident(ctx.db, record);
  for (const caseId of seed.caseIds)
    if (!(await store.insertIncidentCase(ctx.db, id, caseId, now))) throw new AppError("incident.case-taken");
  return record;
};

/** Opens an incident with its cases, and proposes its level; fails with `incident.case-taken` when one has another. */
export const openIncident = (outer: Context, seed: IncidentSeed): Promise<string> =>
  transact(outer, async (ctx) => {
    const id = newId();
    const { first, continued, final } = seed.type.reports;
    const opening = {
      flow: incidentFlow.id,
      move: "open",
      id,
      areaPath: seed.areaPath,
      departments: [],
      limits: { first, continued, final },
    };
    await open(ctx, opening, async (inner) => {
      const { no } = await insert(inner, seed, id);
      return { changes: { no, type: seed.type.id, drill: seed.drill, origin: seed.origin, cases: seed.caseIds } };
    });
    await judgeLevel({ ...ctx, actor: system("command/incident") }, id);
    return id;
  });

/** Proposes the level that the conditions lead to now; nothing is recorded while it stays the same. */
export const judgeLevel = async (ctx: Context, id: string): Promise<void> => {
  const found = await store.findIncident(ctx.db, id);
  const type = ctx.deployment.registry.incidents.get(found?.type ?? "");
  if (found === undefined || type === undefined) return;
  const inputs = inputsOf(type, await factsOf(ctx, found));
  const proposal = proposalOf(ctx, type, inputs);
  if (proposal?.level === found.proposed) return;
  const values = Object.fromEntries(inputs.map((input) => [input.id, Math.round(input.value * 10) / 10]));
  await change(ctx, { kind: "incident", id }, "propose", {
    apply: async (inner) => {
      await store.updateIncident(inner.db, id, { proposed: proposal?.level, proposedWords: proposal?.words });
      return { changes: { level: proposal?.level ?? null, before: found.proposed ?? null, inputs: values } };
    },
  });
};

/** A case goes into an incident that is open; false where it belongs to one already. */
export const takeCase = (outer: Context, incidentId: string, caseId: string): Promise<boolean> =>
  transact(outer, async (ctx) => {
    if ((await store.findIncidentOfCase(ctx.db, caseId)) !== undefined) return false;
    await change(ctx, { kind: "incident", id: incidentId }, "take-case", {
      apply: async (inner) => {
        if (!(await store.insertIncidentCase(inner.db, incidentId, caseId, inner.clock.now())))
          throw new AppError("incident.case-taken");
        return { changes: { case: caseId } };
      },
    });
    await judgeLevel({ ...ctx, actor: system("command/incident") }, incidentId);
    return true;
  });

/** Severity of the case that an incident opened by hand makes: nobody has judged it yet. */
const severityOfHand: Severity = "orange";

/** An incident told by hand has a case, too: the report that somebody makes of it. */
const makeCase = async (
  ctx: Context,
  {
    type,
    position,
    areaPath,
    words,
    drill,
  }: { type: IncidentType; drill: boolean; words: string } & Pick<IncidentSeed, "position" | "areaPath">,
): Promise<string> => {
  const category = ctx.deployment.registry.cases.get(type.case);
  if (category === undefined) throw new Error(`incident ${type.id}: no category "${type.case}"`);
  const area = (await getAreas(ctx)).find(areaPath);
  const { caseId } = await receiveReport(
    { ...ctx, actor: system("command/incident") },
    {
      type: category,
      insteadOf: undefined,
      channel: "desk",
      position,
      areaPath,
      thingId: undefined,
      title: markDrill(titleOf(category, area?.name), drill),
      severity: severityOfHand,
      alarmId: undefined,
      echoOf: undefined,
      words: { zh: words === "" ? type.name.zh : words, en: words === "" ? type.name.en : words },
      near: "apart",
    },
  );
  return caseId;
};

/** What an incident is called: where, and what. */
export const titleFrom = async (ctx: Context, type: IncidentType, areaPath: string): Promise<Label> => {
  const area = (await getAreas(ctx)).find(areaPath);
  return area === undefined
    ? type.name
    : { zh: `${area.name.zh} · ${type.name.zh}`, en: `${area.name.en} · ${type.name.en}` };
};

const getCases = async (ctx: Context, ids: readonly string[]): Promise<StandingCase[]> => {
  const found: StandingCase[] = [];
  for (const id of ids) found.push(checkVisible(ctx, await findCase(ctx.db, id)));
  return found;
};

/** Where it is: with its first case, else where somebody says. */
const placeOf = async (ctx: Context, lead: StandingCase | undefined, said: readonly [number, number] | undefined) => {
  const position = lead?.position ?? said;
  if (position === undefined) throw new AppError("incident.no-place");
  const areas = await getAreas(ctx);
  const areaPath = lead?.areaPath ?? (areas.isNear(position) ? areas.at(position) : undefined);
  if (areaPath === undefined) throw new AppError("incident.outside-city");
  if (!isInScope(ctx.actor, { areaPath, departments: [] }, "area")) throw new AppError("subject.not-found");
  return { position, areaPath };
};

/** What led to it: the entry that opened its first case, from which one goes on to the alarm and the reading. */
const causedBy = async (ctx: Context, lead: StandingCase | undefined): Promise<Context> => {
  const told = lead === undefined ? undefined : await findOpeningPosition(ctx, lead.id);
  return told === undefined ? ctx : { ...ctx, cause: { kind: "entry", id: String(told) } };
};

/** What a person opens: place, area and cause come from the first case, where there is one. */
export const openByPerson = (outer: Context, asked: IncidentIn): Promise<string> =>
  transact(outer, async (ctx) => {
    const type = ctx.deployment.registry.incidents.get(asked.type);
    if (type === undefined) throw new AppError("incident.unknown-type");
    const cases = await getCases(ctx, asked.cases);
    const [lead] = cases;
    const where = await placeOf(ctx, lead, asked.position);
    const given = { type, ...where, words: asked.words, drill: asked.drill };
    return openIncident(await causedBy(ctx, lead), {
      ...given,
      origin: lead === undefined ? "hand" : "case",
      title: await titleFrom(ctx, type, where.areaPath),
      words: asked.words === "" ? undefined : asked.words,
      caseIds: lead === undefined ? [await makeCase(ctx, given)] : cases.map(({ id }) => id),
    });
  });
