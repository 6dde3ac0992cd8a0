import { defineCase, definePack } from "@chengyun/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { handler, officer, verifier } from "../../../testing/actors.ts";
import { withPhoto } from "../../../testing/photo.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

const pothole = defineCase({
  id: "pothole",
  name: { zh: "道路破损", en: "Pothole" },
  flow: "city-case",
  handledBy: "city-management",
  files: { zh: "破损面积大于 0.5 平方米", en: "more than 0.5 m² broken" },
  closes: { zh: "修复平整", en: "mended and level" },
});
const pack = definePack({
  id: "test",
  name: { zh: "测试", en: "Test" },
  standards: [],
  things: [],
  cases: [pothole],
});

let city: TestCity;
let department: string;
let mender: ReturnType<typeof handler>;
const duty = officer();
const checker = verifier();

beforeAll(async () => {
  city = await openTestCity({ packs: [pack], ground: true });
  department = departmentId("city-management");
  mender = handler(department);
});
afterAll(() => city.close());

const fresh = async (position: [number, number] = [112.35, 28.85]): Promise<string> =>
  (await city.call(duty, "POST", "/api/v1/reports", { category: "pothole", position, text: "大坑" })).body.caseId;
// biome-ignore lint/complexity/useMaxParams: who, what, which, as seen, with what: a move has five parts.
const move = async (
  actor: PersonActor,
  id: string,
  name: string,
  version: number,
  given: Record<string, unknown> = {},
) => {
  const facts = await withPhoto(city, actor, name, given);
  const answer = await city.call(actor, "POST", `/api/v1/cases/${id}/moves/${name}`, { version, facts });
  expect(answer, `${name}: ${JSON.stringify(answer.body)}`).toMatchObject({ status: 200 });
  return answer.body;
};
const tasksOf = async (actor: Parameters<TestCity["call"]>[0], query = "mine=true") =>
  (await city.call(actor, "GET", `/api/v1/tasks?${query}`)).body.items;
const dispatched = async (position?: [number, number]): Promise<string> => {
  const id = await fresh(position);
  await move(duty, id, "file", 1, { "filing-condition": "1" });
  await move(duty, id, "dispatch", 2, { department });
  return id;
};

test("what was dispatched lies in the list of its department, with the moves that can be made, and nobody else's", async () => {
  const id = await dispatched();
  const [task] = (await tasksOf(mender)).filter((one: { case: { id: string } }) => one.case.id === id);
  expect(task).toMatchObject({
    kind: "dispose",
    stage: "given",
    departmentId: department,
    subject: { kind: "case", plural: "cases", id, version: 3 },
    case: { id, stage: "dispatched" },
  });
  expect(task.dueAt).toBeDefined();
  expect(task.moves.map((offer: { move: string }) => offer.move)).toEqual(["accept", "hand-back"]);
  const elsewhere = await tasksOf(handler(departmentId("drainage-office")));
  expect(elsewhere.filter((one: { case: { id: string } }) => one.case.id === id)).toEqual([]);
  expect((await tasksOf(checker)).filter((one: { case: { id: string } }) => one.case.id === id)).toEqual([]);
});

test("a task that is done leaves the list", async () => {
  const id = await dispatched();
  await move(mender, id, "accept", 3);
  await move(mender, id, "feed-back", 4, { result: "已修补" });
  expect((await tasksOf(mender)).filter((one: { case: { id: string } }) => one.case.id === id)).toEqual([]);
});

test("near somebody the nearest comes first, page by page", async () => {
  const far = await dispatched([112.36, 28.86]);
  const near = await dispatched([112.3551, 28.8551]);
  const first = (await city.call(mender, "GET", "/api/v1/tasks?mine=true&near=112.355,28.855&limit=1")).body;
  expect(first.items[0]).toMatchObject({ case: { id: near }, metres: expect.toSatisfy((metres) => metres < 30) });
  const rest = (await city.call(mender, "GET", `/api/v1/tasks?near=112.355,28.855&after=${first.next}`)).body.items;
  const ids = rest.map((one: { case: { id: string } }) => one.case.id);
  expect(ids).toContain(far);
  expect(ids).not.toContain(near);
});

test("a cursor of no list of ours is a fault, and so is a place outside the world", async () => {
  expect((await city.call(mender, "GET", "/api/v1/tasks?after=x")).status).toBe(400);
  expect((await city.call(mender, "GET", "/api/v1/tasks?near=somewhere")).status).toBe(400);
});

