import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor, PersonActor } from "../../../platform/actor.ts";
import { system } from "../../../platform/actor.ts";
import { transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { administrator, handler, officer, securityAdministrator } from "../../../testing/actors.ts";
import { startProvider, startSmsCentre } from "../../../testing/outside.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId, postId } from "../../identity/department/index.ts";
import { closeLines } from "../channel/index.ts";
import { toKey } from "./model.ts";

let city: TestCity;
let provider: Awaited<ReturnType<typeof startProvider>>;
let department: string;
const keeper = administrator({ permissions: ["channels.manage", "deliveries.read", "deliveries.retry"] });
const name = { zh: "通道", en: "Channel" };

beforeAll(async () => {
  city = await openTestCity({
    ground: true,
    env: { OUTGOING_ALLOW: "127.0.0.1", CHANNEL_SECRET_PASS: "pass" },
  });
  provider = await startProvider();
  department = departmentId("city-management");
});
afterAll(async () => {
  await closeLines();
  await provider.close();
  await city.close();
});
beforeEach(async () => {
  await city.workOff();
  provider.asked.length = 0;
});

const smsSettings = () => ({
  url: `${provider.url}/sms`,
  format: "json",
  fields: { to: "{phone}", text: "{text}", key: "{key}" },
  accepted: { at: "code", is: ["OK"] },
  ref: "id",
});
let smsId: string | undefined;
/** The city's SMS gateway, tried `limit` more times without waiting. */
const withSms = async (limit = 2, enabled = true): Promise<string> => {
  const known = (await city.call(keeper, "GET", "/api/v1/channels")).body.items.find(
    (one: { id: string }) => one.id === smsId,
  );
  const wish = { kind: "sms-http", name, enabled, settings: smsSettings(), retry: { limit, delaySeconds: 0 } };
  const path = known === undefined ? "/api/v1/channels" : `/api/v1/channels/${known.id}`;
  const { body, status } = await city.call(keeper, "POST", path, { ...wish, version: known?.version });
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  smsId = body.id;
  return body.id;
};

let phones = 13_900_000_000;
/** Somebody with an account, a post and a phone, and as whom they act. */
const staff = async (
  post = "city-handler",
  base: (id: string) => PersonActor = (id) => handler(department, { id }),
) => {
  phones += 1;
  const phone = String(phones);
  const login = `s${randomUUID().slice(0, 10)}`;
  const made = await city.call(securityAdministrator(), "POST", "/api/v1/accounts", {
    login,
    name: "值守人",
    phone,
    postIds: [postId(post)],
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { person_id } = await city.database.db
    .selectFrom("accounts")
    .select("person_id")
    .where("id", "=", made.body.id)
    .executeTakeFirstOrThrow();
  return {
    id: person_id,
    phone,
    accountId: made.body.id as string,
    actor: { ...base(person_id), postId: postId(post) },
  };
};
const retire = (accountId: string) =>
  city.call(securityAdministrator(), "POST", `/api/v1/accounts/${accountId}/moves/retire`, {
    version: 1,
    facts: { reason: "试验" },
  });
const wish = async (actor: PersonActor, more: object) => {
  const { status, body } = await city.call(actor, "POST", "/api/v1/notice-settings", {
    language: "zh",
    quiet: null,
    choices: {},
    ...more,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

/** The time to dispose of a case runs out: the department is told, urgently. Its own row is the room of cases' affair. */
const late = async (type = "case.late"): Promise<string> => {
  const id = randomUUID();
  await transact(city.context(system("test")), (ctx) =>
    record(ctx, {
      type,
      subject: { kind: "case", id },
      areaPath: "",
      departments: [department],
      changes: { clock: "dispose", department },
    }),
  );
  return id;
};
const receipts = async (subject: string, query = "") => {
  const { body, status } = await city.call(keeper, "GET", `/api/v1/deliveries?limit=500${query}`);
  expect(status).toBe(200);
  return body.items.filter((one: { subject: { id: string } }) => one.subject.id === subject);
};
const ofSms = (all: { id: string; channel: string; state: string }[]) => all.filter(({ channel }) => channel === "sms");
const sentTo = (phone: string) => provider.asked.map(({ body }) => JSON.parse(body)).filter(({ to }) => to === phone);

describe("the outbox", () => {
  test("a late case rings every phone of the department once, and stands on each screen once", async () => {
    await withSms();
    const [one, other] = [await staff(), await staff()];
    const id = await late();
    await city.workOff();
    const [toOne, toOther] = [sentTo(one.phone), sentTo(other.phone)];
    expect([toOne.length, toOther.length]).toEqual([1, 1]);
    expect(toOne[0].text).toMatch(/^案卷已超期/);
    expect(toOne[0].key).not.toBe(toOther[0].key);
    const all = await receipts(id);
    const mine = all.filter(({ recipient }: { recipient: { zh: string } }) => recipient.zh === "值守人");
    expect(mine.map(({ channel, state }: { channel: string; state: string }) => `${channel} ${state}`).sort()).toEqual([
      "in-app sent",
      "in-app sent",
      "sms sent",
      "sms sent",
    ]);
    expect(JSON.stringify(all)).not.toContain(one.phone);
    await retire(one.accountId);
    await retire(other.accountId);
  });

  test("a notice whose telling was rolled back never was, and sends nothing", async () => {
    await withSms();
    const one = await staff();
    const id = await late();
    const before = await city.database.pool.query("SELECT count(*) FROM jobs.job");
    await expect(
      transact(city.context(system("test")), async (ctx) => {
        const { sendJob } = await import("../../../platform/job.ts");
        await sendJob(ctx, "notices.deliver", { delivery: randomUUID() }, { retry: { limit: 1, delaySeconds: 0 } });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    expect(await city.database.pool.query("SELECT count(*) FROM jobs.job").then(({ rows }) => rows)).toEqual(
      before.rows,
    );
    await city.workOff();
    expect(sentTo(one.phone).length).toBe(1);
    expect((await receipts(id)).length).toBeGreaterThan(0);
    await retire(one.accountId);
  });

  test("a provider that takes it and says nothing is asked again, under the same key", async () => {
    await withSms();
    const one = await staff();
    provider.answer("hang", { status: 500, body: "" });
    const id = await late();
    await city.workOff();
    const tries = sentTo(one.phone);
    expect(tries.length).toBe(3);
    expect(new Set(tries.map(({ key }) => key)).size).toBe(1);
    const { rows } = await city.database.pool.query("SELECT notice_id FROM deliveries WHERE key = $1", [tries[0].key]);
    expect(tries[0].key).toBe(toKey(rows[0].notice_id, one.id, "sms"));
    expect(ofSms(await receipts(id))).toMatchObject([{ state: "sent", tries: 3 }]);
    await retire(one.accountId);
  });

  test("what arrives nowhere lies in somebody's queue, who tries again or ends it with a reason", async () => {
    await withSms(1);
    const one = await staff();
    provider.answer({ status: 500, body: "" }, { status: 500, body: "" });
    const id = await late();
    await city.workOff();
    const [given] = ofSms(await receipts(id, "&state=given-up"));
    expect(given).toMatchObject({ state: "given-up", tries: 2, failure: { words: { zh: "对方服务出错。" } } });
    const told = await city.call(
      { ...officer(), permissions: new Set(["notices.read", "deliveries.retry"]) },
      "GET",
      "/api/v1/notices?type=delivery-given-up",
    );
    expect(told.body.items[0].text.zh).toMatch(/^通知未送达（短信），请处理：案卷已超期/);
    const again = await city.call(keeper, "POST", `/api/v1/deliveries/${given?.id}/retry`, {});
    expect(again.body).toMatchObject({ state: "queued" });
    await city.workOff();
    expect(ofSms(await receipts(id))).toMatchObject([{ state: "sent" }]);
    expect(new Set(sentTo(one.phone).map(({ key }) => key)).size).toBe(1);
    expect((await city.call(keeper, "POST", `/api/v1/deliveries/${given?.id}/retry`, {})).status).toBe(409);
    await retire(one.accountId);
  });

  test("a number the gateway refuses for good is given up at once, and is ended with a reason", async () => {
    await withSms(5);
    const one = await staff();
    provider.answer({ status: 400, body: "no such number" });
    const id = await late();
    await city.workOff();
    expect(sentTo(one.phone).length).toBe(1);
    const [given] = ofSms(await receipts(id, "&state=given-up"));
    const settle = (reason: string) => city.call(keeper, "POST", `/api/v1/deliveries/${given?.id}/settle`, { reason });
    expect((await settle(" ")).status).toBe(400);
    expect((await settle("已电话告知")).body).toMatchObject({ state: "settled" });
    expect(
      (await city.call(keeper, "POST", `/api/v1/deliveries/${given?.id}/retry`, { channel: "email" })).status,
    ).toBe(409);
    const { rows } = await city.database.pool.query("SELECT type FROM journal WHERE subject_id = $1 ORDER BY id", [
      given?.id,
    ]);
    expect(rows.map(({ type }) => type)).toEqual(["delivery.given-up", "delivery.settled"]);
    await retire(one.accountId);
  });

  test("without a channel nothing is sent, and nothing fails", async () => {
    await withSms(2, false);
    const one = await staff();
    const id = await late();
    await city.workOff();
    expect(provider.asked).toEqual([]);
    expect((await receipts(id)).every(({ channel }: { channel: string }) => channel === "in-app")).toBe(true);
    await retire(one.accountId);
  });

  test("a group's webhook is told what it asked for, and nothing else", async () => {
    await withSms(2, false);
    const hook = {
      kind: "wecom",
      name,
      enabled: true,
      settings: { url: `${provider.url}/robot`, key: "pass" },
      tells: { types: ["case-late"], departments: [department] },
    };
    const made = await city.call(keeper, "POST", "/api/v1/channels", hook);
    await late("case.nearly-late");
    const id = await late();
    await city.workOff();
    expect(provider.asked.map(({ body }) => JSON.parse(body).text.content)).toEqual([
      expect.stringMatching(/超过时限/),
    ]);
    expect((await receipts(id)).filter(({ channel }: { channel: string }) => channel === "group")).toMatchObject([
      { state: "delivered", recipient: name },
    ]);
    await city.call(keeper, "POST", `/api/v1/channels/${made.body.id}`, { ...hook, enabled: false, version: 1 });
  });
});

describe("receipts", () => {
  test("a provider's word that it arrived, or did not, finds its delivery", async () => {
    const channelId = await withSms();
    provider.answer(
      { status: 200, body: '{"code":"OK","id":"late-1"}' },
      { status: 200, body: '{"code":"OK","id":"late-2"}' },
    );
    const one = await staff();
    const first = await late();
    await city.workOff();
    const second = await late();
    await city.workOff();
    const platform = officer({ permissions: ["receipts.record"] });
    const say = (ref: string, state: string) =>
      city.call(platform, "POST", "/api/v1/receipts", { channelId, ref, state });
    expect((await say("late-1", "delivered")).body).toEqual({ known: true });
    expect((await say("late-2", "failed")).body).toEqual({ known: true });
    expect((await say("late-3", "failed")).status).toBe(404);
    expect(ofSms(await receipts(first))).toMatchObject([{ state: "delivered" }]);
    expect(ofSms(await receipts(second))).toMatchObject([{ state: "given-up", failure: { words: { zh: /未送达/ } } }]);
    await retire(one.accountId);
  });

  test("by SMPP the centre's own receipt closes it", async () => {
    await withSms(2, false);
    const centre = await startSmsCentre({ user: "y", password: "pass" });
    const settings = {
      host: "127.0.0.1",
      port: centre.port,
      tls: false,
      systemId: "y",
      password: "pass",
      source: "1069",
    };
    const made = await city.call(keeper, "POST", "/api/v1/channels", {
      kind: "sms-smpp",
      name,
      enabled: true,
      settings,
    });
    const one = await staff();
    const id = await late();
    await city.workOff();
    expect(centre.submitted.map(({ to }) => to)).toEqual([one.phone]);
    centre.receipt("sm-1", "DELIVRD");
    await expect.poll(async () => ofSms(await receipts(id))).toMatchObject([{ state: "delivered" }]);
    await city.call(keeper, "POST", `/api/v1/channels/${made.body.id}`, {
      kind: "sms-smpp",
      name,
      enabled: false,
      settings,
      version: 1,
    });
    await closeLines();
    await centre.close();
    await retire(one.accountId);
  });

  test("shown, and acknowledged by one for all", async () => {
    await withSms(2, false);
    const [one, other] = [await staff(), await staff()];
    const id = await late();
    await city.workOff();
    const mine = async (actor: PersonActor) =>
      (await city.call(actor, "GET", "/api/v1/notices?type=case-late&limit=500")).body.items.find(
        (of: { subject: { id: string } }) => of.subject.id === id,
      );
    const notice = await mine(one.actor);
    expect(notice).toMatchObject({ urgent: true, acknowledge: { by: expect.any(String) } });
    expect((await city.call(one.actor, "POST", "/api/v1/notices/shown", { ids: [notice.id] })).status).toBe(200);
    expect(
      (await city.call(other.actor, "POST", `/api/v1/notices/${notice.id}/acknowledge`)).body.acknowledge.at,
    ).toBeDefined();
    expect((await mine(one.actor)).acknowledge.at).toBeDefined();
    const states = (await receipts(id)).map(({ state }: { state: string }) => state).sort();
    expect(states).toEqual(expect.arrayContaining(["acknowledged", "shown"]));
    await retire(one.accountId);
    await retire(other.accountId);
  });
});

describe("quiet hours", () => {
  /** The test city's clock to this hour of the city's day, forward. */
  const until = (hour: number) => {
    const wall = (city.clock.now().getTime() / 3_600_000 + 8) % 24;
    city.advance(((hour - wall + 24) % 24) * 3_600_000);
  };
  const night = { fromMinute: 22 * 60, toMinute: 7 * 60 };

  test("hold back what can wait, let the urgent through, and end with one digest", async () => {
    await withSms();
    const one = await staff();
    await wish(one.actor, { quiet: night });
    until(23);
    const [first, second] = [await late("case.nearly-late"), await late("case.nearly-late")];
    const urgent = await late();
    await city.workOff();
    expect(sentTo(one.phone).map(({ text }) => text)).toEqual([expect.stringMatching(/^案卷已超期/)]);
    expect(ofSms(await receipts(first))).toMatchObject([{ state: "held", releaseAt: expect.any(String) }]);
    expect(ofSms(await receipts(urgent))).toMatchObject([{ state: "sent" }]);
    provider.asked.length = 0;
    until(6.9);
    await city.workOff();
    expect(provider.asked).toEqual([]);
    until(7.01);
    await city.workOff();
    expect(sentTo(one.phone).map(({ text }) => text)).toEqual(["免打扰期间有2条通知，请查看"]);
    for (const id of [first, second])
      expect(ofSms(await receipts(id))).toMatchObject([{ state: "gathered", sentAt: expect.any(String) }]);
    await retire(one.accountId);
  });

  test("one held notice goes as itself, and one read meanwhile does not go at all", async () => {
    await withSms();
    const one = await staff();
    await wish(one.actor, { quiet: night });
    until(23);
    const [left, seen] = [await late("case.nearly-late"), await late("case.nearly-late")];
    await city.workOff();
    const { body } = await city.call(one.actor, "GET", "/api/v1/notices?type=case-nearly-late");
    const read = body.items.find(({ subject }: { subject: { id: string } }) => subject.id === seen);
    await city.call(one.actor, "POST", `/api/v1/notices/${read.id}/read`);
    until(8);
    await city.workOff();
    expect(sentTo(one.phone).map(({ text }) => text)).toEqual([expect.stringMatching(/^案卷即将超期/)]);
    expect(ofSms(await receipts(seen))).toMatchObject([{ state: "settled" }]);
    expect(ofSms(await receipts(left))).toMatchObject([{ state: "sent" }]);
    await retire(one.accountId);
  });

  test("whoever wants no SMS of a kind gets none", async () => {
    await withSms();
    const one = await staff();
    await wish(one.actor, { choices: { "case-late": { channels: [] } } });
    await late();
    await city.workOff();
    expect(sentTo(one.phone)).toEqual([]);
    expect(
      (
        await city.call(one.actor, "POST", "/api/v1/notice-settings", {
          language: "zh",
          quiet: null,
          choices: { nonsense: {} },
        })
      ).status,
    ).toBe(400);
    await retire(one.accountId);
  });
});

describe("when nobody acknowledges", () => {
  test("the next are told by the city's clock, once, and an acknowledgement ends it", async () => {
    await withSms(2, false);
    const one = await staff();
    const id = await late();
    await city.workOff();
    const officers = officer();
    const told = async () =>
      (await city.call(officers, "GET", "/api/v1/notices?type=case-late&limit=500")).body.items.filter(
        (of: { subject: { id: string } }) => of.subject.id === id,
      );
    city.advance(59 * 60_000);
    await city.workOff();
    expect(await told()).toEqual([]);
    city.advance(2 * 60_000);
    await city.workOff();
    await city.workOff();
    const [escalated, ...more] = await told();
    expect(more).toEqual([]);
    expect(escalated.text.zh).toMatch(/^【无人确认，升级通知】案卷已超期/);
    expect(escalated.step).toBe(1);
    const mine = (await city.call(one.actor, "GET", "/api/v1/notices?waiting=true&limit=500")).body.items;
    expect(mine.map(({ subject }: { subject: { id: string } }) => subject.id)).toContain(id);
    await city.call(officers, "POST", `/api/v1/notices/${escalated.id}/acknowledge`);
    const left = (await city.call(one.actor, "GET", "/api/v1/notices?waiting=true&limit=500")).body.items;
    expect(left.map(({ subject }: { subject: { id: string } }) => subject.id)).not.toContain(id);
    await retire(one.accountId);
  });

  test("whom an administrator has set is told, after the time set, and what was told before keeps its deadline", async () => {
    await withSms(2, false);
    const one = await staff();
    const keeper = administrator({ permissions: ["templates.manage"] });
    const path = "/api/v1/notice-escalations/case-late";
    const before = await late();
    await city.workOff();
    const list = (await city.call(keeper, "GET", "/api/v1/notice-escalations")).body;
    const { version, steps } = list.items.find(({ type }: { type: string }) => type === "case-late");
    const hourly = { amount: 1, kind: "urgent-hours" };
    expect(steps).toEqual([
      { after: hourly, to: { permission: "cases.dispatch" } },
      { after: hourly, to: { permission: "cases.arbitrate" } },
    ]);
    const post = list.choices.posts[0].id;
    const set = [
      { after: { amount: 3, kind: "urgent-hours" }, to: { post } },
      { after: { amount: 1, kind: "urgent-hours" }, to: { permission: "cases.dispatch" } },
    ];
    expect((await city.call(keeper, "POST", path, { version, steps: set })).body).toMatchObject({
      version: version + 1,
    });
    expect((await city.call(keeper, "POST", path, { version, steps: [] })).status).toBe(409);
    // Whoever looks at the setting is warned once the last who had the post has left it.
    const unheld = async () =>
      (await city.call(keeper, "GET", "/api/v1/notice-escalations")).body.items.find(
        (each: { type: string }) => each.type === "case-late",
      ).unheld;
    const { rows: sitters } = await city.database.pool.query(
      "SELECT id, post_ids FROM accounts WHERE $1::uuid = ANY (post_ids)",
      [post],
    );
    const leave = "UPDATE accounts SET post_ids = array_remove(post_ids, $1::uuid) WHERE $1::uuid = ANY (post_ids)";
    await city.database.pool.query(leave, [post]);
    expect(await unheld()).toContain(0);
    for (const { id, post_ids } of sitters)
      await city.database.pool.query("UPDATE accounts SET post_ids = $2 WHERE id = $1", [id, post_ids]);
    if (sitters.length > 0) expect(await unheld()).not.toContain(0);
    const entries = await city.database.db
      .selectFrom("journal")
      .select(["changes", "actor_id"])
      .where("type", "=", "escalation.set")
      .execute();
    expect(entries).toMatchObject([{ actor_id: keeper.id, changes: { version: version + 1, steps: set } }]);
    const after = await late();
    await city.workOff();
    const sits = { ...officer(), postId: post };
    const steps0 = async (actor: Actor, of: string) => {
      await city.workOff();
      return (await city.call(actor, "GET", "/api/v1/notices?type=case-late&limit=500")).body.items
        .filter(({ subject, step }: { subject: { id: string }; step: number }) => subject.id === of && step > 0)
        .map(({ step }: { step: number }) => step);
    };
    city.advance(61 * 60_000);
    expect([await steps0(sits, before), await steps0(sits, after)]).toEqual([[1], []]);
    city.advance(2 * 60 * 60_000);
    expect([await steps0(sits, after), await steps0(officer(), after)]).toEqual([[1], []]);
    city.advance(61 * 60_000);
    expect((await steps0(officer(), after)).at(0)).toBe(2);
    const rest = await city.call(keeper, "POST", path, { version: version + 1, steps: [] });
    expect(rest.body.steps).toEqual([]);
    const quiet = await late();
    await city.workOff();
    const mine = (await city.call(one.actor, "GET", "/api/v1/notices?waiting=true&limit=500")).body.items;
    expect(mine.map(({ subject }: { subject: { id: string } }) => subject.id)).not.toContain(quiet);
    expect((await city.call(keeper, "GET", `${path}/versions`)).body.items).toHaveLength(version + 2);
    await retire(one.accountId);
  });

  test("a step for nobody there is refused at its place, and whoever may not set it may not", async () => {
    const keeper = administrator({ permissions: ["templates.manage"] });
    const after = { amount: 1, kind: "work-hours" };
    const set = (actor: Actor, steps: unknown, type = "case-to-file") =>
      city.call(actor, "POST", `/api/v1/notice-escalations/${type}`, { version: 0, steps });
    expect(
      await set(keeper, [
        { after, to: "departments" },
        { after, to: { permission: "cases.levitate" } },
      ]),
    ).toMatchObject({
      status: 422,
      body: { code: "escalation.invalid", faults: [{ path: "body.steps.1.to", code: "choice" }] },
    });
    expect((await set(keeper, [{ after: { amount: 0, kind: "work-hours" }, to: "departments" }])).status).toBe(400);
    expect((await set(keeper, [{ after, to: "everybody" }])).status).toBe(400);
    expect((await set(keeper, [], "notice-escalated")).status).toBe(404);
    expect((await set(officer(), [])).status).toBe(403);
  });
});

test("receipts and the queue are for those who may", async () => {
  for (const [method, path, body] of [
    ["GET", "/api/v1/deliveries", undefined],
    ["POST", `/api/v1/deliveries/${randomUUID()}/retry`, {}],
    ["POST", "/api/v1/receipts", { channelId: randomUUID(), ref: "1", state: "delivered" }],
  ] as const) {
    expect((await city.call(undefined, method, path, body)).status).toBe(401);
    expect((await city.call(handler(department), method, path, body)).status).toBe(403);
  }
  expect((await city.call(keeper, "POST", `/api/v1/deliveries/${randomUUID()}/retry`, {})).status).toBe(404);
  expect((await city.call(keeper, "GET", "/api/v1/deliveries?after=rubbish")).status).toBe(400);
});

describe("a template tried on oneself", () => {
  const author = async () => {
    const one = await staff();
    return { ...one, actor: { ...one.actor, permissions: new Set(["notices.read", "templates.manage"]) } };
  };
  const trial = (actor: PersonActor, body: object) =>
    city.call(actor, "POST", "/api/v1/notice-templates/case-late/test", body);

  test("comes by SMS, filled with samples and marked as a test, and its receipt goes on to the end", async () => {
    await withSms();
    const { actor, phone, accountId } = await author();
    const sent = await trial(actor, { channel: "sms" });
    expect(sent.body).toMatchObject({ state: "queued", channel: "sms" });
    await city.workOff();
    expect(sentTo(phone).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^【测试】案卷已超期（2026-11-20 18:00）/),
    ]);
    const receipt = await city.call(actor, "GET", `/api/v1/deliveries/${sent.body.id}`);
    expect(receipt.body).toMatchObject({ state: "sent", tries: 1 });
    expect((await city.call(officer(), "GET", `/api/v1/deliveries/${sent.body.id}`)).status).toBe(404);
    await retire(accountId);
  });

  test("stands on one's own screen and on nobody else's, words not kept yet included", async () => {
    const { actor, accountId } = await author();
    const words = { short: { zh: "请看{title}", en: "Look at {title}" } };
    expect((await trial(actor, { channel: "in-app", words })).body.state).toBe("sent");
    const mine = await city.call(actor, "GET", "/api/v1/notices?type=case-late");
    expect(mine.body.items[0].text.en).toBe("[Test] Look at Wanghu Street · Blocked drain");
    const others = await city.call(handler(department), "GET", "/api/v1/notices?type=case-late");
    expect(JSON.stringify(others.body)).not.toContain("[Test]");
    const wrong = await trial(actor, { channel: "in-app", words: { short: { zh: "{who}", en: "x" } } });
    expect([wrong.body.code, wrong.body.faults[0].path]).toEqual(["template.invalid", "body.words.short.zh"]);
    await retire(accountId);
  });

  test("that the provider refuses says so on the receipt, once, and troubles nobody else", async () => {
    await withSms();
    const { actor, accountId } = await author();
    provider.answer({ status: 500, body: "" });
    const sent = await trial(actor, { channel: "sms" });
    await city.workOff();
    const receipt = await city.call(actor, "GET", `/api/v1/deliveries/${sent.body.id}`);
    expect(receipt.body).toMatchObject({ state: "given-up", tries: 1, failure: { words: { zh: "对方服务出错。" } } });
    const told = await city.call(
      { ...officer(), permissions: new Set(["notices.read", "deliveries.retry"]) },
      "GET",
      "/api/v1/notices?type=delivery-given-up",
    );
    expect(JSON.stringify(told.body)).not.toContain("【测试】");
    await retire(accountId);
  });
});
