import { defineNotice, type NoticePlace } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry } from "../../../platform/reaction.ts";
import { nameOf } from "../../persons/person/index.ts";
import { accountRequestFlow } from "./flow.ts";
import { findRequest } from "./store.ts";

const places = {
  by: { kind: "text", name: { zh: "办理人", en: "By" }, sample: "陈立" },
  what: { kind: "label", name: { zh: "事项", en: "What" }, sample: { zh: "重置密码", en: "Reset the password" } },
  reason: { kind: "text", name: { zh: "理由", en: "Reason" }, sample: "手机遗失" },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const { choices } = accountRequestFlow.facts.what;

const values: ModuleNotice["values"] = async (ctx, { actor, subject, changes }) => {
  const found = await findRequest(ctx.db, subject.id);
  const given = changes["reason"];
  return {
    by: (await nameOf(ctx, [actor.id])).get(actor.id) ?? actor.id,
    what: choices[(found?.what ?? "posts") as keyof typeof choices],
    reason: typeof given === "string" ? given : (found?.reason ?? ""),
  };
};

const asker = async (ctx: Context, { subject }: PositionedEntry): Promise<string[]> => {
  const found = await findRequest(ctx.db, subject.id);
  return found === undefined ? [] : [found.askedBy];
};

/** Who is told of changes of administrators' accounts: who can approve, who asked, and of what one did alone the auditor. */
export const notices: readonly ModuleNotice[] = [
  {
    type: defineNotice({
      id: "account-request-asked",
      on: "account-request.asked",
      name: { zh: "管理员账号变更待批准", en: "A change of an administrator's account waits" },
      text: {
        zh: "{by}申请对管理员账号“{what}”，请另一名安全管理员批准。理由：{reason}",
        en: "{by} asks about an administrator's account: {what}. Another security administrator has to approve. Reason: {reason}",
      },
      places,
      to: { permission: "accounts.manage" },
    }),
    values,
  },
  {
    type: defineNotice({
      id: "account-request-pushed-through",
      on: "account-request.pushed-through",
      name: { zh: "一人放行了管理员账号变更", en: "One alone changed an administrator's account" },
      text: {
        zh: "{by}未经第二人批准，对管理员账号“{what}”一人放行，请审计。理由：{reason}",
        en: "{by} changed an administrator's account without a second person: {what}. To be signed off. Reason: {reason}",
      },
      places,
      to: { permission: "accounts.read" },
      urgent: true,
    }),
    values,
  },
  {
    type: defineNotice({
      id: "account-request-approved",
      on: "account-request.approved",
      name: { zh: "管理员账号变更已批准", en: "A change of an administrator's account was approved" },
      text: { zh: "{by}批准了您的申请：{what}", en: "{by} approved what you asked: {what}" },
      places,
      to: { named: "doer" },
    }),
    values,
    persons: asker,
  },
  {
    type: defineNotice({
      id: "account-request-refused",
      on: "account-request.refused",
      name: { zh: "管理员账号变更未获批准", en: "A change of an administrator's account was refused" },
      text: {
        zh: "{by}未批准您的申请：{what}。理由：{reason}",
        en: "{by} refused what you asked: {what}. Reason: {reason}",
      },
      places,
      to: { named: "doer" },
    }),
    values,
    persons: asker,
  },
];
