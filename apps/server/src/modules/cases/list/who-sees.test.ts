import { afterAll, describe, expect, test } from "vitest";
import { handler, officer } from "../../../testing/actors.ts";
import { listCarriedAstray } from "../../../testing/carried.ts";
import { openLampCity } from "../../../testing/lamp-city.ts";
import { departmentId } from "../../identity/department/index.ts";
import { listWhoSees } from "./migrations/202611300330-list-who-sees.ts";

const { city, duty, arbiter, mender, rival, department, other, read, does, reported, disposing } = await openLampCity();
afterAll(() => city.close());
const third = departmentId("municipal-works");

const listed = async (query: string, actor = duty): Promise<string[]> =>
  (await city.call(actor, "GET", `/api/v1/cases?limit=200&${query}`)).body.items.map(({ id }: { id: string }) => id);
const astray = () => listCarriedAstray(city.database);

describe("who sees a case is found by its area and category", () => {
  test("by every department it ever was with, while it goes from one to another and is shared", async () => {
    const id = await reported();
    const { areaPath } = await read(id);
    const seen = async (by: string) =>
      (await listed(`area=${areaPath}&category=dark-lamp`, handler(by))).filter((one) => one === id).length;
    const all = async () => [await seen(department), await seen(other), await seen(third)];
    expect(await all()).toEqual([0, 0, 0]);
    await does(duty, id, "file", { "filing-condition": "1" });
    await does(duty, id, "dispatch", { department });
    expect(await all()).toEqual([1, 0, 0]);
    await does(mender, id, "hand-back", { reason: "辖区不对" });
    await does(duty, id, "dispatch", { department: other });
    await does(rival, id, "dispute", { reason: "不归我们" });
    await does(arbiter, id, "reassign", { department: third, reason: "属市政" });
    expect(await all()).toEqual([1, 1, 1]);
    await does(duty, id, "share", { "joint-department": other, what: "抽水" });
    expect([await all(), await astray()]).toEqual([[1, 1, 1], []]);
  });

  test("by what it is called and where it lies once that is put right", async () => {
    const id = await disposing();
    const { version, areaPath, position } = await read(id);
    const away = [position[0] + 0.008, position[1] + 0.008];
    const right = { version, reason: "现场核对", category: "leaning-pole", condition: "danger", position: away };
    expect((await city.call(duty, "POST", `/api/v1/cases/${id}/correct`, right)).status).toBe(200);
    const now = await read(id);
    expect(now.areaPath).not.toBe(areaPath);
    expect(await listed(`area=${now.areaPath}&category=leaning-pole`, mender)).toContain(id);
    expect(await listed(`area=${areaPath}`, mender)).not.toContain(id);
    expect(await listed("category=dark-lamp", mender)).not.toContain(id);
    expect(await astray()).toEqual([]);
  });

  test("as the whole city's list has them, in every order, page by page, whatever else is asked", async () => {
    for (const to of [department, other, department, other]) {
      const id = await reported();
      city.advance(1_000);
      await does(duty, id, "file", { "filing-condition": "1" });
      await does(duty, id, "dispatch", { department: to });
    }
    const area = (await read(await reported())).areaPath;
    const wishes = [
      "",
      "category=dark-lamp",
      `area=${area}&category=dark-lamp,leaning-pole`,
      `area=${area}&channel=desk`,
    ];
    const more = ["", "open=true", "stage=dispatched,closed", "severity=none", "from=2026-11-01&to=2026-11-30", "q=灯"];
    const scoped = officer({ departments: [department], areaPath: area });
    for (const order of ["new", "old"])
      for (const wish of wishes)
        for (const other of more) {
          const query = `${wish}&${other}&order=${order}`;
          const all = (await city.call(duty, "GET", `/api/v1/cases?limit=200&${query}`)).body.items;
          const { rows } = await city.database.pool.query("SELECT id FROM subjects WHERE $1 = ANY (departments)", [
            department,
          ]);
          const mine = new Set(rows.map(({ id }) => id));
          const expected = all.filter(({ id }: { id: string }) => mine.has(id));
          expect(await listed(query, mender), query).toEqual(expected.map(({ id }: { id: string }) => id));
          const count = (await city.call(mender, "GET", `/api/v1/cases/count?${wish}&${other}`)).body.count;
          expect(count, query).toBe(expected.length);
          const within = expected.filter((one: { areaPath: string }) => one.areaPath.startsWith(area));
          expect(await listed(query, scoped), query).toEqual(within.map(({ id }: { id: string }) => id));
        }
    const pages: string[] = [];
    let after = "";
    do {
      const { items, next } = (await city.call(mender, "GET", `/api/v1/cases?category=dark-lamp&limit=1${after}`)).body;
      pages.push(...items.map(({ id }: { id: string }) => id));
      after = next === undefined ? "" : `&after=${next}`;
    } while (after !== "");
    expect(pages).toEqual(await listed("category=dark-lamp", mender));
  });

  test("a row that says something else is found, and a city of before gets the same rows", async () => {
    const { pool, db } = city.database;
    const kept = async () => (await pool.query("SELECT * FROM case_departments ORDER BY case_id, department_id")).rows;
    const before = await kept();
    await pool.query("UPDATE case_departments SET category = 'another' WHERE case_id = $1", [before[0].case_id]);
    expect(await astray()).toEqual([before[0].case_id]);
    await pool.query("DROP TABLE case_departments; DROP FUNCTION carry_case_departments CASCADE");
    await listWhoSees.up(db);
    expect(await kept()).toEqual(before);
  });
});
