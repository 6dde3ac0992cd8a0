import { brief, naturalDays, workDays, workHours } from "@chengyun/kernel";

/**
 * A hidden danger (隐患) to its end: found, ordered to be mended by a date, mended, looked at again by somebody else. A
 * grave one is put under supervision (挂牌督办) and may not be waved through by whoever ordered it.
 */
export const hiddenDanger = brief.flow("hidden-danger", "hidden-dangers", ["隐患", "Hidden danger"], {
  stages: {
    found: brief.stage("待下达", "Found"),
    ordered: brief.stage("整改中", "To be mended"),
    mended: brief.stage("待复查", "To be re-checked"),
    cleared: brief.end("已销号", "Cleared"),
    withdrawn: brief.end("不成立", "No danger"),
  },
  clocks: {
    order: brief.clock("下达时限", "Ordering", workHours(8)),
    mend: brief.clock("整改时限", "Mending", naturalDays(15)),
    check: brief.clock("复查时限", "Re-check", workDays(3)),
  },
  facts: [
    brief.thing("danger-at", "风险点", "Risk point"),
    brief.text("danger", "隐患描述", "What is wrong", { longest: 500 }),
    brief.choice("danger-grade", "隐患等级", "Grade", {
      general: ["一般隐患", "General"],
      grave: ["重大隐患", "Grave"],
    }),
    brief.text("danger-order", "整改要求", "What is to be done", { longest: 500 }),
    brief.department("mended-by", "整改责任部门", "Who mends it"),
    brief.text("mending", "整改情况", "What was done", { longest: 500 }),
    brief.photos("danger-photos", "照片", "Photos"),
    brief.text("reason", "理由", "Reason"),
  ],
  moves: {
    find: brief.move(["登记隐患", "Record a danger"], "new > found", "hidden-dangers.find", {
      records: "found",
      needs: ["danger-at", "danger", "danger-grade"],
      takes: ["danger-photos"],
      starts: "order",
    }),
    order: brief.move(["下达整改", "Order to mend"], "found > ordered", "hidden-dangers.order", {
      records: "ordered",
      needs: ["danger-order"],
      takes: ["mended-by"],
      stops: "order",
      starts: "mend",
    }),
    mend: brief.move(["报告整改", "Report as mended"], "ordered > mended", "hidden-dangers.mend", {
      records: "mended",
      needs: ["mending"],
      takes: ["danger-photos"],
      stops: "mend",
      starts: "check",
    }),
    clear: brief.move(["复查合格", "Clear"], "mended > cleared", "hidden-dangers.check", {
      records: "cleared",
      notBy: ["mend"],
    }),
    "send-back": brief.move(["复查不合格", "Not mended"], "mended > ordered", "hidden-dangers.check", {
      records: "sent-back",
      needs: ["reason"],
      handsBack: true,
      stops: "check",
      starts: "mend",
    }),
    withdraw: brief.move(["不成立", "No danger"], "found > withdrawn", "hidden-dangers.order", {
      records: "withdrawn",
      needs: ["reason"],
      notBy: ["find"],
    }),
  },
});
