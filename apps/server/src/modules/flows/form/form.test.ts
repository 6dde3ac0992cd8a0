import { defineFlow, defineForm, definePack, type Fact } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administrator, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId, postId } from "../../identity/department/index.ts";

const name = { zh: "名", en: "name" };

const visit = (kind: string, form: string) =>
  defineFlow({
    id: kind,
    kind,
    plural: `${kind}s`,
    version: 1,
    name: { zh: "走访", en: "Visit" },
    stages: { open: { name }, done: { name, end: true } },
    moves: {
      start: { name, from: "new", to: "open", by: `${kind}s.run`, records: "started", form },
      end: { name, from: "open", to: "done", by: `${kind}s.run`, records: "ended" },
    },
  });
const facts: readonly Fact[] = [
  { id: "manhole", name: { zh: "井", en: "Manhole" }, kind: "thing" },
  { id: "cover-material", name: { zh: "井盖材质", en: "Cover" }, kind: "text", longest: 40, about: "thing" },
  { id: "depthCm", name: { zh: "井深", en: "Depth" }, kind: "number", unit: "cm", about: "thing" },
  { id: "owner", name: { zh: "权属人", en: "Owner" }, kind: "person" },
  { id: "key-count", name: { zh: "钥匙数", en: "Keys" }, kind: "number", about: "person" },
  { id: "owner-words", name: { zh: "权属人自述", en: "Owner's words" }, kind: "text", personal: true },
];
const survey = defineForm({
  id: "manhole-survey",
  version: 1,
  name: { zh: "井盖普查表", en: "Manhole survey" },
  sections: [
    {
      name,
      fields: [
        { fact: "manhole", required: true },
        { fact: "cover-material" },
        { fact: "depthCm" },
        { fact: "owner-words" },
        { fact: "owner" },
        { fact: "key-count" },
      ],
    },
  ],
});
const pack = definePack({
  id: "visits",
  name: { zh: "走访", en: "Visits" },
  standards: [],
  things: [],
  facts,
  flows: [visit("survey", "manhole-survey"), visit("repair", "manhole-repair")],
  forms: [survey],
});

let city: TestCity;
let manhole: string;
const rights = ["surveys.run", "surveys.read", "repairs.run", "repairs.read", "things.register"];
const designer = administrator({ permissions: ["forms.design"] });
/** Of the drainage office, in its post. */
const drainer = { ...officer({ permissions: rights }), postId: postId("drainage-handler") };
const paver = officer({ permissions: rights });

beforeAll(async () => {
  city = await openTestCity({ ground: true, packs: [pack] });
  const made = await city.call(drainer, "POST", "/api/v1/things", {
    ref: "m-1",
    type: "manhole",
    name: { zh: "1 号井", en: "Manhole 1" },
    position: [112.352, 28.846],
  });
  manhole = made.body.id;
});
afterAll(() => city.close());

const design = (id: string, ...fields: string[]) => ({
  id,
  name: { zh: "维修表", en: "Repair" },
  sections: [{ name: { zh: "井", en: "Manhole" }, fields: fields.map((fact) => ({ fact })) }],
});
const draw = (form: object) => city.call(designer, "POST", "/api/v1/forms", form);
const move = (id: string, name: string, input: object) =>
  city.call(designer, "POST", `/api/v1/forms/${id}/moves/${name}`, input);
const published = async (form: object): Promise<string> => {
  const { id } = (await draw(form)).body;
  expect((await move(id, "publish", { version: 1 })).body).toMatchObject({ stage: "published", version: 2 });
  return id;
};

