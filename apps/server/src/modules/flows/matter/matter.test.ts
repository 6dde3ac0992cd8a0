import { checkPack, defineFlow, definePack, workDays } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer, securityAdministrator } from "../../../testing/actors.ts";
import { openBrowser } from "../../../testing/browser.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

const permit = defineFlow({
  id: "dig-permit",
  kind: "permit",
  plural: "permits",
  version: 1,
  name: { zh: "占道挖掘许可", en: "Digging permit" },
  stages: {
    asked: { name: { zh: "待审", en: "Asked" } },
    granted: { name: { zh: "已许可", en: "Granted" }, end: true },
  },
  clocks: { answer: { name: { zh: "答复", en: "Answer" }, limit: workDays(5) } },
  facts: {
    street: { id: "street", name: { zh: "道路", en: "Street" }, kind: "text" },
    office: { id: "office", name: { zh: "主管部门", en: "Office" }, kind: "department" },
    terms: { id: "terms", name: { zh: "条件", en: "Terms" }, kind: "text" },
  },
  moves: {
    ask: {
      name: { zh: "申请", en: "Ask" },
      from: "new",
      to: "asked",
      by: "permits.ask",
      records: "asked",
      needs: ["street", "office"],
      starts: "answer",
    },
    grant: {
      name: { zh: "许可", en: "Grant" },
      from: "asked",
      to: "granted",
      by: "permits.grant",
      records: "granted",
      needs: ["terms"],
      notBy: ["ask"],
    },
    "pass-on": {
      name: { zh: "转交", en: "Pass on" },
      from: "asked",
      by: "permits.grant",
      records: "passed-on",
      needs: ["office"],
    },
  },
});

const digging = definePack({
  id: "digging",
  name: { zh: "挖掘", en: "Digging" },
  standards: [],
  things: [],
  flows: [permit],
  grants: { "duty-officer": ["permits.read", "permits.ask"], handler: ["permits.read", "permits.grant"] },
});

let city: TestCity;
const rights = ["permits.ask", "permits.read", "permits.grant"];
const asker = officer({ permissions: rights });
const clerk = () => officer({ permissions: rights, departments: [departmentId("city-management")] });
const facts = () => ({ street: "文庙路", office: departmentId("city-management") });

beforeAll(async () => {
  city = await openTestCity({
    ground: true,
    packs: [digging],
  });
});
afterAll(() => city.close());

