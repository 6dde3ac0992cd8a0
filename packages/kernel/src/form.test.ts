import { describe, expect, test } from "vitest";
import type { Fact } from "./fact.ts";
import { defineForm, type Form } from "./form.ts";
import { checkForm, type FactTable, toHeard, walkForm } from "./form-answer.ts";
import { checkFormShape } from "./form-check.ts";
import type { Evaluate } from "./formula.ts";

const name = { zh: "字", en: "word" };
const facts: FactTable = Object.fromEntries(
  (
    [
      { id: "what", name, kind: "text", longest: 60 },
      { id: "depthCm", name, kind: "number" },
      { id: "is-hurt", name, kind: "flag" },
      { id: "who-hurt", name, kind: "text" },
      { id: "goods", name, kind: "text" },
      {
        id: "value",
        name,
        kind: "number",
        unit: "CNY",
        check: { range: [0, 1_000_000], says: { zh: "贵", en: "dear" } },
      },
      { id: "since", name, kind: "date" },
      { id: "until", name, kind: "date" },
    ] satisfies Fact[]
  ).map((fact) => [fact.id, fact]),
);

/** As much of the formula language as these forms need, as a table: the kernel is given an evaluator. */
const meanings: Readonly<Record<string, (values: Readonly<Record<string, unknown>>) => unknown>> = {
  is_hurt: (values) => values["is_hurt"],
  "until >= since": ({ since, until }) =>
    typeof since === "string" && typeof until === "string" ? until >= since : undefined,
};
const evaluate: Evaluate = (text, values) => meanings[text]?.(values);

const report: Form = defineForm({
  id: "report",
  version: 1,
  name,
  sections: [
    {
      name,
      fields: [
        { fact: "what", required: true },
        { fact: "depthCm" },
        { fact: "is-hurt" },
        { fact: "who-hurt", required: true, shownWhen: "is_hurt" },
      ],
    },
    {
      name,
      repeats: { id: "lost", atLeast: 0, atMost: 2 },
      fields: [{ fact: "goods", required: true }, { fact: "value" }],
    },
    { name, fields: [{ fact: "since" }, { fact: "until" }] },
  ],
  checks: [{ formula: "until >= since", at: "until", says: { zh: "倒了", en: "turned round" } }],
});
const ground = { form: report, facts, evaluate };

describe("the answers of a form", () => {
  test.each([
    ["a full answer", { what: "积水", depthCm: 20 }, []],
    ["what may be left out, left out", { what: "积水" }, []],
    ["what may be left out, empty", { what: "积水", depthCm: "" }, []],
    ["what may be left out, wrong", { what: "积水", depthCm: "deep" }, [{ path: "depthCm", code: "kind" }]],
    ["what must be told, left out", { depthCm: 20 }, [{ path: "what", code: "missing" }]],
    ["what nobody asked", { what: "积水", mood: "bad" }, [{ path: "mood", code: "unknown" }]],
    ["nobody was hurt, so who is not asked", { what: "积水", "is-hurt": false }, []],
    [
      "somebody was hurt, so who must be said",
      { what: "积水", "is-hurt": true },
      [{ path: "who-hurt", code: "missing" }],
    ],
    ["who was hurt when nobody was", { what: "积水", "who-hurt": "张三" }, [{ path: "who-hurt", code: "hidden" }]],
    ["two things lost", { what: "包", lost: [{ goods: "伞" }, { goods: "书", value: 30 }] }, []],
    ["a thing lost without a word", { what: "包", lost: [{ value: 3 }] }, [{ path: "lost.0.goods", code: "missing" }]],
    [
      "a thing worth less than nothing, in the author's words",
      { what: "包", lost: [{ goods: "伞", value: -1 }] },
      [{ path: "lost.0.value", code: "range", says: { zh: "贵", en: "dear" } }],
    ],
    [
      "a third thing",
      { what: "包", lost: [{ goods: "a" }, { goods: "b" }, { goods: "c" }] },
      [{ path: "lost", code: "many" }],
    ],
    ["rows that are none", { what: "包", lost: "伞" }, [{ path: "lost", code: "kind" }]],
    [
      "a row with what nobody asked",
      { what: "包", lost: [{ goods: "伞", mood: 1 }] },
      [{ path: "lost.0.mood", code: "unknown" }],
    ],
    ["a row asked outside its rows", { what: "包", goods: "伞" }, [{ path: "goods", code: "unknown" }]],
    [
      "an end before its beginning",
      { what: "包", since: "2026-11-20", until: "2026-11-19" },
      [{ path: "until", code: "check", says: { zh: "倒了", en: "turned round" } }],
    ],
    ["an end without a beginning is judged by nobody", { what: "包", until: "2026-11-19" }, []],
    [
      "everything wrong at once, in the order of the form",
      { mood: "bad", depthCm: "deep" },
      [
        { path: "what", code: "missing" },
        { path: "depthCm", code: "kind" },
        { path: "mood", code: "unknown" },
      ],
    ],
  ])("%s", (_, answers, faults) => {
    expect(checkForm(ground, answers)).toEqual(faults);
  });

  test("an answer to what is no longer asked is not sent, and the draft keeps it", () => {
    const draft = { what: "积水", "is-hurt": false, "who-hurt": "张三", depthCm: "" };
    expect(toHeard(ground, draft)).toEqual({ what: "积水", "is-hurt": false });
    expect(toHeard(ground, { ...draft, "is-hurt": true })).toEqual({
      what: "积水",
      "is-hurt": true,
      "who-hurt": "张三",
    });
  });

  test("a condition sees nothing of what is hidden itself", () => {
    const chain = defineForm({
      id: "chain",
      version: 1,
      name,
      sections: [
        { name, fields: [{ fact: "depthCm", shownWhen: "never" }, { fact: "is-hurt" }] },
        { name, shownWhen: "depthCm > 3", fields: [{ fact: "what" }] },
      ],
    });
    const heard: unknown[] = [];
    const listen: Evaluate = (text, values) => {
      if (text === "depthCm > 3") heard.push(values["depthCm"]);
      return false;
    };
    walkForm({ form: chain, facts, evaluate: listen }, { depthCm: 40 });
    expect(heard).toEqual([null]);
  });
});

