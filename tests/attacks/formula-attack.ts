import { randomUUID } from "node:crypto";
import { evaluate } from "@chengyun/formula";
import { compileFormula } from "../../apps/server/src/platform/formula.ts";
import { inTimeOf } from "../../apps/server/src/platform/in-time.ts";
import { Attempt, cpuOf } from "./attempt.ts";
import type { Outcome, Way } from "./finding.ts";
import { anybody, type Ground } from "./ground.ts";

const ninety = `[${Array.from({ length: 90 }, (_, n) => n).join(",")}]`;
const many = (one: string, count: number, between: string): string =>
  Array.from({ length: count }, () => one).join(between);

/** What would reach the machine behind the language. */
const escapes: readonly string[] = [
  "process.exit(1)",
  "process.env.HOME == ''",
  "globalThis.process != null",
  "this.constructor == null",
  'category.constructor.constructor("return process")() == null',
  '"".constructor == null',
  '"".__proto__.polluted == true',
  '[].constructor.constructor("return 1")() == 1',
  '{"a": 1}.constructor == null',
  '{"a": 1}.__proto__ == null',
  '{"__proto__": 1}.polluted == 1',
  'category["constructor"] == null',
  'category["__proto__"] == null',
  "dyn(category).constructor == null",
  'dyn({"a": 1})["constructor"] == null',
  "has(category.constructor)",
  'toString() == ""',
  "valueOf() == null",
  'require("fs") == null',
  'import("fs") == null',
  'eval("1") == 1',
  "(() => true)()",
  "category = 'x'",
  "`process` == ''",
  "new Date() == null",
  "category; true",
  "/* */ true // \u2028 process",
];

/** What would go on for ever or fill the memory. */
const greedy: Readonly<Record<string, string>> = {
  "a pattern that tries every way": 'category.matches("^(a+)+$")',
  "a pattern of alternatives": 'category.matches("^(a|a)*b$")',
  "a pattern that looks back": 'category.matches("(a*)*\\\\1b")',
  "a pattern of four open repeats": 'category.matches("a*a*a*a*b")',
  "a pattern that is the text": "category.matches(category)",
  "a pattern that is put together": 'category.matches("^(a" + "+)+$")',
  "three lists in each other": `${ninety}.all(a, ${ninety}.all(b, ${ninety}.all(c, a + b + c >= 0)))`,
  "five lists in each other":
    "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, [1,2,3,4,5,6,7,8,9].all(e, a > 0)))))",
  "a text that doubles": `cel.bind(a, category + category, cel.bind(b, ${many("a", 40, " + ")}, cel.bind(c, ${many("b", 40, " + ")}, size(c) > 0)))`,
  "a text that grows through lists": `[${many("category", 40, " + ")}].all(a, [${many("a", 40, " + ")}].all(b, size(${many("b", 40, " + ")}) > 0))`,
  "a thousand sums": `${many("category", 1_000, " + ")} == ''`,
  "ten thousand brackets": `${"(".repeat(10_000)}true${")".repeat(10_000)}`,
  "ten thousand nots": `${"!".repeat(10_000)}true`,
  "ten thousand questions": `${many("true ? true : ", 10_000, "")}true`,
  "a list of ten thousand": `[${many("1", 10_000, ",")}].size() > 0`,
  "lists in lists": `${"[".repeat(5_000)}${"]".repeat(5_000)} == []`,
  "a megabyte of text": `category == "${"a".repeat(1_000_000)}"`,
  "a number without end": `1${"0".repeat(5_000)} > 0`,
  "a text without end": '"aaaa',
};

/** The longest answers there are, made to match badly. */
const longText = `${"a".repeat(1_990)}!`;

const fieldsOf = {
  category: "text",
  area: "text",
  severity: "text",
  channel: "text",
  longitude: "number",
  latitude: "number",
} as const;
const fields = { category: longText, area: "", severity: "red", channel: "desk", longitude: 1, latitude: 1 };

interface Cost {
  slowestMs: number;
  mostBytes: number;
}

