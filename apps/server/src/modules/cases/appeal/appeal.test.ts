import { afterAll, describe, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { openLampCity } from "../../../testing/lamp-city.ts";

const hour = 3_600_000;

const { city, mender, rival, duty, second, read, post, does, refused, clockOf, disposing, closed } =
  await openLampCity();
afterAll(() => city.close());

describe("an appeal", () => {
  const appealOf = async (id: string) => (await read(id)).appeals[0];
  const decide = (actor: PersonActor, one: { id: string; version: number }, name: string, facts: object = {}) =>
    city.call(actor, "POST", `/api/v1/appeals/${one.id}/moves/${name}`, { version: one.version, facts });

  test("granted by two people exempts the case, and that it was late stays to be seen", async () => {
    const id = await disposing();
    city.advance(11 * hour);
    await closed(id);
    await does(mender, id, "appeal", { reason: "全城停电" });
    expect(await appealOf(id)).toMatchObject({ stage: "lodged", reason: "全城停电" });
    expect((await decide(mender, await appealOf(id), "support")).body).toMatchObject({ code: "permission.missing" });
    expect((await decide(duty, await appealOf(id), "support")).status).toBe(200);
    expect((await decide(duty, await appealOf(id), "grant")).body).toMatchObject({ code: "subject.four-eyes" });
    expect((await decide(second, await appealOf(id), "grant", { comment: "属实" })).status).toBe(200);
    expect(await read(id)).toMatchObject({ exemptedAt: expect.any(String), appeals: [{ stage: "granted" }] });
    expect(await clockOf(id)).toMatchObject({ late: true, exempt: true });
    await refused("appeal.decided", mender, id, "appeal", { reason: "再申诉" });
    city.advance(hour);
    await does(duty, id, "reopen", { reason: "又不亮了" });
    city.advance(11 * hour);
    const disposings = (await read(id)).clocks.filter(({ clock }: { clock: string }) => clock === "dispose");
    expect(disposings.map(({ late, exempt }: { late: boolean; exempt?: boolean }) => [late, exempt])).toEqual([
      [true, true],
      [true, undefined],
    ]);
  });

  test("is for what was late only, for closed cases only, and the department's own", async () => {
    const inTime = await disposing();
    await refused("subject.wrong-stage", mender, inTime, "appeal", { reason: "尚未结案" });
    await closed(inTime);
    await refused("subject.never-late", mender, inTime, "appeal", { reason: "并未超时" });
    const late = await disposing();
    city.advance(11 * hour);
    await closed(late);
    await refused("permission.missing", duty, late, "appeal", { reason: "替部门" });
    expect((await post(rival, late, "appeal", { reason: "别的部门" })).status).toBe(404);
  });

  test("refused, the case counts as late, and once is once", async () => {
    const id = await disposing();
    city.advance(11 * hour);
    await closed(id);
    await does(mender, id, "appeal", { reason: "忘了" });
    expect((await decide(duty, await appealOf(id), "refuse", { reason: "不成立" })).status).toBe(200);
    expect((await read(id)).exemptedAt).toBeUndefined();
    expect(await appealOf(id)).toMatchObject({ stage: "refused", answer: "不成立" });
    await refused("appeal.decided", mender, id, "appeal", { reason: "再试" });
  });

  test("is the department's that was late, not of whoever had the case at its end, and exempts that limit alone", async () => {
    const id = await disposing();
    city.advance(11 * hour);
    await does(mender, id, "hand-back", { reason: "灯属他局" });
    await does(duty, id, "dispatch", { department: rival.departments[0] });
    await does(rival, id, "accept");
    city.advance(11 * hour);
    await closed(id, rival);
    const offered = async (actor: PersonActor) =>
      (await city.call(actor, "GET", `/api/v1/cases/${id}/moves`)).body.items.find(
        ({ move }: { move: string }) => move === "appeal",
      );
    expect((await offered(mender)).whyNot).toBeUndefined();
    await does(mender, id, "appeal", { reason: "灯不是我们的" });
    expect(await appealOf(id)).toMatchObject({ departmentId: mender.departments[0] });
    expect((await offered(mender)).whyNot.zh).toContain("申诉过");
    await decide(duty, await appealOf(id), "support");
    await decide(second, await appealOf(id), "grant");
    const disposings = (await read(id)).clocks.filter(({ clock }: { clock: string }) => clock === "dispose");
    expect(disposings.map(({ late, exempt }: { late: boolean; exempt?: boolean }) => [late, exempt])).toEqual([
      [true, true],
      [true, undefined],
    ]);
    await does(rival, id, "appeal", { reason: "大雪封路" });
  });

  test("of who was in time, after somebody else was late, is refused with a sentence", async () => {
    const id = await disposing();
    city.advance(11 * hour);
    await does(mender, id, "hand-back", { reason: "灯属他局" });
    await does(duty, id, "dispatch", { department: rival.departments[0] });
    await does(rival, id, "accept");
    await closed(id, rival);
    await refused("appeal.not-yours", rival, id, "appeal", { reason: "替前一家" });
  });

  test("granted while the case, opened again, waits to be filed anew, exempts it all the same", async () => {
    const id = await disposing();
    city.advance(11 * hour);
    await closed(id);
    await does(mender, id, "appeal", { reason: "全城停电" });
    city.advance(hour);
    await does(duty, id, "reopen", { reason: "又不亮了" });
    await does(mender, id, "hand-back", { reason: "灯属他局" });
    await decide(duty, await appealOf(id), "support");
    expect((await decide(second, await appealOf(id), "grant")).status).toBe(200);
    expect((await read(id)).clocks.find(({ clock }: { clock: string }) => clock === "dispose")).toMatchObject({
      exempt: true,
    });
  });
});
