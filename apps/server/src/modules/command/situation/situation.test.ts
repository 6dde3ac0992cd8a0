import { afterAll, beforeAll, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

const command = ["incidents.read", "incidents.open", "incidents.command", "incidents.review"];

let city: TestCity;
const duty = officer({ permissions: command });
const leader = officer({ permissions: command });
const onlooker = officer();
const drainage = departmentId("drainage-office");
const police = departmentId("traffic-police");
const worker = (department: string) => handler(department, { permissions: ["incidents.read"] });

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const minute = 60_000;
const report = async (position: [number, number]): Promise<string> => {
  const body = { category: "road-waterlogging", position, text: "积水" };
  return (await city.call(duty, "POST", "/api/v1/reports", body)).body.caseId;
};
const get = async (path: string, actor: PersonActor = duty) => (await city.call(actor, "GET", `/api/v1${path}`)).body;
const openByHand = async (drill = false, position: [number, number] = [112.35, 28.85]): Promise<string> => {
  const body = { type: "waterlogging", position, words: "下穿通道进水", drill };
  const answer = await city.call(duty, "POST", "/api/v1/incidents", body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
};
const move = async (id: string, name: string, facts: object = {}, actor: PersonActor = duty) => {
  const { version } = await get(`/incidents/${id}`);
  return city.call(actor, "POST", `/api/v1/incidents/${id}/moves/${name}`, { version, facts });
};
const made = async (id: string, name: string, facts: object = {}, actor: PersonActor = duty) => {
  const answer = await move(id, name, facts, actor);
  expect(answer, `${name}: ${JSON.stringify(answer.body)}`).toMatchObject({ status: 200 });
  return answer.body;
};
const board = async (id: string) => (await get(`/incidents/${id}/board`)).tasks;
const responding = async (level = "IV", drill = false): Promise<string> => {
  const id = await openByHand(drill);
  await made(id, "confirm", { level, reason: "现场判断" });
  await made(id, "activate");
  await city.settle();
  return id;
};
// biome-ignore lint/suspicious/noExplicitAny: a row of the board.
const stepOf = async (id: string, step: string): Promise<any> =>
  // biome-ignore lint/suspicious/noExplicitAny: a row of the board.
  (await board(id)).find((task: any) => task.step === step);
const moveTask = async (actor: PersonActor, task: { id: string }, name: string, facts: object = {}) => {
  const { items } = (await city.call(actor, "GET", "/api/v1/tasks?mine=true&limit=200")).body;
  const row = items.find((one: { id: string }) => one.id === task.id);
  expect(row, `${name}: not among the tasks`).toBeDefined();
  const answer = await city.call(actor, "POST", `/api/v1/tasks/${task.id}/moves/${name}`, {
    version: row.subject.version,
    facts,
  });
  expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(200);
};
const finish = async (actor: PersonActor, task: { id: string }) => {
  await moveTask(actor, task, "accept");
  await moveTask(actor, task, "finish", { result: "已完成" });
  await city.settle();
};

test("three flooded roads near each other make one incident by themselves, and a fourth joins it", async () => {
  const cases = [await report([112.34, 28.84]), await report([112.345, 28.84]), await report([112.35, 28.84])];
  await city.settle();
  const { items } = await get("/incidents?open=true");
  expect(items).toHaveLength(1);
  const found = await get(`/incidents/${items[0].id}`);
  expect(found).toMatchObject({ origin: "pattern", stage: "reported", drill: false, cases: 3 });
  expect(found.caseList.map(({ id }: { id: string }) => id).toSorted()).toEqual(cases.toSorted());
  const more = await report([112.355, 28.84]);
  await city.settle();
  const joined = await get(`/incidents/${items[0].id}`);
  expect(joined.caseList.map(({ id }: { id: string }) => id)).toContain(more);
  expect((await get("/incidents?open=true")).items).toHaveLength(1);
  const told = await get(`/incidents/${items[0].id}/timeline`);
  expect(told.items, JSON.stringify(told)).toBeDefined();
  const [first] = told.items;
  expect(first).toMatchObject({ type: "incident.reported", cause: { kind: "entry" } });
  const entry = (await get("/journal?limit=500")).items.find(
    (one: { position: number }) => String(one.position) === first.cause.id,
  );
  expect(entry.type).toBe("case.reported");
  await made(items[0].id, "dismiss", { reason: "已退水" });
});

test("an incident opened by hand makes its case; one from a case takes place and cause over", async () => {
  const byHand = await get(`/incidents/${await openByHand()}`);
  expect(byHand).toMatchObject({ origin: "hand", words: "下穿通道进水", cases: 1 });
  expect(byHand.caseList[0].title.zh).toContain("积水");
  const caseId = await report([112.36, 28.86]);
  const answer = await city.call(duty, "POST", "/api/v1/incidents", { type: "waterlogging", cases: [caseId] });
  expect(answer.status).toBe(201);
  const fromCase = await get(`/incidents/${answer.body.id}`);
  expect(fromCase).toMatchObject({ origin: "case", position: [112.36, 28.86] });
  const again = await city.call(duty, "POST", "/api/v1/incidents", { type: "waterlogging", cases: [caseId] });
  expect(again.body).toMatchObject({ status: 409, code: "incident.case-taken" });
});

test("who may not, may not; rubbish is refused with its place; what is out of reach is not there", async () => {
  const id = await openByHand();
  expect((await city.call(onlooker, "GET", `/api/v1/incidents/${id}`)).status).toBe(403);
  expect((await city.call(onlooker, "POST", "/api/v1/incidents", { type: "waterlogging" })).status).toBe(403);
  expect((await city.call(worker(drainage), "GET", `/api/v1/incidents/${id}`)).status).toBe(404);
  expect((await city.call(duty, "POST", "/api/v1/incidents", { type: "no" })).body.code).toBe("incident.unknown-type");
  expect((await city.call(duty, "POST", "/api/v1/incidents", { type: "waterlogging" })).body.code).toBe(
    "incident.no-place",
  );
  const far = await city.call(duty, "POST", "/api/v1/incidents", { type: "waterlogging", position: [0, 0] });
  expect(far.body.code).toBe("incident.outside-city");
  expect((await move(id, "confirm", { level: "V" })).body.faults).toMatchObject([{ path: "facts.level" }]);
  expect((await move(id, "activate")).body.code).toBe("subject.wrong-stage");
});

test("the level follows the figures, and whoever takes another says why", async () => {
  const id = await openByHand();
  expect((await get(`/incidents/${id}`)).proposed).toBeUndefined();
  await made(id, "tell-figures", { trapped: 12, asked: { rain_next: 60, nonsense: 1 } });
  city.advance(4_000);
  await new Promise((resolve) => setTimeout(resolve, 3_100));
  await city.workOff();
  const found = await get(`/incidents/${id}`);
  expect(found.proposed).toMatchObject({ level: "II" });
  expect(found.inputs.find((one: { id: string }) => one.id === "rain_next").value).toBe(60);
  expect(found.moves.find((one: { move: string }) => one.move === "confirm").facts[0]).toMatchObject({
    id: "level",
    proposed: "II",
  });
  expect((await move(id, "confirm", { level: "III" })).body.code).toBe("incident.reason-needed");
  expect(await made(id, "confirm", { level: "III", reason: "已救出 11 人" })).toMatchObject({ stage: "confirmed" });
});

test("a plan becomes live tasks on phones, those behind others wait, and what ends lets them begin", async () => {
  const id = await responding();
  const tasks = await board(id);
  expect(tasks).toHaveLength(9);
  expect((await stepOf(id, "close")).stage).toBe("given");
  expect((await stepOf(id, "detour")).stage).toBe("waiting");
  const officerOnRoad = worker(police);
  const { items } = (await city.call(officerOnRoad, "GET", "/api/v1/tasks?mine=true")).body;
  const onPhone = items.find((one: { incident?: { id: string } }) => one.incident?.id === id);
  expect(onPhone).toMatchObject({ kind: "step", stage: "given", incident: { drill: false, level: "IV" } });
  expect(onPhone.ordered.text.en).toContain("27 cm");
  await finish(officerOnRoad, await stepOf(id, "close"));
  expect((await stepOf(id, "close")).result).toBe("已完成");
  expect((await stepOf(id, "detour")).stage).toBe("given");
  expect((await stepOf(id, "tell")).stage).toBe("given");
  const notices = (await get("/notices", officerOnRoad)).items;
  expect(notices.some((one: { type: string }) => one.type === "task-ordered")).toBe(true);
});

test("a step that is not to begin before its hour begins at its hour", async () => {
  const id = await responding();
  const crew = worker(drainage);
  await finish(crew, await stepOf(id, "pumps"));
  await finish(crew, await stepOf(id, "on-site"));
  expect((await stepOf(id, "measure-again")).stage).toBe("waiting");
  city.advance(30 * minute + 1_000);
  await city.workOff();
  expect((await stepOf(id, "measure-again")).stage).toBe("given");
});

test("a post that does not answer is stood in for by its deputy", async () => {
  const id = await responding();
  city.advance(5 * minute + 1_000);
  await city.workOff();
  const pumps = await stepOf(id, "pumps");
  expect(pumps).toMatchObject({ stoodIn: true, departmentId: departmentId("flood-headquarters"), stage: "given" });
  await finish(worker(departmentId("flood-headquarters")), pumps);
  expect((await stepOf(id, "pumps")).stage).toBe("done");
});

test("a graver level adds what it needs and doubles nothing; a milder one withdraws what has not begun", async () => {
  const id = await responding();
  await made(id, "change-level", { level: "II", reason: "雨势加大" });
  await city.settle();
  const up = await board(id);
  expect(new Set(up.map((task: { step: string }) => task.step)).size).toBe(up.length);
  expect(up).toHaveLength(21);
  expect((await stepOf(id, "shelters")).stage).toBe("waiting");
  await made(id, "change-level", { level: "III", reason: "雨停" });
  await city.settle();
  expect((await stepOf(id, "shelters")).stage).toBe("withdrawn");
  expect((await stepOf(id, "search")).stage).toBe("given");
  expect((await move(id, "change-level", { level: "III", reason: "再次" })).body.code).toBe("incident.same-level");
});

/** On the street of the incident: streets of the small quarter cross without a corner in common. */
const register = async (type: string, ref: string, attributes: object): Promise<string> => {
  const keeper = officer({ permissions: ["things.register"] });
  const thing = { ref, type, name: { zh: ref, en: ref }, position: [112.3501, 28.85], attributes };
  const answer = await city.call(keeper, "POST", "/api/v1/things", thing);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.id;
};
// biome-ignore lint/suspicious/noExplicitAny: rows of an answer.
const listOf = async (id: string, kind: string): Promise<any[]> =>
  (await get(`/incidents/${id}/resources?kind=${kind}`)).items;

test("the nearest are ranked by road and reserved once; what is out of date is not counted on", async () => {
  const team = await register("rescue-team", "team-1", { people: 20, skill: "排涝" });
  const old = await register("relief-stock", "stock-1", {
    goods: "沙袋",
    amount: 10,
    unit: "袋",
    goodUntil: "2026-01-01",
  });
  const [first, second] = [await responding(), await responding()];
  const teams = await listOf(first, "team");
  expect(teams.find(({ id }) => id === team)).toMatchObject({ state: "free", seconds: expect.any(Number) });
  const ask = (id: string, thing: string) => city.call(duty, "POST", `/api/v1/incidents/${id}/resources`, { thing });
  const [one, other] = await Promise.all([ask(first, team), ask(second, team)]);
  expect([one.status, other.status].toSorted()).toEqual([200, 409]);
  const refused = one.status === 409 ? one : other;
  expect(refused.body).toMatchObject({ code: "resource.taken", faults: [{ text: expect.stringContaining("E4") }] });
  expect((await listOf(first, "team")).find(({ id }) => id === team).incident.no).toMatch(/^E/);
  expect((await ask(first, old)).body.code).toBe("resource.expired");
  const winner = one.status === 200 ? first : second;
  await made(winner, "stand-down", { reason: "水已退" });
  await city.settle();
  expect((await listOf(second, "team")).find(({ id }) => id === team).state).toBe("free");
});

test("a shelter is filled up to its room, whoever fills it", async () => {
  const [first, second] = [await responding(), await responding()];
  await register("shelter", "shelter-1", { capacity: 100, kind: "室内" });
  const [shelter] = await listOf(first, "shelter");
  const ask = (id: string, people: number) =>
    city.call(duty, "POST", `/api/v1/incidents/${id}/resources`, { thing: shelter.id, people });
  expect((await ask(first, shelter.capacity)).status).toBe(200);
  expect((await ask(second, 1)).body.code).toBe("resource.full");
  await made(first, "stand-down", { reason: "水已退" });
  await city.settle();
  expect((await ask(second, 1)).status).toBe(200);
});

test("an order is a live task whose acceptance is the receipt", async () => {
  const id = await responding();
  const given = { department: drainage, text: "增派一台泵车到人民路下穿", withinMinutes: 20 };
  const order = await city.call(duty, "POST", `/api/v1/incidents/${id}/orders`, given);
  expect(order.status, JSON.stringify(order.body)).toBe(201);
  const crew = worker(drainage);
  await moveTask(crew, order.body, "accept");
  await city.settle();
  const row = (await board(id)).find((task: { id: string }) => task.id === order.body.id);
  expect(row).toMatchObject({ kind: "order", stage: "accepted", acceptedAt: expect.any(String) });
  const lesson = await city.call(duty, "POST", `/api/v1/incidents/${id}/orders`, { ...given, kind: "lesson" });
  expect(lesson.body.code).toBe("subject.wrong-stage");
});

test("what is stood down has no open tasks; a review has two signatures and nothing is changed after", async () => {
  const id = await responding("IV", true);
  expect((await get(`/incidents/${id}`)).title.zh).toMatch(/^【演练】/);
  await made(id, "report-first", { "report-text": "首报", "next-in": 30 });
  expect((await move(id, "report-first", { "report-text": "再次首报" })).status).toBe(409);
  await made(id, "decide", { decision: "封闭人民路" });
  await made(id, "stand-down", { reason: "演练结束" });
  await city.settle();
  const open = (await board(id)).filter((task: { stage: string }) => ["given", "accepted"].includes(task.stage));
  expect(open).toEqual([]);
  await made(id, "write-review", { "review-text": "泵车到位慢" });
  expect((await move(id, "sign")).body.code).toBe("subject.four-eyes");
  await made(id, "sign", {}, leader);
  const sealed = await get(`/incidents/${id}`);
  expect(sealed).toMatchObject({ stage: "reviewed", sealedAt: expect.any(String) });
  for (const name of ["decide", "tell-figures", "report-final", "change-level"])
    expect((await move(id, name, { decision: "x", level: "I", reason: "x", "report-text": "x" })).status).not.toBe(200);
  expect((await get("/incidents?drill=false")).items.some((one: { id: string }) => one.id === id)).toBe(false);
  const situation = await get(`/incidents/${id}/situation`);
  expect(situation.decisions).toMatchObject([{ text: "封闭人民路" }]);
  expect(situation.reports).toMatchObject([{ text: "首报" }]);
});