describe("the design of a form", () => {
  const codes = (form: Form, refuse?: (text: string, names: readonly string[]) => string | undefined) =>
    checkFormShape(form, facts, refuse).map(({ path, code }) => `${path} ${code}`);

  test("that is sound has no faults", () => {
    expect(codes(report)).toEqual([]);
  });

  test("with a field nobody defined says so, in a sentence, with its place", () => {
    const form = { ...report, sections: [{ name, fields: [{ fact: "what" }, { fact: "mood" }] }], checks: [] };
    expect(checkFormShape(form, facts)).toEqual([
      {
        path: "sections.0.fields.1",
        code: "unknown-fact",
        says: {
          zh: "没有名为“mood”的数据项，请先在数据项字典中定义它。",
          en: 'Nobody defined the fact "mood"; define it in the dictionary of facts first.',
        },
      },
    ]);
  });

  test("may name in a condition only what was asked before", () => {
    const asked: (readonly string[])[] = [];
    codes(report, (_, names) => {
      asked.push([...names]);
      return undefined;
    });
    expect(asked).toEqual([
      ["what", "depthCm", "is_hurt"],
      ["what", "depthCm", "is_hurt", "who_hurt", "lost", "since", "until"],
    ]);
    expect(codes(report, () => "unknown variable")).toEqual([
      "sections.0.fields.3.shownWhen formula",
      "checks.0.formula formula",
    ]);
  });

  test.each<[string, Partial<Form>, string[]]>([
    ["asks nothing", { sections: [], checks: [] }, ["sections empty"]],
    ["has an empty section", { sections: [{ name, fields: [] }], checks: [] }, ["sections.0 empty"]],
    [
      "has a section without a name",
      { sections: [{ name: { zh: "", en: "x" }, fields: [{ fact: "what" }] }], checks: [] },
      ["sections.0.name name"],
    ],
    [
      "asks the same twice",
      { sections: [{ name, fields: [{ fact: "what" }, { fact: "what" }] }], checks: [] },
      ["sections.0.fields.1 repeated"],
    ],
    [
      "names its rows like a fact",
      { sections: [{ name, fields: [{ fact: "what" }], repeats: { id: "value" } }], checks: [] },
      ["sections.0.repeats.id id"],
    ],
    [
      "wants more rows than it takes",
      { sections: [{ name, fields: [{ fact: "what" }], repeats: { id: "rows", atLeast: 3, atMost: 2 } }], checks: [] },
      ["sections.0.repeats rows"],
    ],
    ["points a check at nothing", { checks: [{ formula: "x", at: "mood", says: name }] }, ["checks.0.at unknown-fact"]],
    ["is named like a sentence", { id: "My form" }, ["id id"]],
  ])("that %s is refused", (_, change, faults) => {
    expect(codes({ ...report, ...change })).toEqual(faults);
  });
});