test("before filing somebody looks: the department that is named has the task, and says what was seen", async () => {
  const id = await fresh();
  await move(duty, id, "ask-look", 1, { department });
  const looker = verifier({ departments: [department] });
  const [task] = (await tasksOf(looker)).filter((one: { case: { id: string } }) => one.case.id === id);
  expect(task).toMatchObject({ kind: "look", case: { stage: "looking" } });
  expect(task.moves.map((offer: { move: string }) => offer.move)).toEqual(["look"]);
  const wrong = await city.call(looker, "POST", `/api/v1/cases/${id}/moves/look`, {
    version: 2,
    facts: await withPhoto(city, looker, "look", { finding: "perhaps" }),
  });
  expect(wrong.body).toMatchObject({ status: 422, faults: [{ path: "facts.finding", code: "choice" }] });
  expect(await move(looker, id, "look", 2, { finding: "true", comment: "确有破损" })).toMatchObject({
    stage: "reported",
  });
  expect((await tasksOf(looker)).filter((one: { case: { id: string } }) => one.case.id === id)).toEqual([]);
  expect((await city.call(duty, "GET", `/api/v1/cases/${id}`)).body.facts.finding).toBe("true");
});

test("a joint task is offered to every department but the one that has the case", async () => {
  const id = await dispatched();
  const { departmentId: own, moves } = (await city.call(duty, "GET", `/api/v1/cases/${id}`)).body;
  const share = moves.find(({ move: name }: { move: string }) => name === "share");
  expect(share.facts.find((fact: { id: string }) => fact.id === "joint-department").without).toEqual([own]);
});

test("while a joint task is open, feeding back is named with whom it waits for; then it is offered", async () => {
  const id = await dispatched();
  const other = departmentId("drainage-office");
  const own = async () => (await tasksOf(mender)).find((one: { case: { id: string } }) => one.case.id === id);
  const shared = await move(duty, id, "share", 3, { "joint-department": other, what: "抽干积水" });
  // A phone that accepts without the net knows it, too.
  expect((await own()).heldUp).toMatchObject([{ move: "feed-back", stage: "disposing" }]);
  await move(mender, id, "accept", shared.version);
  const held = await own();
  expect(held.moves.map((offer: { move: string }) => offer.move)).toEqual(["hand-back"]);
  expect(held.heldUp).toEqual([
    {
      move: "feed-back",
      name: expect.anything(),
      stage: "disposing",
      why: [expect.objectContaining({ zh: expect.stringMatching(/^等.*排水.*办结协办后才能反馈。$/) })],
    },
  ]);
  const partner = handler(other);
  const [joint] = (await tasksOf(partner)).filter((one: { case: { id: string } }) => one.case.id === id);
  const end = (name: string, version: number, facts: object = {}) =>
    city.call(partner, "POST", `/api/v1/tasks/${joint.id}/moves/${name}`, { version, facts });
  expect((await end("accept", 1)).status).toBe(200);
  expect((await end("return", 2, { reason: "无泵" })).status).toBe(200);
  expect((await own()).heldUp[0].why[0].zh).toMatch(/^等.*排水.*退回的协办重新增派或免办后才能反馈。$/);
  expect(
    (
      await city.call(duty, "POST", `/api/v1/tasks/${joint.id}/moves/waive`, {
        version: 3,
        facts: { reason: "水已退" },
      })
    ).status,
  ).toBe(200);
  const free = await own();
  expect([free.heldUp, free.moves.map((offer: { move: string }) => offer.move)]).toEqual([
    undefined,
    ["feed-back", "hand-back"],
  ]);
});

test("a page of tasks is asked in so many statements, however many they are and whatever they ask for", async () => {
  const page = async (actor: PersonActor) => {
    let statements = 0;
    const count = () => {
      statements += 1;
    };
    city.database.pool.on("acquire", count);
    const items = await tasksOf(actor);
    city.database.pool.off("acquire", count);
    return { statements, tasks: items.length as number };
  };
  const everybody = { ...mender, departments: "all" as const };
  const whole = { ...everybody, permissions: new Set([...mender.permissions, ...checker.permissions]) };
  const before = await page(whole);
  for (let more = 0; more < 5; more += 1) {
    const id = await dispatched([112.341 + more * 0.002, 28.842]);
    await move(duty, id, "share", 3, { "joint-department": departmentId("drainage-office"), what: "抽水" });
    const other = await dispatched([112.341 + more * 0.002, 28.846]);
    await move(mender, other, "accept", 3);
    await move(mender, other, "feed-back", 4, { result: "已修补" });
    await move(duty, await fresh([112.341 + more * 0.002, 28.838]), "ask-look", 1, { department });
  }
  // What reacts to the reports asks the database, too: only the page is counted.
  await city.settle();
  const after = await page(whole);
  expect(after.tasks).toBeGreaterThanOrEqual(before.tasks + 15);
  expect(after.statements).toBeLessThanOrEqual(before.statements + 2);
  expect(after.statements).toBeLessThanOrEqual(16);
});
