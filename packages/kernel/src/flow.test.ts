import { describe, expect, test } from "vitest";
import { defineFact } from "./fact.ts";
import {
  checkFlow,
  checkMoveFacts,
  defineFlow,
  entryType,
  type Flow,
  type Move,
  movesFrom,
  needsOf,
  stageAfter,
  stagesFrom,
  takesOf,
} from "./flow.ts";
import { workHours } from "./limit.ts";

const label = { zh: "字", en: "word" };
const repair = defineFlow({
  id: "repair",
  kind: "repair",
  plural: "repairs",
  version: 1,
  name: { zh: "维修", en: "Repair" },
  stages: { reported: { name: label }, repairing: { name: label }, done: { name: label, end: true } },
  clocks: { mend: { name: label, limit: workHours(4) } },
  facts: {
    reason: defineFact({ id: "reason", name: label, kind: "text" }),
    cost: defineFact({ id: "cost", name: label, kind: "number" }),
    result: defineFact({ id: "result", name: label, kind: "choice", choices: { mended: label, replaced: label } }),
  },
  moves: {
    report: { name: label, from: "new", to: "reported", by: "repairs.report", records: "reported" },
    assign: {
      name: label,
      from: "reported",
      to: "repairing",
      by: "repairs.assign",
      records: "assigned",
      starts: "mend",
    },
    note: { name: label, from: ["reported", "repairing"], by: "repairs.note", records: "noted", takes: ["reason"] },
    wait: {
      name: label,
      from: "repairing",
      by: "repairs.wait",
      records: "suspended",
      pauses: "mend",
      needs: ["reason"],
    },
    goOn: { name: label, from: "repairing", by: "repairs.wait", records: "resumed", resumes: "mend" },
    prolong: { name: label, from: "repairing", by: "repairs.prolong", records: "prolonged", extends: "mend" },
    handBack: {
      name: label,
      from: "repairing",
      to: "reported",
      by: "repairs.own",
      records: "handed-back",
      handsBack: true,
      needs: ["reason"],
      stops: ["mend"],
    },
    finish: {
      name: label,
      from: "repairing",
      to: "done",
      by: "repairs.own",
      records: "finished",
      needs: ["result"],
      takes: ["cost"],
      stops: "mend",
      notBy: ["assign"],
    },
  },
});

test("a sound flow has no fault", () => {
  expect(checkFlow(repair)).toEqual([]);
});

test.each([
  ["new", ["report"]],
  ["reported", ["assign", "note"]],
  ["repairing", ["note", "wait", "goOn", "prolong", "handBack", "finish"]],
  ["done", []],
  ["nowhere", []],
])("from %s lead the moves %j", (stage, moves) => {
  expect(movesFrom(repair, stage)).toEqual(moves);
});

test("a move leads to its stage, or leaves the stage as it is", () => {
  expect(stageAfter(repair.moves.assign, "reported")).toBe("repairing");
  expect(stageAfter(repair.moves.note, "reported")).toBe("reported");
  expect(stagesFrom(repair.moves.assign)).toEqual(["reported"]);
  expect(stagesFrom(repair.moves.note)).toEqual(["reported", "repairing"]);
});

test("a move records an entry of its flow's kind", () => {
  expect(entryType(repair, repair.moves.handBack)).toBe("repair.handed-back");
});

test.each([
  ["finishing without a result", "finish", {}, [{ fact: "result", code: "missing" }]],
  ["finishing with a result", "finish", { result: "mended" }, []],
  ["a result of no list", "finish", { result: "painted" }, [{ fact: "result", code: "choice" }]],
  ["a cost that may be left out, given", "finish", { result: "mended", cost: 12.5 }, []],
  ["a cost that is a word", "finish", { result: "mended", cost: "dear" }, [{ fact: "cost", code: "kind" }]],
  ["an empty cost", "finish", { result: "mended", cost: null }, []],
  ["what nobody asked for", "assign", { cost: 3 }, [{ fact: "cost", code: "unknown" }]],
  ["nothing where nothing is asked", "assign", {}, []],
] as const)("%s", (_, move, given, faults) => {
  expect(checkMoveFacts(repair, repair.moves[move], given)).toEqual(faults);
});