describe("the dictionary of facts", () => {
  const define = (fact: object) => city.call(designer, "POST", "/api/v1/facts", { fact });

  test("holds what packs declare and what people define, each with the forms that ask it", async () => {
    const made = await define({
      id: "ring-worn",
      name: { zh: "井圈磨损", en: "Ring worn" },
      kind: "flag",
      about: "thing",
    });
    expect(made.status).toBe(201);
    const { items } = (await city.call(paver, "GET", "/api/v1/facts")).body;
    const byId = new Map(items.map((entry: { fact: Fact }) => [entry.fact.id, entry]));
    expect(byId.get("depthCm")).toMatchObject({ origin: "pack", packName: { zh: "走访" }, forms: ["manhole-survey"] });
    expect(byId.get("ring-worn")).toMatchObject({ origin: "people", stage: "defined", forms: [] });
  });

  test.each([
    ["that is there already", { id: "depthCm", name, kind: "number" }, 409, "fact.taken"],
    ["whose list is empty", { id: "colour", name, kind: "choice" }, 422, "fact.unsound"],
    [
      "whose pattern could run for long",
      { id: "plate", name, kind: "text", check: { pattern: "(a+)+" } },
      422,
      "fact.unsound",
    ],
    [
      "whose check is no formula",
      { id: "year", name, kind: "number", check: { formula: "value >" } },
      422,
      "fact.unsound",
    ],
    [
      "whose check asks after something else",
      { id: "year", name, kind: "number", check: { formula: "age > 1" } },
      422,
      "fact.unsound",
    ],
    ["of no kind", { id: "mood", name, kind: "mood" }, 400, "request.invalid"],
  ])("refuses a fact %s", async (_, fact, status, code) => {
    const answer = await define(fact);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (code === "fact.unsound") expect(answer.body.faults[0].text).toContain(`fact ${fact.id}`);
  });

  test("keeps the meaning of what a published form asks; only its words may change", async () => {
    const load = { id: "loadKg", name: { zh: "荷载", en: "Load" }, kind: "number", unit: "kg" };
    const { id } = (await define(load)).body;
    const edit = (version: number, change: object) =>
      city.call(designer, "POST", `/api/v1/facts/${id}/moves/edit`, {
        version,
        facts: { definition: { ...load, ...change } },
      });
    expect((await edit(1, { unit: "t" })).status).toBe(200);
    expect((await edit(2, { unit: "kg" })).status).toBe(200);
    await published(design("load-check", "loadKg"));
    expect((await edit(3, { unit: "t" })).body.code).toBe("fact.in-use");
    expect((await edit(3, { name: { zh: "设计荷载", en: "Design load" } })).status).toBe(200);
    const retire = { version: 4, facts: { reason: "不用了" } };
    expect((await city.call(designer, "POST", `/api/v1/facts/${id}/moves/retire`, retire)).body.code).toBe(
      "fact.in-use",
    );
  });
});

test("a form that a category of cases asks is in use, and the list says by which category at which move", async () => {
  const { items } = (await city.call(designer, "GET", "/api/v1/forms")).body;
  const lamp = items.find(({ key }: { key: string }) => key === "lamp-report");
  expect(lamp.askedBy).toEqual([{ zh: "路灯·上报", en: "Street light: Report" }]);
});

