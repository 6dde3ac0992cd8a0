import { expect, test } from "vitest";
import { brief } from "./brief.ts";
import { checkFlow } from "./flow.ts";
import { workHours } from "./limit.ts";

const lamp = brief.flow("lamp", "lamps", ["路灯", "Lamp"], {
  stages: { told: brief.stage("待修", "Told"), done: brief.end("办结", "Done") },
  clocks: { mend: brief.clock("修复", "Mending", workHours(4)) },
  facts: [
    brief.text("result", "结果", "Result", { longest: 60 }),
    brief.choice("why", "原因", "Why", { wind: ["风", "Wind"] }),
  ],
  moves: {
    tell: brief.move(["报修", "Tell"], "new > told", "lamps.tell", { starts: "mend" }),
    mend: brief.move(["修复", "Mend"], "told > done", "lamps.mend", { needs: ["result"], takes: ["why"] }),
    remark: brief.move(["意见", "Remark"], "told", "lamps.tell", { records: "remarked", quiet: true }),
  },
});

test("a flow said briefly is the flow written out", () => {
  expect(checkFlow(lamp)).toEqual([]);
  expect(lamp).toEqual({
    id: "lamp",
    kind: "lamp",
    plural: "lamps",
    version: 1,
    name: { zh: "路灯", en: "Lamp" },
    stages: { told: { name: { zh: "待修", en: "Told" } }, done: { name: { zh: "办结", en: "Done" }, end: true } },
    clocks: { mend: { name: { zh: "修复", en: "Mending" }, limit: workHours(4) } },
    facts: {
      result: { id: "result", name: { zh: "结果", en: "Result" }, kind: "text", longest: 60 },
      why: {
        id: "why",
        name: { zh: "原因", en: "Why" },
        kind: "choice",
        choices: { wind: { zh: "风", en: "Wind" } },
      },
    },
    moves: {
      tell: {
        name: { zh: "报修", en: "Tell" },
        from: "new",
        to: "told",
        by: "lamps.tell",
        records: "told",
        starts: "mend",
      },
      mend: {
        name: { zh: "修复", en: "Mend" },
        from: "told",
        to: "done",
        by: "lamps.mend",
        records: "done",
        needs: ["result"],
        takes: ["why"],
      },
      remark: {
        name: { zh: "意见", en: "Remark" },
        from: "told",
        to: "told",
        by: "lamps.tell",
        records: "remarked",
        quiet: true,
      },
    },
  });
});

test("a question with its mark must be answered", () => {
  const { sections } = brief.form(
    "visit",
    "走访",
    "Visit",
    brief.section("人", "People", "name!", "age", { fact: "job", shownWhen: "age > 16.0" }),
  );
  expect(sections[0]?.fields).toEqual([
    { fact: "name", required: true },
    { fact: "age" },
    { fact: "job", shownWhen: "age > 16.0" },
  ]);
});
