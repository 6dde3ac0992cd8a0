import type { Move } from "@chengyun/kernel";
import { beforeEnd } from "./flow-ground.ts";

/**
 * Whose it is: a person of the department, more departments beside it, and an arbiter when it says it isn't theirs. Where
 * nobody of the department has a post that may accept, whoever dispatches sends it to another.
 */
export const shareMoves = {
  assign: {
    name: { zh: "指派承办人", en: "Assign to a person" },
    from: ["dispatched", "disposing", "suspended"],
    by: "tasks.own",
    whose: "present-department",
    records: "assigned",
    needs: ["person"],
    takes: ["comment"],
  },
  unassign: {
    name: { zh: "取消指派", en: "Cancel the assignment" },
    from: ["dispatched", "disposing", "suspended"],
    by: "tasks.own",
    whose: "present-department",
    answers: "assign",
    records: "unassigned",
    needs: ["reason"],
  },
  share: {
    name: { zh: "增派协办", en: "Add a joint task" },
    from: ["dispatched", "disposing"],
    by: "cases.dispatch",
    records: "shared",
    needs: ["joint-department", "what"],
  },
  dispute: {
    name: { zh: "责任争议", en: "Dispute the responsibility" },
    from: ["dispatched", "disposing"],
    to: "disputed",
    by: "tasks.own",
    whose: "present-department",
    records: "disputed",
    needs: ["reason"],
    takes: ["right-department", "photos"],
    notWhile: ["assign"],
    atMost: { times: 2 },
    pauses: "dispose",
  },
  uphold: {
    name: { zh: "裁定：维持派遣", en: "Arbitrate: it stays" },
    from: "disputed",
    to: "dispatched",
    by: "cases.arbitrate",
    records: "upheld",
    needs: ["reason"],
    notBy: ["dispatch", "redispatch", "dispute"],
    resumes: "dispose",
  },
  reassign: {
    name: { zh: "裁定：改派", en: "Arbitrate: to another department" },
    from: "disputed",
    to: "dispatched",
    by: "cases.arbitrate",
    records: "reassigned",
    needs: ["department", "reason"],
    notBy: ["dispatch", "redispatch", "dispute"],
    starts: "dispose",
  },
  redispatch: {
    name: { zh: "改派", en: "Dispatch anew" },
    from: "dispatched",
    by: "cases.dispatch",
    records: "redispatched",
    needs: ["department", "reason"],
    starts: "dispose",
  },
  remind: {
    name: { zh: "催办", en: "Urge" },
    from: beforeEnd,
    by: "cases.remind",
    byMachine: "also",
    records: "reminded",
    takes: ["comment"],
    quiet: true,
  },
} as const satisfies Readonly<Record<string, Move>>;
