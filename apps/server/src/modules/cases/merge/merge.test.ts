import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handler, officer, verifier } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

let city: TestCity;
const desk = officer();
const works = departmentId("municipal-works");
const category = "manhole-lid";
const hourMs = 3_600_000;

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

let places = 0;
/** Two problems at one place that nothing joins by itself: an officer said it is not the same. */
const reportTwo = async () => {
  const [west, south] = city.deployment.profile.extent;
  places += 1;
  const position = [west + 0.004 + places * 0.0005, south + 0.006];
  const said = { category, position, text: "井盖在响" };
  const first = await city.call(desk, "POST", "/api/v1/reports", said);
  city.advance(hourMs);
  const second = await city.call(desk, "POST", "/api/v1/reports", {
    ...said,
    text: "井盖松动",
    notSameAs: [first.body.caseId],
    reporter: { name: "王女士", phone: "13800001234" },
  });
  return { older: first.body, younger: second.body };
};

const shown = async (id: string) => (await city.call(desk, "GET", `/api/v1/cases/${id}`)).body;
const merge = (id: string, into: string, version: number, actor = desk) =>
  city.call(actor, "POST", `/api/v1/cases/${id}/merge`, { version, into, reason: "同一处井盖" });
const move = async (id: string, name: string, facts: object) => {
  const { version } = await shown(id);
  const answer = await city.call(desk, "POST", `/api/v1/cases/${id}/moves/${name}`, { version, facts });
  expect([name, answer.status]).toEqual([name, 200]);
};

describe("two cases of one problem", () => {
  test("are proposed to each other with the reasons, and which of them goes on", async () => {
    const { older, younger } = await reportTwo();
    const { items } = (await city.call(desk, "GET", `/api/v1/cases/${younger.caseId}/similar`)).body;
    expect(items.map((one: { caseId: string }) => one.caseId)).toContain(older.caseId);
    const found = items.find((one: { caseId: string }) => one.caseId === older.caseId);
    expect(found).toMatchObject({ survives: "that", version: 1, likely: true });
    expect(found.reasons.map((one: { zh: string }) => one.zh)).toContain("同一类别");
    const back = (await city.call(desk, "GET", `/api/v1/cases/${older.caseId}/similar`)).body.items;
    expect(back.find((one: { caseId: string }) => one.caseId === younger.caseId)).toMatchObject({ survives: "this" });
  });

  test("become one: reports, their numbers and history lead to it, open work is withdrawn, both journals say so", async () => {
    const { older, younger } = await reportTwo();
    await move(younger.caseId, "ask-look", { department: works });
    const looked = await merge(younger.caseId, older.caseId, 2);
    expect([looked.status, looked.body.stage]).toEqual([200, "merged"]);
    const gone = await shown(younger.caseId);
    const kept = await shown(older.caseId);
    expect([gone.mergedInto, gone.reportList, gone.clock]).toEqual([{ id: older.caseId, no: kept.no }, [], undefined]);
    expect(gone.tasks.map(({ stage }: { stage: string }) => stage)).toEqual(["withdrawn"]);
    expect([kept.reports, kept.reportList.length, kept.merged]).toEqual([2, 2, [{ id: younger.caseId, no: gone.no }]]);
    expect(kept.reportList.at(-1)).toMatchObject({ no: younger.no });
    expect(kept.reportList.at(-1).joined.zh).toContain(`随案卷 ${gone.no} 并案转入`);
    const glance = await city.call(desk, "GET", `/api/v1/public/reports/${younger.no}`);
    expect(glance.body).toMatchObject({ no: younger.no, stage: "taken" });
    await city.settle();
    const line = (await city.call(desk, "GET", `/api/v1/cases/${older.caseId}/timeline`)).body.items;
    expect(
      line
        .filter(({ of }: { of?: string }) => of === gone.no)
        .map(({ type, reason }: { type: string; reason?: string }) => [type, reason]),
    ).toEqual([
      ["case.reported", undefined],
      ["case.sent-to-look", undefined],
      ["case.merged", "同一处井盖"],
    ]);
    expect(line.at(-1)).toMatchObject({ type: "case.absorbed", reason: "同一处井盖" });
    expect(line.at(-1).details.map(({ value }: { value: { zh: string } }) => value.zh)).toContain(gone.no);
  });

  test("the one farther along goes on, of two as far the older: never the other way round, and never twice", async () => {
    const { older, younger } = await reportTwo();
    const codeOf = async (id: string, into: string) => (await merge(id, into, (await shown(id)).version)).body.code;
    expect(await codeOf(older.caseId, younger.caseId)).toBe("case.merge-behind");
    await move(younger.caseId, "file", { "filing-condition": "1" });
    expect(await codeOf(younger.caseId, older.caseId)).toBe("case.merge-behind");
    expect(await codeOf(older.caseId, older.caseId)).toBe("case.not-mergeable");
    expect((await merge(older.caseId, younger.caseId, 1)).status).toBe(200);
    expect(await codeOf(older.caseId, younger.caseId)).toBe("subject.wrong-stage");
    expect(await codeOf(younger.caseId, older.caseId)).toBe("case.not-mergeable");
  });

  test("a late case does not become punctual: its earlier deadline goes on, and what was overrun stays overrun", async () => {
    const { older, younger } = await reportTwo();
    const sendOut = async (id: string) => {
      await move(id, "file", { "filing-condition": "1" });
      await move(id, "dispatch", { department: works });
    };
    const clocksOf = async (id: string, name: string) =>
      (await shown(id)).clocks.filter(({ clock }: { clock: string }) => clock === name);
    await sendOut(younger.caseId);
    city.advance(30 * 24 * hourMs);
    await sendOut(older.caseId);
    const [overrun] = await clocksOf(younger.caseId, "dispose");
    expect([overrun.late, (await clocksOf(older.caseId, "dispose"))[0].late]).toEqual([true, false]);
    expect((await merge(younger.caseId, older.caseId, 3)).status).toBe(200);
    const [kept, ...more] = await clocksOf(older.caseId, "dispose");
    expect([kept.late, kept.dueAt, kept.startedAt, kept.stoppedAt, more.length]).toEqual([
      true,
      overrun.dueAt,
      overrun.startedAt,
      undefined,
      0,
    ]);
    const { rows } = await city.database.pool.query("SELECT due_at FROM subjects WHERE id = $1", [older.caseId]);
    expect(rows[0].due_at.toISOString()).toBe(overrun.dueAt);
    const [gone] = await clocksOf(younger.caseId, "dispose");
    expect([gone.late, gone.stoppedAt !== undefined]).toEqual([true, true]);
  });

  test("a limit overrun in a step that is over stays to be seen on the one that goes on", async () => {
    const { older, younger } = await reportTwo();
    city.advance(30 * 24 * hourMs);
    await move(younger.caseId, "file", { "filing-condition": "1" });
    const { status } = await merge(older.caseId, younger.caseId, 1);
    const overrun = (await shown(younger.caseId)).clocks.filter(({ clock }: { clock: string }) => clock === "file");
    expect([status, overrun.map(({ late }: { late: boolean }) => late)]).toEqual([200, [true, true]]);
  });
});

