import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { copyRows } from "../../../testing/copies.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
const desk = officer();

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

let places = 0;
const newPlace = (): [number, number] => {
  const [west, south] = city.deployment.profile.extent;
  places += 1;
  return [west + 0.004 + places * 0.0005, south + 0.006];
};
/** Two cases of one problem, a week between them, that nothing joins by itself. */
const reportTwo = async () => {
  const said = { category: "manhole-lid", position: newPlace(), text: "井盖在响" };
  const first = await city.call(desk, "POST", "/api/v1/reports", said);
  city.advance(7 * 86_400_000);
  const second = await city.call(desk, "POST", "/api/v1/reports", {
    ...said,
    text: "井盖松动",
    notSameAs: [first.body.caseId],
  });
  return { position: said.position, older: first.body, younger: second.body };
};
const shown = async (id: string) => (await city.call(desk, "GET", `/api/v1/cases/${id}`)).body;
const likeTo = async (id: string, actor = desk): Promise<string[]> => {
  const answer = await city.call(actor, "GET", `/api/v1/cases/${id}/similar`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items.map(({ caseId }: { caseId: string }) => caseId);
};
const newer = "'opened_at', now() + interval '40 years'";

test("a case is found for another among a crowd of newer ones that went up in others or that somebody else alone may see", async () => {
  const { older, younger } = await reportTwo();
  const merged = "'merged_into', $1::text";
  const crowd = { table: "cases", id: older.caseId, count: 40 };
  await copyRows(city, {
    ...crowd,
    row: `jsonb_build_object('no', 'M' || n, ${newer}, ${merged})`,
    subject: "jsonb_build_object('stage', 'merged')",
  });
  await copyRows(city, {
    ...crowd,
    id: younger.caseId,
    row: `jsonb_build_object('no', 'D' || n, ${newer})`,
    subject: "jsonb_build_object('area_path', '9999/' || n || '/')",
  });
  const near = officer({ areaPath: (await shown(younger.caseId)).areaPath ?? "43" });
  expect(await likeTo(younger.caseId, near)).toContain(older.caseId);
});

test("a case of last week at the very place is found, however many newer ones lie some streets away", async () => {
  const { position, older, younger } = await reportTwo();
  const row = `jsonb_build_object('no', 'S' || n, 'longitude', ${position[0] + 0.004}, ${newer})`;
  await copyRows(city, { table: "cases", id: younger.caseId, count: 100, row, subject: "'{}'::jsonb" });
  expect(await likeTo(younger.caseId)).toContain(older.caseId);
});

test("where other matters crowd the very place, the nearest of its own are compared besides", async () => {
  const { position, older, younger } = await reportTwo();
  const row = `jsonb_build_object('no', 'C' || n, 'category', 'street-dark', ${newer})`;
  await copyRows(city, { table: "cases", id: younger.caseId, count: 100, row, subject: "'{}'::jsonb" });
  const aside = [position[0] + 0.0002, position[1]];
  await city.database.pool.query("UPDATE cases SET longitude = $2, latitude = $3 WHERE id = $1", [
    older.caseId,
    ...aside,
  ]);
  expect(await likeTo(younger.caseId)).toContain(older.caseId);
});

test("a report that waits at the very place is found, however many newer ones wait some streets away", async () => {
  const position = newPlace();
  const token = randomBytes(32).toString("base64url");
  const told = { token, matter: "problem", position, words: "井盖在响", phone: "13712345678" };
  const { no } = (await city.call(undefined, "POST", "/api/v1/public/reports", told)).body;
  const { rows } = await city.database.pool.query("SELECT id FROM reports WHERE no = $1", [no]);
  const row = `jsonb_build_object('no', 'W' || n, 'client_key', null, 'longitude', ${position[0] + 0.004}, 'at', now() + interval '40 years')`;
  await copyRows(city, { table: "reports", id: rows[0].id, count: 100, row, subject: "'{}'::jsonb" });
  const asked = { position, category: "manhole-lid", text: "井盖在响" };
  const { body } = await city.call(desk, "POST", "/api/v1/reports/similar", asked);
  expect(body.waiting.map((one: { no: string }) => one.no)).toContain(no);
});
