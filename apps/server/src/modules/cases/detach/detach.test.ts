import { writeReportNo } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrations } from "../../../app.ts";
import { handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

let city: TestCity;
const desk = officer();
const category = "manhole-lid";
const hourMs = 3_600_000;

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

let places = 0;
/** Two calls about one place an hour apart, the second urgent and joined to the first one's case. */
const reportTwo = async () => {
  const [west, south] = city.deployment.profile.extent;
  places += 1;
  const position = [west + 0.004 + places * 0.0007, south + 0.006];
  const said = { category, position, text: "井盖在响" };
  const first = (await city.call(desk, "POST", "/api/v1/reports", said)).body;
  city.advance(hourMs);
  const caller = { reporter: { name: "王女士", phone: "13800001234" }, urgency: "urgent", joins: first.caseId };
  const second = (await city.call(desk, "POST", "/api/v1/reports", { ...said, text: "井盖松动", ...caller })).body;
  return { first, second, caseId: first.caseId as string };
};
const shown = async (id: string, actor = desk) => (await city.call(actor, "GET", `/api/v1/cases/${id}`)).body;
const detach = (caseId: string, reportId: string, body: object, actor = desk) =>
  city.call(actor, "POST", `/api/v1/cases/${caseId}/reports/${reportId}/detach`, body);
const clockOf = (found: { clocks: { clock: string; startedAt: string }[] }, name: string) =>
  found.clocks.find(({ clock }) => clock === name);

describe("a report that does not belong to its case", () => {
  test("becomes a case of its own, whose limit runs from when it was reported; its number leads there", async () => {
    const { second, caseId } = await reportTwo();
    const before = await shown(caseId);
    expect([before.reports, before.urgent]).toEqual([2, true]);
    city.advance(5 * hourMs);
    const { status, body } = await detach(caseId, second.id, { to: "own", reason: "隔壁路口的井盖" });
    expect([status, body.no]).toEqual([200, second.no]);
    const own = await shown(body.caseId);
    const told = before.reportList.find(({ id }: { id: string }) => id === second.id).at;
    expect(own).toMatchObject({ stage: "reported", reports: 1, urgent: true, openedAt: told });
    expect(clockOf(own, "file")).toMatchObject({ startedAt: told, late: true });
    expect(own.reportList).toMatchObject([{ no: second.no, leaving: { to: [], whyNot: expect.anything() } }]);
    expect(own.reportList[0].joined.zh).toContain(before.no);
    const left = await shown(caseId);
    expect([left.reports, left.urgent, left.reportList.length]).toEqual([1, undefined, 1]);
    await city.settle();
    const line = (await city.call(desk, "GET", `/api/v1/cases/${caseId}/timeline`)).body.items;
    expect(line.at(-1)).toMatchObject({ type: "case.detached", reason: "隔壁路口的井盖" });
    expect(line.at(-1).details.map(({ value }: { value: { zh: string } }) => value.zh)).toContain(
      writeReportNo(second.no),
    );
    const due = await city.database.pool.query("SELECT due_at FROM subjects WHERE id = $1", [body.caseId]);
    expect(due.rows[0].due_at.toISOString()).toBe(own.clock.dueAt);
  });

  test("waits at the desk anew and is taken up as another case: it joins the one it came from no more", async () => {
    const { second, caseId } = await reportTwo();
    const told = (await shown(caseId)).reportList.at(-1).at;
    expect((await detach(caseId, second.id, { to: "desk", reason: "不是同一处" })).body).toEqual({ no: second.no });
    const glance = await city.call(desk, "GET", `/api/v1/public/reports/${second.no}`);
    expect(glance.body).toMatchObject({ no: second.no, stage: "received" });
    const { items } = (await city.call(desk, "GET", "/api/v1/reports/waiting")).body;
    const waiting = items.find(({ id }: { id: string }) => id === second.id);
    expect(waiting).toMatchObject({ text: "井盖松动", urgency: "urgent", category, at: told });
    const clock = await city.database.pool.query(
      "SELECT started_at FROM clocks WHERE subject_id = $1 AND stopped_at IS NULL",
      [second.id],
    );
    expect(clock.rows[0].started_at.toISOString()).toBe(told);
    const said = { category, position: waiting.position, text: waiting.text, waiting: second.id };
    const taken = (await city.call(desk, "POST", "/api/v1/reports", said)).body;
    expect([taken.opened, taken.no]).toEqual([true, second.no]);
    const again = await detach(taken.caseId, second.id, { to: "desk", reason: "再来" });
    expect(again.body.code).toBe("report.opened-case");
  });

  test("stays where it is for who may not decide, without a reason, in another case, and where it opened the case", async () => {
    const { first, second, caseId } = await reportTwo();
    const way = { to: "own", reason: "试探" };
    expect((await detach(caseId, second.id, way, handler(departmentId("municipal-works")))).status).toBe(403);
    expect((await detach(caseId, second.id, { to: "own", reason: " " })).status).toBe(400);
    expect((await detach(caseId, second.id, { to: "elsewhere", reason: "试探" })).status).toBe(400);
    const other = await reportTwo();
    expect((await detach(caseId, other.second.id, way)).body.code).toBe("subject.not-found");
    expect((await detach(caseId, first.id, way)).body.code).toBe("report.opened-case");
    expect((await shown(caseId)).reports).toBe(2);
  });

  test("twice at once, it is taken out once", async () => {
    const { second, caseId } = await reportTwo();
    const both = await Promise.all([1, 2].map(() => detach(caseId, second.id, { to: "own", reason: "同时" })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect((await shown(caseId)).reports).toBe(1);
  });
});

test("what a city of before the column kept as words is what the column says", async () => {
  const { caseId, second } = await reportTwo();
  await detach(caseId, second.id, { to: "own", reason: "隔壁路口的井盖" });
  const into = (await reportTwo()).caseId;
  const merged = await reportTwo();
  const wish = { version: 1, into, reason: "同一处井盖" };
  expect((await city.call(desk, "POST", `/api/v1/cases/${merged.caseId}/merge`, wish)).status).toBe(200);
  const { db, pool } = city.database;
  const kept = async () => [
    (await pool.query("SELECT id, opens FROM reports ORDER BY id")).rows,
    (await pool.query("SELECT before->'reports' AS reports FROM case_merges ORDER BY id")).rows,
  ];
  const [reports = [], merges = []] = await kept();
  expect([reports.filter(({ opens }) => opens).length, merges[0].reports.length]).toEqual([
    (await pool.query("SELECT count(*)::int AS n FROM cases WHERE merged_into IS NULL")).rows[0].n,
    2,
  ]);
  await pool.query("ALTER TABLE reports DROP COLUMN opens");
  await pool.query("UPDATE case_merges SET before = before #- '{reports,0,opens}' #- '{reports,1,opens}'");
  await migrations["202611300320-report-opens"]?.up(db);
  await migrations["202611300321-merge-opens"]?.up(db);
  expect(await kept()).toEqual([reports, merges]);
});

describe("who told it", () => {
  test("is named on the case, masked, and not at all for a post that may not look persons up", async () => {
    const { caseId } = await reportTwo();
    const seeing = officer({ permissions: ["cases.read", "persons.read"] });
    const { caller } = (await shown(caseId, seeing)).reportList.at(-1);
    expect(caller.personId).toEqual(expect.any(String));
    expect(caller.name).not.toContain("王女士");
    expect(caller.phone).not.toContain("13800001234");
    expect((await shown(caseId)).reportList.map((report: { caller?: object }) => report.caller)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
