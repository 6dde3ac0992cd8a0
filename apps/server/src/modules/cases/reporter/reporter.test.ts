import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { administrator, handler, officer, verifier } from "../../../testing/actors.ts";
import { allAnswers, keeperOf } from "../../../testing/dictionary-keeper.ts";
import { startProvider } from "../../../testing/outside.ts";
import { withPhoto } from "../../../testing/photo.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

let city: TestCity;
let provider: Awaited<ReturnType<typeof startProvider>>;
const duty = officer();
const closer = officer();
const archivist = officer({ permissions: ["persons.read", "persons.edit", "deliveries.read"] });
const drainage = () => departmentId(city.deployment.profile.departments[0]?.code ?? "");

beforeAll(async () => {
  city = await openTestCity({ ground: true, env: { OUTGOING_ALLOW: "127.0.0.1" } });
  provider = await startProvider();
  const { status } = await city.call(administrator({ permissions: ["channels.manage"] }), "POST", "/api/v1/channels", {
    kind: "sms-http",
    name: { zh: "短信", en: "SMS" },
    enabled: true,
    settings: {
      url: `${provider.url}/sms`,
      format: "json",
      fields: { to: "{phone}", text: "{text}", key: "{key}" },
      accepted: { at: "code", is: ["OK"] },
      ref: "id",
    },
    retry: { limit: 1, delaySeconds: 0 },
  });
  expect(status).toBe(201);
});
afterAll(async () => {
  await provider.close();
  await city.close();
});
beforeEach(async () => {
  await city.workOff();
  provider.asked.length = 0;
});

let phones = 13_700_000_000;
const newPhone = (): string => {
  phones += 1;
  return String(phones);
};
let hosts = 0;
const newCitizen = () => {
  hosts += 1;
  return { token: randomBytes(32).toString("base64url"), address: `10.9.0.${hosts}`, phone: newPhone() };
};
/** Whoever reports, with the secrets of earlier reports that their phone keeps. */
type Citizen = ReturnType<typeof newCitizen> & { readonly kept?: readonly string[] };

