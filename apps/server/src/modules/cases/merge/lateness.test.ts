import { afterAll, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { openLampCity } from "../../../testing/lamp-city.ts";

const hour = 3_600_000;
const { city, department, other, duty, second, mender, rival, read, post, does, refused, reported, disposing, closed } =
  await openLampCity();
afterAll(() => city.close());

const dispatch = async (id: string): Promise<void> => {
  await does(duty, id, "file", { "filing-condition": "1" });
  await does(duty, id, "dispatch", { department: other });
  await does(rival, id, "accept");
};
const merge = async (id: string, into: string): Promise<void> => {
  const body = { version: (await read(id)).version, into, reason: "同一盏灯" };
  expect((await city.call(duty, "POST", `/api/v1/cases/${id}/merge`, body)).status).toBe(200);
};
const takeBack = async (id: string) => {
  const { version } = await read(id);
  const { status } = await city.call(duty, "POST", `/api/v1/cases/${id}/unmerge`, { version, reason: "并错了" });
  return status;
};
const disposings = async (id: string) =>
  (await read(id)).clocks
    .filter(({ clock }: { clock: string }) => clock === "dispose")
    .map((one: { late: boolean; departmentId?: string; exempt?: boolean; stoppedAt?: string }) => [
      one.late,
      one.departmentId,
      one.exempt,
      one.stoppedAt === undefined,
    ]);
const decide = async (actor: PersonActor, id: string, name: string) => {
  const [one] = (await read(id)).appeals;
  const { status } = await city.call(actor, "POST", `/api/v1/appeals/${one.id}/moves/${name}`, {
    version: one.version,
    facts: {},
  });
  return status;
};

/** A lamp that one department was late with, goes on in a case that another one has in time. */
const mergedLate = async () => {
  const kept = await reported();
  const gone = await disposing();
  city.advance(11 * hour);
  await dispatch(kept);
  await merge(gone, kept);
  return { kept, gone };
};

test("a merge leaves a limit that ran out its department's: it may appeal, and nobody else is late by it", async () => {
  const { kept } = await mergedLate();
  expect(await disposings(kept)).toEqual([
    [true, department, undefined, false],
    [false, undefined, undefined, true],
  ]);
  city.advance(9 * hour);
  await closed(kept, rival);
  await refused("appeal.not-yours", rival, kept, "appeal", { reason: "我们没有超时" });
  await does(mender, kept, "appeal", { reason: "全城停电" });
  expect((await read(kept)).appeals).toMatchObject([{ departmentId: department, stage: "lodged" }]);
  expect([await decide(duty, kept, "support"), await decide(second, kept, "grant")]).toEqual([200, 200]);
  expect((await disposings(kept))[0]).toEqual([true, department, true, false]);
});

test("what is late of two departments that began at one moment is appealed against by each", async () => {
  const kept = await reported();
  const gone = await disposing();
  await dispatch(kept);
  city.advance(11 * hour);
  await merge(gone, kept);
  expect((await disposings(kept)).map(([late]: [boolean]) => late)).toEqual([true, true]);
  await closed(kept, rival);
  await does(mender, kept, "appeal", { reason: "全城停电" });
  await decide(duty, kept, "support");
  await decide(second, kept, "grant");
  const exempt = (await disposings(kept)).map(([, whose, is]: unknown[]) => [whose, is]);
  expect(exempt).toContainEqual([department, true]);
  expect(exempt).toContainEqual([undefined, undefined]);
  await does(rival, kept, "appeal", { reason: "大雪封路" });
});

test("taken back, each case has its own limits again and its own departments", async () => {
  const { kept, gone } = await mergedLate();
  expect(await takeBack(gone)).toBe(200);
  expect(await disposings(kept)).toEqual([[false, undefined, undefined, true]]);
  expect(await disposings(gone)).toEqual([[true, undefined, undefined, true]]);
  expect((await post(mender, kept, "appeal", { reason: "没有我们" })).status).toBe(404);
  await closed(gone);
  await does(mender, gone, "appeal", { reason: "全城停电" });
});

test("what was appealed against before the merge is not once more, and granted afterwards exempts it all the same", async () => {
  const kept = await reported();
  const gone = await disposing();
  city.advance(11 * hour);
  await closed(gone);
  await does(mender, gone, "appeal", { reason: "全城停电" });
  await does(duty, gone, "reopen", { reason: "又不亮了" });
  await dispatch(kept);
  await merge(gone, kept);
  expect((await disposings(kept))[0]).toEqual([true, department, undefined, false]);
  expect([await decide(duty, kept, "support"), await decide(second, kept, "grant")]).toEqual([200, 200]);
  expect((await disposings(kept))[0]).toEqual([true, department, true, false]);
  await closed(kept, rival);
  await refused("appeal.decided", mender, kept, "appeal", { reason: "再申诉" });
});

test("a limit that runs out by itself does not end the time in which a merge can be taken back, and is heard in each case", async () => {
  const lateOf = async (id: string): Promise<number> => {
    await city.workOff();
    const { items } = (await city.call(duty, "GET", `/api/v1/cases/${id}/timeline`)).body;
    return items.filter(({ type, of }: { type: string; of?: string }) => type === "case.late" && of === undefined)
      .length;
  };
  const kept = await reported();
  const gone = await disposing();
  city.advance(5 * hour);
  await does(duty, kept, "file", { "filing-condition": "1" });
  await does(duty, kept, "dispatch", { department });
  await does(mender, kept, "accept");
  await merge(gone, kept);
  city.advance(6 * hour);
  expect(await lateOf(kept)).toBe(1);
  expect(await takeBack(gone)).toBe(200);
  expect([await lateOf(gone), await lateOf(kept)]).toEqual([1, 1]);
  city.advance(5 * hour);
  expect(await lateOf(kept)).toBe(2);
});

test("a suspension that ends by itself does not end it either; one that somebody ends does", async () => {
  const suspend = async (id: string) => {
    const until = new Date(city.clock.now().getTime() + 12 * hour).toISOString();
    await does(mender, id, "ask-suspension", { until, reason: "等灯具" });
    await does(duty, id, "suspend", { until });
  };
  const [kept, gone] = [await disposing(), await disposing()];
  await suspend(kept);
  await suspend(gone);
  await merge(gone, kept);
  city.advance(13 * hour);
  await city.workOff();
  expect((await read(kept)).stage).toBe("disposing");
  expect(await takeBack(gone)).toBe(200);
  await city.workOff();
  expect([(await read(gone)).stage, (await read(kept)).stage]).toEqual(["disposing", "disposing"]);
  const [first, second] = [await disposing(), await disposing()];
  await suspend(first);
  await suspend(second);
  await merge(second, first);
  await does(duty, first, "resume");
  expect(await takeBack(second)).toBe(409);
});