test("who may not file merges nothing, and a case out of sight is not there", async () => {
  const { older, younger } = await reportTwo();
  const reader = verifier();
  expect((await merge(younger.caseId, older.caseId, 1, reader)).status).toBe(403);
  const far = officer({ areaPath: "0000/" });
  expect((await merge(younger.caseId, older.caseId, 1, far)).status).toBe(404);
  expect((await city.call(far, "GET", `/api/v1/cases/${younger.caseId}/similar`)).status).toBe(404);
});

describe("a merge is taken back", () => {
  const unmerge = async (id: string, actor = desk) => {
    const { version } = await shown(id);
    return city.call(actor, "POST", `/api/v1/cases/${id}/unmerge`, { version, reason: "是两处井盖" });
  };
  const standing = async (id: string, actor = desk) =>
    (await city.call(actor, "GET", `/api/v1/cases/${id}/merge`)).body;
  const clocksOf = ({ clocks }: { clocks: object[] }) => clocks;
  const whole = async (id: string) => {
    const { no, stage, reports, severity, reportList, clocks, tasks, departmentId } = await shown(id);
    const told = reportList.map((one: { id: string; joined: object }) => [one.id, one.joined]);
    const work = tasks.map((task: { id: string; stage: string }) => [task.id, task.stage]);
    return { no, stage, reports, severity, told, work, departmentId, clocks: clocksOf({ clocks }) };
  };

  test("and both are what they were, as if their limits had never stopped; both journals tell", async () => {
    const { older, younger } = await reportTwo();
    await move(younger.caseId, "ask-look", { department: works });
    const before = [await whole(older.caseId), await whole(younger.caseId)];
    expect((await merge(younger.caseId, older.caseId, 2)).status).toBe(200);
    expect(await standing(younger.caseId)).toEqual({ until: expect.any(String) });
    expect((await unmerge(younger.caseId, officer())).body.code).toBe("case.unmerge-others");
    const back = await unmerge(younger.caseId);
    expect([back.status, back.body.stage]).toEqual([200, "looking"]);
    expect([await whole(older.caseId), await whole(younger.caseId)]).toEqual(before);
    expect((await shown(older.caseId)).merged).toEqual([]);
    await city.settle();
    const last = async (id: string) => (await city.call(desk, "GET", `/api/v1/cases/${id}/timeline`)).body.items.at(-1);
    expect(await last(younger.caseId)).toMatchObject({ type: "case.unmerged", reason: "是两处井盖" });
    expect(await last(older.caseId)).toMatchObject({ type: "case.released", reason: "是两处井盖" });
    expect((await unmerge(younger.caseId)).body.code).toBe("subject.wrong-stage");
  });

  test("and the entries of the one that goes on say what came along and what left it: reports, urgency, a word", async () => {
    const { older, younger } = await reportTwo();
    const { pool } = city.database;
    await pool.query("UPDATE reports SET urgency = 'urgent' WHERE case_id = $1", [younger.caseId]);
    await pool.query(
      "UPDATE cases SET urgent = true, heard_at = now(), heard_fixed = false, heard_report = $2 WHERE id = $1",
      [younger.caseId, younger.id],
    );
    await merge(younger.caseId, older.caseId, 1);
    await unmerge(younger.caseId);
    await city.settle();
    const { items } = (await city.call(desk, "GET", `/api/v1/cases/${older.caseId}/timeline`)).body;
    const said = (type: string) =>
      items
        .find((one: { type: string }) => one.type === type)
        .details.map(({ name, value }: { name: { zh: string }; value: { zh: string } }) => `${name.zh} ${value.zh}`);
    expect(said("case.absorbed")).toEqual(expect.arrayContaining(["上报数 2", "紧急 是", "市民反映 未解决"]));
    expect(said("case.released")).toEqual(expect.arrayContaining(["上报数 1", "紧急 否"]));
  });

  test("not after a day, and not once the survivor went on: then it is said why", async () => {
    const late = await reportTwo();
    await merge(late.younger.caseId, late.older.caseId, 1);
    city.advance(25 * hourMs);
    expect((await unmerge(late.younger.caseId)).body.code).toBe("case.unmerge-late");
    const gone = await reportTwo();
    await merge(gone.younger.caseId, gone.older.caseId, 1);
    await move(gone.older.caseId, "file", { "filing-condition": "1" });
    const refused = await unmerge(gone.younger.caseId);
    expect(refused.body).toMatchObject({ status: 409, code: "case.unmerge-moved" });
    expect((await standing(gone.younger.caseId)).whyNot.en).toContain("can't be parted truthfully");
    expect(await standing(gone.older.caseId)).toEqual({});
  });

  test("an arbiter may take back what somebody else merged", async () => {
    const { older, younger } = await reportTwo();
    await merge(younger.caseId, older.caseId, 1);
    expect((await unmerge(younger.caseId, officer({ permissions: ["cases.arbitrate"] }))).status).toBe(200);
  });
});

