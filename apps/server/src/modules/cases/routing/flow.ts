import { defineFlow } from "@chengyun/kernel";

/** A routing rule is added, edited and retired; each edit is a new version, which the cases it sends name. */
export const routingRule = defineFlow({
  id: "routing-rule",
  kind: "routing-rule",
  plural: "routing-rules",
  version: 1,
  name: { zh: "派遣规则", en: "Routing rule" },
  scope: "area",
  stages: {
    active: { name: { zh: "启用", en: "Active" } },
    retired: { name: { zh: "停用", en: "Retired" }, end: true },
  },
  facts: {
    "name-zh": { id: "name-zh", name: { zh: "名称", en: "Name in Chinese" }, kind: "text", longest: 100 },
    "name-en": { id: "name-en", name: { zh: "英文名称", en: "Name" }, kind: "text", longest: 100 },
    condition: { id: "condition", name: { zh: "条件", en: "Condition" }, kind: "text", longest: 1_000 },
    department: { id: "department", name: { zh: "派往部门", en: "Department" }, kind: "department" },
    place: { id: "place", name: { zh: "顺序", en: "Order" }, kind: "number" },
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text", longest: 500 },
  },
  moves: {
    add: {
      name: { zh: "新增", en: "Add" },
      from: "new",
      to: "active",
      by: "routing.edit",
      byMachine: "also",
      records: "added",
      needs: ["name-zh", "name-en", "condition", "department", "place"],
      takes: ["reason"],
    },
    edit: {
      name: { zh: "修改", en: "Edit" },
      from: "active",
      by: "routing.edit",
      records: "edited",
      takes: ["name-zh", "name-en", "condition", "department", "place", "reason"],
    },
    retire: {
      name: { zh: "停用", en: "Retire" },
      from: "active",
      to: "retired",
      by: "routing.edit",
      records: "retired",
      needs: ["reason"],
    },
  },
});
