import { permissions } from "@chengyun/contracts";
import { defineNotice, type Label, type NoticePlace, workHours } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { nameOf } from "../../persons/person/index.ts";
import { departmentNames } from "../department/index.ts";
import { findReach } from "./store.ts";

const places = {
  by: { kind: "text", name: { zh: "使用人", en: "By" }, sample: "周文" },
  what: { kind: "label", name: { zh: "扩权内容", en: "What" }, sample: { zh: "全市", en: "the whole city" } },
  until: { kind: "time", name: { zh: "至", en: "Until" }, sample: new Date("2026-11-20T10:00:00.000Z") },
  reason: { kind: "text", name: { zh: "理由", en: "Reason" }, sample: "跨街道内涝，须统一调度" },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const values: ModuleNotice["values"] = async (ctx, { subject }) => {
  const found = await findReach(ctx.db, subject.id);
  if (found === undefined) return {};
  const { areaPath, departmentId, permission } = found;
  const area = (await getAreas(ctx)).list.find(({ path }) => path === areaPath)?.name;
  const named: Readonly<Record<string, Label>> = permissions;
  const what: Label | undefined =
    permission !== null
      ? (named[permission] ?? { zh: permission, en: permission })
      : departmentId !== null
        ? (await departmentNames(ctx)).get(departmentId)
        : (area ?? { zh: "全市", en: "the whole city" });
  return {
    by: (await nameOf(ctx, [found.personId])).get(found.personId) ?? "",
    what: what ?? "",
    until: found.until,
    reason: found.reason,
  };
};

/** A wider reach is an alarm about ourselves when it is taken, and the auditor's to sign off when it is over. */
export const notices: readonly ModuleNotice[] = [
  {
    type: defineNotice({
      id: "wider-reach-taken",
      on: "wider-reach.taken",
      name: { zh: "有人应急扩权", en: "Somebody took a wider reach" },
      text: {
        zh: "{by}应急扩权：{what}，至 {until}。理由：{reason}",
        en: "{by} took a wider reach in an emergency: {what}, until {until}. Reason: {reason}",
      },
      places,
      to: { permission: "accounts.read" },
      urgent: true,
    }),
    values,
  },
  {
    type: defineNotice({
      id: "wider-reach-to-sign-off",
      on: "wider-reach.ended",
      name: { zh: "应急扩权待签认", en: "A wider reach to be signed off" },
      text: {
        zh: "{by}的应急扩权已结束，请审计签认：{what}。理由：{reason}",
        en: "The wider reach of {by} is over, to be signed off: {what}. Reason: {reason}",
      },
      places,
      to: { permission: "access.audit" },
      escalates: [{ after: workHours(8), to: { permission: "cases.arbitrate" } }],
    }),
    values,
  },
  {
    type: defineNotice({
      id: "wider-reach-overdue",
      on: "wider-reach.overdue",
      name: { zh: "应急扩权逾期未签认", en: "A wider reach not signed off in time" },
      text: {
        zh: "{by}的应急扩权三个工作日未签认：{what}",
        en: "The wider reach of {by} was not signed off within three working days: {what}",
      },
      places,
      to: { permission: "accounts.read" },
      urgent: true,
    }),
    values,
  },
];
