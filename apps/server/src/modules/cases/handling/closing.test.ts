import { afterAll, expect, test } from "vitest";
import { openLampCity } from "../../../testing/lamp-city.ts";

const { city, department, duty, mender, checker, read, does, refused, reported, disposing } = await openLampCity();
afterAll(() => city.close());

const choicesOf = async (actor: typeof checker, id: string, move: string, fact: string) => {
  const { items } = (await city.call(actor, "GET", `/api/v1/cases/${id}/moves`)).body;
  const offer = items.find((one: { move: string }) => one.move === move);
  return offer.facts.find((one: { id: string }) => one.id === fact);
};

test("a case is filed and closed under a written condition; what is said besides is a remark", async () => {
  const id = await reported();
  const filing = await choicesOf(duty, id, "file", "filing-condition");
  expect(filing).toMatchObject({ kind: "choice", required: true });
  expect(Object.keys(filing.choices)).toEqual(["dark-lamp#1"]);
  await refused("dictionary.no-condition", duty, id, "file", { "filing-condition": "大概不亮" });
  await does(duty, id, "file", { "filing-condition": "dark-lamp#1", comment: "大概不亮" });
  await does(duty, id, "dispatch", { department });
  await does(mender, id, "accept");
  await does(mender, id, "feed-back", { result: "已换" });
  await refused("dictionary.no-closing", checker, id, "verify", { "closing-condition": "差不多好了" });
  await does(checker, id, "verify", { "closing-condition": "it shines again", comment: "差不多好了" });
  expect((await read(id)).facts).toMatchObject({ "closing-condition": "恢复照明", closing: "dark-lamp#1" });
  await city.settle();
  const { items } = (await city.call(duty, "GET", `/api/v1/cases/${id}/timeline`)).body;
  expect(JSON.stringify(items.at(-1))).toContain("差不多好了");
});

test("of several the one it was filed under comes first, and each is written once", async () => {
  const id = await disposing();
  const { version } = await read(id);
  const right = { version, reason: "是灯杆", category: "leaning-pole", condition: "slight" };
  expect((await city.call(duty, "POST", `/api/v1/cases/${id}/correct`, right)).status).toBe(200);
  await does(mender, id, "feed-back", { result: "已扶正" });
  const closing = await choicesOf(checker, id, "verify", "closing-condition");
  expect(Object.values(closing.choices).map((label) => (label as { zh: string }).zh)).toEqual(["扶正", "排除危险"]);
  await refused("dictionary.no-closing", checker, id, "verify", { "closing-condition": "恢复照明" });
  await does(checker, id, "verify", { "closing-condition": "slight" });
});
