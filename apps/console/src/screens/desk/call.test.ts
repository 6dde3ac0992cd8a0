import type { FormDescription } from "@chengyun/ui";
import { expect, test } from "vitest";
import {
  answersOf,
  type Call,
  callOf,
  checkCall,
  checkQuestion,
  hasChosenSince,
  isFromCaller,
  joinedTo,
  newCall,
  toReport,
} from "./call.ts";

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

test("nobody chooses the filing condition for the officer: without one a call is not dispatched at once", () => {
  const unjudged = { ...call, conditionId: undefined };
  expect(checkCall(unjudged, { direct: true })).toEqual(["needCondition"]);
  expect(toReport(unjudged, { direct: true })).toBeUndefined();
  expect(checkCall(unjudged, { direct: false })).toEqual([]);
  const unconditional = { ...unjudged, category: { ...lamp, conditions: [] } };
  expect(toReport(unconditional, { direct: true })?.direct).toMatchObject({ filingCondition: "路灯" });
});

test("a call joins nothing the officer did not choose: it asks, or is kept apart when told to", () => {
  expect(toReport(call, { direct: false })?.near).toBe("ask");
  expect(toReport(call, { direct: true, apart: true })?.near).toBe("apart");
});

test("a call without category, place and words says so, all at once", () => {
  expect(checkCall(newCall(), { direct: false })).toEqual(["needCategory", "needPlace", "needText"]);
  expect(toReport(newCall(), { direct: false })).toBeUndefined();
});

test("what joins a case is asked no category; what waits near by goes along", () => {
  const caseId = "1b671a64-40d5-491e-99b0-da01ff1f3341";
  const joined = joinedTo({ ...call, together: ["w-1"] }, caseId);
  expect(checkCall(joined, { direct: false })).toEqual([]);
  expect(toReport(joined, { direct: false })).toMatchObject({ joins: caseId, together: ["w-1"] });
  expect(toReport(joined, { direct: false })).not.toHaveProperty("category");
  expect(toReport(joined, { direct: true })).toBeUndefined();
});

test("a question needs neither category nor place; a number needs a name to it", () => {
  expect(checkQuestion({ ...newCall(), text: "养犬证" })).toEqual([]);
  expect(checkQuestion({ ...newCall(), text: "养犬证", phone: "13800001234" })).toEqual(["needPerson"]);
});

test("whoever is known by the number need not be named again", () => {
  const known = { ...call, phone: "13800001234", isKnown: true };
  expect(checkCall(known, { direct: true })).toEqual([]);
  expect(toReport(known, { direct: false })?.reporter).toEqual({ phone: "13800001234" });
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
  expect(callOf(waiting, lamp).text).toBe("");
  expect(checkCall(callOf(waiting, lamp), { direct: false })).toEqual([]);
  expect(report).not.toHaveProperty("reporter");
});

const form: FormDescription = {
  id: "lamp-report",
  version: 3,
  name: name("路灯情况"),
  sections: [{ name: name("路灯情况"), fields: [{ fact: "trouble", required: true }, { fact: "post" }] }],
  facts: {
    trouble: { id: "trouble", name: name("故障"), kind: "choice", choices: { dark: name("不亮") } },
    post: { id: "post", name: name("杆号"), kind: "text" },
  },
};
const asking: Call = { ...call, category: { ...lamp, form: { id: form.id, version: 3 } } };

test("on the telephone what the category asks is asked, and an answer that is wrong or missing keeps the call here", () => {
  expect(answersOf(asking, form, 0)).toBeUndefined();
  expect(answersOf({ ...asking, answers: { trouble: "glowing" } }, form, 0)).toBeUndefined();
  expect(answersOf({ ...asking, answers: { trouble: "dark" } }, form, 0)).toEqual({
    answers: { trouble: "dark" },
    form: form.id,
    formVersion: 3,
  });
});

test("a form that has not come yet is waited for; a category without one asks nothing", () => {
  expect(answersOf(asking, undefined, 0)).toBeUndefined();
  expect(answersOf(call, undefined, 0)).toEqual({});
});

test("who joins an open case or takes up what somebody wrote may leave it blank, but not wrong", () => {
  const joining = { ...asking, joins: "1b671a64-40d5-491e-99b0-da01ff1f3341" };
  expect(answersOf(joining, form, 0)).toEqual({});
  expect(answersOf({ ...joining, answers: { post: "12" } }, form, 0)).toBeUndefined();
});

test("only somebody who called is told the number: not a citizen who wrote, nor an officer's own note", () => {
  const waiting = { id: "1" } as NonNullable<Call["waiting"]>;
  const calls = [{}, { phone: "13800001234" }, { name: "王女士" }, { phone: "13800001234", waiting }];
  expect(calls.map((told) => isFromCaller({ ...call, ...told }))).toEqual([false, true, true, false]);
});

test("what was chosen since a call came back is told from what had been chosen before it was sent", () => {
  const sent = { joins: undefined, together: ["one"] };
  expect(hasChosenSince(sent, sent)).toBe(false);
  expect(hasChosenSince(sent, { ...sent, together: ["one", "two"] })).toBe(true);
  expect(hasChosenSince(sent, { ...sent, together: [] })).toBe(false);
  expect(hasChosenSince(sent, { ...sent, joins: "case" })).toBe(true);
  expect(hasChosenSince({ ...sent, joins: "case" }, { ...sent, joins: "case" })).toBe(false);
});
