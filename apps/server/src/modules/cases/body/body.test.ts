import { afterAll, beforeAll, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { keeperOf } from "../../../testing/dictionary-keeper.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { departmentId } from "../../identity/department/index.ts";
import { listBodies } from "./index.ts";

let city: TestCity;
const dictionary = ["dictionaries.read", "dictionaries.edit", "dictionaries.approve"];
const keeper = officer({ permissions: dictionary });
const chief = officer({ permissions: dictionary });
const desk = officer();
const { begin } = keeperOf(() => city, keeper);

const head = "大类代码,大类名称,小类代码,小类名称,处置单位,主管部门,立案条件,结案条件,处置时限\n";
const rows = `${head}01,公用设施,01,上水井盖,供水公司、各产权单位,城管局,井盖丢失,补装,2工作日
01,公用设施,01,上水井盖,排水处,城管局,井盖响动,紧固,3工作日
01,市容环境,92,暴露垃圾,所属街办,城管局,有垃圾,清走,1工作日
`;

beforeAll(async () => {
  city = await openTestCity({ ground: true });
  const { id } = await begin("bodies", "1", { "部件.csv": rows });
  const { body } = await city.call(keeper, "POST", `/api/v1/dictionary-imports/${id}/take`, {});
  await city.call(keeper, "POST", `/api/v1/dictionaries/${body.versionId}/moves/submit`, { version: 2 });
  await city.call(chief, "POST", `/api/v1/dictionaries/${body.versionId}/moves/enforce`, {
    version: 3,
    facts: { from: "2026-01-01" },
  });
});
afterAll(() => city.close());

const map = (words: string, to: object | null, areaPath = "", actor = keeper) =>
  city.call(actor, "POST", "/api/v1/bodies", { words, to, areaPath });

const report = async (category: string, at: number) => {
  const [west, south] = city.deployment.profile.extent;
  const position = [west + 0.004 + at * 0.0004, south + 0.006];
  const { body } = await city.call(desk, "POST", "/api/v1/reports", { category, position, text: "看见了" });
  return String(body.caseId);
};
const shown = async (id: string) => (await city.call(desk, "GET", `/api/v1/cases/${id}`)).body;

const dutyDesk = () => departmentId(city.deployment.profile.dutyDesk);
const works = departmentId("municipal-works");
const company = departmentId("water-company");
const drainage = departmentId("drainage-office");

test("every body is listed with what names it, those that lead nowhere first, and health says how many", async () => {
  const { body } = await city.call(keeper, "GET", "/api/v1/bodies");
  const told = body.items.map((one: Record<string, unknown>) => [one["words"], one["conditions"], one["isMapped"]]);
  expect(told).toEqual([
    ["供水公司", 1, false],
    ["各产权单位", 1, false],
    ["排水处", 1, false],
    ["所属街办", 1, false],
  ]);
  // Both conditions of the lid inherit the duty of the pack's; nobody inherits litter.
  expect([body.unmapped, body.inherits, body.lost]).toEqual([4, 2, 1]);
  expect(body.items.find(({ words }: { words: string }) => words === "排水处")).toMatchObject({ inherits: 1, lost: 0 });
  expect(body.items.find(({ words }: { words: string }) => words === "所属街办")).toMatchObject({
    inherits: 0,
    lost: 1,
  });
  expect(await listBodies(city.context(keeper), true)).toMatchObject({ unmapped: 4, inherits: 2, lost: 1 });
});

test("a case goes to the duty of the pack's category of its number while nobody mapped its bodies, and says which; mapped, to whom its body is", async () => {
  const id = await report("bodies/1/part-0101", 1);
  const before = (await shown(id)).route;
  expect([before.departmentId, before.unmapped, before.body, before.inherits]).toEqual([
    company,
    ["供水公司", "各产权单位", "排水处"],
    undefined,
    true,
  ]);
  const { body } = await map("供水公司", { duty: "water-supply" });
  expect(body.items.at(-1)).toMatchObject({
    words: "供水公司",
    isMapped: true,
    mappings: [{ areaPath: "", duty: "water-supply", departmentId: company }],
  });
  const after = (await shown(id)).route;
  expect([after.departmentId, after.body, after.unmapped]).toEqual([company, "供水公司", undefined]);
});

test("sent at once while nobody mapped its bodies it is filed and waits for a department, and lies with nobody", async () => {
  const [west, south] = city.deployment.profile.extent;
  const urgent = (position: number[], more: object = {}) =>
    city.call(desk, "POST", "/api/v1/reports", {
      category: "bodies/1/part-0192",
      position,
      text: "垃圾",
      direct: { filingCondition: "1", ...more },
    });
  const { body } = await urgent([west + 0.004, south + 0.008]);
  expect(body).toMatchObject({ opened: true, dispatched: false });
  const waiting = await shown(body.caseId);
  expect([waiting.stage, waiting.departmentId, waiting.route.inherits]).toEqual(["filed", undefined, undefined]);
  const named = await urgent([west + 0.006, south + 0.01], { department: works });
  expect(named.body).toMatchObject({ opened: true, dispatched: true });
});

test("filed under a condition that names another body, it goes where that one is mapped to", async () => {
  await map("排水处", { departmentId: drainage });
  const id = await report("bodies/1/part-0101", 2);
  await city.call(desk, "POST", `/api/v1/cases/${id}/moves/file`, { version: 1, facts: { "filing-condition": "2" } });
  const { route } = await shown(id);
  expect([route.departmentId, route.body]).toEqual([drainage, "排水处"]);
});

test("the narrowest area counts, and a body mapped in one street alone is not mapped", async () => {
  const id = await report("bodies/1/part-0192", 3);
  const { areaPath } = await shown(id);
  const other = (await getAreas(city.context(keeper))).list.find(
    ({ path, level }) => level === 3 && !areaPath.startsWith(path),
  );
  await map("所属街办", { departmentId: works }, other?.path);
  expect((await shown(id)).route.departmentId).toBe(dutyDesk());
  const { body } = await map("所属街办", { departmentId: drainage }, areaPath);
  expect(body.items.find(({ words }: { words: string }) => words === "所属街办").isMapped).toBe(false);
  expect((await shown(id)).route.departmentId).toBe(drainage);
  await map("所属街办", { departmentId: works });
  expect((await shown(id)).route.departmentId).toBe(drainage);
  await map("所属街办", null, areaPath);
  expect((await shown(id)).route.departmentId).toBe(works);
});

test("mapped twice the same nothing is recorded; every other change is, with what it was before", async () => {
  await map("各产权单位", { departmentId: works });
  await map("各产权单位", { departmentId: works });
  await map("各产权单位", { duty: "roads" });
  await map("各产权单位", null);
  await map("各产权单位", null);
  const { rows: entries } = await city.database.pool.query(
    "SELECT type, changes FROM journal WHERE changes->>'words' = '各产权单位' OR type = 'body.unmapped' ORDER BY id DESC LIMIT 3",
  );
  expect(entries.map(({ type }) => type)).toEqual(["body.unmapped", "body.mapped-again", "body.mapped"]);
  expect(entries[1].changes.before).toEqual({ department: works });
});

test("a duty nobody has, a department and an area that are not, two bodies at once: each is a fault with its place", async () => {
  const faultOf = async (wish: object) => {
    const { status, body } = await city.call(keeper, "POST", "/api/v1/bodies", wish);
    return [status, body.faults?.[0]?.path];
  };
  expect(await faultOf({ words: "某单位", to: { duty: "nobodys" } })).toEqual([400, "body.to.duty"]);
  expect(await faultOf({ words: "某单位", to: { departmentId: "0199c0de-0000-7000-8000-000000000000" } })).toEqual([
    400,
    "body.to.departmentId",
  ]);
  expect(await faultOf({ words: "某单位", to: { duty: "roads" }, areaPath: "9999/" })).toEqual([400, "body.areaPath"]);
  expect(await faultOf({ words: "甲、乙", to: { duty: "roads" } })).toEqual([400, "body.words"]);
  expect((await faultOf({ words: "某单位", to: {} }))[0]).toBe(400);
});

test("a keeper of one street maps within it alone; who keeps no dictionary maps nothing", async () => {
  const { list } = await getAreas(city.context(keeper));
  const [mine, theirs] = list.filter(({ level }) => level === 3);
  const local = officer({ permissions: dictionary, areaPath: mine?.path ?? "nowhere/" });
  expect((await map("街办环卫所", { departmentId: works }, mine?.path, local)).status).toBe(200);
  expect((await map("街办环卫所", { departmentId: works }, theirs?.path, local)).status).toBe(404);
  expect((await map("街办环卫所", { departmentId: works }, "", local)).status).toBe(404);
  expect((await map("街办环卫所", { departmentId: works }, "", desk)).status).toBe(403);
});

test("several bodies are mapped at once, all of them or none", async () => {
  const many = (words: readonly string[]) =>
    city.call(keeper, "POST", "/api/v1/bodies", { words, to: { departmentId: drainage } });
  const toDrainage = ({ body }: Awaited<ReturnType<typeof many>>) =>
    body.items
      .filter(({ mappings }: { mappings: { areaPath: string; departmentId: string }[] }) =>
        mappings.some((one) => one.areaPath === "" && one.departmentId === drainage),
      )
      .map((one: { words: string }) => one.words);
  const before = toDrainage(await city.call(keeper, "GET", "/api/v1/bodies"));
  expect(await many(["各产权单位", "供水公司、排水处"])).toMatchObject({
    status: 400,
    body: { faults: [{ path: "body.words.1", code: "unknown" }] },
  });
  expect(toDrainage(await city.call(keeper, "GET", "/api/v1/bodies"))).toEqual(before);
  expect(toDrainage(await many(["各产权单位", "所属街办"]))).toEqual(
    expect.arrayContaining([...before, "各产权单位", "所属街办"]),
  );
});
