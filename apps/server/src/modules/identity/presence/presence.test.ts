import { afterAll, beforeAll, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { type Browser, openBrowser } from "../../../testing/browser.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
let west: Browser;
let checker: Browser;
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ ground: true });
  west = await enter("grid-worker");
  checker = await enter("verifier");
});
afterAll(() => city.close());

const enter = async (entry: string): Promise<Browser> => {
  const browser = openBrowser(city);
  await browser.call("POST", "/session/demo", { entry });
  return browser;
};
const isAt = (browser: Browser, position: [number, number], accuracyM = 15) =>
  browser.call("POST", "/me/presence", { position, accuracyM });
/** Whom a look at a place of Qintai is given to. */
const givenTo = async (position: [number, number]): Promise<string> => {
  const said = { category: "storm-tide", position, text: "看看", notSameAs: [] };
  const { caseId } = (await city.call(duty, "POST", "/api/v1/reports", said)).body;
  const asked = await city.call(duty, "POST", `/api/v1/cases/${caseId}/moves/ask-look`, { version: 1, facts: {} });
  expect(asked.status).toBe(200);
  const { tasks } = (await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body;
  return tasks.find(({ kind }: { kind: string }) => kind === "look").personName;
};
const qintai: [number, number] = [112.3445, 28.8465];

test("with nobody on duty a look goes to whose area is the narrowest", async () => {
  expect(await givenTo(qintai)).toBe("蒋平");
});

test("on duty near by counts more than the narrowest area, and who is nearest counts most", async () => {
  expect((await isAt(checker, [112.3447, 28.8466])).body).toMatchObject({ onDuty: true });
  expect(await givenTo(qintai)).toBe("肖芸");
  await isAt(west, [112.34455, 28.84655]);
  expect(await givenTo(qintai)).toBe("蒋平");
});

test("a phone that knows only the town it is in says nothing about who is nearest", async () => {
  await isAt(west, qintai, 5_000);
  expect(await givenTo(qintai)).toBe("肖芸");
});

test("who was silent for half an hour may be anywhere", async () => {
  await city.database.pool.query("UPDATE presences SET heard_at = now() - interval '31 minutes'");
  expect(await givenTo(qintai)).toBe("蒋平");
});

test("off duty nothing is left of the place, and the journal never had it", async () => {
  await isAt(west, qintai);
  expect((await west.call("GET", "/me/presence")).body).toMatchObject({ onDuty: true });
  expect((await west.call("DELETE", "/me/presence")).status).toBe(204);
  expect((await west.call("GET", "/me/presence")).body).toEqual({ onDuty: false });
  await city.settle();
  const { rows } = await city.database.pool.query(
    "SELECT type, changes::text AS changes FROM journal WHERE type LIKE 'presence.%' ORDER BY id",
  );
  expect(rows.map(({ type }) => type)).toEqual(["presence.began", "presence.began", "presence.ended"]);
  expect(rows.filter(({ changes }) => /112[.]|position/.test(changes))).toEqual([]);
});

test.each([
  [{ position: [200, 28], accuracyM: 10 }],
  [{ position: [112, 28] }],
  [{ position: [112, 28], accuracyM: -1 }],
])("%j is no place to be", async (told) => {
  expect((await west.call("POST", "/me/presence", told)).status).toBe(400);
});
