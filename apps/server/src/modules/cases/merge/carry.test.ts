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

const suspend = async (id: string): Promise<string> => {
  const until = new Date(city.clock.now().getTime() + 720 * hour).toISOString();
  await does(mender, id, "ask-suspension", { until, reason: "等道路施工" });
  await does(duty, id, "suspend", { until });
  return until;
};

const mayNotMerge = async (id: string, into: string): Promise<void> => {
  const { version } = await read(id);
  const answer = await city.call(duty, "POST", `/api/v1/cases/${id}/merge`, { version, into, reason: "同一盏灯" });
  expect([answer.status, answer.body.code]).toEqual([409, "case.merge-at-rest"]);
};

test("a case whose limit runs is not suspended by a merge: that is asked for and granted", async () => {
  const [kept, gone] = [await disposing(), await disposing()];
  await suspend(kept);
  city.advance(9 * hour);
  await mayNotMerge(gone, kept);
  expect(await read(gone)).toMatchObject({ stage: "disposing", version: 4 });
  expect(await clockOf(gone)).toMatchObject({ leftMs: hour, late: false });
  city.advance(2 * hour);
  expect(await clockOf(gone)).toMatchObject({ late: true });
  await does(duty, kept, "resume");
  await merge(gone, kept);
  expect(await clockOf(kept)).toMatchObject({ late: true });
});

test("one that nobody works on yet goes into a suspended case as a report of it would", async () => {
  const [kept, gone] = [await disposing(), await reported()];
  await suspend(kept);
  await merge(gone, kept);
  expect(await read(kept)).toMatchObject({ stage: "suspended", reports: 2 });
});

test("of two that are suspended the one that goes on stays so, and keeps what the other had left", async () => {
  const [kept, gone] = [await disposing(), await disposing()];
  await extend(kept);
  city.advance(4 * hour);
  const until = await suspend(kept);
  city.advance(2 * hour);
  await suspend(gone);
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

test("a disputed case puts no other to rest; of two that are disputed the one that goes on stays so without an end", async () => {
  const [kept, gone] = [await disposing(), await disposing()];
  await extend(kept);
  await does(mender, kept, "dispute", { reason: "非本部门" });
  city.advance(3 * hour);
  await mayNotMerge(gone, kept);
  await does(mender, gone, "dispute", { reason: "非本部门" });
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

test("a suspension that was used stays used in the case it goes on in, and comes back with the merge taken back", async () => {
  const [kept, gone] = [await disposing(), await disposing()];
  await suspend(gone);
  await does(duty, gone, "resume");
  await merge(gone, kept);
  const again = { until: new Date(city.clock.now().getTime() + hour).toISOString(), reason: "还要" };
  await refused("subject.times-used", mender, kept, "ask-suspension", again);
  const { version } = await read(gone);
  const back = await city.call(duty, "POST", `/api/v1/cases/${gone}/unmerge`, { version, reason: "并错了" });
  expect(back.status).toBe(200);
  await refused("subject.times-used", mender, gone, "ask-suspension", again);
  await does(mender, kept, "ask-suspension", again);
});
