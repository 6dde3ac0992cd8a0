import { defineFlow, workDays } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
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
  },
});

let city: TestCity;
const rights = ["permits.ask", "permits.read", "permits.grant"];
const asker = officer({ permissions: rights });
const clerk = () => officer({ permissions: rights, departments: [departmentId("city-management")] });
const facts = () => ({ street: "文庙路", office: departmentId("city-management") });

beforeAll(async () => {
  city = await openTestCity({
    ground: true,
    packs: [{ id: "digging", name: { zh: "挖掘", en: "Digging" }, standards: [], things: [], flows: [permit] }],
  });
});
afterAll(() => city.close());

describe("a flow that a pack declares", () => {
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
    expect(found.moves).toMatchObject([{ move: "grant", facts: [{ id: "terms", required: true }] }]);
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

  test("in an area nobody knows nothing is opened", async () => {
    const answer = await city.call(asker, "POST", "/api/v1/permits", { areaPath: "9/9/", facts: facts() });
    expect(answer.body.faults).toEqual([{ path: "body.areaPath", code: "unknown" }]);
  });
});

const anyArea = async (): Promise<string> => (await city.call(asker, "GET", "/api/v1/areas")).body.items.at(-1).path;
