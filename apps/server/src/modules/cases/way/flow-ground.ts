import { type Fact, type FlowClock, type Stage, urgentHours, workDays, workHours } from "@chengyun/kernel";

/** Where a case can be. */
export const stages = {
  reported: { name: { zh: "待立案", en: "To file" } },
  looking: { name: { zh: "核实中", en: "Being looked at" }, aside: true },
  filed: { name: { zh: "待派遣", en: "To dispatch" } },
  dispatched: { name: { zh: "待接收", en: "To accept" } },
  disposing: { name: { zh: "处置中", en: "Being disposed" } },
  suspended: { name: { zh: "挂账中", en: "Suspended" }, aside: true },
  disputed: { name: { zh: "责任争议", en: "Disputed" }, aside: true },
  "fed-back": { name: { zh: "待核查", en: "To verify" } },
  verified: { name: { zh: "待结案", en: "To close" } },
  closed: { name: { zh: "已结案", en: "Closed" }, end: true },
  void: { name: { zh: "已作废", en: "Void" }, end: true },
  merged: { name: { zh: "已并案", en: "Merged into another" }, end: true },
} as const satisfies Readonly<Record<string, Stage>>;

/** Where a case is before it has come to an end, as the table's moves name it. */
export const beforeEnd = [
  "reported",
  "looking",
  "filed",
  "dispatched",
  "disposing",
  "suspended",
  "disputed",
  "fed-back",
  "verified",
] as const;

/** The same for whoever asks of any stage whether a case stands open: reports join it, lists hold it, clocks run. */
export const openStages: readonly string[] = [...beforeEnd];

/** Limits where the category names none; from filing to the end there is one only where the category or its condition names it. */
export const clocks = {
  file: { name: { zh: "立案时限", en: "Filing" }, limit: urgentHours(1) },
  dispatch: { name: { zh: "派遣时限", en: "Dispatching" }, limit: urgentHours(1) },
  dispose: { name: { zh: "处置时限", en: "Disposing" }, limit: workDays(3) },
  verify: { name: { zh: "核查时限", en: "Verifying" }, limit: workHours(4) },
  close: { name: { zh: "结案时限", en: "Closing" }, limit: workHours(4) },
  total: { name: { zh: "总时限", en: "In total" }, once: true },
} as const satisfies Readonly<Record<string, FlowClock>>;

/** What its moves ask. */
export const facts = {
  "filing-condition": { id: "filing-condition", name: { zh: "立案条件", en: "Filing condition" }, kind: "text" },
  department: { id: "department", name: { zh: "处置部门", en: "Department" }, kind: "department" },
  result: { id: "result", name: { zh: "处置结果", en: "Result" }, kind: "text" },
  photos: { id: "photos", name: { zh: "照片", en: "Photos" }, kind: "photos" },
  "closing-condition": { id: "closing-condition", name: { zh: "结案条件", en: "Closing condition" }, kind: "text" },
  reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text" },
  finding: {
    id: "finding",
    name: { zh: "核实结果", en: "Finding" },
    kind: "choice",
    choices: {
      true: { zh: "情况属实", en: "It is so" },
      false: { zh: "情况不属实", en: "It is not so" },
      unclear: { zh: "无法确认", en: "It can't be told" },
    },
  },
  "said-fixed": {
    id: "said-fixed",
    name: { zh: "市民反映", en: "The citizen says" },
    kind: "choice",
    choices: { yes: { zh: "已解决", en: "It is fixed" }, no: { zh: "未解决", en: "It is not fixed" } },
  },
  // Theirs: in the vault, and an entry names only where.
  "said-words": { id: "said-words", name: { zh: "市民原话", en: "In their words" }, kind: "text", personal: true },
  rating: { id: "rating", name: { zh: "满意度（1–5）", en: "Rating (1 to 5)" }, kind: "number" },
  comment: { id: "comment", name: { zh: "意见", en: "Comment" }, kind: "text" },
  until: { id: "until", name: { zh: "挂账至", en: "Suspended until" }, kind: "time" },
  person: { id: "person", name: { zh: "承办人", en: "Person" }, kind: "colleague" },
  "joint-department": { id: "joint-department", name: { zh: "协办部门", en: "Joint department" }, kind: "department" },
  what: { id: "what", name: { zh: "协办事项", en: "What to do" }, kind: "text", longest: 500 },
  insteadOf: { id: "insteadOf", name: { zh: "代替专题包分类", en: "In place of the pack's category" }, kind: "text" },
  "merged-into": { id: "merged-into", name: { zh: "并入案卷", en: "Into case" }, kind: "text" },
  "report-no": { id: "report-no", name: { zh: "上报编号", en: "Report" }, kind: "text" },
  // What a report or a case that came in made of this one; no move asks them.
  urgent: { id: "urgent", name: { zh: "紧急", en: "Urgent" }, kind: "flag" },
  reports: { id: "reports", name: { zh: "上报数", en: "Reports" }, kind: "number" },
  "merged-from": { id: "merged-from", name: { zh: "并入的案卷", en: "Case merged into it" }, kind: "text" },
  "right-department": {
    id: "right-department",
    name: { zh: "应由哪个部门办理", en: "Whose it should be" },
    kind: "department",
  },
} as const satisfies Readonly<Record<string, Fact>>;
