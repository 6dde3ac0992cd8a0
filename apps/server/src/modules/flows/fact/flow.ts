import { defineFlow } from "@chengyun/kernel";

/** A fact is defined, edited while nobody's answers would change their meaning, and retired. */
export const factFlow = defineFlow({
  id: "fact",
  kind: "fact",
  plural: "facts",
  version: 1,
  name: { zh: "数据项", en: "Fact" },
  scope: "area",
  stages: {
    defined: { name: { zh: "在用", en: "In use" } },
    retired: { name: { zh: "已停用", en: "Retired" }, end: true },
  },
  facts: {
    definition: { id: "definition", name: { zh: "定义", en: "Definition" }, kind: "record" },
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text", longest: 500 },
  },
  moves: {
    define: {
      name: { zh: "定义", en: "Define" },
      from: "new",
      to: "defined",
      by: "forms.design",
      records: "defined",
      needs: ["definition"],
    },
    edit: {
      name: { zh: "修改", en: "Edit" },
      from: "defined",
      by: "forms.design",
      records: "edited",
      needs: ["definition"],
    },
    retire: {
      name: { zh: "停用", en: "Retire" },
      from: "defined",
      to: "retired",
      by: "forms.design",
      records: "retired",
      needs: ["reason"],
    },
  },
});
