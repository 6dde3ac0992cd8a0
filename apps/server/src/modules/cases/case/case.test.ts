import { defineCase, definePack, hours, metres, urgentHours, workHours } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
  clocks: { dispose: workHours(4) },
  files: { zh: "破损面积大于 0.5 平方米", en: "more than 0.5 m² broken" },
  closes: { zh: "修复平整", en: "mended and level" },
  joins: { within: metres(50), for: hours(24) },
});
const burst = defineCase({
  ...pothole,
  id: "burst",
  name: { zh: "水管爆裂", en: "Burst main" },
  clocks: { dispose: urgentHours(2) },
  // The pressure gauge says whether it is mended.
  waives: ["photos"],
});
const pack = definePack({
  id: "test",
  name: { zh: "测试", en: "Test" },
  standards: [],
  things: [],
  cases: [pothole, burst],
});

const home: [number, number] = [112.35, 28.85];
let city: TestCity;
let department: string;
const duty = officer();
const checker = verifier();
let mender: ReturnType<typeof handler>;

beforeAll(async () => {
  city = await openTestCity({ packs: [pack], ground: true });
  department = departmentId("city-management");
  mender = handler(department);
});
afterAll(() => city.close());

const report = (position = home, category = "pothole") =>
  city.call(duty, "POST", "/api/v1/reports", { category, position, text: "路面有个大坑" });
// biome-ignore lint/complexity/useMaxParams: who, what, which, as seen, with what: a move has five parts.
const move = async (
  actor: PersonActor,
  id: string,
  name: string,
  version: number,
  given: Record<string, unknown> = {},
) => {
  const facts = await withPhoto(city, actor, name, given);
  return city.call(actor, "POST", `/api/v1/cases/${id}/moves/${name}`, { version, facts });
};
const read = async (id: string, actor: Parameters<TestCity["call"]>[0] = duty) =>
  (await city.call(actor, "GET", `/api/v1/cases/${id}`)).body;

/** Somewhere no other test of this file reports. */
let far = 0;
const elsewhere = (): [number, number] => {
  far += 1;
  return [112.34 + (far % 16) * 0.0012, 28.84 + Math.floor(far / 16) * 0.0009];
};
const fresh = async (category = "pothole"): Promise<string> => (await report(elsewhere(), category)).body.caseId;

/** Brings a case to a stage by the moves that lead there. */
const bring = async (id: string, to: string) => {
  const way = [
    ["filed", duty, "file", { "filing-condition": "破损面积大于 0.5 平方米", comment: "破损 0.8 平方米" }],
    ["dispatched", duty, "dispatch", { department }],
    ["disposing", mender, "accept", {}],
    ["fed-back", mender, "feed-back", { result: "已修补" }],
    ["verified", checker, "verify", { "closing-condition": "修复平整" }],
    ["closed", duty, "close", {}],
  ] as const;
  const closer = officer();
  for (const [index, [stage, actor, name, facts]] of way.entries()) {
    const answer = await move(name === "close" ? closer : actor, id, name, index + 1, facts);
    expect(answer, `${name}: ${JSON.stringify(answer.body)}`).toMatchObject({ status: 200, body: { stage } });
    if (stage === to) return;
  }
};

describe("a case from report to close", () => {
  test("takes seven people's moves, and every one stands in the journal", async () => {
    const id = await fresh();
    await bring(id, "closed");
    await city.settle();
    const { items } = (await city.call(duty, "GET", `/api/v1/cases/${id}/timeline`)).body;
    expect(items.map((entry: { type: string }) => entry.type)).toEqual([
      "case.reported",
      "case.filed",
      "case.dispatched",
      "case.accepted",
      "case.fed-back",
      "case.verified",
      "case.closed",
    ]);
    const said = items.flatMap(({ details }: { details: { value: object }[] }) => details.map(({ value }) => value));
    expect(said).toContainEqual(pothole.files);
    expect(said).toContainEqual(pothole.closes);
    expect(items[2].details).toContainEqual(expect.objectContaining({ name: { zh: "处置部门", en: "Department" } }));
  });

  test("fixed, verified and closed are three facts: a fed-back case is fixed and nothing else", async () => {
    const id = await fresh();
    await bring(id, "fed-back");
    const found = await read(id);
    expect(found.fixed.at).toBeDefined();
    expect(found.verified).toBeUndefined();
    expect(found.closed).toBeUndefined();
  });

  test("the number has nineteen digits: the city, the day, and a count without gaps", async () => {
    const numbers = [await fresh(), await fresh()];
    const [first, second] = await Promise.all(numbers.map(async (id) => (await read(id)).no));
    expect(first).toMatch(/^\d{6}20261102\d{5}$/);
    expect(Number(second.slice(-5)) - Number(first.slice(-5))).toBe(1);
  });
});

