import { defineFlow } from "@chengyun/kernel";

/** A device is registered, edited, given another token, retired. */
export const deviceFlow = defineFlow({
  id: "device",
  kind: "device",
  plural: "devices",
  version: 1,
  name: { zh: "设备", en: "Device" },
  scope: "area",
  stages: {
    registered: { name: { zh: "在用", en: "In use" } },
    retired: { name: { zh: "停用", en: "Retired" }, end: true },
  },
  facts: {
    name: { id: "name", name: { zh: "名称", en: "Name" }, kind: "text", longest: 200 },
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text", longest: 500 },
  },
  moves: {
    register: {
      name: { zh: "登记", en: "Register" },
      from: "new",
      to: "registered",
      by: "devices.register",
      records: "registered",
      byMachine: "also",
    },
    edit: {
      name: { zh: "修改", en: "Edit" },
      from: "registered",
      by: "devices.register",
      records: "edited",
      needs: ["name"],
      takes: ["reason"],
    },
    "renew-token": {
      name: { zh: "作废令牌", en: "Void the token" },
      from: "registered",
      by: "devices.register",
      records: "token-renewed",
      takes: ["reason"],
      byMachine: "also",
    },
    retire: {
      name: { zh: "停用", en: "Retire" },
      from: "registered",
      to: "retired",
      by: "devices.register",
      records: "retired",
      needs: ["reason"],
    },
  },
});
