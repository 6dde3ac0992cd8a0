import type { Alarm, CaseRow, TaskRow } from "@chengyun/contracts";
import { expect, test } from "vitest";
import { graveAlarms, isMine, toJoint, toQueue as toQueueOf, wasHandedBackBy } from "./queue.ts";

const toQueue = (cases: readonly CaseRow[], alarms: readonly Alarm[]) => toQueueOf(cases, alarms, true);

const text = { zh: "", en: "" };
const aCase = (id: string, severity: CaseRow["severity"], dueAt?: string): CaseRow => ({
  id,
  no: "1",
  category: "drain-blockage",
  categoryName: text,
  title: text,
  stage: "dispatched",
  version: 1,
  position: [112, 28],
  areaPath: "",
  areaNames: [],
  reports: 1,
  openedAt: "2026-11-20T01:00:00.000Z",
  changedAt: "2026-11-20T01:00:00.000Z",
  ...(severity === undefined ? {} : { severity }),
  ...(dueAt === undefined
    ? {}
    : {
        clock: {
          clock: "dispose",
          name: text,
          limit: { amount: 4, kind: "work-hours" },
          startedAt: "2026-11-20T01:00:00.000Z",
          dueAt,
          late: false,
          leftMs: 0,
          limitMs: 1,
          kind: "work-hours",
          provisional: false,
          extensions: 0,
        },
      }),
});
const anAlarm = (id: string, severity: Alarm["severity"], more: Partial<Alarm> = {}): Alarm => ({
  id,
  rule: "r",
  ruleName: text,
  ruleWords: text,
  thingId: "t",
  thingName: text,
  streamNo: 1,
  position: [112, 28],
  areaPath: "",
  severity,
  peak: severity,
  stage: "raised",
  version: 1,
  startedAt: "2026-11-20T02:00:00.000Z",
  raisedAt: "2026-11-20T02:10:00.000Z",
  value: 1,
  valueText: text,
  ...more,
});

test("the worst comes first, and among equals what is due first", () => {
  const cases = [
    aCase("later", "red", "2026-11-20T09:00:00.000Z"),
    aCase("mild", "blue", "2026-11-20T03:00:00.000Z"),
    aCase("sooner", "red", "2026-11-20T04:00:00.000Z"),
    aCase("undated", "red"),
  ];
  expect(toQueue(cases, []).map((item) => item.id)).toEqual(["sooner", "later", "undated", "mild"]);
});

test("an alarm that has become a case is one line, and the line has that alarm", () => {
  const queue = toQueue([aCase("c", "red")], [anAlarm("a", "red", { caseId: "c" }), anAlarm("b", "yellow")]);
  expect(queue.map((item) => item.id)).toEqual(["c", "b"]);
  expect(queue[0]).toMatchObject({ alarms: [{ id: "a", stage: "raised" }] });
});

test("a closed case does not take its alarm along: while the water stands, the alarm is a line of its own", () => {
  const alarm = anAlarm("a", "red", { caseId: "closed", stage: "acknowledged" });
  expect(toQueue([aCase("other", "yellow")], [alarm])).toMatchObject([{ id: "a", outlives: true }, { id: "other" }]);
  expect(toQueue([], [{ ...alarm, stage: "cleared" }])).toEqual([]);
});

test("a handler is not told that a case is closed which only is another department's", () => {
  const raised = anAlarm("raised", "red", { caseId: "theirs" });
  const taken = anAlarm("taken", "red", { caseId: "theirs", stage: "acknowledged" });
  expect(toQueueOf([], [raised, taken], false)).toMatchObject([{ id: "raised", outlives: false }]);
});

test("an acknowledged alarm stays with its open case, and the newest of several tells the cause", () => {
  const older = anAlarm("older", "red", { caseId: "c", stage: "acknowledged" });
  const newer = anAlarm("newer", "orange", { caseId: "c", raisedAt: "2026-11-20T02:30:00.000Z" });
  const queue = toQueue([aCase("c", "red")], [older, newer]);
  expect(queue).toMatchObject([{ id: "c", alarms: [{ id: "newer" }, { id: "older" }] }]);
});

