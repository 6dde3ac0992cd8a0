import { defineNotice, type Label, type NoticePlace, urgentHours } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";
import { findSubject } from "../../../platform/subject.ts";
import { findIncident } from "../incident/index.ts";
import { findStep } from "./store.ts";

const name = (zh: string, en: string): Label => ({ zh, en });

const places = {
  title: {
    kind: "label",
    name: name("事件", "Incident"),
    sample: name("望湖街道 · 城市内涝", "Wanghu · Waterlogging"),
  },
  task: { kind: "label", name: name("任务", "Task"), sample: name("封闭下穿通道", "Close the underpass") },
  order: { kind: "label", name: name("命令全文", "The order"), sample: name("立即封闭……", "Close at once …") },
  due: { kind: "time", name: name("时限", "Due"), sample: new Date("2026-11-20T10:00:00.000Z") },
} as const satisfies Readonly<Record<string, NoticePlace>>;

/** After so long without an answer whoever commands is told: the deputy stands in at the same time. */
const answered = urgentHours(1 / 12);

const ordered = defineNotice({
  id: "task-ordered",
  on: "task.ordered",
  name: name("应急任务", "A task in an emergency"),
  text: name("{title}：{task}，{due}前完成，请接收", "{title}: {task}, done by {due}; please accept"),
  long: name(
    "{title}：{order}（{due}前完成；请在任务中接收）",
    "{title}: {order} (by {due}; accept it among your tasks)",
  ),
  places,
  to: "departments",
  channels: ["sms"],
  urgent: true,
  escalates: [{ after: answered, to: { permission: "incidents.command" } }],
});

const stoodIn = defineNotice({
  id: "task-stood-in",
  on: "task.stood-in",
  name: name("副职代行任务", "A deputy stands in"),
  text: name(
    "{title}：{task}无人接收，由你部门代行，{due}前完成",
    "{title}: {task} was not accepted; your department stands in, by {due}",
  ),
  places,
  to: "departments",
  channels: ["sms"],
  urgent: true,
  escalates: [{ after: answered, to: { permission: "incidents.command" } }],
});

/** A step is told to the department that has it, and to no other of the incident. */
export const notices: readonly ModuleNotice[] = [ordered, stoodIn].map((type) => ({
  type,
  values: async (ctx, entry) => {
    const step = await findStep(ctx.db, entry.subject.id);
    const incident = step === undefined ? undefined : await findIncident(ctx.db, step.incidentId);
    const due = (await findSubject(ctx.db, entry.subject.id))?.dueAt;
    return { title: incident?.title ?? "", task: step?.name ?? "", order: step?.order ?? "", due: due ?? "" };
  },
  subject: async (ctx, entry) => {
    const step = await findStep(ctx.db, entry.subject.id);
    return step === undefined ? undefined : { kind: "incident", id: step.incidentId };
  },
  departments: async (ctx, entry) => {
    const present = (await findSubject(ctx.db, entry.subject.id))?.presentDepartment;
    return present === undefined ? [] : [present];
  },
}));
