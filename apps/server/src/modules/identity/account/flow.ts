import { defineFlow } from "@chengyun/kernel";

/** An account is registered, edited and retired; passwords, second factors and sessions are no stages of it. */
export const accountFlow = defineFlow({
  id: "account",
  kind: "account",
  plural: "accounts",
  version: 1,
  name: { zh: "账号", en: "Account" },
  stages: {
    active: { name: { zh: "在用", en: "Active" } },
    retired: { name: { zh: "已注销", en: "Retired" }, end: true },
  },
  facts: {
    name: { id: "name", name: { zh: "姓名", en: "Name" }, kind: "text", longest: 100, personal: true },
    phone: { id: "phone", name: { zh: "电话", en: "Phone" }, kind: "text", longest: 30, personal: true },
    posts: { id: "posts", name: { zh: "岗位", en: "Posts" }, kind: "posts" },
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text", longest: 500 },
  },
  moves: {
    register: {
      name: { zh: "开通", en: "Register" },
      from: "new",
      to: "active",
      by: "accounts.manage",
      records: "registered",
      byMachine: "also",
    },
    edit: {
      name: { zh: "修改", en: "Edit" },
      from: "active",
      to: "active",
      by: "accounts.manage",
      records: "edited",
      byMachine: "also",
      takes: ["name", "phone", "posts"],
    },
    "end-sessions": {
      name: { zh: "结束全部登录", en: "End all sessions" },
      from: "active",
      to: "active",
      by: "accounts.manage",
      records: "sessions-ended",
      needs: ["reason"],
    },
    "reset-factor": {
      name: { zh: "解除第二因子", en: "Take second factor away" },
      from: "active",
      to: "active",
      by: "accounts.manage",
      records: "factor-reset",
      needs: ["reason"],
    },
    retire: {
      name: { zh: "注销", en: "Retire" },
      from: "active",
      to: "retired",
      by: "accounts.manage",
      records: "retired",
      byMachine: "also",
      needs: ["reason"],
    },
  },
});
