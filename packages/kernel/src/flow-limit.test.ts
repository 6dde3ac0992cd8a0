import { describe, expect, test } from "vitest";
import { defineFlow } from "./flow.ts";
import { whoseTurn, withLimits } from "./flow-limit.ts";
import { naturalHours } from "./limit.ts";

const name = { zh: "修", en: "Mend" };
const plain = defineFlow({
  id: "repair",
  kind: "repair",
  plural: "repairs",
  version: 1,
  name,
  stages: { asked: { name }, mending: { name }, resting: { name }, done: { name, end: true } },
  clocks: {
    take: { name, limit: naturalHours(1) },
    mend: { name, limit: naturalHours(4) },
    whole: { name, once: true },
  },
  moves: {
    ask: { name, from: "new", to: "asked", by: "repairs.ask", records: "asked", starts: ["take", "whole"] },
    note: { name, from: ["asked", "mending"], by: "repairs.note", records: "noted", quiet: true },
    drop: { name, from: "asked", to: "done", by: "repairs.ask", byMachine: "only", records: "dropped", stops: "take" },
    take: { name, from: "asked", to: "mending", by: "repairs.take", records: "taken", stops: "take", starts: "mend" },
    rest: { name, from: "mending", to: "resting", by: "repairs.mend", records: "rested", pauses: "mend" },
    wake: { name, from: "resting", to: "mending", by: "repairs.wake", records: "woken", resumes: "mend" },
    finish: {
      name,
      from: "mending",
      to: "done",
      by: "repairs.mend",
      whose: "present-department",
      records: "finished",
      stops: "mend",
    },
  },
});

describe("a limit", () => {
  test("of a flow that says nothing of it is noticed in every stage that is no end, once and by the platform", () => {
    const { moves } = withLimits(plain);
    const seen = { from: ["asked", "mending", "resting"], by: "repairs.read", byMachine: "only", quiet: true };
    expect(moves["nearly-late"]).toMatchObject({ ...seen, when: "nearly-late", records: "nearly-late" });
    expect(moves["late"]).toMatchObject({ ...seen, when: "late", records: "late" });
    expect(withLimits(withLimits(plain))).toEqual(withLimits(plain));
  });

  test("of a flow that says what happens then is left to it, and a flow without limits stays as it is", () => {
    const own = { name, from: "asked", to: "done", by: "repairs.ask", byMachine: "only", records: "lapsed" } as const;
    const said = { ...plain, moves: { ...plain.moves, lapse: { ...own, when: "late" as const } } };
    expect(withLimits(said)).toBe(said);
    const { clocks, ...none } = plain;
    expect([clocks.take.name, withLimits(none)]).toEqual([name, none]);
  });
});

test.each([
  ["whoever lets it end, not the platform", { stage: "asked", clock: "take" }, "repairs.take"],
  ["whoever has it where it is worked on", { stage: "mending", clock: "mend" }, "repairs.mend"],
  ["whoever lets it run on where it rests", { stage: "resting", clock: "mend" }, "repairs.wake"],
  ["of a limit that nothing ends: whoever leads on from there", { stage: "asked", clock: "whole" }, "repairs.take"],
  ["where a subject went on meanwhile: whoever ends that limit", { stage: "done", clock: "mend" }, "repairs.mend"],
  ["without a limit: whoever leads on from there", { stage: "resting" }, "repairs.wake"],
  ["at an end: nobody", { stage: "done" }, undefined],
] as const)("the turn is of %s", (_, at, by) => {
  expect(whoseTurn(plain, at)?.by).toBe(by);
});
