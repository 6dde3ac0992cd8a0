import { defineFlow } from "@chengyun/kernel";

/** One thing in the inventory of risks: judged by machines, its controls looked at by people. */
export const riskFlow = defineFlow({
  id: "risk",
  kind: "risk",
  plural: "risks",
  version: 1,
  name: { zh: "风险", en: "Risk" },
  scope: "area",
  stages: {
    standing: { name: { zh: "在册", en: "Standing" } },
    gone: { name: { zh: "已消除", en: "Gone" } },
  },
  facts: {
    "control-state": {
      id: "control-state",
      name: { zh: "管控状态", en: "State of the controls" },
      kind: "choice",
      choices: {
        effective: { zh: "有效", en: "Effective" },
        partly: { zh: "部分有效", en: "Partly effective" },
        none: { zh: "缺失或失效", en: "Missing or failed" },
      },
    },
    controls: { id: "controls", name: { zh: "管控措施", en: "Controls" }, kind: "text", longest: 500 },
    "risk-owner": { id: "risk-owner", name: { zh: "责任部门", en: "Department in charge" }, kind: "department" },
    "next-review": { id: "next-review", name: { zh: "下次复核日期", en: "Next review" }, kind: "date" },
  },
  moves: {
    assess: {
      name: { zh: "纳入风险清单", en: "Take into the inventory" },
      from: "new",
      to: "standing",
      by: "risks.review",
      records: "assessed",
      byMachine: "only",
    },
    recolour: {
      name: { zh: "颜色变化", en: "Change of colour" },
      from: "standing",
      by: "risks.review",
      records: "recoloured",
      byMachine: "only",
      quiet: true,
    },
    review: {
      name: { zh: "复核管控措施", en: "Review the controls" },
      from: "standing",
      by: "risks.review",
      records: "reviewed",
      needs: ["control-state", "controls", "next-review"],
      takes: ["risk-owner"],
    },
    drop: {
      name: { zh: "移出风险清单", en: "Drop from the inventory" },
      from: "standing",
      to: "gone",
      by: "risks.review",
      records: "dropped",
      byMachine: "only",
    },
    resume: {
      name: { zh: "重新纳入", en: "Take in again" },
      from: "gone",
      to: "standing",
      by: "risks.review",
      records: "taken-again",
      byMachine: "only",
    },
  },
});