describe("clocks", () => {
  test("a pothole dispatched on Monday at ten is due after four working hours, at four", async () => {
    const id = await fresh();
    await bring(id, "dispatched");
    expect((await read(id)).clock).toMatchObject({ clock: "dispose", dueAt: "2026-11-02T08:00:00.000Z", late: false });
  });

  test("a burst main is due after two hours, dinner or not", async () => {
    const id = await fresh("burst");
    await bring(id, "dispatched");
    expect((await read(id)).clock.dueAt).toBe("2026-11-02T04:00:00.000Z");
  });

  test("nothing runs when it is closed", async () => {
    const id = await fresh();
    await bring(id, "closed");
    const found = await read(id);
    expect(found.clock).toBeUndefined();
    expect(found.clocks.every((clock: { stoppedAt?: string }) => clock.stoppedAt !== undefined)).toBe(true);
  });
});

describe("hand-back, rework, reopening, voiding", () => {
  test("a hand-back needs a reason, clears nothing, and who handed it back can still read it", async () => {
    const id = await fresh();
    await bring(id, "disposing");
    expect((await move(mender, id, "hand-back", 4)).body.code).toBe("subject.missing-facts");
    expect((await move(mender, id, "hand-back", 4, { reason: "属于省道，不归我局管" })).body.stage).toBe("filed");
    const found = await read(id, mender);
    expect(found.facts["filing-condition"]).toBe("破损面积大于 0.5 平方米");
    expect(found.tasks).toMatchObject([{ stage: "handed-back" }]);
  });

  test("handed back it is nobody's: no list of the department has it, and it is not proposed to it again", async () => {
    const id = await fresh();
    await bring(id, "disposing");
    await move(mender, id, "hand-back", 4, { reason: "属于省道，不归我局管" });
    await city.settle();
    const found = await read(id);
    expect([found.departmentId, found.handedBackBy]).toEqual([undefined, department]);
    const { items } = (await city.call(duty, "GET", `/api/v1/cases?department=${department}&open=true&limit=200`)).body;
    expect(items.map((row: { id: string }) => row.id)).not.toContain(id);
    const offered = found.moves.find((offer: { move: string }) => offer.move === "dispatch").facts[0];
    expect(offered).toMatchObject({ id: "department", proposed: "" });
    expect(offered.hint.zh).toContain("已退回（理由：“属于省道，不归我局管”），请另选");
    expect(offered.doubts[department].zh).toContain("属于省道，不归我局管");
    const office = departmentId("drainage-office");
    await move(duty, id, "dispatch", 5, { department: office });
    const anew = await read(id);
    expect([anew.departmentId, anew.handedBackBy, anew.facts.department]).toEqual([office, undefined, office]);
  });

  test("a department that handed it back no longer works on it", async () => {
    const id = await fresh();
    await bring(id, "dispatched");
    await move(mender, id, "hand-back", 3, { reason: "不归我局" });
    await move(duty, id, "dispatch", 4, { department: departmentId("drainage-office") });
    expect((await move(mender, id, "accept", 5)).body.code).toBe("subject.not-yours");
    const offers = (await city.call(mender, "GET", `/api/v1/cases/${id}/moves`)).body.items;
    expect(offers.find((offer: { move: string }) => offer.move === "accept").whyNot.zh).toBe("现由其他部门办理。");
  });

  test("rework takes back that it was fixed and starts the department's clock again", async () => {
    const id = await fresh();
    await bring(id, "fed-back");
    expect((await move(checker, id, "rework", 5, { reason: "坑还在" })).body.stage).toBe("disposing");
    const found = await read(id);
    expect(found.fixed).toBeUndefined();
    expect(found.clock.clock).toBe("dispose");
  });

  test("a closed case can be reopened, with a reason, and is then neither fixed nor verified nor closed", async () => {
    const id = await fresh();
    await bring(id, "closed");
    expect((await move(duty, id, "reopen", 7, { reason: "市民反映又塌了" })).body.stage).toBe("dispatched");
    const { fixed, verified, closed } = await read(id);
    expect([fixed, verified, closed]).toEqual([undefined, undefined, undefined]);
  });

  test("a void case takes no more moves", async () => {
    const id = await fresh();
    await move(duty, id, "void", 1, { reason: "重复误报" });
    expect((await move(duty, id, "file", 2, { "filing-condition": "1" })).body.code).toBe("subject.wrong-stage");
  });
});

