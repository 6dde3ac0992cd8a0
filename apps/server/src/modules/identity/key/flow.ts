import { defineFlow } from "@chengyun/kernel";

/** A key is registered with its scopes for good, and retired: other scopes are another key. */
export const keyFlow = defineFlow({
  id: "key",
  kind: "key",
  plural: "keys",
  version: 1,
  name: { zh: "接口密钥", en: "API key" },
  stages: {
    active: { name: { zh: "有效", en: "Active" } },
    retired: { name: { zh: "已吊销", en: "Revoked" }, end: true },
  },
  facts: {
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text", longest: 500 },
  },
  moves: {
    register: {
      name: { zh: "签发", en: "Register" },
      from: "new",
      to: "active",
      by: "keys.manage",
      records: "registered",
      byMachine: "also",
    },
    retire: {
      name: { zh: "吊销", en: "Revoke" },
      from: "active",
      to: "retired",
      by: "keys.manage",
      records: "retired",
      needs: ["reason"],
    },
  },
});
