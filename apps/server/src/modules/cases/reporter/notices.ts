import { defineNotice, type Label, type NoticePlace, type NoticeType, writeReportNo } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { Letter, ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry } from "../../../platform/reaction.ts";
import { once } from "../../../platform/remember.ts";
import { findSubject, listKnown } from "../../../platform/subject.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { type Consent, consentsAbout } from "../../persons/consent/index.ts";
import { findCase } from "../case/index.ts";
import { categoryNames } from "../category/index.ts";
import { findKind } from "../kind/index.ts";
import {
  countOfPerson,
  findReport,
  listReports,
  listReportsByIds,
  listReportsOf,
  type ReportRecord,
} from "../report/index.ts";

const name = (zh: string, en: string): Label => ({ zh, en });

const places = {
  no: { kind: "text", name: name("查询编号", "Number"), sample: "20261120-012345" },
  about: { kind: "label", name: name("事项", "About"), sample: name("路灯", "Street lamp") },
  where: { kind: "text", name: name("查询网址", "Where to follow it"), sample: "yunze.chengyun.example/app" },
  department: { kind: "label", name: name("处置部门", "Department"), sample: name("城管局", "City management") },
  result: { kind: "text", name: name("处置结果", "Result"), sample: "已更换灯具" },
  reason: { kind: "text", name: name("理由", "Reason"), sample: "不属于城市管理范围" },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const question = name("咨询", "question");
const undecided = name("上报", "report");

const toText = (value: unknown): string => (typeof value === "string" ? value : "");

/** What the case's category is called, as the citizen's page calls it: a pack's, a class of a dictionary, the city's own. */
const nameOfCategory = (ctx: Context, id: string): Promise<Label> =>
  once(ctx, `category told of ${id}`, async () => (await categoryNames(ctx, [id]))(id));

const valuesOf = async (ctx: Context, entry: PositionedEntry, report: ReportRecord): Promise<Letter["values"]> => {
  const found = report.caseId === undefined ? undefined : await findCase(ctx.db, report.caseId);
  const departments = await departmentNames(ctx);
  const no = report.no ?? "";
  const about =
    found === undefined
      ? report.matter === "advice"
        ? question
        : (findKind(report.citizenKind)?.name ?? undecided)
      : await nameOfCategory(ctx, found.category);
  return {
    no: writeReportNo(no),
    about,
    where: `${ctx.deployment.profile.host}/app`,
    department: departments.get(toText(entry.changes["department"]) || (found?.departmentId ?? "")) ?? name("", ""),
    result: toText(found?.facts["result"]),
    reason: toText(entry.changes["reason"]),
  };
};

/** What an entry is about: one report, which must not have waited at the desk when it came with a case, or a case's. */
const aboutOf = ({ subject, changes, type }: PositionedEntry): { report?: string; fresh?: string; case?: string } => {
  if (subject.kind === "report") return { report: subject.id };
  if (type !== "case.reported" && type !== "case.joined") return { case: subject.id };
  const id = toText(changes["reportId"]);
  return id === "" ? {} : { fresh: id };
};

const reportOf = (ctx: Context, id: string): Promise<ReportRecord | undefined> =>
  once(ctx, `report told of ${id}`, () => findReport(ctx.db, { id }));

const waitedAtDesk = (ctx: Context, id: string): Promise<boolean> =>
  once(ctx, `report waited ${id}`, async () => (await findSubject(ctx.db, id)) !== undefined);

const reportsOfCase = (ctx: Context, id: string): Promise<ReportRecord[]> =>
  once(ctx, `reports told of ${id}`, () => listReports(ctx.db, id));

/** Reports that are told of together are read together. */
const prepare: ModuleNotice["prepare"] = async (ctx, entries) => {
  const abouts = entries.map(aboutOf);
  const idsOf = (name: "report" | "fresh" | "case"): string[] => [...new Set(abouts.flatMap((one) => one[name] ?? []))];
  const [fresh, cases] = [idsOf("fresh"), idsOf("case")];
  const reports = await listReportsByIds(ctx.db, [...new Set([...idsOf("report"), ...fresh])]);
  for (const report of reports) await once(ctx, `report told of ${report.id}`, async () => report);
  const waited = await listKnown(ctx.db, fresh);
  for (const id of fresh) await once(ctx, `report waited ${id}`, async () => waited.has(id));
  const ofCases = await listReportsOf(ctx.db, cases);
  for (const id of cases)
    await once(ctx, `reports told of ${id}`, async () => ofCases.filter(({ caseId }) => caseId === id));
};

/** Reports an entry is about: the one it names, or all of its case. */
const reportsOf = async (ctx: Context, entry: PositionedEntry): Promise<ReportRecord[]> => {
  const about = aboutOf(entry);
  if (about.case !== undefined) return reportsOfCase(ctx, about.case);
  const id = about.report ?? about.fresh;
  // One that waited at the desk was confirmed when it came in.
  if (id === undefined || (about.fresh !== undefined && (await waitedAtDesk(ctx, id)))) return [];
  return [await reportOf(ctx, id)].flatMap((one) => one ?? []);
};

const dayMs = 86_400_000;
/** Reports a day of which somebody is told who agreed for all of theirs: a number strangers type is not flooded. */
const reportsADay = 5;

const isFlood = async (ctx: Context, { at, reporterId }: ReportRecord): Promise<boolean> =>
  reporterId !== undefined &&
  (await countOfPerson(ctx.db, reporterId, new Date(at.getTime() - dayMs), at)) > reportsADay;

/** One letter for each report whose sender agreed to be told, by the ways they agreed to. */
const letters = async (ctx: Context, entry: PositionedEntry): Promise<Letter[]> => {
  const reports = await reportsOf(ctx, entry);
  const consents = await consentsAbout(ctx, [
    ...new Set(reports.flatMap(({ id, reporterId }) => (reporterId === undefined ? [] : [id, reporterId]))),
  ]);
  const byReport = new Map<string, Consent[]>();
  for (const one of consents) byReport.set(one.about.id, [...(byReport.get(one.about.id) ?? []), one]);
  const written: Letter[] = [];
  for (const report of reports) {
    const holding = [...(byReport.get(report.id) ?? []), ...(byReport.get(report.reporterId ?? "") ?? [])];
    const own = holding.filter(({ personId }) => personId === report.reporterId);
    const [first] = own;
    if (first === undefined) continue;
    if (own.every(({ about }) => about.kind === "person") && (await isFlood(ctx, report))) continue;
    written.push({
      personId: first.personId,
      ways: [...new Set(own.map(({ channel }) => channel))],
      language: first.language,
      subject: { kind: "report", id: report.id },
      values: await valuesOf(ctx, entry, report),
    });
  }
  return written;
};

type Said = readonly [id: string, on: string, name: Label, text: Label];

const follow = { zh: "凭编号在 {where} 查进度、催办。", en: "Follow it by this number at {where}." };

const said: readonly Said[] = [
  [
    "reporter-received",
    "report.received",
    name("告知反映人：已收到", "To the reporter: received"),
    name(`您反映的{about}已收到，编号 {no}。${follow.zh}`, `We have your {about}, number {no}. ${follow.en}`),
  ],
  [
    "reporter-taken",
    "case.reported",
    name("告知反映人：已受理", "To the reporter: taken up"),
    name(
      `您反映的{about}已受理，编号 {no}。${follow.zh}`,
      `Your report ({about}) is taken up, number {no}. ${follow.en}`,
    ),
  ],
  [
    "reporter-joined",
    "case.joined",
    name("告知反映人：已并入同一问题", "To the reporter: joined to the same problem"),
    name(
      `您反映的{about}已受理，与他人反映的是同一问题，一并办理，编号 {no}。${follow.zh}`,
      `Your report ({about}) is taken up with others of the same problem, number {no}. ${follow.en}`,
    ),
  ],
  [
    "reporter-dispatched",
    "case.dispatched",
    name("告知反映人：已派遣", "To the reporter: dispatched"),
    name("您反映的{about}（{no}）已派给{department}处置。", "Your report ({about}, {no}) went to {department}."),
  ],
  [
    "reporter-dispatched-anew",
    "case.redispatched",
    name("告知反映人：已改派", "To the reporter: dispatched anew"),
    name("您反映的{about}（{no}）改由{department}处置。", "Your report ({about}, {no}) is {department}'s now."),
  ],
  [
    "reporter-closed",
    "case.closed",
    name("告知反映人：已办结", "To the reporter: done"),
    name(
      "您反映的{about}（{no}）已办结：{result}。请到 {where} 评价，没有解决可以重新交办。",
      "Your report ({about}, {no}) is done: {result}. Rate it at {where}, or say that it is not fixed.",
    ),
  ],
  [
    "reporter-not-filed",
    "case.voided",
    name("告知反映人：不予立案", "To the reporter: not filed"),
    name(
      "您反映的{about}（{no}）不予立案，理由：{reason}。",
      "Your report ({about}, {no}) was not filed. Reason: {reason}.",
    ),
  ],
  [
    "reporter-declined",
    "report.declined",
    name("告知反映人：不予受理", "To the reporter: not taken"),
    name(
      "您反映的{about}（{no}）不予受理，理由：{reason}。",
      "Your report ({about}, {no}) was not taken. Reason: {reason}.",
    ),
  ],
  [
    "reporter-answered",
    "report.answered",
    name("告知反映人：已答复", "To the reporter: answered"),
    // The answer itself is personal: it is read with the number, not sent.
    name(
      "您反映的{about}（{no}）已答复，请凭编号在 {where} 查看。",
      "Your {about} ({no}) was answered: read it with the number at {where}.",
    ),
  ],
];

const toType = ([id, on, title, text]: Said): NoticeType =>
  defineNotice({ id, on, name: title, text, places, to: { named: "reporter" } });

/** What whoever reported is told, if they agreed to it: that it was taken, and what became of it. */
export const notices: readonly ModuleNotice[] = said.map((one) => ({
  type: toType(one),
  prepare,
  values: async () => ({}),
  letters,
}));
