import { defineNotice, type Flow, type Label, type NoticePlace, urgentHours } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry } from "../../../platform/reaction.ts";
import { once } from "../../../platform/remember.ts";
import { listTasks } from "../../flows/task/index.ts";
import { findCase, listCasesByIds, type StandingCase } from "../case/index.ts";
import { cityCase } from "../way/index.ts";

const places = {
  no: { kind: "text", name: { zh: "案卷号", en: "Case number" }, sample: "4398812026110200001" },
  title: {
    kind: "label",
    name: { zh: "标题", en: "Title" },
    sample: { zh: "望湖街道 · 管道堵塞", en: "Wanghu Street · Blocked drain" },
  },
  due: { kind: "time", name: { zh: "时限", en: "Due" }, sample: new Date("2026-11-20T10:00:00.000Z") },
  clock: { kind: "label", name: { zh: "哪项时限", en: "Which limit" }, sample: { zh: "处置时限", en: "Disposing" } },
  reason: { kind: "text", name: { zh: "理由", en: "Reason" }, sample: "不属本部门职责" },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const caseOf = (ctx: Context, id: string): Promise<StandingCase | undefined> =>
  once(ctx, `case told of ${id}`, () => findCase(ctx.db, id));

/** Cases that are told of together are read together. */
const prepare: ModuleNotice["prepare"] = async (ctx, entries) => {
  const ids = [...new Set(entries.map(({ subject }) => subject.id))];
  const found = new Map((await listCasesByIds(ctx.db, ids)).map((one) => [one.id, one]));
  for (const id of ids) await once(ctx, `case told of ${id}`, async () => found.get(id));
};

const clockName = (id: unknown): Label | "" =>
  typeof id === "string" ? ((cityCase as Flow).clocks?.[id]?.name ?? "") : "";

const values: ModuleNotice["values"] = async (ctx, entry) => {
  const found = await caseOf(ctx, entry.subject.id);
  if (found === undefined) return {};
  const { reason, clock } = entry.changes;
  return {
    no: found.no,
    title: found.title,
    due: found.dueAt ?? "",
    clock: clockName(clock),
    reason: typeof reason === "string" ? reason : "",
  };
};

/** The one that has it now: a department that handed it back can read it, and is not told. */
const presentDepartment = async (ctx: Context, entry: PositionedEntry): Promise<readonly string[]> => {
  const dispatchedTo = entry.changes["department"];
  if (typeof dispatchedTo === "string") return [dispatchedTo];
  const found = await caseOf(ctx, entry.subject.id);
  return found?.departmentId === undefined ? [] : [found.departmentId];
};

const types = [
  defineNotice({
    id: "case-to-file",
    on: "case.reported",
    name: { zh: "新案卷待立案", en: "To file" },
    text: { zh: "新案卷待立案：{title}（{no}）", en: "To file: {title} ({no})" },
    places,
    to: { permission: "cases.file" },
  }),
  defineNotice({
    id: "case-to-dispose",
    on: "case.dispatched",
    name: { zh: "案卷待接收", en: "To accept" },
    text: { zh: "案卷已派遣到本部门，请接收：{title}（{no}）", en: "Dispatched to your department: {title} ({no})" },
    long: {
      zh: "案卷已派遣到本部门，请在{due}前办理：{title}（{no}）。",
      en: "Dispatched to your department, to be done by {due}: {title} ({no}).",
    },
    places,
    to: "departments",
  }),
  defineNotice({
    id: "case-dispatched-anew",
    on: "case.redispatched",
    name: { zh: "案卷改派到本部门", en: "Dispatched anew, to accept" },
    text: {
      zh: "案卷已改派到本部门，请接收：{title}（{no}）",
      en: "Dispatched to your department instead: {title} ({no})",
    },
    long: {
      zh: "案卷已改派到本部门，请在{due}前办理：{title}（{no}）。理由：{reason}。",
      en: "Dispatched to your department instead, to be done by {due}: {title} ({no}). Reason: {reason}.",
    },
    places,
    to: "departments",
  }),
  defineNotice({
    id: "case-to-rework",
    on: "case.reworked",
    name: { zh: "案卷返工", en: "To rework" },
    text: { zh: "核查未通过，请返工：{title}（{no}）", en: "Verification failed, to rework: {title} ({no})" },
    long: {
      zh: "核查未通过，请返工：{title}（{no}）。理由：{reason}。",
      en: "Verification failed, to rework: {title} ({no}). Reason: {reason}.",
    },
    places,
    to: "departments",
  }),
  defineNotice({
    id: "case-reopened",
    on: "case.reopened",
    name: { zh: "案卷重新办理", en: "Reopened" },
    text: { zh: "案卷重新办理，请接收：{title}（{no}）", en: "Reopened, your department's again: {title} ({no})" },
    places,
    to: "departments",
  }),
  defineNotice({
    id: "case-reopened-to-dispatch",
    on: "case.reopened-to-dispatch",
    name: { zh: "案卷重新办理，待派遣", en: "Reopened, to dispatch" },
    text: { zh: "案卷重新办理，请派遣：{title}（{no}）", en: "Reopened, to be dispatched: {title} ({no})" },
    places,
    to: { permission: "cases.dispatch" },
  }),
  defineNotice({
    id: "case-handed-back",
    on: "case.handed-back",
    name: { zh: "案卷被回退", en: "Handed back" },
    text: { zh: "案卷被回退，请重新派遣：{title}（{no}）", en: "Handed back, to dispatch anew: {title} ({no})" },
    long: {
      zh: "案卷被回退，请重新派遣：{title}（{no}）。理由：{reason}。",
      en: "Handed back, to dispatch anew: {title} ({no}). Reason: {reason}.",
    },
    places,
    to: { permission: "cases.dispatch" },
  }),
  defineNotice({
    id: "case-to-verify",
    on: "case.fed-back",
    name: { zh: "案卷待核查", en: "To verify" },
    text: { zh: "处置已反馈，待核查：{title}（{no}）", en: "Fed back, to verify: {title} ({no})" },
    places,
    to: { permission: "cases.verify" },
  }),
  defineNotice({
    id: "case-to-close",
    on: "case.verified",
    name: { zh: "案卷待结案", en: "To close" },
    text: { zh: "核查已通过，待结案：{title}（{no}）", en: "Verified, to close: {title} ({no})" },
    places,
    to: { permission: "cases.close" },
  }),
  defineNotice({
    id: "case-closed-watched",
    on: "case.closed",
    name: { zh: "关注的案卷已结案", en: "A watched case was closed" },
    text: { zh: "您关注的案卷已结案：{title}（{no}）", en: "A case you watch was closed: {title} ({no})" },
    places,
    to: { named: "watchers" },
  }),
  defineNotice({
    id: "case-nearly-late",
    on: "case.nearly-late",
    name: { zh: "案卷即将超期", en: "Nearly late" },
    text: { zh: "案卷即将超期（{due}）：{title}（{no}）", en: "Nearly late, due {due}: {title} ({no})" },
    places,
    to: ["turn", { named: "doer" }],
    channels: ["sms"],
  }),
  defineNotice({
    id: "case-late",
    on: "case.late",
    name: { zh: "案卷超期", en: "Late" },
    text: { zh: "案卷已超期（{due}）：{title}（{no}）", en: "Late since {due}: {title} ({no})" },
    long: {
      zh: "案卷已超过时限（{clock}，{due}），请立即办理并确认本通知：{title}（{no}）。",
      en: "Its time ran out ({clock}, {due}); please see to it now and acknowledge this notice: {title} ({no}).",
    },
    places,
    to: ["turn", { named: "doer" }],
    channels: ["sms"],
    urgent: true,
    escalates: [
      { after: urgentHours(1), to: { permission: "cases.dispatch" } },
      // Whoever dispatches may be whoever was late: the leader is last.
      { after: urgentHours(1), to: { permission: "cases.arbitrate" } },
    ],
  }),
  defineNotice({
    id: "case-reminded",
    on: "case.reminded",
    name: { zh: "案卷催办", en: "Reminder" },
    text: { zh: "催办：请尽快办理 {title}（{no}）", en: "Reminder, please see to it: {title} ({no})" },
    places,
    to: ["turn", { named: "doer" }],
    channels: ["sms"],
  }),
  defineNotice({
    id: "case-assigned",
    on: "case.assigned",
    name: { zh: "任务指派到人", en: "Assigned to you" },
    text: { zh: "案卷已指派给您：{title}（{no}）", en: "Assigned to you: {title} ({no})" },
    places,
    to: { named: "doer" },
    channels: ["sms"],
  }),
  ...(
    [
      ["case-extension-asked", "case.extension-asked", "延期申请待批", "Extension asked for"],
      ["case-suspension-asked", "case.suspension-asked", "挂账申请待批", "Suspension asked for"],
    ] as const
  ).map(([id, on, zh, en]) =>
    defineNotice({
      id,
      on,
      name: { zh, en },
      text: { zh: `${zh}：{title}（{no}）`, en: `${en}: {title} ({no})` },
      places,
      to: { permission: "cases.dispatch" },
    }),
  ),
  defineNotice({
    id: "case-disputed",
    on: "case.disputed",
    name: { zh: "责任争议待裁", en: "Dispute to decide" },
    text: { zh: "责任争议待裁：{title}（{no}）", en: "A dispute over responsibility to decide: {title} ({no})" },
    places,
    to: { permission: "cases.arbitrate" },
  }),
  ...(
    [
      ["case-extended", "case.extended", "延期已批准", "Extension granted"],
      ["case-extension-refused", "case.extension-refused", "延期未批准", "Extension refused"],
      ["case-suspended", "case.suspended", "挂账已批准", "Suspension granted"],
      ["case-suspension-refused", "case.suspension-refused", "挂账未批准", "Suspension refused"],
      ["case-dispute-upheld", "case.upheld", "争议已裁定：仍由本部门办理", "Dispute decided: it stays with you"],
      ["case-reassigned", "case.reassigned", "争议已裁定：转由本部门办理", "Dispute decided: it is yours now"],
    ] as const
  ).map(([id, on, zh, en]) =>
    defineNotice({
      id,
      on,
      name: { zh, en },
      text: { zh: `${zh}：{title}（{no}），时限{due}`, en: `${en}: {title} ({no}), due {due}` },
      places,
      to: "departments",
    }),
  ),
];

/** Whoever has a task of the case by name. */
const doers: ModuleNotice["persons"] = async (ctx, entry, who) =>
  who === "doer"
    ? (await listTasks(ctx.db, entry.subject.id)).flatMap(({ personId, state }) =>
        personId !== undefined && state === "open" ? [personId] : [],
      )
    : [];

/** Whoever has the next move is told. */
export const notices: readonly ModuleNotice[] = types.map((type) => ({
  type,
  prepare,
  values,
  departments: presentDepartment,
  persons: doers,
}));
