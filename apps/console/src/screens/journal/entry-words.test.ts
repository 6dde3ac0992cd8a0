import { expect, test } from "vitest";
import { en } from "../../strings/en.ts";
import { zh } from "../../strings/zh.ts";
import { actorName, checkpointSize, type EntryBook, entryName } from "./entry-words.ts";

const post = {
  id: "p1",
  name: { zh: "值班员", en: "Duty officer" },
  role: "duty-officer",
  departmentId: "d",
  departmentName: { zh: "", en: "" },
  areaPath: "",
};
const flow = {
  id: "city-case",
  kind: "case",
  plural: "cases",
  version: 1,
  name: { zh: "", en: "" },
  stages: [],
  moves: [{ id: "file", name: { zh: "立案", en: "File" }, from: ["reported"], to: "filed", records: "filed" }],
};
const book: EntryBook = { t: zh, language: "zh", flows: [flow], posts: [post] };

test("an entry is named by the move of its flow, in the reader's language", () => {
  expect(entryName("case.filed", book)).toBe("案卷 · 立案");
  expect(entryName("case.filed", { ...book, t: en, language: "en" })).toBe("Case · File");
  expect(entryName("clock.set", book)).toBe("时钟 · 设置");
});

test("an entry of a kind we have no word for is still shown", () => {
  expect(entryName("rocket.launched", book)).toBe("rocket · launched");
});

test("who acted is the post, not an id", () => {
  expect(actorName({ kind: "person", id: "0190", post: "p1" }, book)).toBe("值班员");
  expect(actorName({ kind: "rule", id: "r" }, book)).toBe("规则");
});

test("a checkpoint says how many entries it signs", () => {
  expect(checkpointSize("city/journal/1\n1234\nAbC=\n\n— key sig\n")).toBe(1_234);
  expect(checkpointSize("")).toBeUndefined();
});
