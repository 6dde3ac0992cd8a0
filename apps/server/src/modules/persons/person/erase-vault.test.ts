import { afterAll, beforeAll, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepText, textsOf } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const may = { permissions: ["persons.read", "persons.record", "persons.edit", "persons.unmask", "persons.erase"] };
const desk = officer(may);
const other = officer(may);

let places = 0;
/** Each time somewhere else, so that no two reports are asked about. */
const newPlace = (): [number, number] => {
  places += 1;
  const [west, south] = city.deployment.profile.extent;
  return [west + 0.004 + places * 0.002, south + 0.006];
};

const report = async (text: string, more: object = {}) => {
  const said = { category: "manhole-lid", position: newPlace(), text, ...more };
  const answer = await city.call(desk, "POST", "/api/v1/reports", said);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as { id: string; caseId: string };
};

const find = async (phone: string) => {
  const { items } = (await city.call(desk, "POST", "/api/v1/persons/search", { phone })).body;
  expect(items).toHaveLength(1);
  return items[0] as { id: string; version: number };
};

const askErase = async ({ id, version }: { id: string; version: number }): Promise<string> => {
  const facts = { basis: "asked", reason: "来函" };
  const asked = await city.call(desk, "POST", `/api/v1/persons/${id}/moves/ask-erase`, { version, facts });
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
  return `/api/v1/persons/${id}`;
};

/** What is said of a case, as its page shows it. */
const saidOf = async (caseId: string) => {
  const { reportList } = (await city.call(desk, "GET", `/api/v1/cases/${caseId}`)).body;
  return reportList as { text: { zh: string }; caller?: { personId: string } }[];
};

/** Until so many wait behind somebody's lock, or all they stand for has come to its end. */
const whenWaiting = async (many: number, work: readonly Promise<unknown>[]): Promise<void> => {
  let ended = false;
  void Promise.all(work).then(() => {
    ended = true;
  });
  for (let waiting = 0; waiting < many && !ended; ) {
    const { rows } = await city.database.pool.query(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    waiting = rows[0].n;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

test("who reports while their card is being erased is somebody new, and what they say is kept", async () => {
  const phone = "13911112222";
  const reporter = { name: "赵某某", phone };
  await report("井盖响", { reporter });
  const person = await find(phone);
  const url = await askErase(person);
  // A sweep that takes its time: it waits for a table somebody holds.
  const holder = await city.database.pool.connect();
  await holder.query("BEGIN; LOCK TABLE map_views IN EXCLUSIVE MODE");
  const erasing = city.call(other, "POST", `${url}/moves/erase`, { version: person.version + 1 });
  await whenWaiting(1, [erasing]);
  const told = {
    token: "A".repeat(43),
    matter: "problem",
    position: newPlace(),
    words: "燃气味很重，有人晕倒了",
    urgent: true,
    ...reporter,
  };
  const tell = () => city.call(undefined, "POST", "/api/v1/public/reports", told);
  const telling = tell();
  const calling = report("又坏了", { reporter });
  await whenWaiting(3, [telling, calling]);
  await holder.query("COMMIT");
  holder.release();
  expect((await erasing).status).toBe(200);
  const made = await telling;
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect((await tell()).body).toMatchObject({ no: made.body.no });
  const waiting = (await city.call(desk, "GET", "/api/v1/reports/waiting")).body.items;
  expect(waiting.find(({ no }: { no: string }) => no === made.body.no)).toMatchObject({
    text: told.words,
    reporter: { name: "赵**", phone: "139****2222" },
  });
  const [called] = await saidOf((await calling).caseId);
  expect(called).toMatchObject({ text: { zh: "又坏了" }, caller: { name: "赵**" } });
  expect(called?.caller?.personId).not.toBe(person.id);
}, 60_000);

test("what somebody says of whom nothing is left is kept as nobody's words", async () => {
  const phone = "13911113333";
  await report("井盖响", { reporter: { name: "钱某某", phone } });
  const person = await find(phone);
  const url = await askErase(person);
  expect((await city.call(other, "POST", `${url}/moves/erase`, { version: person.version + 1 })).status).toBe(200);
  const ctx = city.context(desk);
  const text = await keepText(ctx, person.id, "根本没修");
  expect((await textsOf(ctx, [text])).get(text)).toBe("根本没修");
});