/** Computes what was taken, as often as a city would; a finding when it reached something or was not cut. */
const compute = async (attempt: Attempt, what: string, text: string, cost: Cost): Promise<void> => {
  const compiled = compileFormula({
    id: "attack",
    name: { zh: "探测", en: "Probe" },
    text,
    inputs: fieldsOf,
    gives: "flag",
  });
  const before = process.memoryUsage();
  const { ms, result } = await cpuOf(async () => ({
    rule: "compute" in compiled ? compiled.compute(fields) : undefined,
    // The bare thing, before it is compared with anything.
    bare: inTimeOf(evaluate)(text.replace(/ ==.*$/, ""), { category: longText }),
    form: inTimeOf(evaluate)(text, { category: longText, list: Array.from({ length: 100 }, (_, n) => n) }),
  }));
  const after = process.memoryUsage();
  cost.slowestMs = Math.max(cost.slowestMs, ms);
  cost.mostBytes = Math.max(cost.mostBytes, after.heapUsed + after.external - before.heapUsed - before.external);
  for (const value of Object.values(result))
    attempt.must(typeof value !== "object" && typeof value !== "function", what, `gave a ${typeof value}`);
};

const attackRules = async (attempt: Attempt, cost: Cost): Promise<void> => {
  const { city, own, here } = attempt.ground;
  const all = { ...Object.fromEntries(escapes.map((text) => [text, text])), ...greedy };
  for (const [what, condition] of Object.entries(all)) {
    const rule = { name: { zh: "探测", en: "Probe" }, condition, place: 1, departmentId: own, areaPath: here.areaPath };
    const { ms, result } = await cpuOf(() => city.call(anybody(), "POST", "/api/v1/routing-rules", rule));
    cost.slowestMs = Math.max(cost.slowestMs, ms);
    const { status } = result;
    // Keys that a text does not have lead nowhere: such a condition may be written, and never holds.
    const isGood = status === 422 || status === 400 || status === 413 || (status === 201 && greedy[what] === undefined);
    attempt.must(isGood, `a routing rule: ${what}`, `answered ${status}`);
    const said = JSON.stringify(result.body);
    attempt.must(!/node_modules|at .*\.[jt]s:/.test(said), `a routing rule: ${what}`, `says ${said.slice(0, 200)}`);
    await compute(attempt, what, condition, cost);
  }
};

/** Checks and shown questions that people design. */
const attackForms = async (attempt: Attempt): Promise<void> => {
  const { city, here } = attempt.ground;
  const define = (check: object) =>
    city.call(anybody(), "POST", "/api/v1/facts", {
      fact: { id: `s-${randomUUID().slice(0, 8)}`, name: { zh: "探测", en: "Probe" }, kind: "text", check },
      areaPath: here.areaPath,
    });
  for (const [what, text] of Object.entries(greedy)) {
    const { status } = await define({ formula: text.replaceAll("category", "value") });
    attempt.must(status >= 400 && status < 500, `a fact's check: ${what}`, `answered ${status}`);
  }
  for (const pattern of [
    "(a+)+",
    "(a|a)*b",
    "(a*)*",
    "([a-z]+)*x",
    "(.*)(.*)(.*)(.*)x",
    "(?=(a+))a*b\\1",
    "(",
    "a".repeat(500),
  ]) {
    const { status } = await define({ pattern });
    attempt.must(status >= 400 && status < 500, `a fact's pattern: ${pattern.slice(0, 40)}`, `answered ${status}`);
  }
};

/** Rules beside the hostile ones go on, and a case still finds its way. */
const checkOthers = async (attempt: Attempt): Promise<void> => {
  const good = compileFormula({
    id: "good",
    name: { zh: "好", en: "Good" },
    text: "severity == 'red'",
    inputs: fieldsOf,
    gives: "flag",
  });
  attempt.must("compute" in good && good.compute(fields) === true, "an ordinary rule afterwards", "does not hold");
  const polluted = ({} as Record<string, unknown>)["polluted"];
  attempt.must(polluted === undefined, "every object of the process", `has ${String(polluted)}`);
  const { status } = await attempt.ground.city.call(anybody(), "GET", "/api/v1/routing-rules");
  attempt.must(status === 200, "the list of rules afterwards", `answered ${status}`);
};

/** S8: conditions of rules and forms that reach out, never end or fill the memory. */
export const attackFormulas = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  const cost: Cost = { slowestMs: 0, mostBytes: 0 };
  // What compiles once is not the attack's.
  await compute(attempt, "an ordinary condition", "category == 'x'", { ...cost });
  await attackRules(attempt, cost);
  await attackForms(attempt);
  await checkOthers(attempt);
  attempt.atMost("computing of the dearest of them, taken or refused", cost.slowestMs, 150, "ms");
  attempt.atMost("memory of the largest of them", cost.mostBytes / 2 ** 20, 16, "MiB");
  return attempt.outcome("S8", "conditions that got out, went on or were taken");
};
