import { describe, expect, test } from "vitest";
import { checkFlow, defineFlow, type Flow, type Move } from "./flow.ts";
import { type BarView, barsOf, checkUntil, findCalled, isWaiting, looksAt, type MadeMove } from "./flow-bar.ts";
import { workHours } from "./limit.ts";

const name = { zh: "字", en: "word" };
const move = (more: Partial<Move>): Move => ({ name, from: "mending", by: "repairs.do", records: "done", ...more });
const repair = defineFlow({
  id: "repair",
  kind: "repair",
  plural: "repairs",
  version: 1,
  name,
  stages: { waiting: { name }, mending: { name }, checked: { name }, done: { name, end: true } },
  clocks: { mend: { name, limit: workHours(4) } },
  facts: {
    reason: { id: "reason", name, kind: "text" },
    until: { id: "until", name, kind: "time" },
  },
  moves: {
    report: move({ from: "new", to: "mending", starts: "mend" }),
    ask: move({ notWhile: ["ask"], atMost: { times: 2, of: "grant" }, beforeLate: "mend" }),
    grant: move({ answers: "ask", atMost: { times: 2 }, notBy: ["ask"], extends: "mend" }),
    refuse: move({ answers: "ask", needs: ["reason"] }),
    finish: move({ to: "checked", awaitsParts: true }),
    verify: move({ from: "checked", to: "done" }),
    back: move({
      from: "checked",
      to: "mending",
      handsBack: true,
      needs: ["reason"],
      notNextBy: { makers: ["finish"], moves: ["finish"] },
    }),
    hold: move({ to: "waiting", needs: ["until"], until: { fact: "until", longestDays: 3 }, pauses: "mend" }),
    goOn: move({ from: "waiting", to: "mending", resumes: "mend", byMachine: "also", when: "resumed" }),
    appeal: move({ from: "done", afterLate: "mend", atMost: { times: 1 } }),
    late: move({ from: ["mending", "waiting"], byMachine: "only", when: "late", quiet: true }),
  },
}) as Flow;

const made = (...moves: readonly (readonly [string, string, number?])[]): MadeMove[] =>
  moves.map(([one, by, times = 1], index) => ({ move: one, by: [by], times, nth: index + 1 }));
const view = (more: Partial<BarView> = {}): BarView => ({
  made: [],
  by: ["luo"],
  running: new Map([["mend", false]]),
  overrun: new Set(),
  extended: new Map(),
  openParts: 0,
  ...more,
});
const codes = (what: string, more: Partial<BarView> = {}) => barsOf(repair, what, view(more)).map(({ code }) => code);

test("the table is sound", () => {
  expect(checkFlow(repair)).toEqual([]);
});

describe("a request", () => {
  test("waits until it is answered, one way or the other", () => {
    expect(isWaiting(repair, "ask", [])).toBe(false);
    expect(isWaiting(repair, "ask", made(["ask", "luo"]))).toBe(true);
    expect(isWaiting(repair, "ask", made(["ask", "luo"], ["grant", "he"]))).toBe(false);
    expect(isWaiting(repair, "ask", made(["ask", "luo"], ["refuse", "he"]))).toBe(false);
    expect(isWaiting(repair, "ask", made(["refuse", "he"], ["ask", "luo"]))).toBe(true);
  });

  test("lapses when the subject goes where it could not be made, and not before", () => {
    expect(isWaiting(repair, "ask", made(["ask", "luo"], ["finish", "luo"]))).toBe(false);
    expect(isWaiting(repair, "ask", made(["ask", "luo"], ["late", "clock"]))).toBe(true);
    expect(isWaiting(repair, "ask", made(["ask", "luo"], ["hold", "he"], ["goOn", "clock"]))).toBe(false);
  });

  test("is not made twice, and nothing is answered that was not asked", () => {
    expect(codes("ask", { made: made(["ask", "luo"]) })).toEqual(["waiting"]);
    expect(codes("grant", { made: [] })).toEqual(["nothing-waits"]);
    expect(codes("grant", { made: made(["ask", "luo"]), by: ["he"] })).toEqual([]);
    expect(codes("refuse", { made: made(["ask", "luo"], ["grant", "he"]) })).toEqual(["nothing-waits"]);
  });

  test("is used up by grants, never by refusals", () => {
    expect(codes("ask", { made: made(["ask", "luo", 9], ["refuse", "he", 9]) })).toEqual([]);
    expect(codes("ask", { made: made(["ask", "luo", 2], ["grant", "he", 1]) })).toEqual([]);
    expect(barsOf(repair, "ask", view({ made: made(["ask", "luo", 2], ["grant", "he", 2]) }))).toEqual([
      { code: "times-used", of: "grant", times: 2 },
    ]);
  });

  test("is used up by what the limit was extended elsewhere, before it came along", () => {
    const asked = { made: made(["ask", "luo"]), by: ["he"] };
    expect(codes("grant", { ...asked, extended: new Map([["mend", 1]]) })).toEqual([]);
    expect(codes("grant", { ...asked, extended: new Map([["mend", 2]]) })).toEqual(["times-used"]);
  });

  test("comes while the limit runs and is not over", () => {
    expect(codes("ask", { running: new Map([["mend", true]]) })).toEqual(["late"]);
    expect(codes("ask", { running: new Map() })).toEqual(["late"]);
    expect(codes("ask")).toEqual([]);
  });
});

