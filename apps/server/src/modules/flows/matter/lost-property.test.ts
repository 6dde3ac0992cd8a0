import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer, verifier } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
const desk = officer({ permissions: ["lost-items.read", "lost-items.keep"] });
const checker = verifier({ permissions: ["lost-items.read", "lost-items.check"] });

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const umbrella = {
  item: "黑色长柄伞",
  "item-kind": "other",
  "found-at": { position: [112.352, 28.846], words: "文庙路公交站" },
  "found-on": "2026-11-01",
  finder: { name: "龙晓燕", phone: "13907370001" },
};
const takeIn = (facts: object) => city.call(desk, "POST", "/api/v1/lost-items", { facts });
const look = async (id: string) => (await city.call(desk, "GET", `/api/v1/lost-items/${id}`)).body;
const move = (actor: typeof desk, id: string, name: string, input: object) =>
  city.call(actor, "POST", `/api/v1/lost-items/${id}/moves/${name}`, input);

describe("a lost-property desk, declared in a pack", () => {
  test("takes in an umbrella by its form, places it where it was found, and starts the year of the notice", async () => {
    const { status, body } = await takeIn(umbrella);
    expect([status, body.code]).toEqual([201, undefined]);
    const kept = await look(body.id);
    expect(kept).toMatchObject({
      stage: "kept",
      facts: { item: "黑色长柄伞", "found-on": "2026-11-01" },
      clocks: [{ clock: "notice", kind: "natural-days" }],
      answered: [{ form: "found-item", version: 1, move: "keep" }],
    });
    expect(kept.areaPath.split("/").length).toBeGreaterThan(2);
    expect(kept.words[kept.facts.finder]).toEqual({ zh: "龙** 139****0001", en: "龙** 139****0001" });
  });

  test("keeps finder and claimant in the vault: the name is nowhere else, the journal included", async () => {
    const { body } = await takeIn({ ...umbrella, finder: { name: "独孤求证", phone: "13907370002" } });
    await move(desk, body.id, "claim", { version: 1, facts: { claimant: { name: "慕容失主", phone: "13907370003" } } });
    const kept = await look(body.id);
    expect(kept.words[kept.facts.claimant].zh).toMatch(/^慕容\*/);
    const { rows } = await sql<{ whole: string }>`
      SELECT (SELECT string_agg(facts::text, '') FROM matters) || (SELECT string_agg(changes::text, '') FROM journal) ||
        (SELECT string_agg(answers::text, '') FROM form_answers) AS whole`.execute(city.database.db);
    expect(rows[0]?.whole).toContain(kept.facts.claimant);
    expect(rows[0]?.whole).not.toMatch(/独孤求证|慕容失主|13907370002|13907370003/);
  });

  test("is handed over by somebody else than who took the claim, within eight working hours", async () => {
    const { body } = await takeIn(umbrella);
    const claimed = await move(desk, body.id, "claim", { version: 1, facts: { claimant: { name: "王敏" } } });
    expect(claimed.body.stage).toBe("claimed");
    const both = officer({ id: desk.id, permissions: ["lost-items.read", "lost-items.check"] });
    expect((await move(both, body.id, "hand-over", { version: 2 })).body.code).toBe("subject.four-eyes");
    const { clocks } = await look(body.id);
    expect(clocks.find((clock: { clock: string }) => clock.clock === "check").dueAt).toBe("2026-11-03T02:00:00.000Z");
    expect((await move(checker, body.id, "hand-over", { version: 2 })).body.stage).toBe("returned");
    const done = await look(body.id);
    expect(done.clocks.every((clock: { stoppedAt?: string }) => clock.stoppedAt !== undefined)).toBe(true);
  });

  test("keeps everything when a claim is refused, and says why on its way", async () => {
    const { body } = await takeIn(umbrella);
    await move(desk, body.id, "claim", { version: 1, facts: { claimant: { name: "张三" } } });
    expect((await move(checker, body.id, "refuse", { version: 2 })).body.faults).toEqual([
      { path: "facts.reason", code: "missing" },
    ]);
    await move(checker, body.id, "refuse", { version: 2, facts: { reason: "说不出伞柄颜色" } });
    const kept = await look(body.id);
    expect([kept.stage, kept.facts.item, kept.facts.claimant !== undefined]).toEqual(["kept", "黑色长柄伞", true]);
    await city.settle();
    const { items } = (await city.call(desk, "GET", `/api/v1/lost-items/${body.id}/timeline`)).body;
    expect(items.map((entry: { name: { zh: string } }) => entry.name.zh)).toEqual(["登记", "认领", "不符退回"]);
    expect(items[0].details).toContainEqual({ name: { zh: "种类", en: "Kind" }, value: { zh: "其他", en: "Other" } });
    expect(items[2].reason).toBe("说不出伞柄颜色");
  });

  test("tells whoever checks claims that there is one, with the facts of the matter in its words", async () => {
    const { body } = await takeIn({ ...umbrella, item: "蓝色折叠伞" });
    await move(desk, body.id, "claim", { version: 1, facts: { claimant: { name: "王敏" } } });
    await city.settle();
    const { items } = (await city.call(checker, "GET", "/api/v1/notices?type=lost-item-claimed")).body;
    const own = items.filter((one: { subject: { id: string } }) => one.subject.id === body.id);
    expect(own).toMatchObject([{ text: { zh: "待核对的认领：蓝色折叠伞" }, subject: { kind: "lost-item" } }]);
    expect((await city.call(desk, "GET", "/api/v1/notices?type=lost-item-claimed")).body.items).toEqual([]);
  });

  test.each([
    ["nothing", {}, ["item", "item-kind", "found-at", "found-on"].map((id) => `facts.${id} missing`)],
    ["cash in an umbrella", { ...umbrella, cash: 20 }, ["facts.cash hidden"]],
    ["a day that is none", { ...umbrella, "found-on": "2026-02-30" }, ["facts.found-on kind"]],
    ["what nobody asked", { ...umbrella, mood: "bad" }, ["facts.mood unknown"]],
    ["a wallet of less than nothing", { ...umbrella, "item-kind": "wallet", cash: -1 }, ["facts.cash range"]],
  ])("refuses %s, each fault with its place, and keeps nothing", async (_, facts, faults) => {
    const before = (await city.call(desk, "GET", "/api/v1/lost-items")).body.items.length;
    const answer = await takeIn(facts);
    expect([answer.status, answer.body.code]).toEqual([422, "subject.missing-facts"]);
    expect(answer.body.faults.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual(
      faults,
    );
    expect((await city.call(desk, "GET", "/api/v1/lost-items")).body.items.length).toBe(before);
  });

  test("is listed by stage, by words and by what is late, and tells the screens all they need", async () => {
    const list = async (query: string): Promise<{ id: string; facts: { item: string } }[]> =>
      (await city.call(desk, "GET", `/api/v1/lost-items?${query}`)).body.items;
    const { body } = await takeIn({ ...umbrella, item: "红色雨衣" });
    expect((await list("q=红色")).map(({ id }) => id)).toEqual([body.id]);
    expect((await list("stage=returned")).map(({ id }) => id)).not.toContain(body.id);
    expect((await list("open=true")).map(({ id }) => id)).toContain(body.id);
    expect(await list("late=true&q=红色")).toEqual([]);
    city.advance(366 * 86_400_000);
    expect((await list("late=true&q=红色")).map(({ id }) => id)).toEqual([body.id]);
    const kinds = (await city.call(desk, "GET", "/api/v1/matter-kinds")).body.items;
    expect(kinds).toMatchObject([
      { plural: "lost-items", opening: { move: "keep", form: { id: "found-item", version: 1 }, facts: [] } },
    ]);
    expect(kinds[0].facts[0]).toMatchObject({ id: "item", kind: "text" });
    const stranger = officer();
    expect((await city.call(stranger, "GET", "/api/v1/matter-kinds")).body.items).toEqual([]);
    expect((await city.call(stranger, "GET", "/api/v1/lost-items")).status).toBe(403);
  });
});
