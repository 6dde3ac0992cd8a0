import type { Report } from "@chengyun/contracts";
import type { z } from "zod";
import { isPermitted } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { present } from "../../../platform/present.ts";
import { type MaskedPerson, maskedOf, textsOf } from "../../persons/person/index.ts";
import type { StandingCase } from "../case/index.ts";
import { leavingOf } from "../detach/index.ts";
import { unworded } from "../kind/index.ts";
import { listReportPage, type ReportRecord } from "../report/index.ts";

/** What of a report is told by others than itself. */
interface Beside {
  readonly texts: ReadonlyMap<string, string>;
  /** Whoever told it, masked; none for a post that may not look persons up. */
  readonly callers: ReadonlyMap<string, MaskedPerson>;
  readonly leaving: z.infer<typeof Report>["leaving"];
}

const callerOf = ({ reporterId = "" }: ReportRecord, callers: Beside["callers"]): z.infer<typeof Report>["caller"] => {
  const person = callers.get(reporterId);
  if (person === undefined) return undefined;
  return { personId: reporterId, name: person.name, ...present({ phone: person.phone }) };
};

const toReport = (report: ReportRecord, { texts, callers, leaving }: Beside): z.infer<typeof Report> => {
  const text = texts.get(report.textId ?? "") ?? "";
  const { id, channel, joined, alarmId, no, saidFixed, rating } = report;
  return {
    id,
    channel,
    at: report.at.toISOString(),
    text: report.words ?? (text === "" ? unworded(report.citizenKind) : { zh: text, en: text }),
    position: [report.position?.[0] ?? 0, report.position?.[1] ?? 0],
    joined,
    ...present({ alarmId, no, saidFixed, rating, address: texts.get(report.addressId ?? "") }),
    ...present({
      caller: callerOf(report, callers),
      isNobodys: report.reporterId === undefined ? true : undefined,
      leaving,
    }),
    ...present({
      urgency: report.urgency === "urgent" ? report.urgency : undefined,
      happenedAt: report.happenedAt?.toISOString(),
      saidAt: report.saidAt?.toISOString(),
      saidWords: texts.get(report.saidId ?? ""),
      reminders: report.reminders === 0 ? undefined : report.reminders,
    }),
  };
};

const toReports = async (
  ctx: Context,
  found: StandingCase,
  reports: readonly ReportRecord[],
): Promise<z.infer<typeof Report>[]> => {
  const texts = await textsOf(
    ctx,
    reports.flatMap((report) => [report.textId, report.addressId, report.saidId].flatMap((id) => id ?? [])),
  );
  const callers = isPermitted(ctx.actor, "persons.read")
    ? await maskedOf(
        ctx,
        reports.flatMap(({ reporterId }) => reporterId ?? []),
      )
    : new Map<string, MaskedPerson>();
  return reports.map((report) => toReport(report, { texts, callers, leaving: leavingOf(ctx, found, report) }));
};

/** Reports a page shows at once: a rush of a thousand words of one problem is read by nobody. */
const reportsAtOnce = 50;

/** Reports of a case as its page shows them, in the order they came, and behind which one it goes on. */
export const reportPageOf = async (
  ctx: Context,
  found: StandingCase,
  after: string | undefined,
): Promise<{ items: z.infer<typeof Report>[]; next?: string }> => {
  const listed = await listReportPage(ctx.db, found.id, { after, limit: reportsAtOnce + 1 });
  const shown = listed.slice(0, reportsAtOnce);
  const items = await toReports(ctx, found, shown);
  const last = shown.at(-1);
  return listed.length > reportsAtOnce && last !== undefined ? { items, next: last.id } : { items };
};
