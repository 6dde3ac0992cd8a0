import { afterAll, expect, test } from "vitest";
import { openLampCity } from "../../../testing/lamp-city.ts";

const hour = 3_600_000;
const { city, department, duty, mender, read, does, refused, clockOf, reported, disposing } = await openLampCity();
afterAll(() => city.close());

const merge = async (id: string, into: string): Promise<void> => {
  const { version } = await read(id);
  const body = { version, into, reason: "同一盏灯" };
  expect((await city.call(duty, "POST", `/api/v1/cases/${id}/merge`, body)).status).toBe(200);
};

const extend = async (id: string): Promise<void> => {
  await does(mender, id, "ask-extension", { reason: "等灯具" });
  await does(duty, id, "extend");
};

test("a case that is suspended stays so when another is merged into it, and keeps what that one had left", async () => {
  const [kept, gone] = [await disposing(), await disposing()];
  await extend(kept);
  city.advance(4 * hour);
  const until = new Date(city.clock.now().getTime() + 720 * hour).toISOString();
  await does(mender, kept, "ask-suspension", { until, reason: "等道路施工" });
  await does(duty, kept, "suspend", { until });
  city.advance(2 * hour);
  await merge(gone, kept);
  expect(await read(kept)).toMatchObject({ stage: "suspended" });
  expect(await clockOf(kept)).toMatchObject({ leftMs: 4 * hour, pausedAt: expect.any(String), resumesAt: until });
  city.advance(700 * hour);
  expect(await clockOf(kept)).toMatchObject({ leftMs: 4 * hour, late: false });
  city.advance(18 * hour);
  await city.workOff();
  expect(await read(kept)).toMatchObject({ stage: "disposing" });
  expect(await clockOf(kept)).toMatchObject({ leftMs: 4 * hour, late: false });
});

test("a disputed case stays at rest without an end", async () => {
  const [kept, gone] = [await disposing(), await disposing()];
  await extend(kept);
  await does(mender, kept, "dispute", { reason: "非本部门" });
  city.advance(3 * hour);
  await merge(gone, kept);
  city.advance(50 * hour);
  expect(await clockOf(kept)).toMatchObject({ leftMs: 7 * hour, pausedAt: expect.any(String), late: false });
});

test("what was at rest runs on in a case that is being mended", async () => {
  const [kept, gone] = [await disposing(), await disposing()];
  await extend(kept);
  await does(mender, gone, "dispute", { reason: "非本部门" });
  city.advance(3 * hour);
  await merge(gone, kept);
  const clock = await clockOf(kept);
  expect([clock.leftMs, clock.pausedAt]).toEqual([10 * hour, undefined]);
  city.advance(hour);
  expect(await clockOf(kept)).toMatchObject({ leftMs: 9 * hour });
});

test("extensions that came along count: a limit is extended twice at most, whoever granted it", async () => {
  const [kept, gone] = [await reported(), await disposing()];
  await extend(gone);
  await extend(gone);
  city.advance(25 * hour);
  await does(duty, kept, "file", { "filing-condition": "1" });
  await does(duty, kept, "dispatch", { department });
  await does(mender, kept, "accept");
  await merge(gone, kept);
  expect(await clockOf(kept)).toMatchObject({ leftMs: 5 * hour, extensions: 2 });
  await refused("subject.times-used", mender, kept, "ask-extension", { reason: "还要" });
});
