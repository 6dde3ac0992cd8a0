import { expect, test } from "vitest";
import { checkPlan, definePlan, isInForce, type PlanDef, plannedTimes, predecessorsAt, tasksAt } from "./plan.ts";
import { minutes } from "./quantity.ts";

const l = (text: string) => ({ zh: text, en: text });
const task = (id: string, level: "I" | "II" | "III" | "IV", more: Partial<PlanDef["tasks"][number]> = {}) => ({
  id,
  level,
  name: l(id),
  order: l(id),
  post: "crew",
  within: minutes(10),
  ...more,
});
const sound: PlanDef = definePlan({
  id: "flood-plan",
  name: l("plan"),
  incident: "flood",
  version: "1",
  basis: ["law"],
  purpose: l("nobody drowns"),
  posts: [{ id: "crew", name: l("crew"), duty: "drainage", role: l("pumps") }],
  tasks: [
    task("pump", "IV"),
    task("measure", "IV", { after: ["pump"], notBefore: minutes(30) }),
    task("move", "II", { after: ["measure", "pump"] }),
  ],
  standDown: [l("dry")],
});
const known = { duties: ["drainage"], incidents: ["flood"] };

test.each([
  ["IV", "I", true],
  ["IV", "IV", true],
  ["II", "III", false],
  ["I", "I", true],
] as const)("what begins at %s is in force at %s: %s", (from, at, expected) => {
  expect(isInForce(from, at)).toBe(expected);
});

test("a graver level has all that a milder one has, and more", () => {
  expect(tasksAt(sound, "IV").map(({ id }) => id)).toEqual(["pump", "measure"]);
  expect(tasksAt(sound, "I").map(({ id }) => id)).toEqual(["pump", "measure", "move"]);
});

test("a step is planned behind those before it, and not before its hour", () => {
  const times = plannedTimes(sound, "II");
  expect(times.get("pump")).toEqual({ startMs: 0, endMs: minutes(10) });
  expect(times.get("measure")).toEqual({ startMs: minutes(30), endMs: minutes(40) });
  expect(times.get("move")).toEqual({ startMs: minutes(40), endMs: minutes(50) });
});

test("a step does not wait for one that is not in force", () => {
  const [pump] = tasksAt(sound, "IV");
  const late = task("late", "IV", { after: ["move"] });
  expect(predecessorsAt(sound, late, "IV")).toEqual([]);
  expect(pump === undefined ? [] : predecessorsAt(sound, pump, "IV")).toEqual([]);
});

test("a plan that can be carried out has no faults", () => {
  expect(checkPlan(sound, known)).toEqual([]);
});

const [pump] = sound.tasks;
test.each<[string, Partial<PlanDef>, string]>([
  ["an incident nobody declares", { incident: "quake" }, 'no kind of incident "quake"'],
  ["a post without duty", { posts: [{ id: "crew", name: l("c"), duty: "x", role: l("r") }] }, 'post crew: no duty "x"'],
  [
    "a deputy that is not there",
    { posts: [{ id: "crew", name: l("c"), duty: "drainage", role: l("r"), deputy: "ghost" }] },
    'post crew: no post "ghost"',
  ],
  [
    "a post that stands in for itself",
    { posts: [{ id: "crew", name: l("c"), duty: "drainage", role: l("r"), deputy: "crew" }] },
    "post crew: it can't stand in for itself",
  ],
  [
    "a post with nothing to do",
    { posts: [...sound.posts, { id: "idle", name: l("c"), duty: "drainage", role: l("r") }] },
    "post idle: it has nothing to do",
  ],
  ["a level at which nothing is done", { tasks: [task("move", "II")] }, "level IV: nothing is done"],
  ["no end", { standDown: [] }, "nothing says when it ends"],
  ["no law", { basis: [] }, "it names no law or plan it follows"],
  ["a task of no post", { tasks: [task("pump", "IV", { post: "x" })] }, 'task pump: no post "x"'],
  [
    "a task of no time",
    { tasks: [task("pump", "IV", { within: minutes(0) })] },
    "task pump: its time must be positive",
  ],
  [
    "a task after nothing",
    { tasks: [task("pump", "IV", { after: ["x"] })] },
    'task pump: it comes after "x", which the plan has not',
  ],
  [
    "a task that waits for a graver level",
    { tasks: [task("pump", "IV", { after: ["move"] }), task("move", "I")] },
    'task pump: it comes after "move", which begins only at the graver level I',
  ],
  [
    "a task that waits for itself",
    { tasks: [task("pump", "IV", { after: ["pump"] })] },
    "task pump: it waits for itself",
  ],
  ["two tasks of one id", { tasks: pump === undefined ? [] : [pump, pump] }, 'task "pump": its id is used twice'],
])("%s is said", (_, change, fault) => {
  expect(checkPlan({ ...sound, ...change }, known)).toContain(`plan flood-plan: ${fault}`);
});
