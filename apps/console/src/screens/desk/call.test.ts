import { expect, test } from "vitest";
import { type Call, callOf, checkCall, checkQuestion, newCall, toReport } from "./call.ts";

const name = (zh: string) => ({ zh, en: zh });
const lamp = {
  id: "part-lamp",
  name: name("路灯"),
  source: name("城市管理"),
  handledBy: "lighting",
  conditions: [
    { id: "1", files: name("不亮"), closes: name("亮") },
    { id: "2", files: name("倒伏"), closes: name("扶正") },
  ],
};
const call: Call = { ...newCall(), category: lamp, conditionId: "2", position: [112.35, 28.85], text: "灯杆倒了" };

test("an urgent call is filed under the condition the officer chose and sent by the rules", () => {
  expect(toReport(call, { direct: true })).toMatchObject({
    urgency: "urgent",
    direct: { filingCondition: "2" },
  });
  expect(toReport(call, { direct: true })?.direct).not.toHaveProperty("department");
});

test("a call without category, place and words says so, all at once", () => {
  expect(checkCall(newCall())).toEqual(["needCategory", "needPlace", "needText"]);
  expect(toReport(newCall(), { direct: false })).toBeUndefined();
});

test("a question needs neither category nor place; a number needs a name to it", () => {
  expect(checkQuestion({ ...newCall(), text: "养犬证" })).toEqual([]);
  expect(checkQuestion({ ...newCall(), text: "养犬证", phone: "13800001234" })).toEqual(["needPerson"]);
});

test("a citizen's report keeps its own writer: the officer's name field says nothing", () => {
  const waiting = {
    id: "1b671a64-40d5-491e-99b0-da01ff1f3341",
    version: 1,
    no: "20261120123456",
    at: "2026-11-20T00:00:00.000Z",
    channel: "citizen" as const,
    matter: "problem" as const,
    urgency: "ordinary" as const,
    text: "",
    photos: [],
    reminders: 0,
    position: [112.35, 28.85] as [number, number],
  };
  const report = toReport({ ...callOf(waiting, lamp), name: "王敏" }, { direct: false });
  expect(report).toMatchObject({ waiting: waiting.id, category: "part-lamp" });
  expect(report).not.toHaveProperty("reporter");
});