describe("what is mended is shown", () => {
  const asked = async (actor: PersonActor, id: string, name: string) => {
    const { items } = (await city.call(actor, "GET", `/api/v1/cases/${id}/moves?all=true`)).body;
    const offer = items.find((one: { move: string }) => one.move === name);
    return offer.facts.flatMap((fact: { id: string; required: boolean }) => (fact.required ? [fact.id] : []));
  };
  const bare = (id: string, facts: object) =>
    city.call(mender, "POST", `/api/v1/cases/${id}/moves/feed-back`, { version: 4, facts });

  test("by a photo: without one nothing is fed back, and the explanation says that it is asked for", async () => {
    const id = await fresh();
    expect(await asked(duty, id, "feed-back"), "asked long before its turn").toEqual(["result", "photos"]);
    await bring(id, "disposing");
    for (const facts of [{ result: "已修补" }, { result: "已修补", photos: [] }])
      expect((await bare(id, facts)).body).toMatchObject({
        code: "subject.missing-facts",
        faults: [{ path: "facts.photos", code: "missing" }],
      });
    expect((await read(id)).version).toBe(4);
    expect((await move(mender, id, "feed-back", 4, { result: "已修补" })).status).toBe(200);
    expect((await read(id)).photos).toHaveLength(1);
  });

  test("or by a reading where the category says so, until it turns out to be another kind of case", async () => {
    const [gauged, mistaken] = [await fresh("burst"), await fresh("burst")];
    await bring(gauged, "disposing");
    expect(await asked(mender, gauged, "feed-back")).toEqual(["result"]);
    expect((await bare(gauged, { result: "压力恢复" })).status).toBe(200);
    const right = { version: 1, category: "pothole", reason: "是路面破损" };
    expect((await city.call(duty, "POST", `/api/v1/cases/${mistaken}/correct`, right)).status).toBe(200);
    expect(await asked(duty, mistaken, "feed-back")).toEqual(["result", "photos"]);
  });
});

