import type { CaseType, Label, Severity } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { findThing } from "../../atlas/thing/index.ts";
import { keepText, recordPerson, tiePerson } from "../../persons/person/index.ts";
import { joinCase, lockCategory, openCase } from "../case/index.ts";
import { attachPhotos } from "../photo/index.ts";
import { findCaseToJoin, type Whereabouts, whyJoined } from "./join.ts";
import { insertReport, type ReportRecord } from "./store.ts";

/** A report before it is known which case it belongs to. */
export interface Reporting {
  readonly type: CaseType;
  readonly channel: ReportRecord["channel"];
  readonly position: readonly [number, number];
  readonly areaPath: string;
  readonly thingId?: string | undefined;
  readonly title: Label;
  readonly severity?: Severity | undefined;
  readonly alarmId?: string | undefined;
  readonly words?: Label | undefined;
  readonly textId?: string | undefined;
  readonly reporterId?: string | undefined;
}

const opened: Label = { zh: "首次上报，建立案卷", en: "First report: opened the case" };

/** Joins the report to an open case; when that was closed in this moment, looks once more. */
const joinOpenCase = async (ctx: Context, report: Whereabouts, joining: Parameters<typeof joinCase>[2]) => {
  for (let looks = 0; looks < 2; looks += 1) {
    const found = await findCaseToJoin(ctx, report);
    if (found === undefined || (await joinCase(ctx, found, joining))) return found;
  }
  return undefined;
};

/** Receives a report: it joins the open case its category's data names, or opens one. */
export const receiveReport = (
  outer: Context,
  reporting: Reporting,
): Promise<{ id: string; caseId: string; opened: boolean }> =>
  transact(outer, async (ctx) => {
    await lockCategory(ctx.db, reporting.type.id);
    const id = newId();
    const { thingId, severity, type, title, position, areaPath } = reporting;
    const report = { reportId: id, alarmId: reporting.alarmId, channel: reporting.channel };
    const found = await joinOpenCase(ctx, { type, thingId, position }, { severity, report });
    const caseId = found?.id ?? (await openCase(ctx, { type, title, severity, position, areaPath, thingId, report }));
    await insertReport(ctx.db, {
      id,
      caseId,
      channel: reporting.channel,
      at: ctx.clock.now(),
      alarmId: reporting.alarmId,
      words: reporting.words,
      textId: reporting.textId,
      reporterId: reporting.reporterId,
      position,
      joined: found === undefined ? opened : whyJoined(type, found),
    });
    return { id, caseId, opened: found === undefined };
  });

/** What somebody at the desk, or another system, says. */
export interface Said {
  readonly category: string;
  readonly position: readonly [number, number];
  readonly text: string;
  readonly reporter?: { readonly name: string; readonly phone?: string | undefined } | undefined;
  readonly thingId?: string | undefined;
  readonly photos: readonly string[];
}

const getVisibleThing = async (ctx: Context, id: string) => {
  const thing = await findThing(ctx.db, { id });
  if (thing === undefined || !isInScope(ctx.actor, { areaPath: thing.areaPath, departments: [] }, "area"))
    throw new AppError("request.invalid", { faults: [{ path: "body.thingId", code: "unknown" }] });
  return thing;
};

/** Takes what a person said: words and caller go into the vault, photos to the case. */
export const takeReport = (outer: Context, said: Said): Promise<{ id: string; caseId: string; opened: boolean }> =>
  transact(outer, async (ctx) => {
    const type = ctx.deployment.registry.cases.get(said.category);
    if (type === undefined)
      throw new AppError("request.invalid", { faults: [{ path: "body.category", code: "unknown" }] });
    const areas = await getAreas(ctx);
    const areaPath = areas.at(said.position);
    if (areaPath === undefined) throw new AppError("thing.outside-areas");
    const thing = said.thingId === undefined ? undefined : await getVisibleThing(ctx, said.thingId);
    const reporterId =
      said.reporter === undefined ? undefined : await recordPerson(ctx, toPerson(said.reporter), { areaPath });
    const place = thing?.name ?? areas.namesOf(areaPath).at(-1);
    const made = await receiveReport(ctx, {
      type,
      channel: ctx.actor.kind === "key" ? "api" : "desk",
      position: said.position,
      areaPath,
      thingId: thing?.id,
      title: titleOf(type, place),
      textId: await keepText(ctx, reporterId, said.text),
      reporterId,
    });
    if (reporterId !== undefined) await tiePerson(ctx, reporterId, { kind: "case", id: made.caseId });
    if (said.photos.length > 0) await attachPhotos(ctx, { caseId: made.caseId, stage: "reported" }, said.photos);
    return made;
  });

const toPerson = ({ name, phone }: NonNullable<Said["reporter"]>) => (phone === undefined ? { name } : { name, phone });

/** What a case is called: where, and what. */
export const titleOf = (type: CaseType, place: Label | undefined): Label =>
  place === undefined ? type.name : { zh: `${place.zh} · ${type.name.zh}`, en: `${place.en} · ${type.name.en}` };
