import type { CaseType, Label, Severity } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { tiePerson } from "../../persons/person/index.ts";
import { type Answered, checkVisible, findCase, joinCase, openCase, type StandingCase } from "../case/index.ts";
import { askWhich } from "../near/index.ts";
import { joiningOf, listCasesToJoin, type Whereabouts, whyJoined } from "./join.ts";
import { lockJoining } from "./join-store.ts";
import { insertReport, listReports, type ReportRecord, updateReport } from "./store.ts";

/** A report before it is known which case it belongs to. */
export interface Reporting {
  readonly type: CaseType;
  /** The pack's category that was meant, where a class in force has its place. */
  readonly insteadOf?: string | undefined;
  readonly channel: ReportRecord["channel"];
  readonly position: readonly [number, number];
  readonly areaPath: string;
  readonly thingId?: string | undefined;
  readonly title: Label;
  readonly severity?: Severity | undefined;
  readonly alarmId?: string | undefined;
  readonly words?: Label | undefined;
  /** What was said, to compare it with what was said of the cases near by. */
  readonly text?: string | undefined;
  /** What else is kept of it. */
  readonly more?: Partial<ReportRecord> | undefined;
  /** Case of the alarm that this one is an echo of. */
  readonly echoOf?: string | undefined;
  /** Case an officer says it belongs to. */
  readonly joins?: string | undefined;
  /**
   * What is done when nobody named a case: it joins the one its category's data finds (unless said otherwise), somebody
   * is asked about that and all that are likely the same, or it stays apart.
   */
  readonly near?: "join" | "ask" | "apart" | undefined;
  /** Answers to the form of the category. */
  readonly answered?: Answered | undefined;
  /** Reports that wait near by and are taken along: of them nobody is asked. */
  readonly together?: readonly string[] | undefined;
  /** The report that waited and is taken up now; its row stays its own. */
  readonly waiting?: ReportRecord | undefined;
}

/** Where a report ended up. */
export interface Received {
  readonly id: string;
  readonly caseId: string;
  readonly caseNo: string;
  readonly opened: boolean;
}

const opened: Label = { zh: "首次上报，建立案卷", en: "First report: opened the case" };
const taken = {
  own: { zh: "另立案卷", en: "a case of its own" },
  desk: { zh: "由值班台重新受理", en: "the desk decides anew" },
};

/** Says to people why a report is in its case no longer, and where it went. */
export const whyLeft = (no: string, to: keyof typeof taken): Label => ({
  zh: `由案卷 ${no} 移出：${taken[to].zh}`,
  en: `Taken out of case ${no}: ${taken[to].en}`,
});

const byOfficer = (no: string): Label => ({
  zh: `并入案卷 ${no}：值班员认定为同一问题`,
  en: `Joined case ${no}: the duty officer says it is the same`,
});

const byCause = (no: string): Label => ({
  zh: `并入案卷 ${no}：同一起因沿管网的回声`,
  en: `Joined case ${no}: an echo of the same cause along the network`,
});

type Joining = Parameters<typeof joinCase>[2];

/** A report and the open cases it may join, as they stood behind its lock. */
interface Found {
  readonly report: Whereabouts;
  readonly near: readonly StandingCase[];
}

/** Locks where it may belong and looks there, in one trip: the look is a statement behind the lock and sees what it waited for. */
const lockAndFind = async (ctx: Context, report: Whereabouts, looks: boolean): Promise<Found> => {
  const shared = joiningOf(report);
  const [, near] = await Promise.all([
    shared === undefined ? undefined : lockJoining(ctx.db, shared),
    looks ? listCasesToJoin(ctx, report) : [],
  ]);
  return { report, near };
};

/** Joins the report to an open case among those near; when that was closed in this moment, looks once more. */
const joinOpenCase = async (ctx: Context, report: Whereabouts, near: readonly StandingCase[], joining: Joining) => {
  for (let looks = 0; looks < 2; looks += 1) {
    const [found] = looks === 0 ? near : await listCasesToJoin(ctx, report);
    if (found === undefined || (await joinCase(ctx, found, joining)))
      return found === undefined ? undefined : { id: found.id, no: found.no, why: whyJoined(report.type, found) };
  }
  return undefined;
};

