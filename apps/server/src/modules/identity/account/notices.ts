import { defineNotice, type NoticePlace } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry } from "../../../platform/reaction.ts";
import { nameOf } from "../../persons/person/index.ts";
import { isDemoOpen } from "./demo.ts";
import { findAccountRow, listSecurityAdministrators } from "./store.ts";

const by = { kind: "text", name: { zh: "办理人", en: "By" }, sample: "陈立" } as const satisfies NoticePlace;

/** To a person of the account, at once and by mail as well. */
const theirs = { to: { named: "doer" }, channels: ["email"], urgent: true } as const;

const values: ModuleNotice["values"] = async (ctx, { actor }) => ({
  by: (actor.kind === "person" ? (await nameOf(ctx, [actor.id])).get(actor.id) : undefined) ?? actor.id,
});

const owner = async (ctx: Context, entry: PositionedEntry): Promise<string[]> => {
  const account = await findAccountRow(ctx.db, { id: entry.subject.id });
  return account === undefined || entry.actor.id === account.personId ? [] : [account.personId];
};

/** Its owner while the account is in use, unless they did it. */
const ownerInUse = async (ctx: Context, entry: PositionedEntry): Promise<string[]> =>
  (await findAccountRow(ctx.db, { id: entry.subject.id }))?.stage === "active" ? owner(ctx, entry) : [];

/** Its owner, whoever did it. */
const ownerAlways = async (ctx: Context, entry: PositionedEntry): Promise<string[]> => {
  const account = await findAccountRow(ctx.db, { id: entry.subject.id });
  return account === undefined ? [] : [account.personId];
};

/** Its owner, and who could end all sessions of the account. */
const ownerAndSecurity = async (ctx: Context, entry: PositionedEntry): Promise<string[]> => {
  const owners = await ownerAlways(ctx, entry);
  const whose = { areaPath: entry.areaPath, but: owners, withDemo: isDemoOpen(ctx.deployment) };
  return [...owners, ...(await listSecurityAdministrators(ctx.db, whose))];
};

/** Whose way in was set anew or opened to another server by somebody else is told: it may not have been their wish. */
export const notices: readonly ModuleNotice[] = [
  {
    type: defineNotice({
      id: "password-reset",
      on: "account.password-reset",
      name: { zh: "密码被重置", en: "Your password was reset" },
      text: {
        zh: "{by}重置了您的登录密码。若不是您要求的，请立即告诉审计管理员",
        en: "{by} reset your password. If you did not ask for it, tell the auditor at once",
      },
      places: { by },
      ...theirs,
    }),
    values,
    persons: owner,
  },
  {
    type: defineNotice({
      id: "factor-reset",
      on: "account.factor-reset",
      name: { zh: "第二因子被解除", en: "Your second factor was taken away" },
      text: {
        zh: "{by}解除了您的第二因子。若不是您要求的，请立即告诉审计管理员",
        en: "{by} took your second factor away. If you did not ask for it, tell the auditor at once",
      },
      places: { by },
      ...theirs,
    }),
    values,
    persons: owner,
  },
  {
    type: defineNotice({
      id: "sign-on-connected",
      on: "account.sign-on-connected",
      name: { zh: "账号连接了统一认证", en: "Your account was connected to the sign-on server" },
      text: {
        zh: "{by}把您的账号连接到统一认证的一个身份。若不是您要求的，请立即告诉审计管理员",
        en: "{by} connected your account to somebody at the sign-on server. If you did not ask for it, tell the auditor at once",
      },
      places: { by },
      ...theirs,
    }),
    values,
    persons: owner,
  },
  {
    type: defineNotice({
      id: "sign-on-invited",
      on: "account.sign-on-invited",
      name: { zh: "账号受邀使用统一认证", en: "Your account was invited to sign on" },
      text: {
        zh: "{by}邀请统一认证的一个身份使用您的账号。若不是您要求的，请立即告诉审计管理员",
        en: "{by} invited somebody at the sign-on server into your account. If you did not ask for it, tell the auditor at once",
      },
      places: { by },
      ...theirs,
    }),
    values,
    persons: owner,
  },
  {
    type: defineNotice({
      id: "passkey-added",
      on: "account.passkey-added",
      name: { zh: "账号添加了通行密钥", en: "A passkey was added to your account" },
      text: {
        zh: "您的账号添加了一个通行密钥。若不是您本人所为，请立即联系安全管理员",
        en: "A passkey was added to your account. If that was not you, call the security administrator at once",
      },
      places: {},
      ...theirs,
    }),
    values: async () => ({}),
    persons: ownerAlways,
  },
  {
    type: defineNotice({
      id: "passkey-removed",
      on: "account.passkey-removed",
      name: { zh: "通行密钥被删除", en: "Your passkeys were removed" },
      text: {
        zh: "{by}删除了您账号的全部通行密钥，它们不能再用于登录。若不是您要求的，请立即告诉审计管理员",
        en: "{by} removed all passkeys of your account: they let nobody in any more. If you did not ask for it, tell the auditor at once",
      },
      places: { by },
      ...theirs,
    }),
    values,
    persons: ownerInUse,
  },
  {
    type: defineNotice({
      id: "passkey-doubted",
      on: "account.passkey-doubted",
      name: { zh: "通行密钥可能被复制", en: "A passkey may have been copied" },
      text: {
        zh: "一个通行密钥的计数倒退，可能已被复制，已停用。请本人删除它，安全管理员核实该账号的登录",
        en: "A passkey's counter went back: there may be a copy, so it lets nobody in. Its owner removes it, the security administrator looks at the account's sessions",
      },
      places: {},
      ...theirs,
    }),
    values: async () => ({}),
    persons: ownerAndSecurity,
  },
];