test("what a subject may do without is taken and not needed; what is given is judged all the same", () => {
  const { finish } = repair.moves;
  expect(checkMoveFacts(repair, finish, {}, ["result"])).toEqual([]);
  expect(checkMoveFacts(repair, finish, { result: "lost" }, ["result"])).toEqual([{ fact: "result", code: "choice" }]);
  expect(checkMoveFacts(repair, finish, {}, ["reason"])).toEqual([{ fact: "result", code: "missing" }]);
  expect([needsOf(finish, ["result"]), takesOf(finish, ["result"])]).toEqual([[], ["result", "cost"]]);
  expect([needsOf(finish), takesOf(finish)]).toEqual([["result"], ["cost"]]);
});

test("a fact missing in the dictionary is the flow's fault, not the caller's", () => {
  const { facts: _, ...without } = repair;
  expect(checkMoveFacts(without, repair.moves.finish, {})).toEqual([]);
});

describe("a faulty flow is told by what is wrong in it", () => {
  const withMove = (change: Partial<Move>): Flow => ({
    ...repair,
    moves: { ...repair.moves, assign: { ...repair.moves.assign, ...change } },
  });
  const { clocks: _clocks, ...clockless } = repair;
  const { handBack: _handBack, finish: _finish, ...endless } = repair.moves;
  test.each<[string, Flow, string[]]>([
    ["a move from nowhere", withMove({ from: ["reported", "lost"] }), ['flow repair, move assign: no stage "lost"']],
    [
      "a move to nowhere",
      withMove({ to: "lost" }),
      ['flow repair, move assign: no stage "lost"', 'flow repair: stage "repairing" is never reached'],
    ],
    ["a fact nobody knows", withMove({ needs: ["mood"] }), ['flow repair, move assign: no fact "mood"']],
    ["a fact nobody knows, taken", withMove({ takes: ["mood"] }), ['flow repair, move assign: no fact "mood"']],
    ["an unknown clock started", withMove({ starts: "alarm" }), ['flow repair, move assign: no clock "alarm"']],
    [
      "unknown clocks touched in every way",
      withMove({ stops: ["a", "mend"], pauses: "b", resumes: "c", extends: "d" }),
      ["a", "b", "c", "d"].map((clock) => `flow repair, move assign: no clock "${clock}"`),
    ],
    [
      "four eyes on nobody",
      withMove({ notBy: ["pay"] }),
      ['flow repair, move assign: four eyes on an unknown move "pay"'],
    ],
    [
      "a hand-back without a reason",
      withMove({ handsBack: true }),
      ["flow repair, move assign: a hand-back needs a reason"],
    ],
    [
      "no way in",
      { ...repair, moves: { ...repair.moves, report: { ...repair.moves.report, from: "reported" } } },
      ['flow repair: no move opens a subject (from "new")'],
    ],
    [
      "a stage nobody reaches and nobody leaves",
      { ...repair, stages: { ...repair.stages, limbo: { name: label } } },
      ['flow repair: stage "limbo" is never reached', 'flow repair: stage "limbo" has no way out'],
    ],
    ["an end nobody reaches", { ...repair, moves: endless }, ['flow repair: stage "done" is never reached']],
    [
      "a name every object has is no clock",
      { ...clockless, moves: { ...endless, assign: { ...repair.moves.assign, starts: "constructor" } } },
      [
        'flow repair, move assign: no clock "constructor"',
        'flow repair, move wait: no clock "mend"',
        'flow repair, move goOn: no clock "mend"',
        'flow repair, move prolong: no clock "mend"',
        'flow repair: stage "done" is never reached',
      ],
    ],
  ])("%s", (_, flow, faults) => {
    expect(checkFlow(flow)).toEqual(faults);
  });
});
