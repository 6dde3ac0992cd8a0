import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator, officer } from "../../../testing/actors.ts";
import { withPhoto } from "../../../testing/photo.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
let form: string;
const designer = administrator({ permissions: ["forms.design"] });
const duty = officer();
const position = [112.352, 28.846];
let at = 0;

const design = (id: string) => ({
  id,
  name: { zh: "路面情况", en: "About the road" },
  sections: [{ name: { zh: "情况", en: "State" }, fields: [{ fact: "pit-depth", required: true }] }],
});

const post = (url: string, body: object, actor = designer) => city.call(actor, "POST", `/api/v1${url}`, body);
const attach = (places: readonly string[], id = form) => post(`/forms/${id}/attach`, { places });
const detach = (places: readonly string[]) => post(`/forms/${form}/detach`, { places });

const draw = async (key: string): Promise<string> => {
  const { id } = (await post("/forms", design(key))).body;
  await post(`/forms/${id}/moves/publish`, { version: 1 });
  return id;
};

const formOf = async (category: string): Promise<string | undefined> =>
  (await city.call(duty, "GET", "/api/v1/case-types")).body.items.find(({ id }: { id: string }) => id === category)
    ?.form?.id;

const report = (category: string, more: object = {}) => {
  at += 1;
  const place = [112.352 + at / 500, position[1]];
  return post("/reports", { category, position: place, text: "坑", near: "apart", ...more }, duty);
};

beforeAll(async () => {
  city = await openTestCity({ ground: true });
  const fact = { id: "pit-depth", name: { zh: "坑深", en: "Depth of the pit" }, kind: "number", unit: "cm" };
  await post("/facts", { fact });
  form = await draw("road-report");
});
afterAll(() => city.close());

test("a form attached to a category is asked of whoever reports it, in its version, and its answers are kept with it", async () => {
  expect((await attach(["part-street-light", "street-dark"])).status).toBe(204);
  expect([await formOf("part-street-light"), await formOf("street-dark")]).toEqual(["road-report", "road-report"]);
  expect((await report("street-dark", { answers: {}, form: "road-report", formVersion: 1 })).body.code).toBe(
    "subject.missing-facts",
  );
  const made = await report("street-dark", { answers: { "pit-depth": 12 }, form: "road-report", formVersion: 1 });
  expect(made.status).toBe(201);
  const { rows } = await city.database.pool.query("SELECT form, version, move, answers FROM form_answers");
  expect(rows).toEqual([{ form: "road-report", version: 1, move: "report", answers: { "pit-depth": 12 } }]);
  const kinds = (await city.call(undefined, "GET", "/api/v1/public/kinds")).body.items;
  expect(kinds.find(({ id }: { id: string }) => id === "lamp").form.id).toBe("road-report");
});

test("taken off, the pack's own form is asked again", async () => {
  expect((await detach(["part-street-light", "street-dark", "nowhere"])).status).toBe(204);
  expect([await formOf("part-street-light"), await formOf("street-dark")]).toEqual(["lamp-report", undefined]);
});

test("attached to a whole pack it is asked where a category has no form of its own", async () => {
  await attach(["pack:city-management"]);
  expect([await formOf("part-water-manhole"), await formOf("part-street-light")]).toEqual([
    "road-report",
    "lamp-report",
  ]);
  await detach(["pack:city-management"]);
  await attach(["pack:city-management/part-01"]);
  expect([await formOf("part-water-manhole"), await formOf("street-dark")]).toEqual(["road-report", undefined]);
  await detach(["pack:city-management/part-01"]);
});

test("attached to a move it is asked in every case's dialog, and what is missing is refused with its place", async () => {
  const made = await report("street-dark");
  await post(`/cases/${made.body.caseId}/moves/ask-look`, { version: 1, facts: {} }, duty);
  expect((await attach(["move:city-case/look"])).status).toBe(204);
  const offers = (await city.call(duty, "GET", `/api/v1/cases/${made.body.caseId}/moves?all=true`)).body.items;
  expect(offers.find(({ move }: { move: string }) => move === "look").form).toEqual({ id: "road-report", version: 1 });
  const looker = officer({ permissions: ["cases.read", "cases.look", "cases.photo"] });
  const facts = await withPhoto(city, looker, "look", { finding: "true" });
  const look = (more: object) =>
    post(`/cases/${made.body.caseId}/moves/look`, { version: 2, facts: { ...facts, ...more } }, looker);
  const without = await look({});
  expect([without.status, without.body.faults]).toEqual([
    422,
    [expect.objectContaining({ path: "facts.pit-depth", code: "missing" })],
  ]);
  expect((await look({ "pit-depth": 9 })).body.stage).toBe("reported");
  await detach(["move:city-case/look"]);
});

