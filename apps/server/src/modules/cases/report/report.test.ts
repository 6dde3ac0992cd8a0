import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { registerThing } from "../../atlas/thing/index.ts";
import { worsenCase } from "../case/index.ts";
import { wordsOfCases } from "../likeness/index.ts";
import { receiveReport } from "./service.ts";

let city: TestCity;
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const gauge = async (ref: string, longitude: number) =>
  registerThing(city.context(system("test")), {
    ref,
    type: "tide-gauge",
    name: { zh: `${ref}站`, en: `${ref} gauge` },
    position: [longitude, 28.85],
    attributes: { warningLevelCm: 480 },
  });

/** What ingest writes when a rule raises. */
const raise = async (
  thing: { id: string; areaPath: string; position: readonly [number, number] },
  severity = "yellow",
  { alarmId, type }: { alarmId: string; type: string } = { alarmId: newId(), type: "alarm.raised" },
) => {
  await transact(city.context({ kind: "rule", id: "tide-above-warning" }), (ctx) =>
    record(ctx, {
      type,
      subject: { kind: "alarm", id: alarmId },
      stage: "raised",
      areaPath: thing.areaPath,
      departments: [],
      changes: {
        thingId: thing.id,
        severity,
        silence: false,
        rule: "tide-above-warning",
        value: 495,
        position: thing.position,
        reports: "storm-tide",
      },
    }),
  );
  await city.settle();
  return alarmId;
};
const cases = async () => (await city.call(duty, "GET", "/api/v1/cases?category=storm-tide&limit=100")).body.items;

describe("an alarm makes a report", () => {
  test("a station's repeated alarms join in one case, which becomes as grave as the gravest", async () => {
    const thing = await gauge("XIUYING", 112.351);
    await raise(thing);
    await raise(thing, "red");
    const found = (await cases()).filter((one: { thingId: string }) => one.thingId === thing.id);
    expect(found).toMatchObject([{ reports: 2, severity: "red", title: { zh: "XIUYING站 · 风暴潮潮位超警戒" } }]);
  });

  test("an alarm that steps up takes its case along; stepping down leaves it as grave as it was", async () => {
    const thing = await gauge("SHIPU", 112.355);
    const alarmId = await raise(thing);
    for (const severity of ["red", "orange"]) await raise(thing, severity, { alarmId, type: "alarm.stepped" });
    const [found] = (await cases()).filter((one: { thingId: string }) => one.thingId === thing.id);
    expect(found).toMatchObject({ severity: "red", reports: 1, version: 1 });
  });

  test("a step to red and an orange alarm at once leave it red, whoever is first", async () => {
    const thing = await gauge("NANSHA", 112.356);
    const alarmId = await raise(thing);
    const [found] = (await cases()).filter((one: { thingId: string }) => one.thingId === thing.id);
    for (let round = 0; round < 8; round += 1) {
      await city.database.db.updateTable("cases").set({ severity: "yellow" }).where("id", "=", found.id).execute();
      const type = city.deployment.registry.cases.get("storm-tide");
      if (type === undefined) throw new Error("no storm-tide");
      const platform = city.context(system("test"));
      await Promise.all([
        worsenCase(platform, found.id, "red"),
        receiveReport(platform, {
          type,
          channel: "alarm",
          position: thing.position,
          areaPath: thing.areaPath,
          thingId: thing.id,
          title: type.name,
          severity: "orange",
        }),
      ]);
      const { severity } = await city.database.db
        .selectFrom("cases")
        .select("severity")
        .where("id", "=", found.id)
        .executeTakeFirstOrThrow();
      expect(severity).toBe("red");
    }
    expect(alarmId).toBeDefined();
  });

  test("joins across a border that its reporter can't see over", async () => {
    const { body } = await city.call(duty, "GET", "/api/v1/areas");
    const [one, other] = body.items.filter((area: { level: number }) => area.level === 3);
    const thing = await registerThing(city.context(system("test")), {
      ref: "BORDER",
      type: "tide-gauge",
      name: { zh: "界桩", en: "Border" },
      position: [112.35, 28.85],
      attributes: {},
      areaPath: one.path,
    });
    await raise(thing);
    const type = city.deployment.registry.cases.get("storm-tide");
    if (type === undefined) throw new Error("no storm-tide");
    const made = await receiveReport(city.context(officer({ areaPath: other.path })), {
      type,
      channel: "desk",
      position: thing.position,
      areaPath: other.path,
      thingId: thing.id,
      title: type.name,
    });
    expect(made.opened).toBe(false);
  });

  test("two stations make two cases", async () => {
    const one = await gauge("ZHANJ", 112.352);
    const other = await gauge("GUANGZHOU", 112.353);
    await raise(one);
    await raise(other);
    const found = (await cases()).filter((item: { thingId: string }) => [one.id, other.id].includes(item.thingId));
    expect(found).toHaveLength(2);
  });

  test("the case says which alarm, and its entry names the alarm's entry as its cause", async () => {
    const thing = await gauge("SHANWEI", 112.354);
    const alarmId = await raise(thing);
    const [found] = (await cases()).filter((one: { thingId: string }) => one.thingId === thing.id);
    const whole = (await city.call(duty, "GET", `/api/v1/cases/${found.id}`)).body;
    expect(whole.reportList).toMatchObject([{ channel: "alarm", alarmId }]);
    const { items } = (await city.call(duty, "GET", `/api/v1/cases/${found.id}/timeline`)).body;
    expect(items.map((entry: { type: string }) => entry.type)).toEqual(["alarm.raised", "case.reported"]);
    expect(items[1].cause).toEqual({ kind: "entry", id: String(items[0].position) });
  });
});

