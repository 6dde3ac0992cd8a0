import { defineFlow, definePack } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../platform/actor.ts";
import { handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

const lamp = defineFlow({
  id: "lamp-repair",
  kind: "lamp",
  plural: "lamps",
  version: 1,
  name: { zh: "路灯维修", en: "Lamp repair" },
  stages: {
    told: { name: { zh: "待修", en: "Told" } },
    mended: { name: { zh: "待查", en: "Mended" } },
    done: { name: { zh: "办结", en: "Done" }, end: true },
  },
  facts: {
    office: { id: "office", name: { zh: "部门", en: "Office" }, kind: "department" },
    result: { id: "result", name: { zh: "结果", en: "Result" }, kind: "text" },
    remark: { id: "remark", name: { zh: "意见", en: "Remark" }, kind: "text" },
    cost: { id: "cost", name: { zh: "费用", en: "Cost" }, kind: "number", unit: "CNY" },
  },
  moves: {
    tell: {
      name: { zh: "报修", en: "Tell" },
      from: "new",
      to: "told",
      by: "lamps.tell",
      records: "told",
      needs: ["office"],
    },
    "pass-on": {
      name: { zh: "转派", en: "Pass on" },
      from: "told",
      by: "lamps.tell",
      records: "passed-on",
      needs: ["office"],
    },
    mend: {
      name: { zh: "修复", en: "Mend" },
      from: "told",
      to: "mended",
      by: "lamps.mend",
      whose: "present-department",
      records: "mended",
      needs: ["result"],
      takes: ["cost"],
    },
    check: {
      name: { zh: "核查", en: "Check" },
      from: "mended",
      to: "done",
      by: "lamps.check",
      records: "checked",
      notBy: ["mend"],
    },
    remark: {
      name: { zh: "意见", en: "Remark" },
      from: ["told", "mended"],
      by: "lamps.read",
      records: "remarked",
      needs: ["remark"],
      quiet: true,
    },
    dim: {
      name: { zh: "变暗", en: "Dim" },
      from: "told",
      by: "lamps.dim",
      records: "dimmed",
      byMachine: "only",
    },
    count: {
      name: { zh: "计数", en: "Count" },
      from: "told",
      by: "lamps.tell",
      records: "counted",
      inner: true,
    },
  },
});
const rights = ["lamps.read", "lamps.tell", "lamps.mend", "lamps.check"] as const;
const pack = definePack({
  id: "lamps",
  name: { zh: "路灯", en: "Lamps" },
  standards: [],
  things: [],
  flows: [lamp],
  grants: { handler: rights },
});

let city: TestCity;
const teller = officer({ permissions: rights });
const first = () => handler(departmentId("city-management"), { permissions: rights });
const second = () => handler(departmentId("drainage-office"), { permissions: rights });

beforeAll(async () => {
  city = await openTestCity({ ground: true, packs: [pack] });
});
afterAll(() => city.close());

const tell = async (): Promise<string> => {
  const areaPath = (await city.call(teller, "GET", "/api/v1/areas")).body.items.at(-1).path;
  const facts = { office: departmentId("city-management") };
  return (await city.call(teller, "POST", "/api/v1/lamps", { areaPath, facts })).body.id;
};
const move = (actor: Actor, id: string, name: string, input: { version: number; facts?: object }) =>
  city.call(actor, "POST", `/api/v1/lamps/${id}/moves/${name}`, input);
const offers = async (actor: Actor, id: string): Promise<Record<string, string>> => {
  const { items } = (await city.call(actor, "GET", `/api/v1/lamps/${id}/moves`)).body;
  return Object.fromEntries(
    items.map((offer: { move: string; whyNot?: { en: string } }) => [offer.move, offer.whyNot?.en ?? "may"]),
  );
};

describe("the buttons of a subject", () => {
  test("are the moves that people make from its stage, with what each asks for", async () => {
    const { items } = (await city.call(first(), "GET", `/api/v1/lamps/${await tell()}/moves`)).body;
    const office = { id: "office", kind: "department", required: true };
    expect(items).toMatchObject([
      { move: "pass-on", to: "told", facts: [office] },
      {
        move: "mend",
        to: "mended",
        facts: [
          { id: "result", required: true },
          { id: "cost", required: false, unit: "CNY" },
        ],
      },
      { move: "remark", to: "told", quiet: true },
    ]);
  });

  test("say to whom the permission is missing that it is missing", async () => {
    const looker = officer({ permissions: ["lamps.read"] });
    const missing = "Your post does not have this permission; ask your administrator.";
    const id = await tell();
    expect(await offers(looker, id)).toEqual({ "pass-on": missing, mend: missing, remark: "may" });
    expect((await move(looker, id, "mend", { version: 1, facts: { result: "x" } })).body.code).toBe(
      "permission.missing",
    );
  });

  test("say to a department that had it before that another has it now", async () => {
    const id = await tell();
    expect((await offers(first(), id))["mend"]).toBe("may");
    const office = departmentId("drainage-office");
    expect((await move(teller, id, "pass-on", { version: 1, facts: { office } })).status).toBe(200);
    expect((await offers(first(), id))["mend"]).toBe("Another department has it now.");
    const refused = await move(first(), id, "mend", { version: 2, facts: { result: "x" } });
    expect([refused.status, refused.body.code]).toEqual([403, "subject.not-yours"]);
    expect((await offers(second(), id))["mend"]).toBe("may");
    expect((await move(second(), id, "mend", { version: 2, facts: { result: "换灯泡" } })).status).toBe(200);
  });

  test("say to whoever mended that somebody else has to check", async () => {
    const id = await tell();
    const mender = first();
    await move(mender, id, "mend", { version: 1, facts: { result: "换灯泡" } });
    expect((await offers(mender, id))["check"]).toBe("You made the move “Mend”; somebody else has to make this one.");
    expect((await offers(first(), id))["check"]).toBe("may");
    expect((await move(mender, id, "check", { version: 2 })).body.code).toBe("subject.four-eyes");
  });

  test("are told to nobody who may not know of it", async () => {
    expect((await city.call(second(), "GET", `/api/v1/lamps/${await tell()}/moves`)).status).toBe(404);
  });
});

describe("a move's address", () => {
  test("a quiet move keeps the version and asks for none", async () => {
    const id = await tell();
    const remark = { version: 7, facts: { remark: "夜里更暗" } };
    expect((await move(teller, id, "remark", remark)).body).toMatchObject({ stage: "told", version: 1 });
  });

  test.each(["dim", "count"])("what machines or use cases alone make has none: %s", async (name) => {
    const answer = await move(teller, await tell(), name, { version: 1 });
    expect([answer.status, answer.body.code]).toEqual([404, "request.not-found"]);
  });
});
