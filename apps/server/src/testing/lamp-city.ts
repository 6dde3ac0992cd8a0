import { defineCase, definePack, urgentHours } from "@chengyun/kernel";
import { expect } from "vitest";
import { departmentId } from "../modules/identity/department/index.ts";
import type { PersonActor } from "../platform/actor.ts";
import { handler, officer, verifier } from "./actors.ts";
import { withPhoto } from "./photo.ts";
import { openTestCity } from "./test-city.ts";

const lamp = defineCase({
  id: "dark-lamp",
  name: { zh: "路灯不亮", en: "Dark lamp" },
  flow: "city-case",
  handledBy: "city-management",
  clocks: { dispose: urgentHours(10) },
  files: { zh: "一盏及以上不亮", en: "one lamp or more is dark" },
  closes: { zh: "恢复照明", en: "it shines again" },
});
/** Poles lean for two reasons, each with a limit of its own. */
const pole = defineCase({
  id: "leaning-pole",
  name: { zh: "灯杆倾斜", en: "Leaning pole" },
  flow: "city-case",
  handledBy: "city-management",
  files: { zh: "灯杆倾斜", en: "a pole leans" },
  closes: { zh: "灯杆扶正", en: "it stands upright" },
  conditions: [
    {
      id: "danger",
      files: { zh: "有倒伏危险", en: "it may fall" },
      closes: { zh: "排除危险", en: "the danger is gone" },
      clocks: { dispose: urgentHours(2), total: urgentHours(12) },
    },
    {
      id: "slight",
      files: { zh: "轻微倾斜", en: "it leans a little" },
      closes: { zh: "扶正", en: "upright again" },
      clocks: { dispose: urgentHours(40) },
    },
  ],
});
const pack = definePack({
  id: "test",
  name: { zh: "测试", en: "Test" },
  standards: [],
  things: [],
  cases: [lamp, pole],
});

/** A city of dark lamps, with everybody who has to do with one. */
export const openLampCity = async () => {
  const city = await openTestCity({ packs: [pack], ground: true });
  const department = departmentId("city-management");
  const other = departmentId("drainage-office");
  const mender = handler(department);
  const [duty, second, checker] = [officer(), officer(), verifier()];
  const arbiter = officer({ permissions: ["cases.arbitrate"] });
  const read = async (id: string) => (await city.call(duty, "GET", `/api/v1/cases/${id}`)).body;
  const post = async (actor: PersonActor, id: string, name: string, facts: object = {}) => {
    const { body } = await city.call(arbiter, "GET", `/api/v1/cases/${id}`);
    const given = await withPhoto(city, actor, name, facts);
    return city.call(actor, "POST", `/api/v1/cases/${id}/moves/${name}`, { version: body.version, facts: given });
  };
  const does = async (actor: PersonActor, id: string, name: string, facts: object = {}) => {
    const answer = await post(actor, id, name, facts);
    expect(answer, `${name}: ${JSON.stringify(answer.body)}`).toMatchObject({ status: 200 });
    return answer.body;
  };
  const refused = async (code: string, ...[actor, id, name, facts]: Parameters<typeof post>) => {
    const before = (await read(id)).version;
    expect((await post(actor, id, name, facts)).body, name).toMatchObject({ code });
    expect((await read(id)).version).toBe(before);
  };
  const clockOf = async (id: string) =>
    (await read(id)).clocks.filter((clock: { clock: string }) => clock.clock === "dispose").at(-1);
  let far = 0;
  /** A lamp that was reported; no two lie so near that they are one case. */
  const reported = async (): Promise<string> => {
    far += 1;
    const position = [112.345 + (far % 20) * 0.001, 28.845 + Math.floor(far / 20) * 0.002];
    const said = { category: "dark-lamp", position, text: "灯不亮" };
    return (await city.call(duty, "POST", "/api/v1/reports", said)).body.caseId;
  };
  /** A lamp that the department is mending. */
  const disposing = async (): Promise<string> => {
    const caseId = await reported();
    await does(duty, caseId, "file", { "filing-condition": "1" });
    await does(duty, caseId, "dispatch", { department });
    await does(mender, caseId, "accept");
    return caseId;
  };
  const closed = async (id: string, by: PersonActor = mender): Promise<void> => {
    await does(by, id, "feed-back", { result: "已更换灯泡" });
    await does(checker, id, "verify", { "closing-condition": "恢复照明" });
    await does(second, id, "close");
  };
  const people = { duty, second, checker, arbiter, mender, rival: handler(other) };
  return { city, department, other, ...people, read, post, does, refused, clockOf, reported, disposing, closed };
};
