import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator, officer } from "../../../testing/actors.ts";
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
const importer = administrator({ permissions: ["imports.run"] });

let places = 0;
/** Each time somewhere else, so that no two reports are asked about. */
const newPlace = (): [number, number] => {
  places += 1;
  const [west, south] = city.deployment.profile.extent;
  return [west + 0.004 + (places % 8) * 0.002, south + 0.006 + Math.floor(places / 8) * 0.002];
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

const erase = async (phone: string): Promise<{ touches: { reports?: number }; cases: { id: string }[] }> => {
  const person = await find(phone);
  const url = await askErase(person);
  const { body: seen } = await city.call(other, "GET", `${url}/erasure`);
  const move = { version: person.version + 1, facts: { seen: seen.stamp } };
  const erased = await city.call(other, "POST", `${url}/moves/erase`, move);
  expect(erased.status, JSON.stringify(erased.body)).toBe(200);
  return seen;
};

test("a number others told goes out of their words in the vault too, and whoever approves is told of it", async () => {
  const phone = "13955556666";
  await report("井盖响", { reporter: { name: "孙某", phone } });
  const nobodys = await report(`请联系住户 ${phone} 或 +86 139－5555－6666，门牌 12 139.5555.6666`);
  const neighbours = await report("他的电话 139 5555 6666", { reporter: { name: "邻居", phone: "13955557777" } });
  const table = await report(`名单 ${Array.from({ length: 80 }, (_, n) => 13_000_000_000 + n).join("，")}，${phone}`);
  const alike = await report(`杆号 9${phone}7`);
  // As it was sealed before numbers were indexed.
  const old = await report(`旧话 ${phone}`);
  const { pool } = city.database;
  await pool.query("UPDATE person_texts SET marks = NULL WHERE id = (SELECT text_id FROM reports WHERE id = $1)", [
    old.id,
  ]);
  const seen = await erase(phone);
  expect(seen.touches.reports).toBe(4);
  const ids = seen.cases.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([nobodys, neighbours, table, old].map(({ caseId }) => caseId)));
  const textOf = async ({ caseId }: { caseId: string }) => (await saidOf(caseId))[0]?.text.zh;
  expect(await textOf(nobodys)).toBe("请联系住户 ［已删除］ 或 ［已删除］，门牌 12 ［已删除］");
  expect(await textOf(neighbours)).toBe("他的电话 ［已删除］");
  expect(await textOf(table)).toMatch(/^名单 13000000000，.*，［已删除］$/);
  expect(await textOf(alike)).toBe(`杆号 9${phone}7`);
  expect(await textOf(old)).toBe("旧话 ［已删除］");
});

test("texts sealed before numbers were indexed are looked through in the background, once", async () => {
  const { pool } = city.database;
  const unmarked = async () =>
    (await pool.query("SELECT count(*)::int AS n FROM person_texts WHERE marks IS NULL AND sealed IS NOT NULL")).rows[0]
      .n;
  const before = await report("电话 13955558888");
  await pool.query("UPDATE person_texts SET marks = NULL");
  expect(await unmarked()).toBeGreaterThan(0);
  await city.workOff();
  expect(await unmarked()).toBe(0);
  await report("井盖响", { reporter: { name: "周某", phone: "13955558888" } });
  await erase("13955558888");
  expect((await saidOf(before.caseId))[0]?.text.zh).toBe("电话 ［已删除］");
});

test("a number goes whatever stands between its digits, and out of the names of files that were sent", async () => {
  const phone = "13966667777";
  await report("井盖响", { reporter: { name: "吴某", phone } });
  const { caseId } = await report("井盖响");
  const between = [".", "－", "–", "—", "/", "_", "\u200b", "\u00a0", "·"];
  for (const one of between) {
    const facts = { comment: `致电 ${["139", "6666", "7777"].join(one)}` };
    const said = await city.call(desk, "POST", `/api/v1/cases/${caseId}/moves/comment`, { version: 1, facts });
    expect(said.status).toBe(200);
  }
  const { pool } = city.database;
  const name = `吴某${phone}.csv`;
  const files = [{ name, bytes: 1, digest: `a${phone}b`, path: "source.csv" }];
  const sent = await city.call(importer, "POST", "/api/v1/file-imports", { kind: "things" });
  expect(sent.status, JSON.stringify(sent.body)).toBe(201);
  await pool.query("UPDATE file_imports SET name = $2, files = $3 WHERE id = $1", [
    sent.body.id,
    name,
    JSON.stringify(files),
  ]);
  await erase(phone);
  const { rows } = await pool.query(
    "SELECT changes->>'comment' AS said FROM journal WHERE type = 'case.commented' AND subject_id = $1",
    [caseId],
  );
  expect(rows.map(({ said }) => said)).toEqual(between.map(() => "致电 ［已删除］"));
  const { rows: after } = await pool.query("SELECT name, files FROM file_imports WHERE id = $1", [sent.body.id]);
  expect(after).toEqual([{ name: "吴某［已删除］.csv", files: [{ ...files[0], name: "吴某［已删除］.csv" }] }]);
});
