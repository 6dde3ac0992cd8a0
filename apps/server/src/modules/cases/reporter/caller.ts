import type { Caller, CallerReport } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { z } from "zod";
import { isInScope, isPermitted } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { maskedOf, searchPersons } from "../../persons/person/index.ts";
import { cityCase, listCasesByIds, openStages, type StandingCase } from "../case/index.ts";
import { findKind } from "../kind/index.ts";
import { listReportsBy, type ReportRecord, reportIntake } from "../report/index.ts";

const stageName = (stages: Readonly<Record<string, { readonly name: Label }>>, stage: string): Label =>
  stages[stage]?.name ?? { zh: stage, en: stage };

const question: Label = { zh: "咨询", en: "Question" };
const untitled: Label = { zh: "市民上报", en: "Citizen's report" };

const toCallerReport = (report: ReportRecord, found: StandingCase | undefined): z.infer<typeof CallerReport> => ({
  id: report.id,
  at: report.at.toISOString(),
  channel: report.channel,
  matter: report.matter ?? "problem",
  title: found?.title ?? (report.matter === "advice" ? question : (findKind(report.citizenKind)?.name ?? untitled)),
  stageName:
    found === undefined
      ? stageName(reportIntake.stages, report.answerId === undefined ? "waiting" : "answered")
      : stageName(cityCase.stages, found.stage),
  open: found === undefined ? report.answerId === undefined : openStages.includes(found.stage),
  ...(report.no === undefined ? {} : { no: report.no }),
  ...(found === undefined ? {} : { caseId: found.id, caseNo: found.no }),
});

/**
 * Persons of a number, masked, with what they reported before, as far as the actor may see it. For who may find
 * persons, and each found is told so in their looks.
 */
export const listCallers = async (ctx: Context, phone: string): Promise<z.infer<typeof Caller>[]> => {
  const ids = isPermitted(ctx.actor, "persons.read") ? await searchPersons(ctx, { phone }) : [];
  const people = await maskedOf(ctx, ids);
  const reports = await listReportsBy(ctx.db, ids);
  const cases = new Map(
    (
      await listCasesByIds(
        ctx.db,
        reports.flatMap(({ caseId }) => caseId ?? []),
      )
    )
      .filter((found) => isInScope(ctx.actor, found))
      .map((found) => [found.id, found]),
  );
  const visible = reports.filter(({ caseId, areaPath = "" }) =>
    caseId === undefined ? isInScope(ctx.actor, { areaPath, departments: [] }, "area") : cases.has(caseId),
  );
  return ids.flatMap((personId) => {
    const person = people.get(personId);
    if (person === undefined) return [];
    return {
      personId,
      name: person.name,
      ...(person.phone === undefined ? {} : { phone: person.phone }),
      reports: visible
        .filter(({ reporterId }) => reporterId === personId)
        .map((report) => toCallerReport(report, cases.get(report.caseId ?? ""))),
    };
  });
};