const send = async (citizen: Citizen, method: "GET" | "POST", path: string, body?: object) => {
  const answer = await city.app.inject({
    method,
    url: `/api/v1/public${path}`,
    remoteAddress: citizen.address,
    headers: {
      "accept-language": "zh",
      "x-follow-token": citizen.token,
      ...(citizen.kept === undefined ? {} : { "x-phone-tokens": citizen.kept.join(",") }),
    },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json() };
};

let places = 0;
/** Somewhere new in the old town, away from what was reported before. */
const newPlace = (): [number, number] => {
  places += 1;
  return [112.344 + (places % 6) * 0.002, 28.842 + Math.floor(places / 6) * 0.002];
};
const tell = async (citizen: Citizen, more: object = {}) => {
  const made = await send(citizen, "POST", "/reports", {
    token: citizen.token,
    kind: "cover",
    position: newPlace(),
    words: "井盖破了",
    phone: citizen.phone,
    tell: ["sms"],
    ...more,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await city.workOff();
  return made.body as { no: string; tell: string[] };
};
const sentTo = (phone: string): string[] =>
  provider.asked.map(({ body }) => JSON.parse(body)).flatMap(({ to, text }) => (to === phone ? [text] : []));

const takeUp = async (no: string, more: object = {}): Promise<string> => {
  const { body } = await city.call(duty, "GET", "/api/v1/reports/waiting");
  const waiting = body.items.find((one: { no: string }) => one.no === no);
  const made = await city.call(duty, "POST", "/api/v1/reports", {
    category: "storm-tide",
    position: waiting.position,
    text: "受理",
    waiting: waiting.id,
    ...more,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await city.workOff();
  return made.body.caseId;
};
const direct = () => ({ direct: { department: drainage(), filingCondition: "1" } });

const move = async (actor: typeof duty, id: string, name: string, given: object) => {
  const facts = await withPhoto(city, actor, name, given);
  const { version } = (await city.call(actor, "GET", `/api/v1/cases/${id}`)).body;
  const moved = await city.call(actor, "POST", `/api/v1/cases/${id}/moves/${name}`, { version, facts });
  expect([name, moved.status, moved.body.code]).toEqual([name, 200, undefined]);
  await city.workOff();
};

describe("whoever is to be erased", () => {
  const eraser = officer({ permissions: ["persons.read", "persons.erase"] });
  /** Their erasing is asked for, and waits for a second person. */
  const askErase = async (no: string): Promise<void> => {
    const found = await city.database.pool.query("SELECT reporter_id AS id FROM reports WHERE no = $1", [no]);
    const card = `/api/v1/persons/${found.rows[0].id}`;
    const { version } = (await city.call(eraser, "GET", card)).body;
    const asked = { version, facts: { basis: "asked", reason: "来函" } };
    expect((await city.call(eraser, "POST", `${card}/moves/ask-erase`, asked)).status).toBe(200);
  };

  test("reports a danger all the same: the report is kept, and that nobody is told of it is said", async () => {
    const citizen = newCitizen();
    await askErase((await tell(citizen)).no);
    provider.asked.length = 0;
    const again = { ...newCitizen(), phone: citizen.phone };
    const made = await tell(again, { tellAll: true });
    expect(made.tell).toEqual([]);
    const { body } = await city.call(duty, "GET", "/api/v1/reports/waiting");
    expect(body.items.map(({ no }: { no: string }) => no)).toContain(made.no);
    expect(sentTo(citizen.phone)).toEqual([]);
    const wish = { tell: ["sms"], tellAll: false, language: "zh" };
    const set = await send(again, "POST", `/reports/${made.no}/tell`, wish);
    expect([set.status, set.body.code]).toEqual([409, "report.not-told"]);
  });

  test("and tells the desk on the telephone, which says the same", async () => {
    const citizen = newCitizen();
    await askErase((await tell(citizen)).no);
    const said = {
      category: "storm-tide",
      position: newPlace(),
      text: "路面塌了",
      reporter: { phone: citizen.phone },
      tell: ["sms"],
    };
    const desk = officer({ permissions: ["persons.read", "persons.record"] });
    const made = await city.call(desk, "POST", "/api/v1/reports", said);
    expect([made.status, made.body.code, made.body.tell]).toEqual([201, undefined, []]);
    const other = { ...said, position: newPlace(), reporter: { name: "赵六", phone: newPhone() } };
    expect((await city.call(desk, "POST", "/api/v1/reports", other)).body.tell).toEqual(["sms"]);
  });
});

describe("whoever reported is told what they agreed to be told", () => {
  test("by SMS: that it is there and how to follow it, who has it, and that it is done", async () => {
    const citizen = newCitizen();
    const { no, tell: agreed } = await tell(citizen);
    expect(agreed).toEqual(["sms"]);
    const shown = `${no.slice(0, 8)}-${no.slice(8)}`;
    expect(sentTo(citizen.phone)).toEqual([
      `您反映的井盖已收到，编号 ${shown}。凭编号在 ${city.deployment.profile.host}/app 查进度、催办。`,
    ]);
    const id = await takeUp(no, direct());
    await move(handler(drainage()), id, "accept", {});
    await move(handler(drainage()), id, "feed-back", { result: "已更换井盖" });
    await move(verifier(), id, "verify", { "closing-condition": "1" });
    await move(closer, id, "close", {});
    const said = sentTo(citizen.phone);
    expect(said).toHaveLength(3);
    expect(said[1]).toContain("已派给");
    expect(said[2]).toContain("已办结：已更换井盖");
  });

  test("in the language of their phone, and with the reason when it is not taken", async () => {
    const citizen = newCitizen();
    const { no } = await tell(citizen, { language: "en" });
    const { body } = await city.call(duty, "GET", "/api/v1/reports/waiting");
    const waiting = body.items.find((one: { no: string }) => one.no === no);
    const declined = await city.call(duty, "POST", `/api/v1/reports/${waiting.id}/moves/decline`, {
      version: waiting.version,
      facts: { reason: "属于小区物业范围" },
    });
    expect(declined.status, JSON.stringify(declined.body)).toBe(200);
    await city.workOff();
    const [received, refused] = sentTo(citizen.phone);
    expect(received).toMatch(/^We have your Manhole cover, number \d{8}-\d{6}\. Follow it by this number at/);
    expect(refused).toContain("Reason: 属于小区物业范围");
  });

  test("and the answer to a question stays with the number: the message only says that it is there", async () => {
    const citizen = newCitizen();
    const { no } = await tell(citizen, { matter: "advice", words: "养犬证在哪办" });
    const { body } = await city.call(duty, "GET", "/api/v1/reports/waiting");
    const waiting = body.items.find((one: { no: string }) => one.no === no);
    const answered = await city.call(duty, "POST", "/api/v1/reports/advice", {
      text: "养犬证在哪办",
      answer: "到张小姐的窗口",
      waiting: waiting.id,
    });
    expect(answered.status, JSON.stringify(answered.body)).toBe(201);
    await city.workOff();
    expect(sentTo(citizen.phone).at(-1)).toContain("已答复");
    expect(sentTo(citizen.phone).join()).not.toContain("张小姐");
  });

  test("of all their reports, asked once: the next is told without asking, until they take it back on any of them", async () => {
    const citizen = newCitizen();
    await tell(citizen, { tellAll: true });
    const kept = [citizen.token];
    const later = await tell({ ...citizen, token: newCitizen().token, kept }, { tell: [] });
    expect(later.tell).toEqual(["sms"]);
    expect(sentTo(citizen.phone)).toHaveLength(2);
    const again = { ...citizen, token: newCitizen().token, kept };
    const third = await tell(again, { tell: [] });
    expect((await send(again, "GET", `/reports/${third.no}/own`)).body).toMatchObject({ tell: ["sms"], tellAll: true });
    const back = await send(again, "POST", `/reports/${third.no}/tell`, { tell: [] });
    expect(back.body).toMatchObject({ tell: [], tellAll: false });
    await tell({ ...citizen, token: newCitizen().token, kept }, { tell: [] });
    expect(sentTo(citizen.phone)).toHaveLength(3);
  });

  test("a caller whom the officer asked, too, and with the reason when it is not filed", async () => {
    const phone = newPhone();
    const made = await city.call(duty, "POST", "/api/v1/reports", {
      category: "storm-tide",
      position: newPlace(),
      text: "来电反映",
      reporter: { name: "李四", phone },
      tell: ["sms"],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await city.workOff();
    expect(sentTo(phone)[0]).toContain("已受理，编号");
    await move(duty, made.body.caseId, "void", { reason: "现场未发现问题" });
    expect(sentTo(phone)[1]).toContain("不予立案，理由：现场未发现问题");
  });
});

describe("nothing is sent without consent", () => {
  test("neither to who left a number and ticked nothing, nor after they took it back", async () => {
    const silent = newCitizen();
    const first = await tell(silent, { tell: [] });
    await takeUp(first.no, direct());
    expect(sentTo(silent.phone)).toEqual([]);

    const undecided = newCitizen();
    const { no } = await tell(undecided);
    expect(sentTo(undecided.phone)).toHaveLength(1);
    const taken = await send(undecided, "POST", `/reports/${no}/tell`, { tell: [] });
    expect(taken).toMatchObject({ status: 200, body: { tell: [], reachable: ["sms"] } });
    await takeUp(no, direct());
    expect(sentTo(undecided.phone)).toHaveLength(1);
    const again = await send(undecided, "POST", `/reports/${no}/tell`, { tell: ["sms"] });
    expect(again.body.tell).toEqual(["sms"]);
  });

  test("not even what waited for the gateway while they took it back: it is ended, and nobody has to look after it", async () => {
    const citizen = newCitizen();
    provider.answer({ status: 500, body: "" }, { status: 500, body: "" });
    const { no } = await tell(citizen);
    const keeper = administrator({ permissions: ["deliveries.read", "deliveries.retry"] });
    const { body } = await city.call(keeper, "GET", "/api/v1/deliveries?limit=500&state=given-up");
    const [given] = body.items.filter(({ type }: { type: string }) => type === "reporter-received");
    expect(given).toMatchObject({ channel: "sms", state: "given-up" });
    provider.asked.length = 0;
    await send(citizen, "POST", `/reports/${no}/tell`, { tell: [] });
    expect((await city.call(keeper, "POST", `/api/v1/deliveries/${given.id}/retry`, {})).status).toBe(200);
    await city.workOff();
    expect(sentTo(citizen.phone)).toEqual([]);
    const after = (await city.call(keeper, "GET", "/api/v1/deliveries?limit=500")).body.items;
    expect(after.find(({ id }: { id: string }) => id === given.id)).toMatchObject({
      state: "settled",
      failure: { words: { en: expect.stringContaining("took it back") } },
    });
  });

  test("nor by another way than the one they agreed to, whoever chooses it", async () => {
    const citizen = newCitizen();
    provider.answer({ status: 500, body: "" }, { status: 500, body: "" });
    await tell(citizen);
    const keeper = administrator({ permissions: ["deliveries.read", "deliveries.retry"] });
    const { body } = await city.call(keeper, "GET", "/api/v1/deliveries?limit=500&state=given-up");
    const [given] = body.items;
    // What came back from the mail they agreed to: the number they left is no leave to ring it.
    await city.database.pool.query("UPDATE deliveries SET channel = 'email' WHERE id = $1", [given.id]);
    await city.database.pool.query("UPDATE person_consents SET channel = 'email' WHERE about_id = $1", [
      given.subject.id,
    ]);
    provider.asked.length = 0;
    const turned = await city.call(keeper, "POST", `/api/v1/deliveries/${given.id}/retry`, { channel: "sms" });
    expect(turned).toMatchObject({ status: 422, body: { code: "channel.not-agreed" } });
    await city.workOff();
    expect(sentTo(citizen.phone)).toEqual([]);
  });

  test("to a channel nobody left an address for it can't be agreed, and nothing is kept of the wish", async () => {
    const citizen = newCitizen();
    const { no } = await tell(citizen, { tell: ["email", "sms"] });
    expect((await send(citizen, "GET", `/reports/${no}/own`)).body.tell).toEqual(["sms"]);
    const refused = await send(citizen, "POST", `/reports/${no}/tell`, { tell: ["email"] });
    expect(refused).toMatchObject({ status: 422, body: { code: "report.nobody-to-tell" } });
    const nameless = await city.call(duty, "POST", "/api/v1/reports", {
      category: "storm-tide",
      position: newPlace(),
      text: "匿名来电",
      tell: ["sms"],
    });
    expect(nameless).toMatchObject({ status: 422, body: { code: "report.nobody-to-tell" } });
  });

  test("nor does a stranger who types a number see, use or take back what its owner agreed to", async () => {
    const citizen = newCitizen();
    const own = await tell(citizen, { tellAll: true });
    const stranger = { ...newCitizen(), phone: citizen.phone };
    const typed = await tell(stranger, { tell: [] });
    expect(typed.tell).toEqual([]);
    expect((await send(stranger, "GET", `/reports/${typed.no}/own`)).body).toMatchObject({ tell: [], tellAll: false });
    await send(stranger, "POST", `/reports/${typed.no}/tell`, { tell: ["sms"], tellAll: true });
    await send(stranger, "POST", `/reports/${typed.no}/tell`, { tell: [] });
    const standing = (await send(citizen, "GET", `/reports/${own.no}/own`)).body;
    expect(standing).toMatchObject({ tell: ["sms"], tellAll: true });
    const next = { ...citizen, token: newCitizen().token, kept: [citizen.token] };
    expect((await tell(next, { tell: [] })).tell).toEqual(["sms"]);
  });

  test("nor is one whose owner agreed for everything flooded by strangers who type it", async () => {
    const citizen = newCitizen();
    await tell(citizen, { tellAll: true });
    for (let turn = 0; turn < 6; turn += 1) await tell({ ...newCitizen(), phone: citizen.phone }, { tell: [] });
    expect(sentTo(citizen.phone)).toHaveLength(1);
  });

  test("a stranger's number typed again and again is not flooded: five reports a day are told", async () => {
    const phone = newPhone();
    const told: string[][] = [];
    for (let turn = 0; turn < 6; turn += 1) told.push((await tell({ ...newCitizen(), phone })).tell);
    expect(told.map((tells) => tells.length)).toEqual([1, 1, 1, 1, 1, 0]);
    expect(sentTo(phone)).toHaveLength(5);
  });

  test("nor does a stranger who knows name and number put an address of their own on the card of who bears them", async () => {
    const citizen = newCitizen();
    await tell(citizen, { name: "诸葛明" });
    await tell({ ...newCitizen(), phone: citizen.phone }, { name: "诸葛明", email: "stranger@example.org" });
    const { body } = await city.call(archivist, "POST", "/api/v1/persons/search", { phone: citizen.phone });
    expect(body.items.map(({ shown }: { shown: { email?: string } }) => shown.email)).toEqual([undefined]);
  });

  test("the desk sees what was agreed to, and takes it back for who calls", async () => {
    const citizen = newCitizen();
    await tell(citizen, { name: "王五" });
    const { body } = await city.call(archivist, "POST", "/api/v1/persons/search", { phone: citizen.phone });
    const person = body.items[0].id;
    const given = (await city.call(archivist, "GET", `/api/v1/persons/${person}/consents`)).body.items;
    expect(given).toMatchObject([{ purpose: "progress", channel: "sms", about: { kind: "report" } }]);
    const path = `/api/v1/persons/${person}/withdraw-consent`;
    expect((await city.call(duty, "POST", path, { channel: "sms" })).status).toBe(403);
    const after = await city.call(archivist, "POST", path, { channel: "sms", about: given[0].about.id });
    expect(after.body.items[0].withdrawnAt).toBeDefined();
    const { rows } = await city.database.pool.query(
      "SELECT type FROM journal WHERE subject_id = $1 AND type LIKE 'person.consent%' ORDER BY id",
      [person],
    );
    expect(rows.map(({ type }) => type)).toEqual(["person.consented", "person.consent-withdrawn"]);
  });
});

test("a joint task is told to the department it was given to, and leads to its case", async () => {
  const [, other] = city.deployment.profile.departments.map(({ code }) => departmentId(code));
  const made = await city.call(duty, "POST", "/api/v1/reports", {
    category: "storm-tide",
    position: newPlace(),
    text: "需要交警配合",
    ...direct(),
  });
  await move(duty, made.body.caseId, "share", { "joint-department": other, what: "配合交通疏导" });
  await city.settle();
  const told = async (department: string | undefined) =>
    (await city.call(handler(department ?? ""), "GET", "/api/v1/notices?type=task-given")).body.items;
  expect(await told(other)).toMatchObject([
    {
      text: { zh: expect.stringMatching(/^协办任务待接收：配合交通疏导/) },
      subject: { kind: "case", id: made.body.caseId },
    },
  ]);
  expect(await told(drainage())).toEqual([]);
});

test("what a class of a dictionary is called is said in its words, as on the citizen's page", async () => {
  const may = ["dictionaries.read", "dictionaries.edit"];
  const keeper = officer({ permissions: may });
  const approver = officer({ permissions: ["dictionaries.read", "dictionaries.approve"] });
  const table = `大类代码,大类名称,小类代码,小类名称,处置单位,主管部门,立案条件,结案条件,处置时限
07,其他部件,77,爱心驿站,,城管局,破损,修复,5工作日
`;
  const { id } = await keeperOf(() => city, keeper).begin("shanbei", "1", { "部件.csv": table });
  const post = (actor: typeof keeper, path: string, body: object = {}) =>
    city.call(actor, "POST", `/api/v1/${path}`, body);
  await post(keeper, `dictionary-imports/${id}/answers`, allAnswers);
  const { versionId } = (await post(keeper, `dictionary-imports/${id}/take`)).body;
  await post(keeper, `dictionaries/${versionId}/moves/submit`, { version: 2 });
  const facts = { from: "2026-11-01" };
  expect((await post(approver, `dictionaries/${versionId}/moves/enforce`, { version: 3, facts })).status).toBe(200);
  const phone = newPhone();
  const made = await city.call(duty, "POST", "/api/v1/reports", {
    category: "shanbei/1/part-0777",
    position: newPlace(),
    text: "驿站门坏了",
    reporter: { name: "王五", phone },
    tell: ["sms"],
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await city.workOff();
  expect(sentTo(phone)).toEqual([expect.stringMatching(/^您反映的爱心驿站已受理/)]);
});
