import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer } from "../testing/actors.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import type { Actor } from "./actor.ts";
import { answerOnce } from "./answer-once.ts";
import { AppError } from "./app-error.ts";

let city: TestCity;
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

let keys = 0;
const newKey = () => `phone-${++keys}-0123456789`;

const post = async (actor: Actor, url: string, payload: object, key: string) => {
  const answer = await city.app.inject({
    method: "POST",
    url,
    headers: { authorization: city.signedIn(actor), "idempotency-key": key, "accept-language": "en" },
    payload,
  });
  return { status: answer.statusCode, body: answer.json(), replayed: answer.headers["idempotency-replayed"] };
};

const said = { category: "storm-tide", position: [112.35, 28.85], text: "看水位" };
const freshCase = async () => (await post(duty, "/api/v1/reports", said, newKey())).body.caseId as string;
const entriesOf = async (id: string) => {
  await city.settle();
  const { items } = (await city.call(duty, "GET", `/api/v1/cases/${id}/timeline`)).body;
  return items.map(({ type }: { type: string }) => type);
};
const comment = (id: string, key: string, words = "到场") =>
  post(duty, `/api/v1/cases/${id}/moves/comment`, { version: 1, facts: { comment: words } }, key);

describe("a request under a key", () => {
  test("sent again has the same answer and no second effect", async () => {
    const id = await freshCase();
    const key = newKey();
    const first = await comment(id, key);
    const again = await comment(id, key);
    expect(first).toMatchObject({ status: 200, replayed: undefined });
    expect(again).toEqual({ ...first, replayed: "true" });
    expect((await entriesOf(id)).filter((type: string) => type === "case.commented")).toHaveLength(1);
  });

  test("sent ten times at the same moment happens once", async () => {
    const id = await freshCase();
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => comment(id, key)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed === undefined)).toHaveLength(1);
    expect((await entriesOf(id)).filter((type: string) => type === "case.commented")).toHaveLength(1);
  });

  test("is refused when it says something else than the first time", async () => {
    const id = await freshCase();
    const key = newKey();
    await comment(id, key);
    expect(await comment(id, key, "别的话")).toMatchObject({ status: 422, body: { code: "request.key-reused" } });
    expect((await entriesOf(id)).filter((type: string) => type === "case.commented")).toHaveLength(1);
  });

  test("of one person is no key of another", async () => {
    const id = await freshCase();
    const key = newKey();
    await comment(id, key);
    const other = await post(
      officer(),
      `/api/v1/cases/${id}/moves/comment`,
      { version: 1, facts: { comment: "到场" } },
      key,
    );
    expect(other).toMatchObject({ status: 200, replayed: undefined });
  });

  test("that was refused leaves the key free: nothing happened, it may be tried again", async () => {
    const id = await freshCase();
    const key = newKey();
    const file = (version: number, facts: object) =>
      post(duty, `/api/v1/cases/${id}/moves/file`, { version, facts }, key);
    expect((await file(1, {})).body.code).toBe("subject.missing-facts");
    expect(await file(1, { "filing-condition": "1" })).toMatchObject({ status: 200, replayed: undefined });
  });

  test("reports a problem once, however often the phone sends it", async () => {
    const key = newKey();
    const [first, again] = [
      await post(duty, "/api/v1/reports", said, key),
      await post(duty, "/api/v1/reports", said, key),
    ];
    expect(again).toEqual({ ...first, replayed: "true" });
    expect(
      (await city.call(duty, "GET", `/api/v1/cases/${first.body.caseId}`)).body.reportList.filter(
        ({ id }: { id: string }) => id === first.body.id,
      ),
    ).toHaveLength(1);
  });

  test("is refused where repeats are not known, and so is a key that is none", async () => {
    expect((await post(duty, "/api/v1/clock", { speed: 1, reason: "x" }, newKey())).body.code).toMatch(
      /request.key-not-taken|permission.missing/,
    );
    expect(await comment(await freshCase(), "short")).toMatchObject({ status: 400, body: { code: "request.bad-key" } });
  });
});

describe("a photo under a key", () => {
  const upload = async (data: Buffer, key: string) => {
    const boundary = "----chengyun";
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
    const answer = await city.app.inject({
      method: "POST",
      url: "/api/v1/files",
      headers: {
        authorization: city.signedIn(duty),
        "idempotency-key": key,
        "content-type": `multipart/form-data; boundary=${boundary}`,
      },
      payload: Buffer.concat([Buffer.from(head), data, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const picture = (red: number) =>
    sharp({ create: { width: 64, height: 48, channels: 3, background: { r: red, g: 30, b: 30 } } })
      .jpeg()
      .toBuffer();
  const count = async () => Number((await city.database.pool.query("SELECT count(*) AS n FROM photos")).rows[0].n);

  test("is kept once, and another picture under it is refused", async () => {
    const key = newKey();
    const before = await count();
    const [first, again] = [await upload(await picture(200), key), await upload(await picture(200), key)];
    expect([first.status, again]).toEqual([201, first]);
    expect((await upload(await picture(10), key)).body.code).toBe("request.key-reused");
    expect(await count()).toBe(before + 1);
  });
});

describe("work under a key", () => {
  test("that dies between effect and answer leaves neither", async () => {
    const ctx = city.context(duty);
    const keyed = { key: newKey(), digest: "d" };
    const effect = (name: string) => city.database.pool.query("SELECT 1 FROM declared_names WHERE id = $1", [name]);
    const work = (fails: boolean) =>
      answerOnce(ctx, keyed, async (inner) => {
        await inner.db
          .insertInto("declared_names")
          .values({ kind: "thing", id: keyed.key, zh: "一", en: "one" })
          .execute();
        if (fails) throw new AppError("store.down");
        return { status: 200, body: { n: 1 } };
      });
    await expect(work(true)).rejects.toThrow();
    expect((await effect(keyed.key)).rowCount).toBe(0);
    expect(await work(false)).toEqual({ status: 200, body: { n: 1 }, repeated: false });
    expect(await work(true)).toEqual({ status: 200, body: { n: 1 }, repeated: true });
    expect((await effect(keyed.key)).rowCount).toBe(1);
  });

  test("of a week ago is cleaned away a few at a time", async () => {
    await city.database.pool.query(`INSERT INTO given_answers (actor_id, key, digest, status, body, at)
      SELECT 'long-ago', 'key-' || n, 'd', 200, '{}', now() - interval '8 days' FROM generate_series(1, 25) AS n`);
    const left = async () =>
      Number(
        (await city.database.pool.query("SELECT count(*) AS n FROM given_answers WHERE actor_id = 'long-ago'")).rows[0]
          .n,
      );
    const one = () =>
      answerOnce(city.context(duty), { key: newKey(), digest: "d" }, async () => ({ status: 200, body: {} }));
    await one();
    expect(await left()).toBe(5);
    await one();
    expect(await left()).toBe(0);
  });
});
