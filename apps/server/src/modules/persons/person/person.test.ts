import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { createCipher, seal, unseal } from "./cipher.ts";
import { editPerson, erasePerson, findPhone, keepPerson, keepText, listPersonsBy, nameOf, textsOf } from "./index.ts";

let city: TestCity;
let ctx: Context;
beforeAll(async () => {
  city = await openTestCity();
  ctx = city.context(system("test"));
});
afterAll(() => city.close());

/** Every value of every column of every table as text, bytes both as hex and as what they would spell. */
const everything = async (): Promise<string> => {
  const { rows } = await sql<{ table_name: string }>`
    SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`.execute(city.database.db);
  const parts: string[] = [];
  for (const { table_name } of rows) {
    const found = await city.database.pool.query(`SELECT * FROM "${table_name}"`);
    for (const row of found.rows as Record<string, unknown>[])
      for (const value of Object.values(row))
        parts.push(Buffer.isBuffer(value) ? value.toString("utf8") : (JSON.stringify(value) ?? ""));
  }
  return parts.join("\n");
};

test("no name, phone or word of a person lies in plain anywhere in the database", async () => {
  const id = await keepPerson(ctx, { name: "欧阳若兰", phone: "139 7370 2046" });
  const textId = await keepText(ctx, id, "我家门口的井盖翻了");
  const strayId = await keepText(ctx, undefined, "路过看到的积水");
  const all = await everything();
  for (const secret of ["欧阳若兰", "139 7370 2046", "13973702046", "井盖翻了", "路过看到"])
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

test("a person is found again by phone however it is written, and by name", async () => {
  const id = await keepPerson(ctx, { name: "Alan  Turing", phone: "+86 138-0000-1234" });
  expect(await listPersonsBy(ctx, { phone: "13800001234" })).toEqual([id]);
  expect(await listPersonsBy(ctx, { name: "alan turing" })).toEqual([id]);
  expect(await listPersonsBy(ctx, { phone: "13800001235" })).toEqual([]);
});

test("erasing destroys name, phone and texts for good; the id stays", async () => {
  const id = await keepPerson(ctx, { name: "要被删除", phone: "13711112222" });
  const textId = await keepText(ctx, id, "请删除我");
  await erasePerson(ctx, id);
  expect([(await nameOf(ctx, [id])).size, await findPhone(ctx, id), (await textsOf(ctx, [textId])).size]).toEqual([
    0,
    undefined,
    0,
  ]);
  expect(await listPersonsBy(ctx, { phone: "13711112222" })).toEqual([]);
  const row = await city.database.db.selectFrom("persons").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  expect([row.wrapped_key, row.name, row.phone]).toEqual([null, null, null]);
  await expect(erasePerson(ctx, id)).rejects.toMatchObject({ code: "subject.not-found" });
  await expect(editPerson(ctx, id, { name: "again" })).rejects.toMatchObject({ code: "subject.not-found" });
  await expect(keepText(ctx, id, "again")).rejects.toMatchObject({ code: "subject.not-found" });
});

test("an edit changes what was given, keeps the rest, and is found under the new words only", async () => {
  const id = await keepPerson(ctx, { name: "旧名字", phone: "13622223333" });
  await editPerson(ctx, id, { name: "新名字" });
  expect(await nameOf(ctx, [id])).toEqual(new Map([[id, "新名字"]]));
  expect(await findPhone(ctx, id)).toBe("13622223333");
  expect([await listPersonsBy(ctx, { name: "旧名字" }), await listPersonsBy(ctx, { name: "新名字" })]).toEqual([
    [],
    [id],
  ]);
});

test("the journal says that somebody was kept, edited and erased, and nothing about them", async () => {
  const id = await keepPerson(ctx, { name: "日志里没有" });
  await editPerson(ctx, id, { phone: "13512345678" });
  await erasePerson(ctx, id);
  const entries = await city.database.db
    .selectFrom("journal")
    .select(["type", "changes"])
    .where("subject_id", "=", id)
    .orderBy("id")
    .execute();
  expect(entries).toEqual([
    { type: "person.kept", changes: {} },
    { type: "person.edited", changes: {} },
    { type: "person.erased", changes: {} },
  ]);
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
