import { afterAll, describe, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { officer, securityAdministrator, verifier } from "../../../testing/actors.ts";
import { openLampCity } from "../../../testing/lamp-city.ts";
import { withPhoto } from "../../../testing/photo.ts";
import { departmentId, postId } from "../../identity/department/index.ts";

const hour = 3_600_000;
const day = 24 * hour;

const {
  city,
  department,
  other,
  mender,
  rival,
  duty,
  second,
  checker,
  arbiter,
  read,
  post,
  does,
  refused,
  clockOf,
  reported,
  disposing,
  closed,
} = await openLampCity();
afterAll(() => city.close());

const whyNot = async (actor: PersonActor, id: string, name: string): Promise<string[]> => {
  const { items } = (await city.call(actor, "GET", `/api/v1/cases/${id}/moves?all=true`)).body;
  const offer = items.find((one: { move: string }) => one.move === name);
  return (offer?.missing ?? []).map((text: { en: string }) => text.en);
};

describe("an extension", () => {
  test("adds one original limit, twice at most; a refusal uses nothing up", async () => {
    const id = await disposing();
    for (let granted = 1; granted <= 2; granted += 1) {
      await does(mender, id, "ask-extension", { reason: "等灯具" });
      await does(duty, id, "refuse-extension", { reason: "理由不足" });
      await does(mender, id, "ask-extension", { reason: "厂家停产" });
      await does(duty, id, "extend");
      expect(await clockOf(id)).toMatchObject({ extensions: granted, limitMs: (1 + granted) * 10 * hour });
    }
    await refused("subject.times-used", mender, id, "ask-extension", { reason: "还要" });
    expect(await whyNot(mender, id, "ask-extension")).toEqual([
      "“Grant the extension” is allowed 2 times at most, and was.",
    ]);
  });

  test("is asked by the department and decided by somebody else, and only what was asked is decided", async () => {
    const id = await disposing();
    await refused("subject.nothing-waits", duty, id, "extend");
    await refused("permission.missing", duty, id, "ask-extension", { reason: "替部门申请" });
    await refused("permission.missing", mender, id, "extend");
    await does(mender, id, "ask-extension", { reason: "等灯具" });
    await refused("subject.waiting", mender, id, "ask-extension", { reason: "再问一次" });
    const both = officer({ id: mender.id, permissions: ["tasks.own"] });
    await refused("subject.four-eyes", both, id, "extend");
    await does(duty, id, "extend");
  });

  test("that waits is seen on the case: what, by whom, until when, and who decides", async () => {
    const id = await disposing();
    expect((await read(id)).pending).toEqual([]);
    await does(mender, id, "ask-extension", { reason: "等灯具" });
    await city.settle();
    const due = Date.parse((await clockOf(id)).dueAt);
    const [asked, ...more] = (await read(id)).pending;
    expect(more).toEqual([]);
    expect(asked).toMatchObject({
      move: "ask-extension",
      reason: "等灯具",
      until: new Date(due + 10 * hour).toISOString(),
    });
    expect(asked.deciders.map(({ en }: { en: string }) => en)).toContain("Duty officer");
    await does(duty, id, "refuse-extension", { reason: "理由不足" });
    const until = new Date(city.clock.now().getTime() + 3 * day).toISOString();
    await does(mender, id, "ask-suspension", { until, reason: "等道路施工" });
    await city.settle();
    expect((await read(id)).pending).toMatchObject([{ move: "ask-suspension", until }]);
  });

  test("comes before the limit is over or not at all", async () => {
    const id = await disposing();
    city.advance(10 * hour + 1);
    await refused("subject.late", mender, id, "ask-extension", { reason: "迟到的申请" });
    expect(await whyNot(mender, id, "ask-extension")).toEqual([
      "“Disposing” is over or does not run; it is too late for this.",
    ]);
  });

  test("that was asked lapses when the department feeds back: nobody grants it afterwards", async () => {
    const id = await disposing();
    await does(mender, id, "ask-extension", { reason: "等灯具" });
    await does(mender, id, "feed-back", { result: "已更换" });
    await does(checker, id, "rework", { reason: "仍不亮" });
    await refused("subject.nothing-waits", duty, id, "extend");
  });
});

describe("a suspension", () => {
  const until = (days: number) => new Date(city.clock.now().getTime() + days * day).toISOString();

  test("goes to a date, once, stops all handling, and ends by itself", async () => {
    const id = await disposing();
    city.advance(4 * hour);
    await does(mender, id, "ask-suspension", { until: until(30), reason: "等道路施工" });
    await refused("subject.missing-facts", duty, id, "suspend");
    await does(duty, id, "suspend", { until: until(30) });
    await refused("subject.wrong-stage", mender, id, "feed-back", { result: "趁机办理" });
    expect(await clockOf(id)).toMatchObject({ pausedAt: expect.any(String), resumesAt: expect.any(String) });
    city.advance(30 * day);
    await city.workOff();
    expect(await read(id)).toMatchObject({ stage: "disposing" });
    expect(await clockOf(id)).toMatchObject({ late: false, leftMs: 6 * hour });
    await refused("subject.times-used", mender, id, "ask-suspension", { until: until(3), reason: "再挂一次" });
    const { items } = (await city.call(duty, "GET", `/api/v1/cases/${id}/timeline`)).body;
    expect(items.at(-1)).toMatchObject({ type: "case.resumed", actorKind: "system" });
  });

  test("is a year long at most", async () => {
    const id = await disposing();
    const asked = await post(mender, id, "ask-suspension", { until: until(366), reason: "很久" });
    expect(asked.body).toMatchObject({ status: 422, faults: [{ path: "facts.until", code: "too-far" }] });
    await does(mender, id, "ask-suspension", { until: until(365), reason: "一年" });
  });
});

describe("a hand-back", () => {
  test("keeps every word and photo, and whoever receives it can't launder it into an ending", async () => {
    const id = await disposing();
    await does(mender, id, "ask-extension", { reason: "等灯具" });
    await does(mender, id, "hand-back", { reason: "灯属排水处" });
    const found = await read(id);
    expect(found.facts).toMatchObject({ "filing-condition": "一盏及以上不亮", department, reason: "灯属排水处" });
    expect(found.tasks).toMatchObject([{ stage: "handed-back" }]);
    await refused("subject.handed-back", duty, id, "void", { reason: "作废了事" });
    await does(second, id, "hand-to-file", { reason: "条件不符" });
    await refused("subject.handed-back", duty, id, "file", { "filing-condition": "1" });
    await does(duty, id, "ask-look", { department });
    await does(verifier({ departments: [department] }), id, "look", { finding: "true" });
    await does(duty, id, "file", { "filing-condition": "1" });
  });

  test("to verification: whoever verified it does not simply verify it again", async () => {
    const id = await disposing();
    await does(mender, id, "feed-back", { result: "已换" });
    await does(checker, id, "verify", { "closing-condition": "恢复照明" });
    await does(second, id, "hand-to-verify", { reason: "照片看不清" });
    expect((await read(id)).verified).toBeUndefined();
    await refused("subject.handed-back", checker, id, "verify", { "closing-condition": "恢复照明" });
    await does(verifier(), id, "verify", { "closing-condition": "1" });
  });
});

describe("whose it is", () => {
  test("a department that says it isn't theirs is heard by an arbiter, while the limit stands still", async () => {
    const id = await disposing();
    city.advance(2 * hour);
    await does(mender, id, "dispute", { reason: "灯属排水处", "right-department": other });
    city.advance(50 * hour);
    expect(await clockOf(id)).toMatchObject({ late: false });
    await refused("permission.missing", second, id, "uphold", { reason: "无权裁定" });
    await refused("subject.four-eyes", { ...duty, permissions: arbiter.permissions }, id, "uphold", { reason: "自裁" });
    await does(arbiter, id, "uphold", { reason: "确属城管" });
    expect(await clockOf(id)).toMatchObject({ leftMs: 8 * hour });
    await does(mender, id, "dispute", { reason: "仍有异议" });
    await does(arbiter, id, "reassign", { department: other, reason: "改属排水" });
    expect(await read(id)).toMatchObject({ stage: "dispatched", departmentId: other });
    await refused("subject.not-yours", mender, id, "accept");
    await does(rival, id, "accept");
  });

  test("a case that lies where nobody may accept it is dispatched anew, with its reason; no lateness is washed away", async () => {
    const id = await reported();
    await does(duty, id, "file", { "filing-condition": "1" });
    await does(duty, id, "dispatch", { department: departmentId("operation-centre") });
    city.advance(11 * hour);
    await refused("permission.missing", mender, id, "redispatch", { department, reason: "抢办" });
    await refused("subject.missing-facts", duty, id, "redispatch", { department });
    await does(duty, id, "redispatch", { department, reason: "值班台不能处置" });
    expect(await read(id)).toMatchObject({ stage: "dispatched", departmentId: department });
    const clocks = (await read(id)).clocks.filter((clock: { clock: string }) => clock.clock === "dispose");
    expect(clocks).toMatchObject([
      { late: true, stoppedAt: expect.any(String) },
      { late: false, leftMs: 10 * hour },
    ]);
    await city.settle();
    const { items } = (await city.call(duty, "GET", `/api/v1/cases/${id}/timeline`)).body;
    expect(items.find(({ type }: { type: string }) => type === "case.redispatched")).toMatchObject({
      reason: "值班台不能处置",
    });
    await does(mender, id, "hand-back", { reason: "灯属排水处" });
    await refused("subject.handed-back", duty, id, "void", { reason: "作废了事" });
  });

  test("a case whose department can accept it is not dispatched over its head", async () => {
    const account = { login: "bai.yun", name: "白云", postIds: [postId("city-handler")] };
    expect((await city.call(securityAdministrator(), "POST", "/api/v1/accounts", account)).status).toBe(201);
    const id = await reported();
    await does(duty, id, "file", { "filing-condition": "1" });
    await does(duty, id, "dispatch", { department });
    await refused("case.not-stuck", duty, id, "redispatch", { department: other, reason: "想换一家" });
    expect(await whyNot(duty, id, "redispatch")).toEqual([expect.stringContaining("has a post that may accept")]);
  });

  test("a person is one of the own department, and is taken back before the case is handed back", async () => {
    const id = await disposing();
    const account = { login: "luo.xiaomin", name: "罗小敏", postIds: [postId("city-handler")] };
    expect((await city.call(securityAdministrator(), "POST", "/api/v1/accounts", account)).status).toBe(201);
    const { items } = (await city.call(mender, "GET", `/api/v1/colleagues?department=${department}`)).body;
    const stranger = await post(mender, id, "assign", { person: checker.id });
    expect(stranger.body).toMatchObject({ status: 422, faults: [{ path: "facts.person", code: "choice" }] });
    const [colleague] = items.filter((one: { name: string }) => one.name === "罗小敏");
    await does(mender, id, "assign", { person: colleague.id });
    expect((await read(id)).tasks[0]).toMatchObject({ personId: colleague.id, personName: "罗小敏" });
    await refused("subject.waiting", mender, id, "hand-back", { reason: "退回" });
    await does(mender, id, "unassign", { reason: "换人" });
    await does(mender, id, "hand-back", { reason: "退回" });
  });

  test("a joint task is another department's own, and the case is fed back when all have ended", async () => {
    const id = await disposing();
    await does(duty, id, "share", { "joint-department": other, what: "抽干积水" });
    const [, joint] = (await read(id)).tasks;
    expect(joint).toMatchObject({ kind: "joint", stage: "given", what: "抽干积水", departmentId: other });
    await refused("subject.parts-open", mender, id, "feed-back", { result: "灯修好了" });
    expect(await whyNot(mender, id, "feed-back")).toEqual([
      expect.stringMatching(/^Feed back: once the joint task of .+ is done\.$/),
    ]);
    const task = (name: string, version: number, facts: object = {}) =>
      city.call(rival, "POST", `/api/v1/tasks/${joint.id}/moves/${name}`, { version, facts });
    expect((await task("accept", 1)).status).toBe(200);
    expect((await task("finish", 2, { result: "已抽干" })).body).toMatchObject({
      code: "subject.missing-facts",
      faults: [{ path: "facts.photos", code: "missing" }],
    });
    expect((await task("finish", 2, await withPhoto(city, rival, "finish", { result: "已抽干" }))).status).toBe(200);
    await city.settle();
    // What was done is read by whoever waits for it: with the task, and in the case's time line.
    const [, ended] = (await read(id)).tasks;
    expect(ended).toMatchObject({ stage: "done", result: "已抽干", photos: [expect.any(String)] });
    const { items } = (await city.call(duty, "GET", `/api/v1/cases/${id}/timeline`)).body;
    const told = items.filter((entry: { joint?: unknown }) => entry.joint !== undefined);
    expect(told.map((entry: { name: { zh: string } }) => entry.name.zh)).toEqual(["接收", "办结"]);
    expect(told[1].details).toContainEqual({
      name: { zh: "办理结果", en: "Result" },
      value: { zh: "已抽干", en: "已抽干" },
    });
    await does(mender, id, "feed-back", { result: "灯修好了" });
  });

  test("a joint task that was returned holds the case up until it is given anew or waived", async () => {
    const id = await disposing();
    const joints = async () =>
      (await read(id)).tasks.filter(({ kind }: { kind: string }) => kind === "joint") as {
        id: string;
        stage: string;
        version: number;
        moves: { move: string }[];
      }[];
    const moved = async (actor: PersonActor, at: number, name: string, facts: object = {}) => {
      const { id: task, version } = (await joints())[at] ?? {};
      const answer = await city.call(actor, "POST", `/api/v1/tasks/${task}/moves/${name}`, { version, facts });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    };
    const share = () => does(duty, id, "share", { "joint-department": other, what: "抽干积水" });
    const notYet = () => refused("subject.parts-open", mender, id, "feed-back", { result: "灯修好了" });
    await share();
    city.advance(60_000);
    await moved(rival, 0, "return", { reason: "无泵" });
    await notYet();
    city.advance(60_000);
    await share();
    city.advance(60_000);
    await moved(rival, 1, "return", { reason: "仍无泵" });
    await notYet();
    const waive = `/api/v1/tasks/${(await joints())[1]?.id}/moves/waive`;
    const denied = await city.call(rival, "POST", waive, { version: 2, facts: { reason: "自免" } });
    expect(denied.status).toBe(403);
    expect((await joints())[1]?.moves.map(({ move }) => move)).toEqual(["waive"]);
    await moved(duty, 1, "waive", { reason: "积水已自行退去" });
    expect((await joints()).map(({ stage }) => stage)).toEqual(["returned", "waived"]);
    await does(mender, id, "feed-back", { result: "灯修好了" });
  });

  test("urging somebody makes nobody's version stale", async () => {
    const id = await disposing();
    const { version } = await read(id);
    expect((await post(duty, id, "remind", { comment: "请尽快" })).body).toMatchObject({ version, stage: "disposing" });
  });
});

test("late and nearly late stand in the journal once each", async () => {
  const id = await disposing();
  await city.workOff();
  city.advance(8 * hour);
  await city.workOff();
  await city.workOff();
  city.advance(3 * hour);
  await city.workOff();
  await city.workOff();
  const { items } = (await city.call(duty, "GET", `/api/v1/cases/${id}/timeline`)).body;
  const noticed = items.map((entry: { type: string }) => entry.type).filter((type: string) => /late$/.test(type));
  expect(noticed).toEqual(["case.nearly-late", "case.late"]);
});

test("a case opened under the first version of the flow goes on by this one", async () => {
  const id = await disposing();
  await city.database.pool.query("UPDATE subjects SET flow_version = 1 WHERE id = $1", [id]);
  await city.database.pool.query("UPDATE subject_moves SET nth = 0, times = 1 WHERE subject_id = $1", [id]);
  await does(mender, id, "ask-extension", { reason: "等灯具" });
  await does(duty, id, "extend");
  await closed(id);
});
