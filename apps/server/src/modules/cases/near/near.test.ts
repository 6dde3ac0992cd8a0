import { randomBytes } from "node:crypto";
import { metresPerDegree, writeReportNo } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

type Place = [number, number];
let places = 0;
const newPlace = (): Place => {
  places += 1;
  return [112.3392 + places * 0.0035, 28.839];
};
const northOf = ([x, y]: Place, metres: number): Place => [x, y + metres / metresPerDegree];

const listWaiting = async (): Promise<{ id: string; no: string; category?: string }[]> =>
  (await city.call(duty, "GET", "/api/v1/reports/waiting")).body.items;

/** A citizen chooses a picture and a place, and writes not a word. */
const choose = async (kind: string, position: Place) => {
  const token = randomBytes(32).toString("base64url");
  const payload = { token, position, kind };
  const sent = await city.app.inject({ method: "POST", url: "/api/v1/public/reports", payload });
  const found = (await listWaiting()).find(({ no }) => no === sent.json().no);
  if (found === undefined) throw new Error(`of the picture ${kind} nothing waits`);
  return found;
};

const likelyOf = async (asked: object): Promise<string[]> => {
  const { body } = await city.call(duty, "POST", "/api/v1/reports/similar", asked);
  return body.waiting.flatMap(({ id, likely }: { id: string; likely: boolean }) => (likely ? id : []));
};
const take = (more: object) => city.call(duty, "POST", "/api/v1/reports", { text: "椅子断了", near: "ask", ...more });

describe("a waiting report of a picture that stands for several categories, without a word", () => {
  test("is asked about with a call of one of them near by, and one step takes all into one case", async () => {
    const position = newPlace();
    const first = await choose("facility", position);
    const second = await choose("facility", northOf(position, 15));
    expect(first.category).toBeUndefined();
    const call = { category: "part-bench", position: northOf(position, 7) };
    expect((await likelyOf(call)).sort()).toEqual([first.id, second.id].sort());
    const asked = await take(call);
    expect([asked.status, asked.body.code]).toEqual([409, "report.same-near"]);
    const together = [first, second].map(({ no }) => ({
      path: "body.together",
      text: expect.stringContaining(writeReportNo(no)),
    }));
    expect(asked.body.faults).toHaveLength(2);
    expect(asked.body.faults).toEqual(expect.arrayContaining(together.map((each) => expect.objectContaining(each))));
    const made = await take({ ...call, together: [first.id, second.id] });
    expect(made.body).toMatchObject({ opened: true });
    expect((await city.call(duty, "GET", `/api/v1/cases/${made.body.caseId}`)).body.reports).toBe(3);
    const left = (await listWaiting()).map(({ id }) => id);
    expect([first.id, second.id].filter((id) => left.includes(id))).toEqual([]);
  });

  test("is not like a call of another category in the same place, nor like one of its own far away", async () => {
    const position = newPlace();
    await choose("facility", position);
    expect(await likelyOf({ category: "manhole-lid", position })).toEqual([]);
    expect(await likelyOf({ category: "part-bench", position: northOf(position, 400) })).toEqual([]);
    expect((await take({ category: "manhole-lid", text: "井盖没了", position })).body.opened).toBe(true);
  });

  test("is like another of the same picture, before and after the desk says what it is", async () => {
    const position = newPlace();
    const [first, second] = [await choose("facility", position), await choose("facility", northOf(position, 15))];
    expect(await likelyOf({ position, waiting: first.id })).toEqual([second.id]);
    expect(await likelyOf({ position, waiting: first.id, category: "part-bench" })).toEqual([second.id]);
    const asked = await take({ position, waiting: first.id, category: "part-bench" });
    expect(asked.body.code).toBe("report.same-near");
    expect((await listWaiting()).map(({ id }) => id)).toContain(first.id);
  });

  test("is called by its picture, at the desk and on the page of its case", async () => {
    const position = newPlace();
    const { id } = await choose("facility", position);
    const { body } = await city.call(duty, "POST", "/api/v1/reports/similar", { position });
    const name = { zh: "公共设施（未写说明）", en: "Public facility (no words)" };
    expect(body.waiting.find((one: { id: string }) => one.id === id)).toMatchObject({ title: name, text: "" });
    const { caseId } = (await take({ position, category: "part-bench", waiting: id, text: "–" })).body;
    expect((await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body.reportList[0].text).toEqual(name);
  });

  test("is like the open case near by that is of one of its categories", async () => {
    const position = newPlace();
    const { caseId } = (await take({ category: "part-bench", position })).body;
    const { id } = await choose("facility", northOf(position, 15));
    const { body } = await city.call(duty, "POST", "/api/v1/reports/similar", { position, waiting: id });
    expect(body.items.find((one: { caseId: string }) => one.caseId === caseId)).toMatchObject({
      likely: true,
      reasons: expect.arrayContaining([expect.objectContaining({ zh: "同一类别" })]),
    });
  });

  test("of no picture that says what it is, it is like nothing by its place alone", async () => {
    const position = newPlace();
    const [first] = [await choose("other", position), await choose("other", northOf(position, 15))];
    expect(await likelyOf({ position, waiting: first.id })).toEqual([]);
  });
});
