import { afterAll, describe, expect, test } from "vitest";
import { openLampCity } from "../../../testing/lamp-city.ts";

const hour = 3_600_000;
const { city, department, duty, second, mender, checker, arbiter, read, does, reported, disposing } =
  await openLampCity();
afterAll(() => city.close());

const totalOf = async (id: string) =>
  (await read(id)).clocks.filter(({ clock }: { clock: string }) => clock === "total");

const correct = async (id: string, condition: string) => {
  const { version } = await read(id);
  const body = { version, reason: "现场核对", category: "leaning-pole", condition };
  expect((await city.call(duty, "POST", `/api/v1/cases/${id}/correct`, body)).status).toBe(200);
};

/** A pole that may fall: twelve hours in total. */
const filed = async (): Promise<string> => {
  const id = await reported();
  await city.call(duty, "POST", `/api/v1/cases/${id}/correct`, {
    version: 1,
    reason: "看清",
    category: "leaning-pole",
  });
  await does(duty, id, "file", { "filing-condition": "danger" });
  return id;
};

describe("the limit in total", () => {
  test("runs from filing through hand-backs and filing anew, is noticed once, and stops with the end", async () => {
    const id = await filed();
    const [{ startedAt, name }] = await totalOf(id);
    expect(name).toEqual({ zh: "总时限", en: "In total" });
    city.advance(2 * hour);
    await does(second, id, "hand-to-file", { reason: "条件不清" });
    await does(arbiter, id, "file", { "filing-condition": "danger" });
    await does(second, id, "dispatch", { department });
    await does(mender, id, "accept");
    expect(await totalOf(id)).toMatchObject([{ startedAt, limitMs: 12 * hour, leftMs: 10 * hour }]);
    for (const ahead of [8, 3]) {
      city.advance(ahead * hour);
      await city.workOff();
      await city.workOff();
    }
    const { rows } = await city.database.pool.query(
      "SELECT type FROM journal WHERE subject_id = $1 AND changes->>'clock' = 'total' ORDER BY id",
      [id],
    );
    expect(rows).toEqual([{ type: "case.nearly-late" }, { type: "case.late" }]);
    await does(mender, id, "feed-back", { result: "已扶正" });
    await does(checker, id, "verify", { "closing-condition": "排除危险" });
    await does(second, id, "close");
    expect(await totalOf(id)).toMatchObject([{ late: true, stoppedAt: expect.any(String) }]);
  });

  test("goes on where the end was undone, without the time in between", async () => {
    const id = await filed();
    await does(duty, id, "dispatch", { department });
    await does(mender, id, "accept");
    city.advance(3 * hour);
    await does(mender, id, "feed-back", { result: "已扶正" });
    await does(checker, id, "verify", { "closing-condition": "排除危险" });
    await does(second, id, "close");
    city.advance(500 * hour);
    await does(arbiter, id, "reopen", { reason: "又斜了" });
    expect(await totalOf(id)).toMatchObject([{ leftMs: 9 * hour, late: false }]);
    expect((await totalOf(id))[0].stoppedAt).toBeUndefined();
  });

  test("is none where neither category nor condition names one, and comes and goes with a correction", async () => {
    const id = await disposing();
    expect(await totalOf(id)).toEqual([]);
    city.advance(hour);
    await correct(id, "danger");
    expect(await totalOf(id)).toMatchObject([{ leftMs: 11 * hour }]);
    await correct(id, "slight");
    expect((await totalOf(id))[0].stoppedAt).toBeDefined();
  });
});