/** The case of the cause, if it is still open; else the echo is judged like any other report. */
const joinCause = async (ctx: Context, id: string | undefined, joining: Joining) => {
  const found = id === undefined ? undefined : await findCase(ctx.db, id);
  if (found === undefined || !(await joinCase(ctx, found, joining))) return undefined;
  return { id: found.id, no: found.no, why: byCause(found.no) };
};

/** The case a report belongs to without anybody naming it: that of its cause, else what its category's data finds. */
const joinUnnamed = async (ctx: Context, reporting: Reporting, found: Found, joining: Joining) => {
  const { echoOf, near, text } = reporting;
  if (near === "apart") return undefined;
  if (near === "ask") {
    await askWhich(ctx, {
      ...found.report,
      notSameAs: found.report.notSameAs ?? [],
      text: text ?? "",
      waiting: reporting.waiting?.id,
      together: reporting.together ?? [],
      joinable: found.near,
      isAtDesk: reporting.channel === "desk",
    });
    return undefined;
  }
  return (await joinCause(ctx, echoOf, joining)) ?? joinOpenCase(ctx, found.report, found.near, joining);
};

const joinNamed = async (ctx: Context, id: string, joining: Joining) => {
  const found = checkVisible(ctx, await findCase(ctx.db, id));
  if (!(await joinCase(ctx, found, joining))) throw new AppError("report.closed");
  return { id, no: found.no, why: byOfficer(found.no) };
};

const keep = async (
  ctx: Context,
  reporting: Reporting,
  place: Required<Pick<ReportRecord, "id" | "joined" | "opens">> & { readonly caseId: string },
): Promise<void> => {
  const { channel, alarmId, words, position, type, areaPath, more, waiting } = reporting;
  const { id, caseId, joined, opens } = place;
  const told = { ...more, caseId, position, joined, opens, areaPath, category: type.id };
  if (waiting === undefined) await insertReport(ctx.db, { ...told, id, channel, at: ctx.clock.now(), alarmId, words });
  else await updateReport(ctx.db, id, told);
};

/** Receives a report: it joins the case an officer names or its category's data finds, or opens one. */
export const receiveReport = (outer: Context, reporting: Reporting): Promise<Received> =>
  transact(outer, async (ctx) => {
    const { thingId, severity, type, title, position, areaPath, joins } = reporting;
    // Before any case is looked for: joining must not lead where opening would not.
    if (!isInScope(ctx.actor, { areaPath, departments: [] }, "area")) throw new AppError("subject.not-found");
    const id = reporting.waiting?.id ?? newId();
    const { alarmId, channel, insteadOf } = reporting;
    const report = { reportId: id, alarmId, channel, insteadOf };
    const where = { type, thingId, position, notSameAs: reporting.more?.notSameAs };
    const { answered } = reporting;
    const place = await lockAndFind(ctx, where, joins === undefined && reporting.near !== "apart");
    const urgent = reporting.more?.urgency === "urgent" || reporting.waiting?.urgency === "urgent";
    const joining = { severity, report, answered, urgent };
    const found =
      joins === undefined ? await joinUnnamed(ctx, reporting, place, joining) : await joinNamed(ctx, joins, joining);
    const { id: caseId, no: caseNo } =
      found ?? (await openCase(ctx, { type, title, severity, position, areaPath, thingId, report, answered, urgent }));
    await keep(ctx, reporting, { id, caseId, joined: found?.why ?? opened, opens: found === undefined });
    return { id, caseId, caseNo, opened: found === undefined };
  });

/** What a case is called: where, and what. */
export const titleOf = (type: CaseType, place: Label | undefined): Label =>
  place === undefined ? type.name : { zh: `${place.zh} · ${type.name.zh}`, en: `${place.en} · ${type.name.en}` };

/** Reports of a case go over to another with whoever told them; each keeps its number. Answers how many. */
export const moveReports = async (
  ctx: Context,
  from: string,
  to: { readonly caseId: string; readonly joined: Label },
): Promise<number> => {
  const reports = await listReports(ctx.db, from);
  for (const { id, joined, reporterId } of reports) {
    const told = { zh: `${joined.zh}；${to.joined.zh}`, en: `${joined.en}; ${to.joined.en}` };
    await updateReport(ctx.db, id, { caseId: to.caseId, joined: told, opens: false });
    if (reporterId !== undefined) await tiePerson(ctx, reporterId, { kind: "case", id: to.caseId });
  }
  return reports.length;
};
