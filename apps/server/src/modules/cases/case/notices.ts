import { defineNotice } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry } from "../../../platform/reaction.ts";
import { findCase } from "./store.ts";

const same = (text: string) => ({ zh: text, en: text });

const values: ModuleNotice["values"] = async (ctx, entry) => {
  const found = await findCase(ctx.db, entry.subject.id);
  return found === undefined ? {} : { no: same(found.no), title: found.title };
};

/** The one that has it now: a department that handed it back can read it, and is not told. */
const presentDepartment = async (ctx: Context, entry: PositionedEntry): Promise<readonly string[]> => {
  const dispatchedTo = entry.changes["department"];
  if (typeof dispatchedTo === "string") return [dispatchedTo];
  const found = await findCase(ctx.db, entry.subject.id);
  return found?.departmentId === undefined ? [] : [found.departmentId];
};

const types = [
  defineNotice({
    id: "case-to-file",
    on: "case.reported",
    text: { zh: "新案卷待立案：{title}（{no}）", en: "To file: {title} ({no})" },
    to: { permission: "cases.file" },
  }),
  defineNotice({
    id: "case-to-dispose",
    on: "case.dispatched",
    text: { zh: "案卷已派遣到本部门，请接收：{title}（{no}）", en: "Dispatched to your department: {title} ({no})" },
    to: "departments",
  }),
  defineNotice({
    id: "case-to-rework",
    on: "case.reworked",
    text: { zh: "核查未通过，请返工：{title}（{no}）", en: "Verification failed, to rework: {title} ({no})" },
    to: "departments",
  }),
  defineNotice({
    id: "case-reopened",
    on: "case.reopened",
    text: { zh: "案卷重新办理，请接收：{title}（{no}）", en: "Reopened, your department's again: {title} ({no})" },
    to: "departments",
  }),
  defineNotice({
    id: "case-handed-back",
    on: "case.handed-back",
    text: { zh: "案卷被回退，请重新派遣：{title}（{no}）", en: "Handed back, to dispatch anew: {title} ({no})" },
    to: { permission: "cases.dispatch" },
  }),
  defineNotice({
    id: "case-to-verify",
    on: "case.fed-back",
    text: { zh: "处置已反馈，待核查：{title}（{no}）", en: "Fed back, to verify: {title} ({no})" },
    to: { permission: "cases.verify" },
  }),
  defineNotice({
    id: "case-to-close",
    on: "case.verified",
    text: { zh: "核查已通过，待结案：{title}（{no}）", en: "Verified, to close: {title} ({no})" },
    to: { permission: "cases.close" },
  }),
];

/** Whoever has the next move is told. */
export const notices: readonly ModuleNotice[] = types.map((type) => ({ type, values, departments: presentDepartment }));
