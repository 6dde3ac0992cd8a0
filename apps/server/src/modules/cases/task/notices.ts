import { defineNotice, type Label, type NoticePlace, urgentHours } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";
import { findSubject } from "../../../platform/subject.ts";
import { findIncident } from "../../command/incident/index.ts";
import { findTask, incidentTaskKinds } from "../../flows/task/index.ts";
import { findCase } from "../case/index.ts";

const name = (zh: string, en: string): Label => ({ zh, en });

const places = {
  no: { kind: "text", name: name("案卷号", "Case number"), sample: "4398812026110200001" },
  title: {
    kind: "label",
    name: name("标题", "Title"),
    sample: name("望湖街道 · 管道堵塞", "Wanghu · Blocked drain"),
  },
  what: { kind: "text", name: name("任务内容", "What to do"), sample: "配合交通疏导" },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const limitPlaces = {
  ...places,
  due: { kind: "time", name: name("时限", "Due"), sample: new Date("2026-11-20T10:00:00.000Z") },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const given = defineNotice({
  id: "task-given",
  on: "task.given",
  name: name("协办任务待接收", "A joint task"),
  text: name("协办任务待接收：{what}（{no}）", "A joint task for your department: {what} ({no})"),
  long: name(
    "案卷 {no}（{title}）请本部门协办：{what}。",
    "Case {no} ({title}) asks your department to join in: {what}.",
  ),
  places,
  to: "departments",
});

const late = defineNotice({
  id: "task-late",
  on: "task.late",
  name: name("任务超期", "A task is late"),
  text: name("任务已超期（{due}）：{what}（{no}）", "Task late since {due}: {what} ({no})"),
  long: name(
    "{no}（{title}）的任务已超过时限（{due}），请立即办理并确认本通知：{what}。",
    "The task of {no} ({title}) ran out of time at {due}; please see to it now and acknowledge this notice: {what}.",
  ),
  places: limitPlaces,
  to: "turn",
  channels: ["sms"],
  urgent: true,
  escalates: [{ after: urgentHours(1), to: { permission: "cases.dispatch" } }],
});

const nearlyLate = defineNotice({
  id: "task-nearly-late",
  on: "task.nearly-late",
  name: name("任务即将超期", "A task is nearly late"),
  text: name("任务即将超期（{due}）：{what}（{no}）", "Task nearly late, due {due}: {what} ({no})"),
  places: limitPlaces,
  to: "turn",
  channels: ["sms"],
});

/** A joint task is told to the department it is given to, and to no other of the case. */
export const notices: readonly ModuleNotice[] = [given, nearlyLate, late].map((type) => ({
  type,
  values: async (ctx, entry) => {
    const task = await findTask(ctx.db, entry.subject.id);
    const found = task === undefined ? undefined : await findCase(ctx.db, task.subjectId);
    const due = type === given ? undefined : (await findSubject(ctx.db, entry.subject.id))?.dueAt;
    const whole = found ?? (task === undefined ? undefined : await findIncident(ctx.db, task.subjectId));
    return { no: whole?.no ?? "", title: whole?.title ?? "", what: task?.what ?? "", due: due ?? "" };
  },
  subject: async (ctx, entry) => {
    const task = await findTask(ctx.db, entry.subject.id);
    if (task === undefined) return undefined;
    return { kind: incidentTaskKinds.includes(task.kind) ? "incident" : "case", id: task.subjectId };
  },
  departments: async (ctx, entry) => {
    const task = await findTask(ctx.db, entry.subject.id);
    return task === undefined ? [] : [task.departmentId];
  },
}));
