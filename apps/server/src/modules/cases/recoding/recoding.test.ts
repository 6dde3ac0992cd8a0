import { afterAll, beforeAll, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

let city: TestCity;
const dictionary = ["dictionaries.read", "dictionaries.edit", "dictionaries.approve"];
const keeper = officer({ permissions: dictionary });
const chief = officer({ permissions: dictionary });
const desk = officer();

const head = "大类代码,大类名称,小类代码,小类名称,处置单位,主管部门,立案条件,结案条件,处置时限\n";
const row = (classed: string, what: string, limit = "2工作日") =>
  `${classed},${what},街道办,城管局,${what}影响通行,恢复,${limit}\n`;

/** The order before 2013 had 突发事件 fourth and 街面秩序 fifth; the later one the other way round. */
const before = `${head}${row("04,突发事件,06", "道路积水")}${row("05,街面秩序,06", "占道经营")}${row("05,街面秩序,07", "占道撑伞")}${row("06,扩展事件,01", "旧事一桩")}`;
const after = `${head}${row("04,街面秩序,06", "占道经营", "1工作日")}${row("05,突发事件,06", "道路积水")}`;

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const post = async (url: string, body: object, actor = keeper) => {
  const answer = await city.call(actor, "POST", `/api/v1${url}`, body);
  expect([url, answer.status < 300, answer.body]).toEqual([url, true, answer.body]);
  return answer.body;
};

const bring = async (version: string, from: string, csv: string): Promise<string> => {
  const { id } = await post("/dictionary-imports", { dictionary: "events", version, name: "事件" });
  const boundary = "----d";
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="事件.csv"\r\n\r\n${csv}\r\n--${boundary}--\r\n`;
  await city.upload(keeper, `/api/v1/dictionary-imports/${id}/files`, Buffer.from(body), boundary);
  const { versionId } = await post(`/dictionary-imports/${id}/take`, {});
  await post(`/dictionaries/${versionId}/moves/submit`, { version: 2 });
  await post(`/dictionaries/${versionId}/moves/enforce`, { version: 3, facts: { from } }, chief);
  return String(versionId);
};

const report = async (category: string, at: number): Promise<string> => {
  const [west, south] = city.deployment.profile.extent;
  const position = [west + 0.004 + at * 0.0004, south + 0.006];
  return (await post("/reports", { category, position, text: "看见了", near: "apart" }, desk)).caseId;
};

test("the older order and the newer count alike: open cases are re-coded by the mapping, closed ones where it puts them", async () => {
  const old = await bring("2010", "2026-01-01", before);
  const water = "events/2010/event-0406";
  const stalls = "events/2010/event-0506";
  const stands = "events/2010/event-0507";
  const other = "events/2010/event-0601";
  const cases = [];
  for (const [at, category] of [water, water, water, stalls, stalls, stands, other].entries())
    cases.push(await report(category, at));
  // One of them is over before the order changes.
  await post(`/cases/${cases[0]}/moves/void`, { version: 1, facts: { reason: "重复" } }, desk);
  const countsOf = async (id: string) => {
    const { body } = await city.call(keeper, "GET", `/api/v1/dictionaries/${id}/counts`);
    return { ...body, items: body.items.map(({ key, cases: n }: { key: string; cases: number }) => `${key} ${n}`) };
  };
  expect((await countsOf(old)).items).toEqual(["event-0406 3", "event-0506 2", "event-0507 1", "event-0601 1"]);

  const fresh = await bring("2013", "2026-11-01", after);
  const { body: empty } = await city.call(keeper, "GET", `/api/v1/dictionaries/${fresh}/mapping?from=${old}`);
  expect(empty.proposed).toEqual([
    { from: "event-0406", to: "event-0506", why: "same-name" },
    { from: "event-0506", to: "event-0406", why: "same-name" },
  ]);
  expect(empty.unmapped.map(({ key }: { key: string }) => key)).toEqual(["event-0507", "event-0601"]);
  const pairs = [
    ...empty.proposed.map(({ from, to }: { from: string; to: string }) => ({ from, to })),
    { from: "event-0507", to: "event-0406" },
  ];
  const wrong = await city.call(keeper, "POST", `/api/v1/dictionaries/${fresh}/mapping`, {
    from: old,
    pairs: [{ from: "event-0406", to: "event-9999" }],
  });
  expect(wrong.body).toMatchObject({ code: "dictionary.unknown-class", faults: [{ path: "body.pairs.0.to" }] });
  await post(`/dictionaries/${fresh}/mapping`, { from: old, pairs });

  const byNew = { items: ["event-0406 3", "event-0506 3"], elsewhere: [{ category: other, cases: 1 }], total: 7 };
  expect(await countsOf(fresh)).toEqual(byNew);
  expect(await post(`/dictionaries/${fresh}/recode`, { from: old })).toEqual({
    recoded: 5,
    left: [{ category: other, cases: 1 }],
    elsewhere: 0,
  });
  expect(await countsOf(fresh)).toEqual(byNew);
  expect(await post(`/dictionaries/${fresh}/recode`, { from: old })).toEqual({
    recoded: 0,
    left: [{ category: other, cases: 1 }],
    elsewhere: 0,
  });
  const shown = (await city.call(desk, "GET", `/api/v1/cases/${cases[5]}`)).body;
  expect([shown.category, shown.categoryName.zh]).toEqual(["events/2013/event-0406", "占道经营"]);
});

test("a case filed before keeps the condition and the limit it was filed under", async () => {
  const { items } = (await city.call(keeper, "GET", "/api/v1/dictionaries?dictionary=events")).body;
  const [fresh, old] = items;
  const late = await city.call(desk, "POST", "/api/v1/reports", {
    category: "events/2010/event-0506",
    position: [112.35, 28.85],
    text: "x",
  });
  expect(late.body.faults).toMatchObject([{ path: "body.category", code: "unknown" }]);
  const caseId = await report("events/2013/event-0406", 20);
  const filed = await post(`/cases/${caseId}/moves/file`, { version: 1, facts: { "filing-condition": "1" } }, desk);
  const shown = (await city.call(desk, "GET", `/api/v1/cases/${caseId}`)).body;
  expect(shown.facts).toMatchObject({ "filing-condition": "占道经营影响通行", condition: "events/2013/event-0406#1" });
  expect([shown.closes.zh, shown.conditions.length]).toEqual(["恢复", 1]);
  const department = city.deployment.profile.departments[0]?.code;
  const { body } = await city.call(desk, "GET", "/api/v1/departments");
  const to = body.items.find(({ code }: { code: string }) => code === department).id;
  await post(`/cases/${caseId}/moves/dispatch`, { version: filed.version, facts: { department: to } }, desk);
  const clock = (await city.call(desk, "GET", `/api/v1/cases/${caseId}`)).body.clocks.find(
    ({ clock: name }: { clock: string }) => name === "dispose",
  );
  expect(clock).toMatchObject({ limit: { amount: 1, kind: "work-days" }, dueAt: "2026-11-03T02:00:00.000Z" });
  expect([fresh.version, old.version]).toEqual(["2013", "2010"]);
});

test("a keeper of a smaller area moves their own cases and is told how many are others'; a killed run goes on", async () => {
  const category = "events/2013/event-0406";
  const ids: string[] = [];
  for (let at = 0; at < 55; at += 1) ids.push(await report(category, at % 20));
  const { rows: suspended } = await city.database.pool.query(
    "UPDATE subjects SET stage = 'suspended', waives = '{photos}' WHERE id = $1 RETURNING id",
    [ids[0]],
  );
  expect(suspended).toHaveLength(1);
  const fresh = await bring("2014", "2026-11-02", after);
  const { items } = (await city.call(keeper, "GET", "/api/v1/dictionaries?dictionary=events")).body;
  const old = items.find(({ version }: { version: string }) => version === "2013").id;
  await post(`/dictionaries/${fresh}/mapping`, { from: old, pairs: [{ from: "event-0406", to: "event-0406" }] });
  const stranger = officer({ permissions: dictionary, areaPath: "elsewhere/" });
  const foreign = await post(`/dictionaries/${fresh}/recode`, { from: old }, stranger);
  expect(foreign).toMatchObject({ recoded: 0, left: [] });
  expect(foreign.elsewhere).toBeGreaterThanOrEqual(55);

  const { pool } = city.database;
  await pool.query(`CREATE FUNCTION power_cut() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.id = '${ids.at(-1)}' AND NEW.category LIKE '%/2014/%' THEN RAISE 'power cut'; END IF; RETURN NEW; END $$`);
  await pool.query("CREATE TRIGGER power_cut BEFORE UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION power_cut()");
  const cut = await city.call(keeper, "POST", `/api/v1/dictionaries/${fresh}/recode`, { from: old });
  expect(cut.status).toBe(500);
  const moved = async () =>
    (await pool.query("SELECT count(*)::int AS n FROM cases WHERE category = 'events/2014/event-0406'")).rows[0].n;
  const first = await moved();
  expect(first > 40 && first < 55).toBe(true);
  await pool.query("DROP TRIGGER power_cut ON cases");
  await city.workOff();
  expect(await moved()).toBeGreaterThanOrEqual(55);
  expect((await pool.query("SELECT id FROM recodings WHERE finished_at IS NULL")).rows).toEqual([]);
  const { rows } = await pool.query("SELECT waives, stage FROM subjects WHERE id = $1", [ids[0]]);
  expect(rows).toEqual([{ waives: [], stage: "suspended" }]);
  expect(await post(`/dictionaries/${fresh}/recode`, { from: old })).toMatchObject({ recoded: 0, elsewhere: 0 });
});

test("a case whose category is being corrected is re-coded as what it was corrected to, and rules are asked again", async () => {
  city.advance(2 * 86_400_000);
  const [caseId, other] = [await report("events/2014/event-0406", 21), await report("events/2014/event-0406", 22)];
  const fresh = await bring("2015", "2026-11-03", after);
  const { items } = (await city.call(keeper, "GET", "/api/v1/dictionaries?dictionary=events")).body;
  const old = items.find(({ version }: { version: string }) => version === "2014").id;
  const same = ["event-0406", "event-0506"].map((key) => ({ from: key, to: key }));
  await post(`/dictionaries/${fresh}/mapping`, { from: old, pairs: same });
  const department = departmentId("drainage-office");
  const name = { zh: "新版水患", en: "water" };
  const rule = { name, condition: 'category.startsWith("events/2015/event-05")', departmentId: department, place: 1 };
  const ruler = officer({ permissions: ["routing.edit"] });
  await post("/routing-rules", rule, ruler);
  const { pool } = city.database;
  const corrector = await pool.connect();
  await corrector.query("BEGIN");
  await corrector.query("SELECT 1 FROM subjects WHERE id = $1 FOR UPDATE", [caseId]);
  const recoding = post(`/dictionaries/${fresh}/recode`, { from: old });
  for (let waits = false; !waits; ) {
    const { rows } = await pool.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    waits = rows.length > 0;
  }
  await corrector.query("UPDATE cases SET category = 'events/2014/event-0506' WHERE id = $1", [caseId]);
  await corrector.query("COMMIT");
  corrector.release();
  await recoding;
  const shown = async (id: string) => (await city.call(desk, "GET", `/api/v1/cases/${id}`)).body;
  expect([(await shown(caseId)).category, (await shown(other)).category]).toEqual([
    "events/2015/event-0506",
    "events/2015/event-0406",
  ]);
  expect((await shown(caseId)).route).toMatchObject({ departmentId: department, rule: { name: { en: "water" } } });
});

test("nothing is re-coded into a version before its day: what is reported until then is of the one before", async () => {
  const ahead = await bring("2027", "2027-01-01", after);
  const { items } = (await city.call(keeper, "GET", "/api/v1/dictionaries?dictionary=events")).body;
  const now = items.find(({ version }: { version: string }) => version === "2015").id;
  await post(`/dictionaries/${ahead}/mapping`, { from: now, pairs: [{ from: "event-0406", to: "event-0406" }] });
  const early = await city.call(keeper, "POST", `/api/v1/dictionaries/${ahead}/recode`, { from: now });
  expect(early.body).toMatchObject({ code: "dictionary.not-yet", faults: [{ text: "2027-01-01" }] });
  const { rows } = await city.database.pool.query("SELECT 1 FROM cases WHERE category LIKE 'events/2027/%'");
  expect(rows).toEqual([]);
});