test("an acknowledged alarm without a case leaves the queue", () => {
  expect(toQueue([], [anAlarm("a", "red", { stage: "acknowledged" })])).toEqual([]);
});

test("only red and orange alarms nobody has acknowledged are grave enough to sound", () => {
  const alarms = [anAlarm("a", "red"), anAlarm("b", "yellow"), anAlarm("c", "orange", { stage: "acknowledged" })];
  expect(graveAlarms(alarms).map(({ id }) => id)).toEqual(["a"]);
});

const flow = {
  moves: [
    { id: "comment", name: text, from: ["dispatched", "fed-back"], records: "commented", by: "cases.comment" },
    { id: "accept", name: text, from: ["dispatched"], to: "disposing", records: "accepted", by: "tasks.own" },
    { id: "verify", name: text, from: ["fed-back"], to: "verified", records: "verified", by: "cases.verify" },
  ],
};
const somebody = (departmentId: string, ...permissions: string[]) => ({
  permissions: ["cases.comment", ...permissions],
  post: { id: "p", name: text, role: "r", departmentId, departmentName: text, areaPath: "" },
});

test("a dispatched case waits for a handler of the department it was sent to, for no other, and not for the verifier", () => {
  const sent: CaseRow = { ...aCase("c", "red"), departmentId: "drainage" };
  expect(isMine(sent, flow, somebody("drainage", "tasks.own"))).toBe(true);
  expect(isMine(sent, flow, somebody("flood", "tasks.own"))).toBe(false);
  expect(isMine(sent, flow, somebody("centre", "cases.verify"))).toBe(false);
});

test("a case that was fed back waits for the verifier of whichever department", () => {
  const fedBack: CaseRow = { ...aCase("c", "red"), stage: "fed-back", departmentId: "drainage" };
  expect(isMine(fedBack, flow, somebody("centre", "cases.verify"))).toBe(true);
});

test("one cause with a thousand echoes is one alarm of its case, and sounds once", () => {
  const echoes = Array.from({ length: 1_000 }, (_, at) => anAlarm(`e${at}`, "orange", { caseId: "c", causeId: "a" }));
  const alarms = [anAlarm("a", "orange", { caseId: "c", echoes: 1_000 }), ...echoes];
  expect(toQueue([aCase("c", "orange")], alarms)[0]).toMatchObject({ id: "c", alarms: [{ id: "a" }] });
  expect(graveAlarms(alarms).map(({ id }) => id)).toEqual(["a"]);
});

test("an echo whose cause is over is shown for itself", () => {
  const alarms = [anAlarm("e", "yellow", { caseId: "c", causeId: "gone" })];
  expect(toQueue([aCase("c", "orange")], alarms)[0]).toMatchObject({ alarms: [{ id: "e" }] });
});

test("what a department handed back is none of its work until it is dispatched to it again", () => {
  const back: CaseRow = { ...aCase("c", "red"), stage: "filed", handedBackBy: "drainage" };
  expect(wasHandedBackBy(back, "drainage")).toBe(true);
  expect(wasHandedBackBy(back, "flood")).toBe(false);
  expect(wasHandedBackBy({ ...back, stage: "dispatched", departmentId: "drainage" }, "drainage")).toBe(false);
});

test("a joint task waits for the department it is given to, by its case, while something can be done about it", () => {
  const task = (id: string, moves: TaskRow["moves"], kind: TaskRow["kind"] = "joint"): TaskRow => ({
    id,
    kind,
    stage: "given",
    stageName: text,
    departmentId: "flood",
    departmentName: text,
    openedAt: "2026-11-20T02:00:00.000Z",
    case: aCase(`case of ${id}`, "red"),
    subject: { kind: "task", plural: "tasks", id, version: 1 },
    moves,
  });
  const accept: TaskRow["moves"][number] = { move: "accept", name: text, facts: [], handsBack: false };
  const joint = toJoint([task("a", [accept]), task("b", []), task("c", [accept], "dispose")]);
  expect([...joint.keys()]).toEqual(["case of a"]);
});
