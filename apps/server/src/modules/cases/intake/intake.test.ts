import { hash, randomBytes } from "node:crypto";
import { createDigester } from "@chengyun/kernel";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { handler, officer, verifier } from "../../../testing/actors.ts";
import { checkAsOutsider } from "../../../testing/outsider.ts";
import { withPhoto } from "../../../testing/photo.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

let city: TestCity;
const duty = officer();
const closer = officer();
const drainage = () => departmentId(city.deployment.profile.departments[0]?.code ?? "");
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const newToken = (): string => randomBytes(32).toString("base64url");
let lastHost = 0;
/** Each household has an address of its own. */
const newAddress = (): string => {
  lastHost += 1;
  return `10.7.${Math.floor(lastHost / 250)}.${(lastHost % 250) + 1}`;
};

interface Phone {
  readonly token: string;
  readonly address: string;
}
const newPhone = (): Phone => ({ token: newToken(), address: newAddress() });

const send = async (phone: Phone, method: "GET" | "POST", path: string, body?: object) => {
  const answer = await city.app.inject({
    method,
    url: `/api/v1/public${path}`,
    remoteAddress: phone.address,
    headers: { "accept-language": "en", "x-follow-token": phone.token },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = /json/.test(answer.headers["content-type"]?.toString() ?? "");
  return { status: answer.statusCode, body: isJson ? answer.json() : undefined, bytes: answer.rawPayload };
};

const takePhoto = async (phone: Phone): Promise<string> => {
  const jpeg = await sharp({ create: { width: 80, height: 60, channels: 3, background: "#884422" } })
    .jpeg()
    .toBuffer();
  const boundary = "----citizen";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const answer = await city.app.inject({
    method: "POST",
    url: "/api/v1/public/photos",
    remoteAddress: phone.address,
    headers: { "x-follow-token": phone.token, "content-type": `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), jpeg, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
  expect(answer.statusCode).toBe(201);
  return answer.json().id;
};

const told = (phone: Phone, more: object = {}) => ({
  token: phone.token,
  kind: "cover",
  position: [112.35, 28.848],
  words: "小区门口的井盖破了",
  ...more,
});
const tell = async (phone: Phone, more: object = {}): Promise<string> => {
  const made = await send(phone, "POST", "/reports", told(phone, more));
  expect(made).toMatchObject({ status: 201 });
  return made.body.no;
};

/** The desk makes a waiting report a case, and the case goes its way up to a stage. */
const takeUp = async (no: string, { to }: { to: "reported" | "closed" | "fed-back" }): Promise<string> => {
  const { body } = await city.call(duty, "GET", "/api/v1/reports/waiting");
  const waiting = body.items.find((one: { no: string }) => one.no === no);
  const made = await city.call(duty, "POST", "/api/v1/reports", {
    category: "storm-tide",
    position: waiting.position,
    text: "受理",
    waiting: waiting.id,
    ...(to === "reported" ? {} : { direct: { department: drainage(), filingCondition: "1" } }),
  });
  expect(made.status).toBe(201);
  if (to !== "reported") await bring(made.body.caseId, to);
  await city.settle();
  return made.body.caseId;
};

const reportsOf = async (caseId: string): Promise<string[]> =>
  (await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body.reportList.map(({ no }: { no: string }) => no);

const bring = async (id: string, to: "closed" | "fed-back"): Promise<void> => {
  const crew = handler(drainage());
  const way = [
    [crew, "accept", {}],
    [crew, "feed-back", { result: "已更换井盖" }],
    [verifier(), "verify", { "closing-condition": "1" }],
    [closer, "close", {}],
  ] as const;
  for (const [actor, move, given] of to === "closed" ? way : way.slice(0, 2)) {
    const facts = await withPhoto(city, actor, move, given);
    const { version } = (await city.call(actor, "GET", `/api/v1/cases/${id}`)).body;
    const moved = await city.call(actor, "POST", `/api/v1/cases/${id}/moves/${move}`, { version, facts });
    expect([move, moved.status]).toEqual([move, 200]);
  }
};

describe("a citizen tells", () => {
  test("which of a picture's categories it is, and a case of it opens; one of another picture is refused", async () => {
    const { body } = await city.call(duty, "GET", `/api/v1/categories?q=${encodeURIComponent("雨水井盖")}`);
    const [cover] = body.items;
    const no = await tell(newPhone(), { category: cover.id, position: [112.3571, 28.8512] });
    const { rows } = await city.database.pool.query(
      "SELECT c.category FROM reports r JOIN cases c ON c.id = r.case_id WHERE r.no = $1",
      [no],
    );
    expect(rows).toEqual([{ category: cover.id }]);
    const other = await send(newPhone(), "POST", "/reports", told(newPhone(), { kind: "lamp", category: cover.id }));
    expect(other.body).toMatchObject({ code: "report.no-category", faults: [{ path: "body.category" }] });
  });

  test("with photo and place and no account; it waits at the desk, with what the picture stands for", async () => {
    const phone = newPhone();
    const photo = await takePhoto(phone);
    const no = await tell(phone, { photos: [photo], phone: "13800001234", name: "张小明" });
    expect(no).toMatch(/^20261102\d{6}$/);
    const { body } = await city.call(duty, "GET", "/api/v1/reports/waiting");
    const waiting = body.items.find((one: { no: string }) => one.no === no);
    expect(waiting).toMatchObject({
      channel: "citizen",
      text: "小区门口的井盖破了",
      kindName: { zh: "井盖" },
      photos: [photo],
    });
    expect(JSON.stringify(waiting.reporter)).not.toContain("小明");
    expect((await city.call(duty, "GET", `/api/v1/files/${photo}`)).status).toBe(200);
    expect((await city.call(handler(drainage()), "GET", `/api/v1/files/${photo}`)).status).toBe(404);
  });

  test("whose picture names one category opens its case at once", async () => {
    const no = await tell(newPhone(), { kind: "lamp" });
    const { body } = await city.call(duty, "GET", "/api/v1/cases?limit=100");
    const lamp = body.items.find((one: { categoryName: { zh: string } }) => one.categoryName.zh === "路灯");
    expect(lamp).toMatchObject({ stage: "reported", reports: 1 });
    const { reportList } = (await city.call(duty, "GET", `/api/v1/cases/${lamp.id}`)).body;
    expect(reportList).toMatchObject([{ channel: "citizen", no }]);
  });

  test("a repeat with the same secret is the same report, however often and at once", async () => {
    const phone = newPhone();
    const made = await Promise.all(Array.from({ length: 6 }, () => send(phone, "POST", "/reports", told(phone))));
    expect(new Set(made.map(({ body }) => body.no)).size).toBe(1);
    const { body } = await city.call(duty, "GET", "/api/v1/reports/waiting");
    expect(body.items.filter((one: { no: string }) => one.no === made[0]?.body.no)).toHaveLength(1);
  });

  test.each([
    ["swapped coordinates are asked about", { position: [28.848, 112.35] }, "report.swapped-place"],
    ["a place in another city is refused", { position: [121.47, 31.23] }, "report.outside-city"],
    ["a problem without a place is asked for one", { position: undefined }, "report.no-place"],
    ["nothing at all is no report", { kind: undefined, words: "  " }, "report.empty"],
    ["a phone number that is none is refused", { phone: "call me" }, "request.invalid"],
  ])("%s", async (_, more, code) => {
    const phone = newPhone();
    expect((await send(phone, "POST", "/reports", told(phone, more))).body.code).toBe(code);
    expect((await send(phone, "GET", `/reports/20261102000000/own`)).status).toBe(404);
  });

  test("a place told as Chinese maps show it lies where it is, half a kilometre away from its numbers", async () => {
    const phone = newPhone();
    const { body } = await send(phone, "POST", "/place", { position: [112.35, 28.848], coordinates: "gcj02" });
    expect(Math.hypot(body.position[0] - 112.35, body.position[1] - 28.848)).toBeGreaterThan(0.002);
  });

  test("somebody else's photo can't be told as one's own", async () => {
    const photo = await takePhoto(newPhone());
    const phone = newPhone();
    expect((await send(phone, "POST", "/reports", told(phone, { photos: [photo] }))).body.code).toBe(
      "subject.missing-facts",
    );
  });

  test("a question is answered at the desk, and read with the secret only", async () => {
    const phone = newPhone();
    const no = await tell(phone, { matter: "advice", kind: undefined, position: undefined, words: "养犬证在哪里办？" });
    const { body } = await city.call(duty, "GET", "/api/v1/reports/waiting");
    const { id } = body.items.find((one: { no: string }) => one.no === no);
    const answered = await city.call(duty, "POST", "/api/v1/reports/advice", {
      text: "养犬证",
      answer: "请到街道便民服务中心",
      waiting: id,
    });
    expect(answered).toMatchObject({ status: 201, body: { no } });
    await city.settle();
    expect((await send(phone, "GET", `/reports/${no}/own`)).body).toMatchObject({
      stage: "answered",
      answer: "请到街道便民服务中心",
    });
    expect(JSON.stringify((await send(newPhone(), "GET", `/reports/${no}`)).body)).not.toContain("便民");
    const { rows } = await city.database.pool.query("SELECT changes::text FROM journal");
    expect(JSON.stringify(rows)).not.toContain("便民服务中心");
  });
});

describe("a citizen follows", () => {
  test("the number alone tells stage and kind; photos and words need the secret", async () => {
    const phone = newPhone();
    const photo = await takePhoto(phone);
    const no = await tell(phone, { photos: [photo], phone: "13900005678" });
    const stranger = newPhone();
    const glance = await send(stranger, "GET", `/reports/${no}`);
    expect(Object.keys(glance.body).sort()).toEqual(["categoryName", "matter", "no", "stage", "stageName"]);
    expect((await send(stranger, "GET", `/reports/${no}/own`)).status).toBe(404);
    expect((await send(stranger, "GET", `/reports/${no}/photos/${photo}`)).status).toBe(404);
    expect((await send(phone, "GET", `/reports/${no}/photos/${photo}`)).bytes.subarray(0, 2)).toEqual(
      Buffer.from([0xff, 0xd8]),
    );
    expect((await send(phone, "GET", `/reports/${no}/own`)).body).toMatchObject({
      words: "小区门口的井盖破了",
      steps: [{ id: "received", now: true }, { id: "taken", now: false }, {}, {}, {}, {}, {}],
    });
  });

  test("secrets lie in the database as digests only", async () => {
    const phone = newPhone();
    await tell(phone);
    const { rows } = await city.database.pool.query(
      "SELECT t::text AS all FROM follow_tokens t UNION ALL SELECT r::text FROM reports r",
    );
    expect(JSON.stringify(rows)).not.toContain(phone.token);
  });

  test("another phone gets in by the last four digits; five tries a day, unknown numbers answered alike", async () => {
    const no = await tell(newPhone(), { phone: "138-0013-8000" });
    const second = newPhone();
    expect((await send(second, "POST", `/reports/${no}/claim`, { token: second.token, digits: "8000" })).status).toBe(
      204,
    );
    expect((await send(second, "GET", `/reports/${no}/own`)).status).toBe(200);
    const thief = newPhone();
    const tries = [];
    for (const digits of ["0000", "0001", "0002", "0003", "8000"])
      tries.push(
        await send({ ...thief, address: newAddress() }, "POST", `/reports/${no}/claim`, { token: thief.token, digits }),
      );
    tries.push(await send(thief, "POST", "/reports/20261102999999/claim", { token: thief.token, digits: "0000" }));
    expect(tries.map(({ status, body }) => [status, body.code])).toEqual(Array(6).fill([403, "follow.refused"]));
  });

  test("numbers can't be counted through from one address", async () => {
    const phone = newPhone();
    const statuses = [];
    for (let n = 0; n < 40; n += 1)
      statuses.push((await send(phone, "GET", `/reports/20261102${String(n).padStart(6, "0")}`)).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
  });

  test("reminds once a day, and the case says so", async () => {
    const phone = newPhone();
    const no = await tell(phone);
    const caseId = await takeUp(no, { to: "reported" });
    expect((await send(phone, "POST", `/reports/${no}/remind`)).status).toBe(200);
    expect((await send(phone, "POST", `/reports/${no}/remind`)).body.code).toBe("report.reminded-already");
    await city.settle();
    const { body } = await city.call(duty, "GET", `/api/v1/cases/${caseId}/timeline`);
    expect(body.items.map((line: { type: string }) => line.type)).toContain("case.reminded");
    city.advance(25 * 3_600_000);
    expect((await send(phone, "POST", `/reports/${no}/remind`)).status).toBe(200);
  });
});

describe("a report added to a problem known already", () => {
  test("says so to its sender, who may answer once that it is not the same: the desk then has it by itself", async () => {
    const place = { kind: "cover", position: [112.352, 28.852] };
    const [one, two] = [newPhone(), newPhone()];
    const first = await tell(one, place);
    const caseId = await takeUp(first, { to: "reported" });
    expect((await send(one, "GET", `/reports/${first}/own`)).body.joined).toBeUndefined();
    const second = await tell(two, place);
    const { items } = (await city.call(duty, "GET", "/api/v1/reports/waiting")).body;
    const waiting = items.find(({ no }: { no: string }) => no === second);
    const said = { category: waiting.category ?? "manhole-lid", position: place.position, text: "井盖" };
    await city.call(duty, "POST", "/api/v1/reports", { ...said, waiting: waiting.id, joins: caseId });
    const own = (await send(two, "GET", `/reports/${second}/own`)).body;
    expect([own.joined, own.can.includes("part")]).toEqual([{ reports: 2, earlier: true }, true]);
    expect((await send(one, "POST", `/reports/${second}/not-same`)).status).toBe(404);
    const parted = await send(two, "POST", `/reports/${second}/not-same`);
    expect([parted.status, parted.body.stage, parted.body.joined]).toEqual([200, "received", undefined]);
    expect((await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body.reports).toBe(1);
    await city.call(duty, "POST", "/api/v1/reports", { ...said, waiting: waiting.id, joins: caseId });
    expect((await send(two, "POST", `/reports/${second}/not-same`)).body.code).toBe("subject.wrong-stage");
    expect((await send(one, "POST", `/reports/${first}/not-same`)).body.code).toBe("subject.wrong-stage");
  });
});

describe("a report added to a case that has come on already", () => {
  const place = { kind: "cover", position: [112.3536, 28.8536] };
  const ownOf = async (phone: Phone, no: string) => (await send(phone, "GET", `/reports/${no}/own`)).body;
  const timesOf = ({ steps }: { steps: { id: string; at?: string; before?: string }[] }) =>
    Object.fromEntries(
      steps.map(({ id, at, before }) => [id, at ?? (before === undefined ? undefined : "before")]),
    ) as Record<string, string | undefined>;

  test("has its own times: of what came before it is told that others reported it", async () => {
    const [one, two] = [newPhone(), newPhone()];
    const caseId = await takeUp(await tell(one, place), { to: "fed-back" });
    const filed = timesOf(await ownOf(one, (await reportsOf(caseId))[0] ?? ""))["filed"];
    city.advance(600_000);
    const second = await tell(two, place);
    city.advance(600_000);
    const { items } = (await city.call(duty, "GET", "/api/v1/reports/waiting")).body;
    const waiting = items.find(({ no }: { no: string }) => no === second);
    const joinedAt = city.clock.now().toISOString();
    const joined = { position: place.position, text: "–", waiting: waiting.id, joins: caseId };
    expect((await city.call(duty, "POST", "/api/v1/reports", joined)).status).toBe(201);
    await city.settle();
    const own = await ownOf(two, second);
    const times = timesOf(own);
    expect(Date.parse(times["taken"] ?? "")).toBeGreaterThanOrEqual(Date.parse(joinedAt));
    expect([times["filed"], times["dispatched"], times["disposing"], times["done"]]).toEqual(Array(4).fill("before"));
    expect(own.steps.find(({ id }: { id: string }) => id === "filed").before).toBe(filed);
    city.advance(600_000);
    const { version } = (await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body;
    const rework = { version, facts: { reason: "还漏水" } };
    expect((await city.call(verifier(), "POST", `/api/v1/cases/${caseId}/moves/rework`, rework)).status).toBe(200);
    await city.settle();
    const later = timesOf(await ownOf(two, second));
    expect(Date.parse(later["disposing"] ?? "")).toBeGreaterThan(Date.parse(joinedAt));
    expect([later["filed"], later["dispatched"], later["done"]]).toEqual(["before", "before", undefined]);
  });

  test("taken with a call that came after it, its times are its own and nobody was there before", async () => {
    const phone = newPhone();
    const far = { words: "井盖翻开了，旁边是学校", kind: undefined, position: [112.3448, 28.8436] };
    const no = await tell(phone, far);
    const { items } = (await city.call(duty, "GET", "/api/v1/reports/waiting")).body;
    const waiting = items.find((one: { no: string }) => one.no === no);
    const said = { category: "manhole-lid", position: far.position, text: "井盖翻开了", together: [waiting.id] };
    city.advance(60_000);
    const direct = { direct: { department: drainage(), filingCondition: "1" } };
    expect((await city.call(duty, "POST", "/api/v1/reports", { ...said, ...direct, near: "apart" })).status).toBe(201);
    await city.settle();
    const own = await ownOf(phone, no);
    expect(own.joined).toEqual({ reports: 2, earlier: false });
    expect(own.steps.filter(({ before }: { before?: string }) => before !== undefined)).toEqual([]);
    expect(timesOf(own)["taken"]).toBeDefined();
  });
});

describe("the photos of the result", () => {
  test("are shown to those who reported it while they are asked, and to nobody else", async () => {
    const [phone, stranger] = [newPhone(), newPhone()];
    const photo = await takePhoto(phone);
    const no = await tell(phone, { photos: [photo], position: [112.3412, 28.8412] });
    const other = await tell(stranger, { position: [112.3584, 28.8548] });
    const caseId = await takeUp(no, { to: "fed-back" });
    const own = (await send(phone, "GET", `/reports/${no}/own`)).body;
    expect([own.photos, own.resultPhotos?.length]).toEqual([[photo], 1]);
    const [result] = own.resultPhotos;
    expect((await send(phone, "GET", `/reports/${no}/photos/${result}`)).status).toBe(200);
    expect((await send(stranger, "GET", `/reports/${no}/photos/${result}`)).status).toBe(404);
    expect((await send(stranger, "GET", `/reports/${other}/photos/${result}`)).status).toBe(404);
    expect((await send(stranger, "GET", `/reports/${no}`)).body.resultPhotos).toBeUndefined();
    const { version } = (await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body;
    const rework = { version, facts: { reason: "还漏水" } };
    expect((await city.call(verifier(), "POST", `/api/v1/cases/${caseId}/moves/rework`, rework)).status).toBe(200);
    expect((await send(phone, "GET", `/reports/${no}/own`)).body.resultPhotos).toBeUndefined();
    expect((await send(phone, "GET", `/reports/${no}/photos/${result}`)).status).toBe(404);
  });
});

/** What the time line of a case says in their words. */
const heardIn = async (caseId: string): Promise<string[]> => {
  await city.settle();
  const { items } = (await city.call(duty, "GET", `/api/v1/cases/${caseId}/timeline`)).body;
  return items.flatMap(({ details }: { details: { name: { zh: string }; value: { zh: string } }[] }) =>
    details.filter(({ name }) => name.zh === "市民原话").map(({ value }) => value.zh),
  );
};

const erase = async (personId: string): Promise<void> => {
  const may = { permissions: ["persons.read", "persons.erase"] };
  const [asking, agreeing] = [officer(may), officer(may)];
  const card = `/api/v1/persons/${personId}`;
  const { version } = (await city.call(asking, "GET", card)).body;
  const asked = { version, facts: { basis: "asked", reason: "来函" } };
  expect((await city.call(asking, "POST", `${card}/moves/ask-erase`, asked)).status).toBe(200);
  expect((await city.call(agreeing, "POST", `${card}/moves/erase`, { version: version + 1 })).status).toBe(200);
};

test("when a report was taken up is told once: another that joins later moves nothing", async () => {
  const phone = newPhone();
  const no = await tell(phone);
  const caseId = await takeUp(no, { to: "reported" });
  const takenAt = async () => {
    await city.settle();
    const { steps } = (await send(phone, "GET", `/reports/${no}/own`)).body;
    return steps.find(({ id }: { id: string }) => id === "taken").at;
  };
  const first = await takenAt();
  expect(first).toBeDefined();
  city.advance(1_800_000);
  const said = { category: "manhole-lid", position: [112.35, 28.848], text: "井盖", joins: caseId };
  expect((await city.call(duty, "POST", "/api/v1/reports", said)).status).toBe(201);
  expect(await takenAt()).toBe(first);
});

describe("the way of a report", () => {
  const crew = () => handler(drainage());
  const does = async (actor: PersonActor, id: string, name: string, given: Record<string, unknown> = {}) => {
    const facts = await withPhoto(city, actor, name, given);
    const { version } = (await city.call(actor, "GET", `/api/v1/cases/${id}`)).body;
    const moved = await city.call(actor, "POST", `/api/v1/cases/${id}/moves/${name}`, { version, facts });
    expect([name, moved.status, moved.body.code]).toEqual([name, 200, undefined]);
    await city.settle();
  };
  const shown = async (phone: Phone, no: string) => {
    const { stage, steps } = (await send(phone, "GET", `/reports/${no}/own`)).body;
    const now = steps.filter((step: { now: boolean }) => step.now).map(({ id }: { id: string }) => id);
    const timed = steps.filter(({ at }: { at?: string }) => at !== undefined).map(({ id }: { id: string }) => id);
    return { stage, now, timed };
  };

  test("says that it is put off while it is suspended, and keeps what was done before", async () => {
    const phone = newPhone();
    const no = await tell(phone);
    const id = await takeUp(no, { to: "fed-back" });
    await does(verifier(), id, "rework", { reason: "还漏水" });
    const until = new Date(city.clock.now().getTime() + 5 * 86_400_000).toISOString();
    await does(crew(), id, "ask-suspension", { until, reason: "等配件" });
    await does(officer(), id, "suspend", { until });
    const timed = ["received", "taken", "filed", "dispatched", "disposing", "suspended"];
    expect(await shown(phone, no)).toEqual({ stage: "suspended", now: ["suspended"], timed });
    await does(officer(), id, "resume");
    expect(await shown(phone, no)).toEqual({ stage: "disposing", now: ["disposing"], timed: timed.slice(0, -1) });
  });

  test("says that it is being decided whose it is while departments dispute", async () => {
    const phone = newPhone();
    const no = await tell(phone);
    const { body } = await city.call(duty, "GET", "/api/v1/reports/waiting");
    const waiting = body.items.find((one: { no: string }) => one.no === no);
    const made = await city.call(duty, "POST", "/api/v1/reports", {
      category: "storm-tide",
      position: waiting.position,
      text: "受理",
      waiting: waiting.id,
      direct: { department: drainage(), filingCondition: "1" },
    });
    await does(crew(), made.body.caseId, "dispute", { reason: "不归我局" });
    const timed = ["received", "taken", "filed", "dispatched", "disputed"];
    expect(await shown(phone, no)).toEqual({ stage: "disputed", now: ["disputed"], timed });
  });
});

describe("the citizen's word", () => {
  test("fixed, with five points, is a fact of the closed case; it is said once", async () => {
    const phone = newPhone();
    const photo = await takePhoto(phone);
    const no = await tell(phone, { photos: [photo] });
    const caseId = await takeUp(no, { to: "closed" });
    const own = (await send(phone, "GET", `/reports/${no}/own`)).body;
    expect(own).toMatchObject({ stage: "closed", result: "已更换井盖", can: ["say", "rate"] });
    expect(
      (await send(phone, "POST", `/reports/${no}/word`, { fixed: true, rating: 5, words: "很快" })).body,
    ).toMatchObject({
      saidFixed: true,
      rating: 5,
      can: [],
    });
    const { body } = await city.call(duty, "GET", `/api/v1/cases/${caseId}`);
    expect(body.photos).toContainEqual(expect.objectContaining({ id: photo, by: "" }));
    expect(body).toMatchObject({ stage: "closed", facts: { "said-fixed": "yes", rating: 5 } });
    expect((await send(phone, "POST", `/reports/${no}/word`, { fixed: false })).body.code).toBe("report.said-already");
  });

  test("not fixed reopens the closed case, keeps what was done, and may be said anew when it is done again", async () => {
    const phone = newPhone();
    const no = await tell(phone);
    const caseId = await takeUp(no, { to: "closed" });
    expect((await send(phone, "POST", `/reports/${no}/word`, { fixed: false, words: "还是破的" })).status).toBe(200);
    const reopened = (await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body;
    expect(reopened).toMatchObject({ stage: "dispatched", facts: { "said-fixed": "no", result: "已更换井盖" } });
    expect(reopened.reportList).toMatchObject([{ saidFixed: false, saidWords: "还是破的" }]);
    expect((await send(phone, "GET", `/reports/${no}/own`)).body).toMatchObject({ saidWords: "还是破的" });
    expect(await heardIn(caseId)).toEqual(["还是破的"]);
    city.advance(3_600_000);
    await bring(caseId, "closed");
    expect((await send(phone, "POST", `/reports/${no}/word`, { fixed: true, rating: 4 })).body).toMatchObject({
      rating: 4,
    });
    // What they said with another verdict is no word of this one; that it was said stays.
    expect((await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body.reportList[0].saidWords).toBeUndefined();
    expect(await heardIn(caseId)).toEqual(["还是破的"]);
  });

  test("not fixed is told to everybody who reported it: whose word it was, when, and when it had been closed", async () => {
    const [one, two, three] = [newPhone(), newPhone(), newPhone()];
    const place = { kind: "cover", position: [112.3606, 28.8536] };
    const own = async (phone: Phone, no: string) => (await send(phone, "GET", `/reports/${no}/own`)).body;
    const join = async (phone: Phone, joins: string): Promise<string> => {
      const no = await tell(phone, place);
      const { items } = (await city.call(duty, "GET", "/api/v1/reports/waiting")).body;
      const waiting = items.find((report: { no: string }) => report.no === no).id;
      const said = { position: place.position, text: "–", waiting, joins };
      expect((await city.call(duty, "POST", "/api/v1/reports", said)).status).toBe(201);
      return no;
    };
    const first = await tell(one, place);
    const caseId = await takeUp(first, { to: "fed-back" });
    const second = await join(two, caseId);
    const checker = verifier();
    for (const [actor, move, given] of [
      [checker, "verify", { "closing-condition": "1" }],
      [closer, "close", {}],
    ] as const) {
      const facts = await withPhoto(city, actor, move, given);
      const { version } = (await city.call(actor, "GET", `/api/v1/cases/${caseId}`)).body;
      await city.call(actor, "POST", `/api/v1/cases/${caseId}/moves/${move}`, { version, facts });
    }
    await send(one, "POST", `/reports/${first}/word`, { fixed: true });
    await city.settle();
    expect((await own(one, first)).reopened).toBeUndefined();
    const closedAt = (await own(one, first)).steps.find(({ id }: { id: string }) => id === "closed").at;
    city.advance(600_000);
    expect((await send(two, "POST", `/reports/${second}/word`, { fixed: false })).status).toBe(200);
    await city.settle();
    const { reopened, stage } = await own(one, first);
    expect([stage, reopened]).toEqual(["dispatched", { at: expect.any(String), closedAt, by: "other" }]);
    expect(Date.parse(reopened.at) - Date.parse(closedAt)).toBeGreaterThanOrEqual(600_000);
    expect((await own(two, second)).reopened).toEqual({ ...reopened, by: "you" });
    city.advance(60_000);
    const later = await join(three, caseId);
    await city.settle();
    expect((await own(three, later)).reopened).toBeUndefined();
  });

  test("their words lie in the vault: the journal names them, and goes on proving what it names when they are erased", async () => {
    const phone = newPhone();
    const no = await tell(phone, { name: "毛大姐", phone: "13900004321" });
    const caseId = await takeUp(no, { to: "closed" });
    await send(phone, "POST", `/reports/${no}/word`, { fixed: false, words: "毛家门口还是破的" });
    expect(await heardIn(caseId)).toEqual(["毛家门口还是破的"]);
    const { pool } = city.database;
    const readEntry = () =>
      pool.query("SELECT changes, salt, digest FROM journal WHERE subject_id = $1 AND type = 'case.heard'", [caseId]);
    const { rows } = await readEntry();
    expect(JSON.stringify(rows)).not.toContain("毛家");
    const { rows: of } = await pool.query("SELECT reporter_id FROM reports WHERE no = $1", [no]);
    await erase(of[0].reporter_id);
    expect(await heardIn(caseId)).toEqual(["已删除"]);
    const [report] = (await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body.reportList;
    expect([report.saidFixed, report.saidWords]).toEqual([false, undefined]);
    // The entry is proved as it was: nothing personal had to be taken out of it.
    expect((await readEntry()).rows).toEqual(rows);
  });

  test("not fixed, said in the moment in which the case is closed, reopens it", async () => {
    const phone = newPhone();
    const no = await tell(phone);
    const caseId = await takeUp(no, { to: "fed-back" });
    const checker = verifier();
    const facts = await withPhoto(city, checker, "verify", { "closing-condition": "1" });
    const { version } = (await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body;
    const verified = { version, facts };
    expect((await city.call(checker, "POST", `/api/v1/cases/${caseId}/moves/verify`, verified)).status).toBe(200);
    // Somebody holds the case; closing it waits for that, and the citizen's word behind the closing.
    const holder = await city.database.pool.connect();
    const waitingFor = async (many: number) => {
      for (;;) {
        const { rows } = await city.database.pool.query(
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        if (rows[0].n >= many) return;
      }
    };
    await holder.query("BEGIN");
    await holder.query("SELECT 1 FROM subjects WHERE id = $1 FOR UPDATE", [caseId]);
    const closing = city.call(closer, "POST", `/api/v1/cases/${caseId}/moves/close`, { version: version + 1 });
    await waitingFor(1);
    const saying = send(phone, "POST", `/reports/${no}/word`, { fixed: false, words: "还是破的" });
    await waitingFor(2);
    await holder.query("COMMIT");
    holder.release();
    expect([(await closing).status, (await saying).status]).toEqual([200, 200]);
    const { stage, facts: kept } = (await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body;
    expect([stage, kept["said-fixed"]]).toEqual(["dispatched", "no"]);
  });

  test("before anybody says it is mended there is nothing to rate", async () => {
    const phone = newPhone();
    const no = await tell(phone);
    await takeUp(no, { to: "reported" });
    expect((await send(phone, "POST", `/reports/${no}/word`, { fixed: true, rating: 5 })).body.code).toBe(
      "subject.wrong-stage",
    );
  });

  test("nobody without the secret can speak or remind", async () => {
    const no = await tell(newPhone());
    for (const [path, body] of [
      ["word", { fixed: false }],
      ["remind", undefined],
    ] as const)
      expect((await send(newPhone(), "POST", `/reports/${no}/${path}`, body)).status).toBe(404);
  });
});

describe("the receipt of a report", () => {
  test("proves the report and its words to whoever has it, without the city", async () => {
    const phone = newPhone();
    const no = await tell(phone, { words: "  桥下积水 40 厘米 ", name: "受理人", phone: "13911110000" });
    await city.settle();
    const { status, body } = await send(phone, "GET", `/reports/${no}/receipt`);
    expect(status).toBe(200);
    const { body: key } = await city.call(undefined, "GET", "/api/v1/journal/key");
    expect(body.key).toBe(key.trim());
    const proved = checkAsOutsider(body.receipt, key);
    expect(proved).toMatchObject({ entry: { type: "report.told", changes: { no, channel: "citizen" } } });
    // What they wrote, and only what they wrote, has the digest in the entry.
    const digest = createDigester((data) => hash("sha256", data, "hex"));
    const words = "entry" in proved ? (proved.entry.changes as { words: string }).words : "";
    expect(digest(body.wordsSalt, "桥下积水 40 厘米")).toBe(words);
    expect(digest(body.wordsSalt, "桥下积水 4 厘米")).not.toBe(words);
    const plain = Buffer.from(body.receipt.split("\n")[1].slice(6), "base64").toString();
    for (const personal of ["受理人", "13911110000", "积水", phone.token]) expect(plain).not.toContain(personal);
  });

  test("is for whoever holds the secret, and waits until the report has its place", async () => {
    const phone = newPhone();
    const no = await tell(phone, { words: "灯不亮" });
    expect(await send(newPhone(), "GET", `/reports/${no}/receipt`)).toMatchObject({ status: 404 });
    await city.database.pool.query(
      "UPDATE journal SET type = 'report.later' WHERE type = 'report.told' AND position IS NULL",
    );
    expect(await send(phone, "GET", `/reports/${no}/receipt`)).toMatchObject({
      status: 409,
      body: { code: "receipt.not-yet" },
    });
    await city.database.pool.query("UPDATE journal SET type = 'report.told' WHERE type = 'report.later'");
    await city.settle();
    expect(await send(phone, "GET", `/reports/${no}/receipt`)).toMatchObject({ status: 200 });
  });
});
