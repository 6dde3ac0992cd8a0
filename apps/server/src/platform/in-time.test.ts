import { expect, test } from "vitest";
import { compileFormula } from "./formula.ts";
import { type Cut, inTime, openInTime } from "./in-time.ts";

/** Work that is stopped or not as its test says, on a clock that goes as its test says. */
const openTestWatch = () => {
  const told: Cut[] = [];
  const state = { now: 0, worked: 0, tries: 0, stops: (_: number) => false, works: 50 };
  const within = openInTime(
    {
      run: (work) => {
        state.tries += 1;
        state.worked += state.works;
        return state.stops(state.tries) ? undefined : { result: work() };
      },
      now: () => state.now,
      worked: () => state.worked,
    },
    (cut) => told.push(cut),
  );
  return { state, told, compute: () => within("dear", () => 7) };
};
const times = <Answer>(many: number, work: () => Answer): Answer[] => Array.from({ length: many }, work);

test("a condition that does not end is cut", () => {
  const endless = () => {
    for (;;);
  };
  expect(inTime("endless", endless)).toBe(undefined);
});

test("a condition that was cut once is computed the next time", () => {
  const { state, compute } = openTestWatch();
  state.stops = (tries) => tries === 1;
  expect(times(3, compute)).toEqual([undefined, 7, 7]);
});

test("a condition that was cut five times in a row rests for a minute and is tried again then", () => {
  const { state, compute } = openTestWatch();
  state.stops = () => true;
  times(5, compute);
  state.stops = () => false;
  state.now = 59_999;
  expect([compute(), state.tries]).toEqual([undefined, 5]);
  state.now = 60_000;
  expect([compute(), compute(), state.tries]).toEqual([7, 7, 7]);
});

test("five cuts between which it was computed once are not in a row", () => {
  const { state, compute } = openTestWatch();
  state.stops = (tries) => tries !== 5;
  times(9, compute);
  state.stops = () => false;
  expect(compute()).toBe(7);
});

test("a condition that stood still with the whole process is tried again at once, three times at most", () => {
  const { state, told, compute } = openTestWatch();
  state.works = 1;
  state.stops = (tries) => tries === 1;
  expect([compute(), state.tries, told]).toEqual([7, 2, []]);
  state.stops = () => true;
  expect([compute(), state.tries]).toEqual([undefined, 5]);
});

test("cuts are told with their condition, once a minute", () => {
  const { state, told, compute } = openTestWatch();
  state.stops = () => true;
  times(20, compute);
  state.now = 60_000;
  times(2, compute);
  expect(told).toEqual([
    { formula: "dear", cuts: 1, rests: false },
    { formula: "dear", cuts: 6, rests: true },
  ]);
});

test("what a condition throws is thrown, and the next one is computed", () => {
  const fail = () => {
    throw new Error("no such key");
  };
  expect(() => inTime("fails", fail)).toThrow("no such key");
  expect(inTime("good", () => 7)).toBe(7);
});

test("a formula that could run for long is refused when it is written", () => {
  const formula = { id: "f", name: { zh: "式", en: "f" }, inputs: { text: "text" }, gives: "flag" } as const;
  expect(compileFormula({ ...formula, text: 'text.matches("^(a+)+$")' })).toEqual({
    fault: "formula f: its pattern repeats what repeats",
  });
  const good = compileFormula({ ...formula, text: 'text.matches("^a+$")' });
  expect("compute" in good && good.compute({ text: "aaa" })).toBe(true);
});
