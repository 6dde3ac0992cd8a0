import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { administrator, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepBaseFeatures } from "../base-map/index.ts";
import { keepThings } from "../thing/index.ts";

let city: TestCity;
const duty = officer();
const place = [112.35, 28.848] as const;

beforeAll(async () => {
  city = await openTestCity({ ground: true });
  const machine = city.context(system("test"));
  await keepThings(machine, [
    {
      ref: "pump/changsha-12",
      type: "pump-station",
      name: { zh: "长沙路12号泵站", en: "Changsha Road pump 12" },
      position: place,
      attributes: {},
      code: "4398810103000012",
    },
    { ref: "m-1", type: "manhole", name: { zh: "重阳井", en: "Chongyang" }, position: place, attributes: {} },
  ]);
  await keepBaseFeatures(machine, [
    {
      ref: "b-1",
      kind: "building",
      class: "public",
      name: { zh: "云泽图书馆", en: "Yunze Library" },
      properties: { address: { zh: "芙蓉大道88号", en: "88 Furong Avenue" } },
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [112.35, 28.848],
            [112.3505, 28.848],
            [112.3505, 28.8485],
            [112.35, 28.8485],
            [112.35, 28.848],
          ],
        ],
      },
      source: "test",
    },
  ]);
});
afterAll(() => city.close());

const find = async (q: string, actor = duty) =>
  (await city.call(actor, "GET", `/api/v1/search?q=${encodeURIComponent(q)}`)).body.items as {
    kind: string;
    id?: string;
    title: { zh: string };
    detail: { zh: string };
    position: [number, number];
  }[];

describe("what is typed into the one box", () => {
  test.each([
    ["a name", "长沙路12号泵站", "长沙路12号泵站", "thing"],
    ["the end of a name", "12号泵站", "长沙路12号泵站", "thing"],
    ["pinyin", "changshalu", "长沙路12号泵站", "thing"],
    ["initials", "csl12", "长沙路12号泵站", "thing"],
    ["another reading of a character", "zhongyang", "重阳井", "thing"],
    ["English", "changsha pump", "长沙路12号泵站", "thing"],
    ["the code on the plate", "4398810103000012", "长沙路12号泵站", "thing"],
    ["the registrar's own name", "pump/changsha-12", "长沙路12号泵站", "thing"],
    ["full-width letters", "ＣＳＬ１２", "长沙路12号泵站", "thing"],
    ["an address", "芙蓉大道88号", "芙蓉大道88号", "address"],
    ["an address by road and number", "芙蓉大道 88", "芙蓉大道88号", "address"],
    ["a building", "yztsg", "云泽图书馆", "place"],
    ["an area", "南门社区", "南门社区", "area"],
    ["an area's initials", "nmsq", "南门社区", "area"],
    ["an area's code", "439881001001", "南门社区", "area"],
  ])("%s finds it", async (_, q, title, kind) => {
    const [first] = await find(q);
    expect(first).toMatchObject({ title: { zh: title }, kind });
  });

  test("coordinates are read in either order, with what is there; the shifted reading is asked", async () => {
    const [own, shifted] = await find("28.848, 112.35");
    expect(own).toMatchObject({ kind: "position", position: [112.35, 28.848] });
    expect(own?.title.zh).toContain("街道");
    expect(own?.detail.zh).toContain("112.350000, 28.848000");
    expect(shifted?.detail.zh).toContain("GCJ-02");
    expect(Math.abs((shifted?.position[0] ?? 0) - 112.35)).toBeGreaterThan(0.001);
  });

  test("a case is found by the end of its number and the words of its title", async () => {
    const report = { category: "drain-blockage", position: place, text: "窨井堵了" };
    const { body } = await city.call(duty, "POST", "/api/v1/reports", report);
    const { no } = (await city.call(duty, "GET", `/api/v1/cases/${body.caseId}`)).body;
    expect((await find(no.slice(-8)))[0]).toMatchObject({ kind: "case", id: body.caseId });
  });

  test.each([["%%"], ["' OR 1=1 --"], ["\\"], ["':*"], ["🙂"], ["\u0000"], ["a".repeat(100)]])(
    "%s is only letters",
    async (q) => {
      const answer = await city.call(duty, "GET", `/api/v1/search?q=${encodeURIComponent(q)}`);
      expect([200, 400]).toContain(answer.status);
    },
  );
});

test("nobody finds what they may not see", async () => {
  const { body } = await city.call(duty, "GET", "/api/v1/areas");
  const thing = (await find("csl12"))[0];
  const own = (await city.call(duty, "GET", `/api/v1/things/${thing?.id}`)).body.areaPath;
  const other = body.items.find(
    (area: { level: number; path: string }) => area.level === 3 && !own.startsWith(area.path),
  );
  expect(await find("csl12", officer({ areaPath: other.path }))).toEqual([]);
  expect(await find("南门社区", officer({ areaPath: "999999/" }))).toEqual([]);
  const blind = { ...administrator(), permissions: new Set<string>() };
  expect((await find("csl12", blind)).map(({ kind }) => kind)).toEqual([]);
});

test("of what stands at every corner, those near to where one looks are found", async () => {
  const refs = Array.from({ length: 400 }, (_, at) => at);
  await keepThings(
    city.context(system("test")),
    refs.map((at) => ({
      ...{ ref: `post/${at}`, type: "manhole", name: { zh: `路灯杆${at}`, en: `Post ${at}` }, attributes: {} },
      position: [112.3 + 0.0005 * at, 28.848] as const,
    })),
  );
  const nearTo = async (longitude: number): Promise<number[]> => {
    const { body } = await city.call(
      duty,
      "GET",
      `/api/v1/search?q=${encodeURIComponent("路灯杆")}&near=${longitude},28.848`,
    );
    return body.items.map(({ title }: { title: { en: string } }) => Number(title.en.split(" ")[1]));
  };
  for (const [longitude, middle] of [
    [112.3, 0],
    [112.49, 380],
  ] as const) {
    const found = await nearTo(longitude);
    expect(found.length).toBeGreaterThan(5);
    expect(found.every((at) => Math.abs(at - middle) < 100)).toBe(true);
  }
});
