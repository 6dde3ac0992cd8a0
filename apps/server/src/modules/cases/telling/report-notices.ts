import { defineNotice, type Label, type NoticePlace, urgentHours, writeReportNo } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";
import { findSubject } from "../../../platform/subject.ts";
import { findReport } from "../report/index.ts";

const name = (zh: string, en: string): Label => ({ zh, en });

const places = {
  no: { kind: "text", name: name("上报编号", "Report number"), sample: "20261120-012345" },
  due: { kind: "time", name: name("时限", "Due"), sample: new Date("2026-11-20T10:00:00.000Z") },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const types = [
  defineNotice({
    id: "report-nearly-late",
    on: "report.nearly-late",
    name: name("上报即将超过受理时限", "A report waits long"),
    text: name("上报即将超过受理时限（{due}）：{no}", "A report is to be taken in by {due}: {no}"),
    places,
    to: "turn",
  }),
  defineNotice({
    id: "report-late",
    on: "report.late",
    name: name("上报超过受理时限", "A report was not taken in"),
    text: name("上报未在时限内受理（{due}）：{no}", "A report was not taken in by {due}: {no}"),
    places,
    to: "turn",
    channels: ["sms"],
    urgent: true,
    escalates: [{ after: urgentHours(1), to: { permission: "cases.arbitrate" } }],
  }),
  defineNotice({
    id: "report-reminded",
    on: "report.reminded",
    name: name("上报催办", "Reminder of a report"),
    text: name("市民催办待受理的上报：{no}", "A citizen reminds of a report that waits: {no}"),
    places,
    to: "turn",
  }),
];

/** Whoever takes reports in is told of those that wait too long at the desk. */
export const reportNotices: readonly ModuleNotice[] = types.map((type) => ({
  type,
  values: async (ctx, { subject: { id } }) => {
    const report = await findReport(ctx.db, { id });
    return { no: writeReportNo(report?.no ?? ""), due: (await findSubject(ctx.db, id))?.dueAt ?? "" };
  },
}));
