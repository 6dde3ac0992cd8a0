import { defineFlow, workDays } from "@chengyun/kernel";

/**
 * The way of a joint task (协办): one more department's part in a case, with a limit of its own. One that was returned
 * holds the case up until it is given to somebody anew or waived by whoever dispatches.
 */
export const caseTask = defineFlow({
  id: "case-task",
  kind: "task",
  plural: "tasks",
  version: 3,
  name: { zh: "协办任务", en: "Joint task" },
  stages: {
    given: { name: { zh: "待接收", en: "Given" } },
    accepted: { name: { zh: "办理中", en: "Being done" } },
    done: { name: { zh: "已完成", en: "Done" }, end: true },
    returned: { name: { zh: "已退回", en: "Returned" }, end: true },
    withdrawn: { name: { zh: "已撤回", en: "Withdrawn" }, end: true },
    waived: { name: { zh: "已免办", en: "Waived" }, end: true },
  },
  clocks: {
    task: { name: { zh: "协办时限", en: "Joint task" }, limit: workDays(3) },
  },
  facts: {
    department: { id: "department", name: { zh: "协办部门", en: "Department" }, kind: "department" },
    what: { id: "what", name: { zh: "协办事项", en: "What to do" }, kind: "text", longest: 500 },
    result: { id: "result", name: { zh: "办理结果", en: "Result" }, kind: "text" },
    photos: { id: "photos", name: { zh: "照片", en: "Photos" }, kind: "photos" },
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text" },
  },
  moves: {
    give: {
      name: { zh: "交办", en: "Give" },
      from: "new",
      to: "given",
      by: "cases.dispatch",
      inner: true,
      records: "given",
      needs: ["department", "what"],
      starts: "task",
    },
    accept: {
      name: { zh: "接收", en: "Accept" },
      from: "given",
      to: "accepted",
      by: "tasks.own",
      whose: "present-department",
      records: "accepted",
    },
    finish: {
      name: { zh: "办结", en: "Finish" },
      from: "accepted",
      to: "done",
      by: "tasks.own",
      whose: "present-department",
      records: "finished",
      needs: ["result", "photos"],
      stops: "task",
    },
    return: {
      name: { zh: "退回", en: "Return" },
      from: ["given", "accepted"],
      to: "returned",
      by: "tasks.own",
      whose: "present-department",
      records: "returned",
      needs: ["reason"],
      handsBack: true,
      stops: "task",
    },
    withdraw: {
      name: { zh: "撤回", en: "Withdraw" },
      from: ["given", "accepted"],
      to: "withdrawn",
      by: "cases.dispatch",
      byMachine: "also",
      records: "withdrawn",
      needs: ["reason"],
      stops: "task",
    },
    waive: {
      name: { zh: "免办", en: "Waive" },
      from: "returned",
      to: "waived",
      by: "cases.dispatch",
      records: "waived",
      needs: ["reason"],
    },
  },
});