test("the department that loses its case is told, and whoever watched it watches the one that goes on", async () => {
  const { older, younger } = await reportTwo();
  const crew = handler(works);
  await move(older.caseId, "file", { "filing-condition": "1" });
  await move(older.caseId, "dispatch", { department: departmentId("drainage-office") });
  await move(younger.caseId, "file", { "filing-condition": "1" });
  await move(younger.caseId, "dispatch", { department: works });
  const watcher = officer();
  await city.call(watcher, "POST", "/api/v1/watches", { kind: "case", id: younger.caseId });
  expect((await merge(younger.caseId, older.caseId, 3)).status).toBe(200);
  await city.workOff();
  const told = async (actor: typeof desk) =>
    (await city.call(actor, "GET", "/api/v1/notices?limit=500")).body.items
      .filter(({ type }: { type: string }) => type === "case-merged-away")
      .map(({ text }: { text: { zh: string } }) => text.zh);
  const { no } = await shown(older.caseId);
  expect(await told(crew)).toEqual([expect.stringContaining(`案卷已并入 ${no}`)]);
  expect(await told(handler(departmentId("drainage-office")))).toEqual([]);
  expect(await told(watcher)).toHaveLength(1);
  const { rows } = await city.database.pool.query("SELECT person_id FROM watches WHERE subject_id = $1", [
    older.caseId,
  ]);
  expect(rows).toEqual([{ person_id: watcher.id }]);
});

test("a case handed back is not ended by who sent it, by way of a merge", async () => {
  const { older, younger } = await reportTwo();
  await move(older.caseId, "file", { "filing-condition": "1" });
  await move(younger.caseId, "file", { "filing-condition": "1" });
  await move(younger.caseId, "dispatch", { department: works });
  const { version } = await shown(younger.caseId);
  const back = await city.call(handler(works), "POST", `/api/v1/cases/${younger.caseId}/moves/hand-back`, {
    version,
    facts: { reason: "不属本单位" },
  });
  expect(back.status).toBe(200);
  const tried = await merge(younger.caseId, older.caseId, back.body.version);
  expect([tried.status, tried.body.code]).toEqual([409, "subject.handed-back"]);
  expect((await merge(younger.caseId, older.caseId, back.body.version, officer())).status).toBe(200);
});