describe("who may not, may not", () => {
  test("without a written condition nothing is filed", async () => {
    const id = await fresh();
    expect((await move(duty, id, "file", 1)).body).toMatchObject({
      code: "subject.missing-facts",
      faults: [{ path: "facts.filing-condition", code: "missing" }],
    });
  });

  test("whoever fed back does not verify, and whoever verified does not close", async () => {
    const everything = { permissions: ["tasks.own", "cases.verify", "cases.close", "cases.read"] };
    const both = officer(everything);
    const id = await fresh();
    await bring(id, "disposing");
    await move(both, id, "feed-back", 4, { result: "已修" });
    expect((await move(both, id, "verify", 5, { "closing-condition": "1" })).body.code).toBe("subject.four-eyes");
    const second = officer(everything);
    await move(second, id, "verify", 5, { "closing-condition": "1" });
    expect((await move(second, id, "close", 6)).body.code).toBe("subject.four-eyes");
  });

  test("another department doesn't learn that the case exists", async () => {
    const id = await fresh();
    await bring(id, "dispatched");
    const stranger = handler(departmentId("drainage-office"));
    expect((await city.call(stranger, "GET", `/api/v1/cases/${id}`)).status).toBe(404);
    expect((await move(stranger, id, "accept", 3)).status).toBe(404);
    const { items } = (await city.call(stranger, "GET", "/api/v1/cases?limit=500")).body;
    expect(items.map((one: { id: string }) => one.id)).not.toContain(id);
  });

  test("a department that does not exist gets no case", async () => {
    const id = await fresh();
    await bring(id, "filed");
    const answer = await move(duty, id, "dispatch", 2, { department: "0199a0a0-0000-7000-8000-000000000001" });
    expect(answer.body.faults).toEqual([{ path: "facts.department", code: "choice" }]);
  });

  test("two officers at once: one files, the other is told how it stands now", async () => {
    const id = await fresh();
    const answers = await Promise.all([1, 2].map(() => move(officer(), id, "file", 1, { "filing-condition": "1" })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({
      code: "subject.stale",
      current: { stage: "filed", version: 2 },
    });
  });

  test.each([
    ["no version", { facts: {} }],
    ["a version of text", { version: "one" }],
    ["a fact nobody knows", { version: 1, facts: { "filing-condition": "x", stage: "closed" } }],
    ["a list for a text", { version: 1, facts: { "filing-condition": ["x"] } }],
    ["a NUL in a text", { version: 1, facts: { "filing-condition": "x\u0000" } }],
  ])("%s is refused and changes nothing", async (_, body) => {
    const id = await fresh();
    const answer = await city.call(duty, "POST", `/api/v1/cases/${id}/moves/file`, body);
    expect([400, 422]).toContain(answer.status);
    expect(answer.body.faults.length).toBeGreaterThan(0);
    expect((await read(id)).stage).toBe("reported");
  });
});

describe("comments", () => {
  test("a comment makes nobody's version stale", async () => {
    const id = await fresh();
    expect((await move(mender, id, "comment", 1, { comment: "看不到" })).status).toBe(404);
    expect((await move(checker, id, "comment", 1, { comment: "已到现场" })).body.version).toBe(1);
    expect((await move(duty, id, "file", 1, { "filing-condition": "1" })).status).toBe(200);
    expect((await move(checker, id, "comment", 1, { comment: "晚到一步" })).body.version).toBe(2);
  });

  test("it is a quiet button, and joining a report is no button at all", async () => {
    const { items } = (await city.call(duty, "GET", `/api/v1/cases/${await fresh()}/moves`)).body;
    expect(items.map(({ move, quiet = false }: { move: string; quiet?: boolean }) => [move, quiet])).toEqual([
      ["ask-look", false],
      ["file", false],
      ["void", false],
      ["remind", true],
      ["comment", true],
    ]);
  });
});

describe("the list", () => {
  test("pages through all cases, each once, newest first", async () => {
    const seen: string[] = [];
    let next = "";
    do {
      const { body } = await city.call(
        duty,
        "GET",
        `/api/v1/cases?limit=3${next === "" ? "" : `&after=${encodeURIComponent(next)}`}`,
      );
      seen.push(...body.items.map((one: { id: string }) => one.id));
      next = body.next ?? "";
    } while (next !== "");
    expect(new Set(seen).size).toBe(seen.length);
    const total = await city.database.db
      .selectFrom("cases")
      .select((by) => by.fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow();
    expect(seen).toHaveLength(Number(total.n));
  });

  test("by deadline it pages to its end too, also where no deadline runs", async () => {
    const seen: string[] = [];
    let next = "";
    do {
      const { body } = await city.call(
        duty,
        "GET",
        `/api/v1/cases?order=due&limit=4${next === "" ? "" : `&after=${encodeURIComponent(next)}`}`,
      );
      seen.push(...body.items.map((one: { id: string }) => one.id));
      next = body.next ?? "";
      expect(seen.length).toBeLessThan(1_000);
    } while (next !== "");
    expect(new Set(seen).size).toBe(seen.length);
    const { n } = await city.database.db
      .selectFrom("subjects")
      .select((by) => by.fn.countAll<number>().as("n"))
      .where("kind", "=", "case")
      .where("stage", "not in", ["closed", "void"])
      .executeTakeFirstOrThrow();
    expect(seen).toHaveLength(Number(n));
  });

  test("by deadline, what is due first comes first", async () => {
    const { items } = (await city.call(duty, "GET", "/api/v1/cases?order=due&open=true&limit=100")).body;
    const due = items.map((one: { clock?: { dueAt?: string } }) => one.clock?.dueAt ?? "9");
    expect(due).toEqual([...due].sort());
  });

  test("is searched by two characters of a title, and by the end of a number as people read it aloud", async () => {
    const id = await fresh();
    const { no, title } = await read(id);
    const found = async (words: string): Promise<string[]> =>
      (await city.call(duty, "GET", `/api/v1/cases?limit=500&q=${encodeURIComponent(words)}`)).body.items.map(
        (one: { id: string }) => one.id,
      );
    expect(await found("破损")).toContain(id);
    expect(await found(title.en.slice(-7).toUpperCase())).toContain(id);
    expect(await found(no.slice(-7))).toEqual([id]);
    expect(await found(no)).toEqual([id]);
    expect(await found("破_")).toEqual([]);
    expect(await found("火灾")).toEqual([]);
  });
});
