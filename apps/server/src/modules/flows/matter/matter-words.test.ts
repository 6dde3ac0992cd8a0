import { brief, definePack } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

const complaint = brief.flow("complaint", "complaints", ["投诉", "Complaint"], {
  stages: { told: brief.stage("待办", "Told"), done: brief.end("办结", "Done") },
  facts: [brief.text("outcome", "结果", "Outcome")],
  moves: {
    tell: brief.move(["登记", "Tell"], "new > told", "complaints.tell", { form: "complaint" }),
    end: brief.move(["办结", "End"], "told > done", "complaints.tell", { needs: ["outcome"] }),
  },
});
const complaints = definePack({
  id: "complaints",
  name: { zh: "投诉", en: "Complaints" },
  standards: [],
  things: [],
  flows: [complaint],
  facts: [
    brief.text("story", "经过", "Story", { personal: true }),
    brief.text("witness", "旁证", "Witness", { personal: true }),
    brief.person("complainant", "投诉人", "Complainant"),
    brief.department("office-in-charge", "主管部门", "Office in charge"),
  ],
  forms: [
    brief.form(
      "complaint",
      "投诉表",
      "Complaint",
      brief.section("投诉", "Complaint", "story!", "witness", "complainant", "office-in-charge"),
    ),
  ],
  grants: { "duty-officer": ["complaints.read", "complaints.tell"] },
});

let city: TestCity;
const rights = ["complaints.read", "complaints.tell"];
const desk = officer({ permissions: [...rights, "persons.read"] });
const reader = officer({ permissions: [...rights, "persons.unmask"] });
const why = { purpose: "request", reason: "本人来电核对" };

beforeAll(async () => {
  city = await openTestCity({ ground: true, packs: [complaints] });
});
afterAll(() => city.close());

const tell = async (facts: object): Promise<string> => {
  const { status, body } = await city.call(desk, "POST", "/api/v1/complaints", { facts });
  expect([status, body.code]).toEqual([201, undefined]);
  return body.id;
};
const wordsOf = (actor: typeof desk, id: string, said: object = why) =>
  city.call(actor, "POST", `/api/v1/complaints/${id}/words`, said);

describe("personal words of a matter", () => {
  test("are sealed on its page and read back for a purpose and a reason, which their writer sees", async () => {
    const id = await tell({ story: "邻居夜里施工", complainant: { name: "苏东坡", phone: "13600000001" } });
    const { facts, words } = (await city.call(reader, "GET", `/api/v1/complaints/${id}`)).body;
    expect(words[facts.story].zh).toBe("已加密保存");
    const read = await wordsOf(reader, id);
    expect(read).toMatchObject({ status: 200, body: { words: { [facts.story]: "邻居夜里施工" } } });
    const { items } = (await city.call(desk, "GET", `/api/v1/persons/${facts.complainant}/looks`)).body;
    expect(items[0]).toMatchObject({ how: "unmasked", purpose: "request", reason: why.reason, fields: ["text"] });
  });

  test("nobody is named for leave an entry of the matter, and neither they nor the reason are in the journal", async () => {
    const id = await tell({ story: "无名投诉：石拱桥边倒垃圾" });
    await wordsOf(reader, id, { purpose: "reply", reason: "要答复王二麻子" });
    const { rows } = await city.database.pool.query(
      "SELECT type, changes::text FROM journal WHERE subject_id = $1 ORDER BY id",
      [id],
    );
    expect(rows.map(({ type }) => type)).toEqual(["complaint.told", "complaint.words-read"]);
    expect(JSON.stringify(rows)).not.toMatch(/石拱桥|王二麻子/);
  });

  test("are closed to who may not unmask, to who sees no such matters, and without a reason", async () => {
    const id = await tell({ story: "x" });
    expect((await wordsOf(desk, id)).status).toBe(403);
    expect((await wordsOf(officer({ permissions: ["persons.unmask"] }), id)).status).toBe(404);
    expect((await wordsOf({ ...reader, areaPath: "elsewhere/" }, id)).status).toBe(404);
    expect((await wordsOf(reader, id, { purpose: "request", reason: " " })).body.code).toBe("request.invalid");
    expect((await wordsOf(reader, id, { ...why, purpose: "curiosity" })).status).toBe(422);
  });
});

test("a department that a form names has the matter from then on, as one of the flow's own facts would", async () => {
  const office = departmentId("city-management");
  const id = await tell({ story: "x", "office-in-charge": office });
  const theirs = officer({ permissions: rights, departments: [office] });
  expect((await city.call(theirs, "GET", `/api/v1/complaints/${id}`)).status).toBe(200);
  const others = officer({ permissions: rights, departments: [departmentId("water")] });
  expect((await city.call(others, "GET", `/api/v1/complaints/${id}`)).status).toBe(404);
});
