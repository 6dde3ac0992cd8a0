import { defineFlow, naturalDays } from "@chengyun/kernel";

/** Who has which post is looked through, one decision each, and certified. */
export const accessReviewFlow = defineFlow({
  id: "access-review",
  kind: "access-review",
  plural: "access-reviews",
  version: 1,
  name: { zh: "权限年审", en: "Access review" },
  stages: {
    due: { name: { zh: "待复核", en: "To be reviewed" } },
    finished: { name: { zh: "已完成", en: "Finished" }, end: true },
  },
  clocks: { review: { name: { zh: "复核", en: "Review" }, limit: naturalDays(30) } },
  facts: {
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text", longest: 500 },
    decision: {
      id: "decision",
      name: { zh: "决定", en: "Decision" },
      kind: "choice",
      choices: { kept: { zh: "保留", en: "Keep" }, taken: { zh: "收回", en: "Take away" } },
    },
  },
  moves: {
    begin: {
      name: { zh: "开始年审", en: "Begin" },
      from: "new",
      to: "due",
      by: "access.review",
      byMachine: "only",
      records: "begun",
      starts: "review",
    },
    decide: {
      name: { zh: "逐项决定", en: "Decide" },
      from: "due",
      by: "access.review",
      inner: true,
      quiet: true,
      records: "decided",
      needs: ["decision", "reason"],
    },
    finish: {
      name: { zh: "完成年审", en: "Finish" },
      from: "due",
      to: "finished",
      by: "access.review",
      records: "finished",
      stops: "review",
    },
    overdue: {
      name: { zh: "逾期未完成", en: "Not finished in time" },
      from: "due",
      by: "access.review",
      byMachine: "only",
      when: "late",
      quiet: true,
      records: "overdue",
    },
  },
});
