import { defineNotice, type Label } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";
import { findTask } from "../../flows/task/index.ts";
import { findCase } from "../case/index.ts";

const name = (zh: string, en: string): Label => ({ zh, en });

const given = defineNotice({
  id: "task-given",
  on: "task.given",
  name: name("协办任务待接收", "A joint task"),
  text: name("协办任务待接收：{what}（{no}）", "A joint task for your department: {what} ({no})"),
  long: name(
    "案卷 {no}（{title}）请本部门协办：{what}。",
    "Case {no} ({title}) asks your department to join in: {what}.",
  ),
  places: {
    no: { kind: "text", name: name("案卷号", "Case number"), sample: "4398812026110200001" },
    title: {
      kind: "label",
      name: name("标题", "Title"),
      sample: name("望湖街道 · 管道堵塞", "Wanghu · Blocked drain"),
    },
    what: { kind: "text", name: name("协办事项", "What to do"), sample: "配合交通疏导" },
  },
  to: "departments",
});

/** A joint task is told to the department it is given to, and to no other of the case. */
export const notices: readonly ModuleNotice[] = [
  {
    type: given,
    values: async (ctx, entry) => {
      const task = await findTask(ctx.db, entry.subject.id);
      const found = task === undefined ? undefined : await findCase(ctx.db, task.subjectId);
      return { no: found?.no ?? "", title: found?.title ?? "", what: task?.what ?? "" };
    },
    subject: async (ctx, entry) => {
      const task = await findTask(ctx.db, entry.subject.id);
      return task === undefined ? undefined : { kind: "case", id: task.subjectId };
    },
    departments: async (ctx, entry) => {
      const task = await findTask(ctx.db, entry.subject.id);
      return task === undefined ? [] : [task.departmentId];
    },
  },
];