describe("a report at the desk", () => {
  const said = {
    category: "storm-tide",
    position: [112.36, 28.852],
    text: "海水漫上来了",
    reporter: { name: "王小明", phone: "13800000000" },
  };

  test("opens a case; what was said is read back, and lies nowhere in plain", async () => {
    const { body, status } = await city.call(duty, "POST", "/api/v1/reports", said);
    expect(status).toBe(201);
    const whole = (await city.call(duty, "GET", `/api/v1/cases/${body.caseId}`)).body;
    expect(whole.reportList[0].text.zh).toBe("海水漫上来了");
    const { rows } = await city.database.pool.query(
      "SELECT row_to_json(j)::text AS line FROM journal j UNION ALL SELECT row_to_json(r)::text FROM reports r UNION ALL SELECT row_to_json(p)::text FROM persons p",
    );
    expect(rows.filter(({ line }) => /海水漫上来了|王小明|13800000000/.test(line))).toEqual([]);
  });

  test.each([
    ["of a category nobody knows", { ...said, category: "ufo" }, 422],
    ["without a place", { category: "storm-tide", text: "x" }, 400],
    ["off the globe", { ...said, position: [112, 99] }, 422],
  ])("%s it is refused", async (_, body, status) => {
    expect((await city.call(duty, "POST", "/api/v1/reports", body)).status).toBe(status);
  });

  test("a department's handler doesn't take reports", async () => {
    expect((await city.call(handler(newId()), "POST", "/api/v1/reports", said)).body.code).toBe("permission.missing");
  });
});

describe("a rush of reports of one problem", () => {
  /** Its first report, and behind it so many more of other words. */
  const rush = async (first: string, more: { readonly many: number; readonly text: string }): Promise<string> => {
    const place = { category: "manhole-lid", position: [112.349, 28.849] };
    const { body } = await city.call(duty, "POST", "/api/v1/reports", { ...place, text: first, near: "apart" });
    const joining = { ...place, text: more.text, joins: body.caseId };
    const { body: joined } = await city.call(duty, "POST", "/api/v1/reports", joining);
    await city.database.pool.query(
      `INSERT INTO reports (id, case_id, channel, at, joined, opens, text_id, longitude, latitude)
       SELECT gen_random_uuid(), case_id, channel, at + n * interval '1 minute', joined, false, text_id, longitude, latitude
       FROM reports, generate_series(1, $2::int) n WHERE id = $1`,
      [joined.id, more.many - 1],
    );
    return body.caseId;
  };

  test("is shown fifty at a time, in the order they came, and none twice or not at all", async () => {
    const id = await rush("井盖裂了", { many: 60, text: "井盖松动" });
    const { body } = await city.call(duty, "GET", `/api/v1/cases/${id}`);
    expect(body.reportList).toHaveLength(50);
    expect(body.reportList[0].text.zh).toBe("井盖裂了");
    const { body: rest } = await city.call(duty, "GET", `/api/v1/cases/${id}/reports?after=${body.reportsNext}`);
    expect([rest.items.length, rest.next]).toEqual([11, undefined]);
    const listed = [...body.reportList, ...rest.items];
    expect(new Set(listed.map((one) => one.id)).size).toBe(61);
    expect(listed.map(({ at }) => at)).toEqual(listed.map(({ at }) => at).toSorted());
    const apart = officer({ areaPath: "elsewhere/" });
    expect((await city.call(apart, "GET", `/api/v1/cases/${id}/reports`)).status).toBe(404);
  });

  test("is compared by what was said last: however many say it, of each case twenty are read", async () => {
    const long = `树木倒伏${"。".repeat(1_900)}路面塌陷`;
    const id = await rush("独角兽出没", { many: 20, text: long });
    const words = (await wordsOfCases(city.context(duty), [id])).get(id);
    expect([words?.has("倒伏"), words?.has("塌陷"), words?.has("独角兽")]).toEqual([true, true, false]);
    expect((await wordsOfCases(city.context(duty), [])).size).toBe(0);
  });
});