describe("four eyes", () => {
  test("who asked doesn't grant, nor does their deputy, nor they for another", () => {
    const asked = made(["ask", "luo"]);
    expect(codes("grant", { made: asked, by: ["luo"] })).toEqual(["four-eyes"]);
    expect(codes("grant", { made: asked, by: ["he", "luo"] })).toEqual(["four-eyes"]);
    expect(codes("grant", { made: [{ move: "ask", by: ["he", "luo"], times: 1, nth: 1 }], by: ["luo"] })).toEqual([
      "four-eyes",
    ]);
    expect(codes("grant", { made: asked, by: ["he"] })).toEqual([]);
  });
});

describe("a hand-back", () => {
  const handedBack = made(["finish", "luo"], ["back", "he"]);

  test("bars whoever gets it back from the next step, and nobody else", () => {
    expect(codes("finish", { made: handedBack, by: ["luo"] })).toEqual(["handed-back"]);
    expect(codes("finish", { made: handedBack, by: ["chen"] })).toEqual([]);
  });

  test("bars until somebody else has changed the stage; what does not change it leaves the bar", () => {
    const between = (what: string, by: string) => [...handedBack, { move: what, by: [by], times: 1, nth: 3 }];
    expect(codes("finish", { made: between("goOn", "x") })).toEqual([]);
    expect(codes("finish", { made: between("late", "x") })).toEqual(["handed-back"]);
    expect(codes("finish", { made: between("hold", "luo") })).toEqual(["handed-back"]);
    expect(codes("finish", { made: between("hold", "luo"), by: ["chen", "luo"] })).toEqual(["handed-back"]);
  });

  test("is not received by whoever took the work over after it", () => {
    const anew = made(["back", "he"], ["finish", "luo"]);
    expect(codes("finish", { made: anew })).toEqual([]);
  });

  const desk = defineFlow({
    ...repair,
    stages: { reported: { name }, looking: { name }, filed: { name }, dispatched: { name }, gone: { name, end: true } },
    moves: {
      report: move({ from: "new", to: "reported" }),
      askLook: move({ from: "reported", to: "looking" }),
      callOffLook: move({ from: "looking", to: "reported" }),
      look: move({ from: "looking", to: "reported" }),
      file: move({ from: "reported", to: "filed" }),
      dispatch: move({ from: "filed", to: "dispatched" }),
      handBack: move({ handsBack: true, to: "filed", notNextBy: { makers: ["dispatch"], moves: ["void"] } }),
      handToFile: move({ handsBack: true, to: "reported", notNextBy: { makers: ["file"], moves: ["file", "void"] } }),
      void: move({ from: ["reported", "filed"], to: "gone" }),
    },
  }) as Flow;
  const barred = (what: string, by: string, history: readonly MadeMove[]) =>
    barsOf(desk, what, view({ made: history, by: [by] })).map(({ code }) => code);

  test("is not laundered by the dispatcher who hands it on to filing and makes it void there", () => {
    const history = made(["file", "fu"], ["dispatch", "duan"], ["handBack", "crew"], ["handToFile", "duan"]);
    expect(barred("void", "duan", history)).toEqual(["handed-back"]);
    expect(barred("file", "duan", history)).toEqual([]);
    expect(barred("void", "fu", history)).toEqual(["handed-back"]);
    expect(barred("void", "chen", history)).toEqual([]);
  });

  test("is not laundered by whoever filed, asks for a look and calls it off", () => {
    const history = made(["file", "fu"], ["handToFile", "duan"], ["askLook", "fu"], ["callOffLook", "fu"]);
    expect(barred("void", "fu", history)).toEqual(["handed-back"]);
    expect(barred("file", "fu", history)).toEqual(["handed-back"]);
    const looked = made(["file", "fu"], ["handToFile", "duan"], ["askLook", "fu"], ["look", "gao"]);
    expect(barred("void", "fu", looked)).toEqual([]);
  });
});

