import { createPublicKey, hash, verify } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createTreeHasher,
  createVerifier,
  defineCase,
  definePack,
  isIncluded,
  type Verification,
} from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eraseListed, readErased } from "../../../backup/erased.ts";
import { system } from "../../../platform/actor.ts";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";
import { lookAtAll } from "../../journal/guard/index.ts";
import { freeTexts } from "../sweep/index.ts";

const sha256 = (data: Uint8Array | string) => hash("sha256", data, "hex");

/** Reports of it never join: every case is somebody's own. */
const lamp = defineCase({
  id: "lamp-dark",
  name: { zh: "路灯不亮", en: "Lamp out" },
  flow: "city-case",
  handledBy: "drainage",
  files: { zh: "不亮", en: "out" },
  closes: { zh: "亮", en: "lit" },
});
const pack = definePack({ id: "lamps", name: { zh: "路灯", en: "Lamps" }, standards: [], things: [], cases: [lamp] });

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({ ground: true, packs: [pack] });
});
afterAll(() => city.close());

const may = { permissions: ["persons.read", "persons.record", "persons.edit", "persons.unmask", "persons.erase"] };
const desk = officer(may);
const other = officer(may);

/** Every row of every table of the live database, as PostgreSQL writes it. */
const dump = async (): Promise<string> => {
  const { rows: tables } = await city.database.pool.query(
    "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await city.database.pool.query(`SELECT t::text AS row FROM ${name} t`);
    texts.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return texts.join("\n");
};

const verifyExport = async (): Promise<Verification> => {
  const { body } = await city.call(desk, "GET", "/api/v1/journal/export");
  const lines = (body as string)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const verifier = createVerifier({
    sha256,
    canonical: (value) => canonicalize(value) ?? "null",
    verifySignature: (publicKey, text, signature) => {
      const x = Buffer.from(publicKey).toString("base64url");
      const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
      return verify(null, Buffer.from(text), key, signature);
    },
    vkey: lines.find(({ key }) => key !== undefined).key,
  });
  for (const { checkpoint } of lines) if (checkpoint !== undefined) verifier.checkpoint(checkpoint);
  for (const line of lines) if (line.position !== undefined) verifier.entry(line);
  return verifier.finish();
};

const report = async (reporter: object | undefined, text: string): Promise<string> => {
  const body = { category: "lamp-dark", position: [112.35, 28.85], text };
  const answer = await city.call(
    desk,
    "POST",
    "/api/v1/reports",
    reporter === undefined ? body : { ...body, reporter },
  );
  expect(answer.status).toBe(201);
  return answer.body.caseId;
};

const comment = async (id: string, words: string) => {
  const { version } = (await city.call(desk, "GET", `/api/v1/cases/${id}`)).body;
  const answer = await city.call(desk, "POST", `/api/v1/cases/${id}/moves/comment`, {
    version,
    facts: { comment: words },
  });
  expect(answer.status).toBe(200);
};

const name = "慕容雪莲";
const phone = "13973702046";
const idNumber = "11010519491231002X";
const traces = [
  name,
  "慕容 雪莲",
  phone,
  "139 7370 2046",
  "139-7370-2046",
  "１３９７３７０２０４６",
  idNumber,
  "雪莲家",
];

test("erasing a reporter leaves every proof valid, and their words nowhere in the live database", async () => {
  const own = await report({ name, phone: "139 7370 2046" }, `我是${name}，雪莲家门口积水`);
  const others = await report(undefined, "别处积水");
  const { items } = (await city.call(desk, "POST", "/api/v1/persons/search", { phone })).body;
  const [{ id, version }] = items;
  const url = `/api/v1/persons/${id}`;
  await city.call(desk, "POST", `${url}/moves/edit`, { version, facts: { "id-number": idNumber } });
  const ask = { purpose: "call-back", reason: `回访${name}`, fields: ["name", "phone"] };
  expect((await city.call(desk, "POST", `${url}/unmask`, ask)).body).toMatchObject({ name });
  // What a careless desk types where it does not belong.
  await comment(own, `已电话联系慕容 雪莲（139-7370-2046）`);
  await comment(others, "联系人电话 １３９７３７０２０４６");
  await comment(others, "今日无异常");
  const file = { version: 1, facts: { "filing-condition": "不亮", comment: `${name}本人确认` } };
  const { status } = await city.call(desk, "POST", `/api/v1/cases/${own}/moves/file`, file);
  expect(status).toBe(200);
  const dispatched = {
    version: 2,
    facts: { department: departmentId("drainage-office"), comment: `身份证 ${idNumber}` },
  };
  expect((await city.call(desk, "POST", `/api/v1/cases/${own}/moves/dispatch`, dispatched)).status).toBe(200);
  await city.settle();
  const before = await dump();
  expect(traces.filter((trace) => before.includes(trace)).sort()).toEqual(
    ["慕容 雪莲", "139-7370-2046", "１３９７３７０２０４６", idNumber, name].sort(),
  );
  expect(await verifyExport()).toMatchObject({ erased: 0, faults: [] });

  const asked = { version: version + 1, facts: { basis: "asked", reason: `${name}来函` } };
  expect((await city.call(desk, "POST", `${url}/moves/ask-erase`, asked)).status).toBe(200);
  expect((await city.call(other, "POST", `${url}/moves/erase`, { version: version + 2 })).status).toBe(200);
  await city.settle();

  const after = await dump();
  expect(traces.filter((trace) => after.includes(trace))).toEqual([]);
  expect(after).toContain("今日无异常");
  const verified = await verifyExport();
  expect(verified).toMatchObject({ erased: 4, faults: [], proved: verified.entries });

  const { body: certificate } = await city.call(other, "GET", `${url}/certificate`);
  expect(certificate.changes).toMatchObject({ key: "destroyed", fields: ["idNumber", "name", "phone"], texts: 3 });
  const { body: proof } = await city.call(undefined, "GET", `/api/v1/journal/proof/${certificate.position}`);
  expect(isIncluded(createTreeHasher(sha256), { ...proof, root: verified.root })).toBe(true);
});

test("who bears the same name keeps it in cases of their own", async () => {
  const one = await report({ name: "王伟", phone: "13600000001" }, "积水");
  const two = await report({ name: "王伟", phone: "13600000002" }, "积水");
  for (const id of [one, two]) await comment(id, "王伟来电催办");
  const { items } = (await city.call(desk, "POST", "/api/v1/persons/search", { phone: "13600000001" })).body;
  const url = `/api/v1/persons/${items[0].id}/moves`;
  await city.call(desk, "POST", `${url}/ask-erase`, { version: 1, facts: { basis: "asked", reason: "来函" } });
  expect((await city.call(other, "POST", `${url}/erase`, { version: 2 })).status).toBe(200);
  const { rows } = await city.database.pool.query(
    "SELECT subject_id, changes FROM journal WHERE type = 'case.commented' AND subject_id = ANY($1)",
    [[one, two]],
  );
  expect(rows.map(({ subject_id, changes }) => [subject_id, changes?.comment])).toEqual(
    expect.arrayContaining([
      [one, undefined],
      [two, "王伟来电催办"],
    ]),
  );
});

/** Tables whose codes, paths and numbers must outlive anybody's erasure. */
const machineTables = ["accounts", "areas", "cases", "clocks", "departments", "links", "posts", "reports"];
const alsoMachines = ["routing_rules", "streams", "subjects", "tasks", "things"];

/** Digest of every table without the columns that words may lie in, and without the rows of whom it is about. */
const dumpMachines = async (without: string): Promise<Record<string, string>> => {
  const digests: Record<string, string> = {};
  for (const table of [...machineTables, ...alsoMachines]) {
    const free = Object.keys(freeTexts.find((one) => one.table === table)?.columns ?? {});
    const { rows } = await city.database.pool.query(
      `SELECT count(*) || ' ' || md5(string_agg(md5((to_jsonb(t) - $1::text[])::text), '' ORDER BY t.id)) AS digest
       FROM ${table} t WHERE t.id::text <> $2`,
      [[...free, "title_pairs"], without],
    );
    digests[table] = rows[0].digest;
  }
  return digests;
};

const eraseBy = async (number: string): Promise<string> => {
  const { items } = (await city.call(desk, "POST", "/api/v1/persons/search", { phone: number })).body;
  const [{ id, version }] = items;
  const asked = { version, facts: { basis: "asked", reason: "来函" } };
  expect((await city.call(desk, "POST", `/api/v1/persons/${id}/moves/ask-erase`, asked)).status).toBe(200);
  expect((await city.call(other, "POST", `/api/v1/persons/${id}/moves/erase`, { version: version + 1 })).status).toBe(
    200,
  );
  return id;
};

/** What a case's entries say in words. */
const commentsOf = async (id: string): Promise<unknown[]> => {
  const { rows } = await city.database.pool.query(
    "SELECT changes FROM journal WHERE type = 'case.commented' AND subject_id = $1 ORDER BY id",
    [id],
  );
  return rows.map(({ changes }) => changes?.comment);
};

test("erasing somebody leaves every code, path and number of the city as it was, though theirs are pieces of them", async () => {
  const short = "8810010";
  const own = await report({ name: "Lamp", phone: short }, "灯不亮");
  const others = await report(undefined, "别处灯不亮");
  // Codes, paths and numbers that hold the phone or the name, as other people's have.
  const place = await city.database.pool.query("UPDATE areas SET code = code || $1 RETURNING 1", [short]);
  const things = await city.database.pool.query("UPDATE things SET ref = ref || $1 RETURNING 1", [short]);
  await city.database.pool.query("UPDATE cases SET no = $2 WHERE id = $1", [others, `43${short}0000017`]);
  await city.database.pool.query("UPDATE subjects SET area_path = area_path || '/' || $2 WHERE id = $1", [
    others,
    short,
  ]);
  await city.database.pool.query("UPDATE cases SET facts = facts || $2::jsonb WHERE id = $1", [
    others,
    JSON.stringify({ imported: true, queue: `Q${short}`, [short]: 8_810_010, "filing-condition": `电话 ${short}` }),
  ]);
  expect((place.rowCount ?? 0) > 0 && (things.rowCount ?? 0) > 0).toBe(true);
  await comment(own, "Lamp says lamp-dark and lamplight, call 881-0010");
  await comment(others, `杆号 9${short}7 与 Lamp 无关`);
  await comment(others, `来电 +86 ${short}，请回`);
  await city.settle();
  const { items } = (await city.call(desk, "POST", "/api/v1/persons/search", { phone: short })).body;
  const before = await dumpMachines(items[0].id);
  const { rows: kept } = await city.database.pool.query("SELECT id, changes FROM journal WHERE changes IS NOT NULL");
  await eraseBy(short);
  await city.settle();

  expect(await dumpMachines(items[0].id)).toEqual(before);
  const { rows: facts } = await city.database.pool.query(
    "SELECT no, category, title, facts FROM cases WHERE id = ANY ($1)",
    [[own, others]],
  );
  const [mine, theirs] = [facts.find(({ no }) => !no.includes(short)), facts.find(({ no }) => no.includes(short))];
  expect(mine).toMatchObject({ category: "lamp-dark", title: { en: expect.stringContaining("Lamp out") } });
  expect(theirs.facts).toMatchObject({
    queue: `Q${short}`,
    [short]: 8_810_010,
    "filing-condition": "电话 ［已删除］",
  });
  expect(await commentsOf(own)).toEqual([undefined]);
  expect(await commentsOf(others)).toEqual([`杆号 9${short}7 与 Lamp 无关`, "来电 ［已删除］，请回"]);
  const { rows: emptied } = await city.database.pool.query(
    "SELECT id, type FROM journal WHERE changes IS NULL AND id = ANY ($1)",
    [kept.map(({ id }) => id)],
  );
  expect(emptied.map(({ type }) => type)).toEqual(["case.commented"]);
  expect(await verifyExport()).toMatchObject({ faults: [] });
}, 120_000);

test("a number that came into a thing, a device or a quarantined message goes too; what only looks alike stays", async () => {
  const phone = "13970020047";
  await report({ name: "贺水生", phone }, "灯不亮");
  const { pool } = city.database;
  const attributes = { contact: `贺水生 139-7002-0047`, lamps: 3, code: `9${phone}7` };
  await pool.query("UPDATE things SET attributes = $1, name = $2", [
    JSON.stringify(attributes),
    JSON.stringify({ zh: "贺水生超市前", en: "By the shop" }),
  ]);
  await pool.query("UPDATE devices SET name = $1", [`联系 ${phone}`]);
  await pool.query(
    `INSERT INTO quarantined (id, key, reason, detail, payload, area_path, first_at, last_at, count)
     VALUES (gen_random_uuid(), 'erase-test', 'undecodable', '{}', $1, '', now(), now(), 1)`,
    [`call ${phone}`],
  );
  await eraseBy(phone);
  const thing = (await pool.query("SELECT name, attributes FROM things LIMIT 1")).rows[0];
  expect(thing).toEqual({
    name: { zh: "贺水生超市前", en: "By the shop" },
    attributes: { contact: "贺水生 ［已删除］", lamps: 3, code: `9${phone}7` },
  });
  const { rows } = await pool.query("SELECT payload FROM quarantined WHERE key = 'erase-test'");
  expect(rows).toEqual([{ payload: "call ［已删除］" }]);
  expect((await pool.query("SELECT name FROM devices WHERE name LIKE $1", [`%${phone}%`])).rows).toEqual([]);
}, 120_000);

test("a number is found with its country's code and an exchange's zero before it", async () => {
  const number = "13912345678";
  await report({ name: "尉迟敬", phone: number }, "灯不亮");
  const others = await report(undefined, "灯不亮");
  for (const words of [`电话+86${number}。`, `0${number}`, `0086-139 1234 5678`, `8${number}9`])
    await comment(others, words);
  await eraseBy(number);
  expect(await commentsOf(others)).toEqual(["电话［已删除］。", "［已删除］", "［已删除］", `8${number}9`]);
});

test.each([
  ["a street's code", "4398810"],
  ["the beginning of today's numbers", "2026110"],
])("a phone that reads like %s leaves the city as it was", async (_, number) => {
  const own = await report({ name: "case", phone: number }, "灯不亮");
  await comment(own, `${number} 打不通`);
  await city.settle();
  const { items } = (await city.call(desk, "POST", "/api/v1/persons/search", { phone: number })).body;
  const before = await dumpMachines(items[0].id);
  await eraseBy(number);
  expect(await dumpMachines(items[0].id)).toEqual(before);
  expect(await commentsOf(own)).toEqual([undefined]);
});

test("a number that stands on somebody else's card too is nobody's alone: other people's entries keep it", async () => {
  const hotline = "07371234567";
  const own = await report({ name: "假冒者", phone: hotline }, "灯不亮");
  await report({ name: "值班室", phone: hotline }, "灯不亮");
  const others = await report(undefined, "灯不亮");
  for (const id of [own, others]) await comment(id, `请拨 ${hotline}`);
  const { items } = (await city.call(desk, "POST", "/api/v1/persons/search", { phone: hotline })).body;
  const { rows } = await city.database.pool.query("SELECT person_id FROM person_ties WHERE subject_id = $1", [own]);
  const [{ id, version }] = items.filter((item: { id: string }) => item.id === rows[0].person_id);
  const asked = { version, facts: { basis: "asked", reason: "来函" } };
  expect((await city.call(desk, "POST", `/api/v1/persons/${id}/moves/ask-erase`, asked)).status).toBe(200);
  const erased = await city.call(other, "POST", `/api/v1/persons/${id}/moves/erase`, { version: version + 1 });
  expect(erased.status).toBe(200);
  expect(await commentsOf(own)).toEqual([undefined]);
  expect(await commentsOf(others)).toEqual([`请拨 ${hotline}`]);
});

/** The person of a number with what erasing them would touch, as somebody is shown it. */
const findBy = async (number: string) => {
  const { items } = (await city.call(desk, "POST", "/api/v1/persons/search", { phone: number })).body;
  const [{ id, version }] = items;
  return { id: String(id), version: Number(version) };
};
const previewOf = async (id: string, actor = desk) =>
  (await city.call(actor, "GET", `/api/v1/persons/${id}/erasure`)).body;

test("whoever asks and whoever approves see what would be touched, by kind, and the cases' numbers; nothing is written", async () => {
  const number = "13912345680";
  const own = await report({ name: "公孙胜", phone: number }, "灯不亮");
  const others = await report(undefined, `灯不亮，问 ${number}`);
  await comment(own, `回访 ${number}`);
  await comment(others, `来电 ${number}`);
  const { id } = await findBy(number);
  const before = await dump();
  const seen = await previewOf(id);
  expect(await dump()).toBe(before);
  expect(seen).toMatchObject({ touches: { entriesEmptied: 1, entriesMasked: 1 }, caseCount: 2 });
  const numberOf = async (one: string) => (await city.call(desk, "GET", `/api/v1/cases/${one}`)).body.no;
  expect(new Map(seen.cases.map((one: { no: string; isOwn: boolean }) => [one.no, one.isOwn]))).toEqual(
    new Map([
      [await numberOf(own), true],
      [await numberOf(others), false],
    ]),
  );
  expect(seen.asked).toBeUndefined();
  expect((await city.call(officer(), "GET", `/api/v1/persons/${id}/erasure`)).status).toBe(403);
});

test("an approval holds for what was seen: what grew since has to be looked at again, and is then erased", async () => {
  const number = "13912345681";
  await report({ name: "呼延灼", phone: number }, "灯不亮");
  const others = await report(undefined, "灯不亮");
  const { id, version } = await findBy(number);
  const asked = { version, facts: { basis: "asked", reason: "来函" } };
  expect((await city.call(desk, "POST", `/api/v1/persons/${id}/moves/ask-erase`, asked)).status).toBe(200);
  const first = await previewOf(id, other);
  expect(first).toMatchObject({ asked: { isSame: true } });
  await comment(others, `请联系 ${number}`);
  const erase = (facts: object) =>
    city.call(other, "POST", `/api/v1/persons/${id}/moves/erase`, { version: version + 1, facts });
  for (const facts of [{}, { seen: first.stamp }])
    expect(await erase(facts)).toMatchObject({ status: 409, body: { code: "person.erasure-changed" } });
  expect(await commentsOf(others)).toEqual([`请联系 ${number}`]);
  const second = await previewOf(id, other);
  expect(second).toMatchObject({ touches: { entriesMasked: 1 }, asked: { isSame: false } });
  expect((await erase({ seen: second.stamp })).status).toBe(200);
  expect(await commentsOf(others)).toEqual(["请联系 ［已删除］"]);
  const { rows } = await city.database.pool.query(
    "SELECT changes FROM journal WHERE type = 'person.erase-asked' AND subject_id = $1",
    [id],
  );
  expect(rows).toMatchObject([{ changes: { touches: {}, stamp: first.stamp } }]);
});

test("whom a restore brought back is erased again by a newer export of the journal, and everything still verifies", async () => {
  const [gone, back] = ["13912300001", "13912300002"];
  await report({ name: "程咬金", phone: gone }, "灯不亮");
  const erased = await eraseBy(gone);
  await city.settle();
  const { body: lines } = await city.call(desk, "GET", "/api/v1/journal/export");
  const path = join(city.deployment.directory.root, "entries-1.ndjson");
  writeFileSync(path, lines);
  expect(await readErased(path)).toContain(erased);
  writeFileSync(path, '{"type":"person.erased"');
  await expect(readErased(path)).rejects.toThrow("no export");

  const others = await report({ name: "单雄信", phone: back }, "灯不亮");
  await comment(others, `单雄信 ${back} 来电`);
  const [{ id }] = (await city.call(desk, "POST", "/api/v1/persons/search", { phone: back })).body.items;
  const restore = city.context(system("restore"));
  expect(await eraseListed(restore, [erased, id, "01a22a80-0000-7000-8000-000000000009"])).toEqual({
    erased: 1,
    held: [],
  });
  await city.settle();
  expect((await city.call(desk, "POST", "/api/v1/persons/search", { phone: back })).body.items).toEqual([]);
  expect(JSON.stringify(await commentsOf(others))).not.toContain(back);
  expect((await city.call(other, "GET", `/api/v1/persons/${id}/certificate`)).body.changes).toMatchObject({
    again: true,
  });
  expect(await lookAtWhole()).toEqual([]);
});

/** What the standing guard finds wrong with the whole log, signed this moment. */
const lookAtWhole = async () => {
  await city.call(desk, "GET", "/api/v1/journal/export");
  return (await lookAtAll(city.context(system("test")))).map(({ code, position }) => ({ code, position }));
};

test("what others' entries still say after an erasure is theirs to read, and who writes over it is found", async () => {
  const number = "13912345679";
  await report({ name: "尉迟恭", phone: number }, "灯不亮");
  const others = await report(undefined, "灯不亮");
  await comment(others, `井盖已换，联系 ${number}`);
  await eraseBy(number);
  await city.settle();
  const { items } = (await city.call(desk, "GET", `/api/v1/journal?subject=${others}&limit=50`)).body;
  const said = items.find(({ type }: { type: string }) => type === "case.commented");
  expect(said).toMatchObject({ changes: { comment: "井盖已换，联系 ［已删除］" } });
  expect(said.salt).toBeUndefined();
  expect(await lookAtWhole()).toEqual([]);
  await city.database.pool.query(
    "UPDATE journal SET changes = jsonb_set(changes, '{comment}', '\"假话\"') WHERE position = $1",
    [said.position],
  );
  expect(await lookAtWhole()).toEqual([{ code: "entry.digest", position: said.position }]);
});