test("answers given to one form without the net are not put down to the one that is asked by now", async () => {
  const other = await draw("road-look");
  expect((await attach(["move:city-case/look"], other)).status).toBe(204);
  const { caseId } = (await report("street-dark")).body;
  await post(`/cases/${caseId}/moves/ask-look`, { version: 1, facts: {} }, duty);
  const looker = officer({ permissions: ["cases.read", "cases.look", "cases.photo"] });
  const facts = { ...(await withPhoto(city, looker, "look", { finding: "true" })), "pit-depth": 9 };
  const look = (more: object) => post(`/cases/${caseId}/moves/look`, { version: 2, facts, ...more }, looker);
  const late = await look({ form: "road-report", formVersion: 1 });
  expect([late.status, late.body.code]).toEqual([422, "form.changed"]);
  const older = await look({ formVersion: 1 });
  expect([older.status, older.body.code]).toEqual([422, "form.unnamed"]);
  expect((await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body).toMatchObject({ version: 2, answered: [] });
  expect((await look({ form: "road-look", formVersion: 1 })).status).toBe(200);
  await post(`/forms/${other}/detach`, { places: ["move:city-case/look"] });
});

test("a report answered to a form that is not asked of its kind any more is asked again", async () => {
  const answers = { "pit-depth": 12 };
  const late = await report("part-street-light", { answers, form: "road-report", formVersion: 1 });
  const older = await report("part-street-light", { answers, formVersion: 1 });
  const none = await report("street-dark", { answers, form: "road-report", formVersion: 1 });
  expect([late, older, none].map(({ body }) => body.code)).toEqual(["form.changed", "form.unnamed", "form.changed"]);
});

test("a form that asks what a move asks itself is attached to no such move, and published nowhere it is attached", async () => {
  const fact = { id: "result", name: { zh: "结果", en: "Result" }, kind: "text" };
  expect((await post("/facts", { fact })).status).toBe(201);
  const { id } = (await post("/forms", design("asks-result"))).body;
  const revise = async (fields: object[]) => {
    const { version, stage } = (await city.call(designer, "GET", `/api/v1/forms/${id}`)).body;
    const at = stage === "published" ? version + 1 : version;
    if (at > version) await post(`/forms/${id}/moves/revise`, { version });
    const draft = { ...design("asks-result"), sections: [{ name: fact.name, fields }] };
    await post(`/forms/${id}/moves/edit`, { version: at, facts: { design: draft } });
    return post(`/forms/${id}/moves/publish`, { version: at + 1 });
  };
  expect((await revise([{ fact: "result", required: true }])).status).toBe(200);
  const places = ["move:city-case/verify", "move:city-case/feed-back"];
  const refused = await attach(places, id);
  expect([refused.status, refused.body.code]).toEqual([409, "form.asks-own"]);
  expect(refused.body.faults.map(({ text }: { text: string }) => text)).toEqual([expect.stringContaining("反馈")]);
  expect((await city.call(designer, "GET", `/api/v1/forms/${id}`)).body.attached).toEqual([]);
  expect((await revise([{ fact: "pit-depth" }])).status).toBe(200);
  expect((await attach(places, id)).status).toBe(204);
  expect((await revise([{ fact: "result" }])).body.code).toBe("form.asks-own");
  await post(`/forms/${id}/detach`, { places });
});

test("only what may ask a form is offered, and nothing is attached where one place is wrong or another form's", async () => {
  const { items } = (await city.call(designer, "GET", "/api/v1/form-places")).body;
  const places = items.map(({ place }: { place: string }) => place);
  expect(places).toEqual(expect.arrayContaining(["move:city-case/verify", "pack:lighting", "street-dark"]));
  expect(places).not.toContain("move:city-case/dispatch");
  const wrong = await attach(["street-dark", "move:city-case/dispatch"]);
  expect([wrong.body.code, wrong.body.faults[0].text]).toEqual(["form.no-place", "move:city-case/dispatch"]);
  expect(await formOf("street-dark")).toBeUndefined();
  await attach(["street-dark"]);
  const other = await draw("other-report");
  expect((await attach(["street-dark"], other)).body.code).toBe("form.place-taken");
});

test("a form that is attached can't be retired, and who asks it is said; a draft that was never published is attached to nothing", async () => {
  const { body: shown } = await city.call(designer, "GET", `/api/v1/forms/${form}`);
  expect(shown.attached).toMatchObject([{ place: "street-dark", kind: "category" }]);
  const retire = () => post(`/forms/${form}/moves/retire`, { version: shown.version, facts: { reason: "不用了" } });
  const refused = await retire();
  expect([refused.body.code, refused.body.faults[0].text]).toEqual([
    "form.in-use",
    expect.stringContaining("成片熄灭"),
  ]);
  const { id: draft } = (await post("/forms", design("never-published"))).body;
  expect((await attach(["part-water-manhole"], draft)).body.code).toBe("form.not-published");
  await detach(["street-dark"]);
  expect((await retire()).status).toBe(200);
  const { rows } = await city.database.pool.query(
    "SELECT type FROM journal WHERE type IN ('form.attached', 'form.detached') ORDER BY id DESC LIMIT 1",
  );
  expect(rows[0].type).toBe("form.detached");
});

test("who may design forms in one street attaches none for the whole city", async () => {
  const [street] = await city.database.db.selectFrom("areas").select("path").where("level", "=", 3).execute();
  const local = administrator({ permissions: ["forms.design"], areaPath: street?.path ?? "nowhere/" });
  expect((await post(`/forms/${form}/attach`, { places: ["street-dark"] }, local)).body.code).toBe(
    "permission.missing",
  );
});