describe("a flow that a pack declares", () => {
  test("is sound when the pack says who may make its moves", () => {
    const known = { flows: [], duties: [], tools: [], permissions: [] };
    expect(checkPack(digging, known)).toEqual([]);
    expect(checkPack({ ...digging, grants: {} }, known)).toContain('pack digging: grants: no role may "permits.ask"');
  });

  test("has its own way in, its clock and its buttons, without a line of code", async () => {
    const { status, body } = await city.call(asker, "POST", "/api/v1/permits", {
      areaPath: await anyArea(),
      facts: facts(),
    });
    expect([status, body.code]).toEqual([201, undefined]);
    const found = (await city.call(clerk(), "GET", `/api/v1/permits/${body.id}`)).body;
    expect(found).toMatchObject({
      stage: "asked",
      facts: { street: "文庙路" },
      clocks: [{ clock: "answer", dueAt: "2026-11-09T02:00:00.000Z" }],
    });
    expect(found.moves).toMatchObject([
      { move: "grant", facts: [{ id: "terms", required: true }] },
      { move: "pass-on" },
    ]);
  });

  test("is opened once, though the net swallowed the first answer and it is sent again under its key", async () => {
    const payload = { areaPath: await anyArea(), facts: facts() };
    const headers = { authorization: city.signedIn(asker), "idempotency-key": "0199a0a0-0000-7000-8000-00000000d166" };
    const send = () => city.app.inject({ method: "POST", url: "/api/v1/permits", headers, payload });
    const [first, again] = [await send(), await send()];
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json().id).toBe(first.json().id);
  });

  test("goes through its moves by the same engine: facts, four eyes, journal", async () => {
    const { id } = (await city.call(asker, "POST", "/api/v1/permits", { areaPath: await anyArea(), facts: facts() }))
      .body;
    const grant = { version: 1, facts: { terms: "夜间施工" } };
    expect((await city.call(asker, "POST", `/api/v1/permits/${id}/moves/grant`, grant)).body.code).toBe(
      "subject.four-eyes",
    );
    expect((await city.call(clerk(), "POST", `/api/v1/permits/${id}/moves/grant`, grant)).body.stage).toBe("granted");
    expect((await city.call(asker, "GET", `/api/v1/permits/${id}`)).body.facts).toMatchObject({
      street: "文庙路",
      terms: "夜间施工",
    });
  });

  test("is seen by its department and by no other", async () => {
    const { id } = (await city.call(asker, "POST", "/api/v1/permits", { areaPath: await anyArea(), facts: facts() }))
      .body;
    const other = officer({ permissions: rights, departments: [departmentId("drainage-office")] });
    expect((await city.call(other, "GET", `/api/v1/permits/${id}`)).status).toBe(404);
    const seen = async (actor: typeof other) =>
      (await city.call(actor, "GET", "/api/v1/permits")).body.items.map((one: { id: string }) => one.id);
    expect(await seen(other)).not.toContain(id);
    expect(await seen(clerk())).toContain(id);
  });

  test.each([
    ["no department at all", "foo", "kind"],
    ["a department nobody knows", "0199a0a0-0000-7000-8000-000000000001", "choice"],
  ])("named for %s nothing is opened", async (_, office, code) => {
    const body = { areaPath: await anyArea(), facts: { street: "文庙路", office } };
    const answer = await city.call(asker, "POST", "/api/v1/permits", body);
    expect([answer.status, answer.body.faults]).toEqual([422, [{ path: "facts.office", code }]]);
    const { items } = (await city.call(asker, "GET", "/api/v1/permits")).body;
    expect(items.filter((one: { facts: { office: string } }) => one.facts.office === office)).toEqual([]);
  });

  test("a move that names a department nobody knows is refused", async () => {
    const { id } = (await city.call(asker, "POST", "/api/v1/permits", { areaPath: await anyArea(), facts: facts() }))
      .body;
    const office = "0199a0a0-0000-7000-8000-000000000001";
    const pass = { version: 1, facts: { office } };
    const answer = await city.call(asker, "POST", `/api/v1/permits/${id}/moves/pass-on`, pass);
    expect([answer.status, answer.body.faults]).toEqual([422, [{ path: "facts.office", code: "choice" }]]);
  });

  test("a list that goes on from rubbish says so", async () => {
    const answer = await city.call(asker, "GET", "/api/v1/permits?after=rubbish");
    expect([answer.status, answer.body.code]).toEqual([400, "request.invalid"]);
    expect(answer.body.faults).toMatchObject([{ path: "query.after" }]);
  });

  test("works for the posts its pack names, and for a key that holds it", async () => {
    const signed = openBrowser(city);
    expect((await signed.call("POST", "/session/demo", { entry: "duty-officer" })).status).toBe(200);
    const opened = await signed.call("POST", "/permits", { areaPath: await anyArea(), facts: facts() });
    expect(opened.status).toBe(201);
    const scopes = ["permits.read"];
    const key = await city.call(securityAdministrator(), "POST", "/api/v1/keys", { name: "许可平台", scopes });
    expect(key.status).toBe(201);
    const read = await city.app.inject({
      url: `/api/v1/permits/${opened.body.id}`,
      headers: { authorization: `Bearer ${key.body.secret}` },
    });
    expect(read.statusCode).toBe(200);
    const unknown = await city.call(securityAdministrator(), "POST", "/api/v1/keys", {
      name: "x",
      scopes: ["permits.burn"],
    });
    expect(unknown.status).toBe(400);
  });

  test("in an area nobody knows nothing is opened", async () => {
    const answer = await city.call(asker, "POST", "/api/v1/permits", { areaPath: "9/9/", facts: facts() });
    expect(answer.body.faults).toEqual([{ path: "body.areaPath", code: "unknown" }]);
  });
});

const anyArea = async (): Promise<string> => (await city.call(asker, "GET", "/api/v1/areas")).body.items.at(-1).path;
