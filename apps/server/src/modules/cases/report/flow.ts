import { defineFlow, workHours } from "@chengyun/kernel";

/**
 * A report that can't go into a case by itself: a citizen's without a category, or a question. It waits at the duty
 * desk and is brought to an end there. All other reports go straight into their case and have no way of their own.
 */
export const reportIntake = defineFlow({
  id: "report-intake",
  kind: "report",
  plural: "reports",
  version: 2,
  name: { zh: "受理", en: "Intake" },
  scope: "area",
  stages: {
    waiting: { name: { zh: "待受理", en: "Waiting at the desk" } },
    taken: { name: { zh: "已转为案卷", en: "Made a case" }, end: true },
    answered: { name: { zh: "已答复", en: "Answered" }, end: true },
    declined: { name: { zh: "不予受理", en: "Not taken" }, end: true },
  },
  clocks: { take: { name: { zh: "受理时限", en: "Taking in" }, limit: workHours(2) } },
  facts: {
    answer: { id: "answer", name: { zh: "答复", en: "Answer" }, kind: "text", personal: true },
    "connected-to": { id: "connected-to", name: { zh: "转接单位", en: "Connected to" }, kind: "text" },
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text" },
  },
  moves: {
    receive: {
      name: { zh: "接到上报", en: "Receive" },
      from: "new",
      to: "waiting",
      by: "reports.answer",
      byMachine: "also",
      inner: true,
      records: "received",
      starts: "take",
    },
    take: {
      name: { zh: "受理", en: "Take in" },
      from: "waiting",
      to: "taken",
      by: "reports.answer",
      inner: true,
      records: "taken",
      stops: "take",
    },
    return: {
      name: { zh: "由案卷移出", en: "Taken out of a case" },
      from: ["new", "taken"],
      to: "waiting",
      by: "cases.file",
      byMachine: "also",
      inner: true,
      records: "returned",
      needs: ["reason"],
      starts: "take",
    },
    answer: {
      name: { zh: "答复", en: "Answer" },
      from: "waiting",
      to: "answered",
      by: "reports.answer",
      records: "answered",
      needs: ["answer"],
      takes: ["connected-to"],
      stops: "take",
    },
    decline: {
      name: { zh: "不予受理", en: "Decline" },
      from: "waiting",
      to: "declined",
      by: "reports.answer",
      records: "declined",
      needs: ["reason"],
      stops: "take",
    },
    remind: {
      name: { zh: "催办", en: "Remind" },
      from: "waiting",
      by: "reports.answer",
      byMachine: "also",
      records: "reminded",
      quiet: true,
    },
  },
});