describe("a form that people design", () => {
  test("with a field nobody defined is refused with a sentence and its place, and nothing is kept", async () => {
    const answer = await draw(design("bad", "depthCm", "mood"));
    expect([answer.status, answer.body.code]).toEqual([422, "form.unsound"]);
    expect(answer.body.faults).toEqual([
      {
        path: "sections.0.fields.1",
        code: "unknown-fact",
        text: expect.stringContaining('Nobody defined the fact "mood"'),
      },
    ]);
    const { items } = (await city.call(designer, "GET", "/api/v1/forms")).body;
    expect(items.map(({ key }: { key: string }) => key)).not.toContain("bad");
  });

  test("with a condition on what comes later is refused", async () => {
    const form = design("later", "depthCm", "cover-material");
    const fields = [{ fact: "depthCm", shownWhen: "cover_material == 'iron'" }, { fact: "cover-material" }];
    const answer = await draw({ ...form, sections: [{ ...form.sections[0], fields }] });
    expect(answer.body.faults).toMatchObject([{ path: "sections.0.fields.0.shownWhen", code: "formula" }]);
  });

  test("is drawn, published, revised; an answer keeps the version it was given to", async () => {
    const id = await published(design("manhole-repair", "manhole", "cover-material"));
    const start = (facts: object, formVersion?: number) =>
      city.call(paver, "POST", "/api/v1/repairs", {
        facts: { manhole, ...facts },
        ...(formVersion === undefined ? {} : { form: "manhole-repair", formVersion }),
      });
    const first = (await start({ "cover-material": "铸铁" })).body.id;
    await move(id, "revise", { version: 2 });
    await move(id, "edit", { version: 3, facts: { design: design("manhole-repair", "manhole", "depthCm") } });
    expect((await start({ "cover-material": "复合" })).status).toBe(201);
    await move(id, "publish", { version: 4 });
    expect((await start({ "cover-material": "复合" })).body.faults).toEqual([
      { path: "facts.cover-material", code: "unknown" },
    ]);
    const offline = await start({ "cover-material": "水泥" }, 1);
    const second = (await start({ depthCm: 210 })).body.id;
    const answered = async (matter: string) =>
      (await city.call(paver, "GET", `/api/v1/repairs/${matter}`)).body.answered[0].version;
    expect([await answered(first), await answered(offline.body.id), await answered(second)]).toEqual([1, 1, 2]);
    const { items } = (await city.call(paver, "GET", "/api/v1/form-versions/manhole-repair")).body;
    expect(items.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    const old = (await city.call(paver, "GET", "/api/v1/form-versions/manhole-repair/1")).body;
    expect(Object.keys(old.facts)).toEqual(["manhole", "cover-material"]);
    expect((await start({}, 9)).body.code).toBe("form.not-published");
    expect((await move(id, "retire", { version: 5, facts: { reason: "x" } })).body.code).toBe("form.in-use");
  });

  test("of a taken id is refused, a pack's too", async () => {
    expect((await draw(design("manhole-repair", "depthCm"))).body.code).toBe("form.taken");
    expect((await draw(design("found-item", "depthCm"))).body.code).toBe("form.taken");
  });

  test("is nobody's but a designer's to change", async () => {
    expect((await city.call(paver, "POST", "/api/v1/forms", design("mine", "depthCm"))).status).toBe(403);
  });
});

describe("one fact, one form", () => {
  const known = async (form: string, answers: object) =>
    (await city.call(paver, "POST", "/api/v1/known-facts", { form, answers })).body.items;

  test("what one department told of a manhole another finds filled in, with who said it and when", async () => {
    const told = { manhole, "cover-material": "球墨铸铁", depthCm: 185, "owner-words": "我家门口这口井归我管" };
    expect((await city.call(drainer, "POST", "/api/v1/surveys", { facts: told })).status).toBe(201);
    expect(await known("manhole-repair", { manhole })).toEqual([
      {
        fact: "depthCm",
        value: 185,
        at: "2026-11-02T02:00:00.000Z",
        formName: { zh: "井盖普查表", en: "Manhole survey" },
        departmentName: { zh: "市排水管理处", en: "Drainage Office" },
        subject: { kind: "survey", id: expect.any(String) },
      },
    ]);
    expect((await known("manhole-survey", { manhole })).map(({ fact }: { fact: string }) => fact)).toEqual([
      "cover-material",
      "depthCm",
    ]);
    expect(await known("manhole-repair", {})).toEqual([]);
  });

  test("what is known of a person is found by their phone by who may find persons, and each found is a look", async () => {
    const owner = { name: "上官云", phone: "13611112222" };
    const told = { manhole, owner, "key-count": 3 };
    expect((await city.call(drainer, "POST", "/api/v1/surveys", { facts: told })).status).toBe(201);
    const asked = { form: "manhole-survey", answers: { owner } };
    const keysFor = async (actor: typeof paver) => {
      const { items } = (await city.call(actor, "POST", "/api/v1/known-facts", asked)).body;
      return items.flatMap(({ fact, value }: { fact: string; value: unknown }) =>
        fact === "key-count" ? [value] : [],
      );
    };
    const looks = async () =>
      (await city.database.pool.query("SELECT actor_id FROM journal WHERE type = 'person.found'")).rows;
    expect([await keysFor(paver), await looks()]).toEqual([[], []]);
    const reader = officer({ permissions: [...rights, "persons.read"] });
    expect([await keysFor(reader), await looks()]).toEqual([[3], [{ actor_id: reader.id }]]);
  });

  test("personal words are in the vault and not among what is known", async () => {
    const { rows } = await city.database.pool.query(
      "SELECT (SELECT string_agg(value::text, '') FROM known_facts) || (SELECT string_agg(facts::text, '') FROM matters) || (SELECT string_agg(changes::text, '') FROM journal) AS whole",
    );
    expect(rows[0].whole).not.toContain("归我管");
  });

  test("a thing that is none and a department that is none are refused with their place", async () => {
    const answer = await city.call(paver, "POST", "/api/v1/surveys", {
      facts: { manhole: departmentId("drainage-office") },
    });
    expect(answer.body.faults).toEqual([{ path: "facts.manhole", code: "choice" }]);
  });
});