test("what was never overrun is not appealed against, and once is once", () => {
  expect(codes("appeal")).toEqual(["never-late"]);
  expect(codes("appeal", { overrun: new Set(["mend"]) })).toEqual([]);
  expect(codes("appeal", { overrun: new Set(["mend"]), made: made(["appeal", "luo"]) })).toEqual(["times-used"]);
});

test("the whole waits for its parts, and says for how many", () => {
  expect(barsOf(repair, "finish", view({ openParts: 2 }))).toEqual([{ code: "parts-open", times: 2 }]);
  expect(codes("finish")).toEqual([]);
  expect(codes("verify", { openParts: 2 })).toEqual([]);
});

test("what is asked for to a moment lies ahead, and not too far", () => {
  const now = Date.parse("2026-11-02T02:00:00.000Z");
  const at = (ms: number) => ({ until: new Date(now + ms).toISOString() });
  const hold = repair.moves["hold"] as Move;
  const day = 86_400_000;
  expect(checkUntil(hold, at(0), now)).toEqual({ fact: "until", code: "past" });
  expect(checkUntil(hold, {}, now)).toEqual({ fact: "until", code: "past" });
  expect(checkUntil(hold, at(1), now)).toBeUndefined();
  expect(checkUntil(hold, at(3 * day), now)).toBeUndefined();
  expect(checkUntil(hold, at(3 * day + 1), now)).toEqual({ fact: "until", code: "too-far" });
  expect(checkUntil(repair.moves["verify"] as Move, {}, now)).toBeUndefined();
});

test("what no word asks for is not looked at", () => {
  expect(looksAt(repair, "verify")).toEqual({ made: false, clocks: false, parts: false });
  expect(looksAt(repair, "ask")).toEqual({ made: true, clocks: true, parts: false });
  expect(looksAt(repair, "finish")).toEqual({ made: true, clocks: false, parts: true });
  expect(looksAt(repair, "appeal")).toEqual({ made: true, clocks: true, parts: false });
});

test("a clock's call finds its move in the stage it is in", () => {
  expect(findCalled(repair, "resumed", "waiting")).toBe("goOn");
  expect(findCalled(repair, "resumed", "mending")).toBeUndefined();
  expect(findCalled(repair, "late", "mending")).toBe("late");
  expect(findCalled(repair, "nearly-late", "mending")).toBeUndefined();
});

describe("the check says what is wrong with a word", () => {
  const faultsOf = (more: Partial<Move>): string[] =>
    checkFlow({ ...repair, moves: { ...repair.moves, odd: move(more) } }).map((fault) => fault.replace(/^.*odd: /, ""));

  test.each<[Partial<Move>, string]>([
    [{ answers: "nothing" }, 'no move "nothing"'],
    [{ answers: "odd" }, "it can't answer itself"],
    [{ answers: "ask", from: "checked" }, 'it answers "ask" in a stage where that one no longer waits'],
    [{ notWhile: ["nobody"] }, 'no move "nobody"'],
    [{ atMost: { times: 0 } }, "atMost allows nothing at all"],
    [{ atMost: { times: 1, of: "x" } }, 'no move "x"'],
    [{ beforeLate: "x" }, 'no clock "x"'],
    [{ afterLate: "x" }, 'no clock "x"'],
    [{ until: { fact: "reason", longestDays: 1 }, needs: ["reason"] }, "until names no fact of kind time"],
    [{ until: { fact: "until", longestDays: 1 } }, "until names a fact that is not given"],
    [{ when: "late" }, "the clocks call for it: byMachine is missing"],
    [{ when: "resumed", byMachine: "only" }, "a suspension ends with it: resumes is missing"],
    [
      { notNextBy: { makers: ["finish"], moves: ["finish"] } },
      "only a hand-back is received: notNextBy needs handsBack",
    ],
    [{ handsBack: true }, "a hand-back needs a reason"],
    [{ handsBack: true, needs: ["reason"], notNextBy: { makers: ["x"], moves: ["finish"] } }, 'no move "x"'],
  ])("%j", (more, fault) => {
    expect(faultsOf(more)).toEqual([fault]);
  });
});
