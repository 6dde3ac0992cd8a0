import { defineFlow } from "@chengyun/kernel";

/**
 * The way of an appeal (申诉): the department lodges it after closing, the dispatcher says whether it holds, the
 * acceptor decides; two people. Granted, the case no longer counts as late; that it was late stays to be seen.
 */
export const appealFlow = defineFlow({
  id: "appeal",
  kind: "appeal",
  plural: "appeals",
  version: 1,
  name: { zh: "超时申诉", en: "Appeal against lateness" },
  stages: {
    lodged: { name: { zh: "待派遣员审核", en: "Lodged" } },
    supported: { name: { zh: "待受理员审定", en: "Supported" } },
    granted: { name: { zh: "申诉成立", en: "Granted" }, end: true },
    refused: { name: { zh: "申诉不成立", en: "Refused" }, end: true },
  },
  facts: {
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text" },
    comment: { id: "comment", name: { zh: "意见", en: "Comment" }, kind: "text" },
  },
  moves: {
    lodge: {
      name: { zh: "提出申诉", en: "Lodge" },
      from: "new",
      to: "lodged",
      by: "tasks.own",
      inner: true,
      records: "lodged",
      needs: ["reason"],
    },
    support: {
      name: { zh: "审核通过", en: "Support" },
      from: "lodged",
      to: "supported",
      by: "cases.dispatch",
      records: "supported",
      takes: ["comment"],
      notBy: ["lodge"],
    },
    grant: {
      name: { zh: "申诉成立", en: "Grant" },
      from: "supported",
      to: "granted",
      by: "cases.file",
      records: "granted",
      takes: ["comment"],
      notBy: ["lodge", "support"],
    },
    refuse: {
      name: { zh: "申诉不成立", en: "Refuse" },
      from: "lodged",
      to: "refused",
      by: "cases.dispatch",
      records: "refused",
      needs: ["reason"],
      notBy: ["lodge"],
    },
    "refuse-finally": {
      name: { zh: "审定不成立", en: "Refuse finally" },
      from: "supported",
      to: "refused",
      by: "cases.file",
      records: "refused-finally",
      needs: ["reason"],
      notBy: ["lodge", "support"],
    },
  },
});
