import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PersonActor, system } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { seal, unseal } from "../../../platform/seal.ts";
import { administrator, handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { createCipher } from "./cipher.ts";
import {
  editPerson,
  findPhone,
  keepPerson,
  keepText,
  listPersonsBy,
  maskedOf,
  nameOf,
  recordPerson,
  releasePerson,
  textsOf,
} from "./index.ts";

let city: TestCity;
let ctx: Context;
beforeAll(async () => {
  city = await openTestCity();
  ctx = city.context(system("test"));
});
afterAll(() => city.close());

const may = { permissions: ["persons.read", "persons.record", "persons.edit", "persons.unmask", "persons.erase"] };
const desk = officer(may);
const other = officer(may);

const everything = async (): Promise<string> => {
  const persons = await city.database.db.selectFrom("persons").selectAll().execute();
  const texts = await city.database.db.selectFrom("person_texts").selectAll().execute();
  const entries = await city.database.db.selectFrom("journal").selectAll().execute();
  return JSON.stringify([persons, texts, entries], (_, value) =>
    value?.type === "Buffer" ? Buffer.from(value.data).toString("utf8") : value,
  );
};

/** Two people erase a person, one after the other. */
const erase = async (id: string, first: PersonActor = desk, second: PersonActor = other) => {
  const facts = { basis: "asked", reason: "本人来电要求" };
  const asked = await city.call(first, "POST", `/api/v1/persons/${id}/moves/ask-erase`, { version: 1, facts });
  const done = await city.call(second, "POST", `/api/v1/persons/${id}/moves/erase`, { version: asked.body.version });
  return { asked, done };
};

test("nothing that is kept of a person lies in plain anywhere in the database", async () => {
  const id = await keepPerson(ctx, { name: "欧阳若兰", phone: "139 7370 2046", address: "云泽市东湖街道三号" });
  const textId = await keepText(ctx, id, "我家门口的井盖翻了");
  const strayId = await keepText(ctx, undefined, "路过看到的积水");
  const all = await everything();
  for (const secret of ["欧阳若兰", "139 7370 2046", "13973702046", "东湖街道", "井盖翻了", "路过看到"])
    expect(all).not.toContain(secret);
  expect(all).toContain(id);
  expect([await nameOf(ctx, [id]), await findPhone(ctx, id)]).toEqual([new Map([[id, "欧阳若兰"]]), "139 7370 2046"]);
  expect(await textsOf(ctx, [textId, strayId])).toEqual(
    new Map([
      [textId, "我家门口的井盖翻了"],
      [strayId, "路过看到的积水"],
    ]),
  );
});

test("everybody is shown a person masked", async () => {
  const person = { name: "张三丰", phone: "+86 138 1234 1234", idNumber: "11010519491231002X", email: "zsf@wudang.cn" };
  const id = await keepPerson(ctx, { ...person, address: "湖南省长沙市岳麓区麓山路 36 号", text: "耳背，请大声" });
  expect((await maskedOf(ctx, [id])).get(id)).toEqual({
    name: "张**",
    phone: "138****1234",
    idNumber: "110***********002X",
    email: "z***@wudang.cn",
    address: "湖南省长沙市岳麓区****",
    hasText: true,
  });
  const { body } = await city.call(desk, "GET", `/api/v1/persons/${id}`);
  expect(JSON.stringify(body)).not.toMatch(/张三丰|13812341234|138 1234|1231002X|zsf@|麓山路|耳背/);
});

test("a person is found again by phone and identity number however they are written", async () => {
  const id = await keepPerson(ctx, {
    name: "Alan  Turing",
    phone: "+86 138-0000-1234",
    idNumber: "11010519491231002x",
  });
  for (const phone of ["13800001234", "１３８００００１２３４", "0086 13800001234", "013800001234", "86-138 0000 1234"])
    expect(await listPersonsBy(ctx, { phone }), phone).toEqual([id]);
  expect(await listPersonsBy(ctx, { idNumber: "１１０１０５１９４９１２３１００２Ｘ" })).toContain(id);
  expect(await listPersonsBy(ctx, { name: "alan turing" })).toEqual([id]);
  expect(await listPersonsBy(ctx, { phone: "13800001235" })).toEqual([]);
});

test("who calls twice is one person, whose household may have another, and staff are nobody's callers", async () => {
  const first = await recordPerson(ctx, { name: "刘海", phone: "13900000001" });
  expect(await recordPerson(ctx, { name: "刘 海".replace(" ", ""), phone: "139 0000 0001", email: "l@h.cn" })).toBe(
    first,
  );
  expect((await maskedOf(ctx, [first])).get(first)?.email).toBe("l***@h.cn");
  const wife = await recordPerson(ctx, { name: "陈静", phone: "13900000001" });
  expect((await listPersonsBy(ctx, { phone: "13900000001" })).sort()).toEqual([first, wife].sort());
  const staff = await keepPerson(ctx, { name: "赵班长", phone: "13900000002" }, { heldBy: "account" });
  expect(await recordPerson(ctx, { name: "赵班长", phone: "13900000002" })).not.toBe(staff);
});

test.each([
  ["a wrong check digit", "110105194912310021"],
  ["the 30th of February", "11010519490230002X"],
  ["a region that is none", "99010519491231002X"],
  ["fifteen digits of old", "110105491231002"],
])("an identity number with %s is refused and nobody is kept", async (_, idNumber) => {
  const count = () =>
    city.database.db
      .selectFrom("persons")
      .select(({ fn }) => fn.countAll().as("n"))
      .execute();
  const before = await count();
  await expect(keepPerson(ctx, { name: "谁", idNumber })).rejects.toMatchObject({ code: "person.id-number" });
  expect(await count()).toEqual(before);
});

describe("looking", () => {
  test("in plain takes a purpose and a reason, shows only what was asked, and is told to the person", async () => {
    const id = await recordPerson(ctx, { name: "孙悟空", phone: "13700000001", email: "monkey@west.cn" });
    const url = `/api/v1/persons/${id}`;
    const ask = { purpose: "call-back", reason: "核实孙悟空所报井盖", fields: ["phone", "idNumber"] };
    const { status, body } = await city.call(desk, "POST", `${url}/unmask`, ask);
    expect([status, body]).toEqual([200, { id, phone: "13700000001" }]);
    expect(
      (await city.call(desk, "POST", "/api/v1/persons/search", { phone: "137 0000 0001" })).body.items,
    ).toMatchObject([{ id, shown: { name: "孙**", phone: "137****0001" } }]);
    const { items } = (await city.call(other, "GET", `${url}/looks`)).body;
    expect(items).toMatchObject([
      { how: "found", by: desk.id },
      { how: "unmasked", by: desk.id, purpose: "call-back", reason: "核实孙悟空所报井盖", fields: ["phone"] },
    ]);
    const own: PersonActor = { ...handler("0198c0de-0000-7000-8000-000000000009"), id };
    expect((await city.call(own, "GET", "/api/v1/me/looks")).body.items).toEqual(items);
    expect(await everything()).not.toContain("孙悟空");
  });

  test.each([
    ["without a reason", { purpose: "call-back", fields: ["name"] }, 400],
    ["for no purpose there is", { purpose: "curiosity", reason: "想看看", fields: ["name"] }, 422],
    ["at nothing", { purpose: "call-back", reason: "核实", fields: [] }, 400],
  ])("%s shows nothing and records nothing", async (_, ask, status) => {
    const id = await recordPerson(ctx, { name: "不给看", phone: "13700000002" });
    expect((await city.call(desk, "POST", `/api/v1/persons/${id}/unmask`, ask)).status).toBe(status);
    expect((await city.call(desk, "GET", `/api/v1/persons/${id}/looks`)).body.items).toEqual([]);
  });

  test("is for who may, in their area: others are told that nobody is there", async () => {
    const id = await keepPerson(ctx, { name: "东城人", phone: "13700000003" }, { areaPath: "4309/430981/" });
    const elsewhere = officer({ ...may, areaPath: "4309/430922/" });
    const ask = { purpose: "call-back", reason: "核实", fields: ["name"] };
    expect((await city.call(elsewhere, "POST", `/api/v1/persons/${id}/unmask`, ask)).status).toBe(404);
    expect((await city.call(elsewhere, "POST", "/api/v1/persons/search", { phone: "13700000003" })).body.items).toEqual(
      [],
    );
    expect((await city.call(officer(), "POST", `/api/v1/persons/${id}/unmask`, ask)).status).toBe(403);
    const near = officer({ ...may, areaPath: "4309/430981/" });
    expect((await city.call(near, "POST", `/api/v1/persons/${id}/unmask`, ask)).status).toBe(200);
  });

  test("somebody who reports elsewhere too is seen from above both places", async () => {
    const id = await recordPerson(ctx, { name: "两地人", phone: "13700000004" }, { areaPath: "4309/430981/001/" });
    await recordPerson(ctx, { name: "两地人", phone: "13700000004" }, { areaPath: "4309/430981/002/" });
    const seen = async (areaPath: string) =>
      (await city.call(officer({ ...may, areaPath }), "GET", `/api/v1/persons/${id}`)).status;
    expect([await seen("4309/430981/"), await seen("4309/430981/001/")]).toEqual([200, 404]);
  });
});

test("rubbish in the search is refused", async () => {
  for (const body of [{}, { phone: "1" }, { name: "张三" }, { phone: "13800001234", idNumber: "11010519491231002X" }])
    expect((await city.call(desk, "POST", "/api/v1/persons/search", body)).status, JSON.stringify(body)).toBe(400);
});

describe("erasing", () => {
  test("takes two people, destroys name, phone and texts for good; the id and the looks stay", async () => {
    const id = await keepPerson(ctx, { name: "要被删除", phone: "13711112222" });
    const textId = await keepText(ctx, id, "请删除我");
    const ask = { purpose: "request", reason: "本人查阅", fields: ["name"] };
    await city.call(desk, "POST", `/api/v1/persons/${id}/unmask`, ask);
    const alone = await erase(id, desk, desk);
    expect([alone.asked.status, alone.done.body.code]).toEqual([200, "subject.four-eyes"]);
    const { status } = await city.call(other, "POST", `/api/v1/persons/${id}/moves/erase`, { version: 2 });
    expect(status).toBe(200);
    expect([(await nameOf(ctx, [id])).size, await findPhone(ctx, id), (await textsOf(ctx, [textId])).size]).toEqual([
      0,
      undefined,
      0,
    ]);
    expect(await listPersonsBy(ctx, { phone: "13711112222" })).toEqual([]);
    const row = await city.database.db.selectFrom("persons").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    expect([row.wrapped_key, row.name, row.phone, row.more, row.phone_index, row.id_index]).toEqual(
      Array(6).fill(null),
    );
    await expect(editPerson(ctx, id, { name: "again" })).rejects.toMatchObject({ code: "subject.not-found" });
    const { items } = (await city.call(desk, "GET", `/api/v1/persons/${id}/looks`)).body;
    expect(items).toMatchObject([{ how: "unmasked", by: desk.id, fields: ["name"] }]);
    expect(items[0].reason).toBeUndefined();
    await city.settle();
    const card = await city.call(desk, "GET", `/api/v1/persons/${id}`);
    expect([card.body.stage, card.body.shown]).toEqual(["erased", undefined]);
    expect((await city.call(desk, "GET", `/api/v1/persons/${id}/certificate`)).body).toMatchObject({
      position: expect.any(Number),
      changes: { key: "destroyed", fields: ["name", "phone"], texts: 3, swept: {} },
    });
  });

  test("waits until nothing holds the person, and may be refused with a reason", async () => {
    const id = await keepPerson(ctx, { name: "在职的人" }, { heldBy: "account" });
    expect((await erase(id)).asked.body.code).toBe("person.held");
    await releasePerson(ctx, id);
    const { asked } = await erase(id, administrator(may), officer());
    expect(asked.status).toBe(200);
    const url = `/api/v1/persons/${id}/moves/refuse-erase`;
    const refused = await city.call(desk, "POST", url, { version: 2, facts: { reason: "依法须保存三年" } });
    expect(refused.body).toMatchObject({ stage: "kept" });
  });
});

test("an edit changes what was given, keeps the rest, and is found under the new words only", async () => {
  const id = await keepPerson(ctx, { name: "旧名字", phone: "13622223333" });
  const facts = { name: "新名字", "id-number": "11010519491231002X" };
  expect((await city.call(desk, "POST", `/api/v1/persons/${id}/moves/edit`, { version: 1, facts })).status).toBe(200);
  expect(await nameOf(ctx, [id])).toEqual(new Map([[id, "新名字"]]));
  expect(await findPhone(ctx, id)).toBe("13622223333");
  expect([await listPersonsBy(ctx, { name: "旧名字" }), await listPersonsBy(ctx, { name: "新名字" })]).toEqual([
    [],
    [id],
  ]);
  expect(await everything()).not.toMatch(/新名字|11010519491231002X/);
});

test("another deployment's secret opens nobody", async () => {
  const id = await keepPerson(ctx, { name: "只此一家" });
  const { directory } = ctx.deployment;
  const deployment = { ...ctx.deployment, directory: { ...directory, keys: directory.files } };
  const elsewhere: Context = { ...ctx, deployment };
  await expect(nameOf(elsewhere, [id])).rejects.toThrow();
});

test("sealed bytes that were changed or moved to another place don't open", () => {
  const cipher = createCipher(Buffer.alloc(32, 7).toString("base64url"));
  const { key, wrapped } = cipher.newKey("a");
  expect(cipher.unwrap(wrapped, "a")).toEqual(key);
  expect(() => cipher.unwrap(wrapped, "b")).toThrow();
  const sealed = seal(key, "words", "here");
  expect(unseal(key, sealed, "here").toString()).toBe("words");
  expect(() => unseal(key, sealed, "there")).toThrow();
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => unseal(key, sealed, "here")).toThrow();
});

test("who looks at many people in plain within an hour is told of to the auditor, once an hour", async () => {
  const curious = officer(may);
  const id = await keepPerson(ctx, { name: "被看的人", phone: "13900007777" });
  const look = (times: number) =>
    Promise.all(
      Array.from({ length: times }, () =>
        city.call(curious, "POST", `/api/v1/persons/${id}/unmask`, {
          purpose: "reply",
          reason: "答复",
          fields: ["name"],
        }),
      ),
    );
  const told = async () =>
    (
      await city.database.db
        .selectFrom("notices")
        .select("permission")
        .where("type", "=", "person-looked-much")
        .execute()
    ).length;
  await look(30);
  await city.settle();
  expect(await told()).toBe(0);
  await look(3);
  await city.settle();
  expect(await told()).toBe(1);
  city.advance(2 * 3_600_000);
  await look(31);
  await city.settle();
  expect(await told()).toBe(2);
});
