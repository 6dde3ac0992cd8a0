import { defineFlow } from "@chengyun/kernel";

/** A thing is registered, edited, retired: the one-stage flow of what exists. */
export const thingFlow = defineFlow({
  id: "thing",
  kind: "thing",
  plural: "things",
  version: 1,
  name: { zh: "部件", en: "Thing" },
  scope: "area",
  stages: {
    registered: { name: { zh: "在用", en: "In use" } },
    retired: { name: { zh: "停用", en: "Retired" }, end: true },
  },
  facts: {
    attributes: { id: "attributes", name: { zh: "属性", en: "Attributes" }, kind: "record" },
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text" },
  },
  moves: {
    register: {
      name: { zh: "登记", en: "Register" },
      from: "new",
      to: "registered",
      by: "things.register",
      records: "registered",
      byMachine: "also",
    },
    edit: {
      name: { zh: "修改", en: "Edit" },
      from: "registered",
      by: "things.edit",
      records: "edited",
      needs: ["attributes"],
      takes: ["reason"],
    },
    retire: {
      name: { zh: "停用", en: "Retire" },
      from: "registered",
      to: "retired",
      by: "things.edit",
      records: "retired",
      needs: ["reason"],
    },
  },
});
