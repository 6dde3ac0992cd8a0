import { expect, test } from "vitest";
import { administrator, officer } from "../testing/actors.ts";
import { openTestCity } from "../testing/test-city.ts";
import { type CallLimits, callLimitsOf, createCallGate, createCounter } from "./call-limit.ts";

const limit = { perSecond: 10, atOnce: 5 };

test("whoever asks faster than the limit waits, whoever asks slowly never does", () => {
  const count = createCounter();
  const burst = Array.from({ length: 7 }, () => count("person a", limit, 0));
  expect(burst).toEqual([0, 0, 0, 0, 0, 100, 100]);
  expect(count("person b", limit, 0)).toBe(0);
  expect([count("person a", limit, 100), count("person a", limit, 100)]).toEqual([0, 100]);
  const steady = Array.from({ length: 1_000 }, (_, at) => count("person c", limit, at * 100));
  expect(steady.every((wait) => wait === 0)).toBe(true);
});

test("a city in use has limits of its own, a demo has room, and the profile has the last word", () => {
  expect(callLimitsOf({ demo: false }).person.perSecond).toBe(50);
  expect(callLimitsOf({ demo: true }).person.perSecond).toBeGreaterThan(1_000);
  const person = { perSecond: 1, atOnce: 2 };
  expect(callLimitsOf({ demo: true, limits: { person } }).person).toEqual(person);
});

test("persons, keys and networks are counted apart; a worker of an import is not counted", () => {
  const one = { perSecond: 0.001, atOnce: 1 };
  const limits: CallLimits = { person: one, key: one, address: { perSecond: 0.001, atOnce: 3 } };
  const gate = createCallGate(limits);
  const person = officer();
  expect([gate(person, "10.0.0.1"), gate(person, "10.0.0.2")?.of]).toEqual([undefined, "person"]);
  expect(gate(administrator(), "10.0.0.1")).toBeUndefined();
  expect(gate(administrator(), "10.0.0.1")).toBeUndefined();
  expect(gate(administrator(), "10.0.0.1")?.of).toBe("address");
  const worker = { ...person, pass: { file: "f", mapping: "m" } };
  expect(gate(worker, "10.0.0.1")).toBeUndefined();
});

test("too many calls of one person are refused with a sentence and when to come again; a colleague works on", async () => {
  const city = await openTestCity({ profile: { limits: { person: { perSecond: 1, atOnce: 3 } } } });
  const hasty = city.signedIn(officer());
  const ask = (authorization: string) => city.app.inject({ url: "/api/v1/departments", headers: { authorization } });
  const answers = [];
  for (let at = 0; at < 5; at += 1) answers.push(await ask(hasty));
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.json()).toMatchObject({ code: "request.too-fast" });
  expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
  expect((await ask(city.signedIn(officer()))).statusCode).toBe(200);
  await city.close();
});
