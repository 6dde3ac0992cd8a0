import type { CaseType } from "@chengyun/kernel";
import { expect, test } from "vitest";
import { categoriesOfKind, categoryOfKind, suggestCategory } from "./kind.ts";

const called = (zh: string): CaseType => ({
  id: zh,
  name: { zh, en: zh },
  flow: "city-case",
  handledBy: "city-management",
  files: { zh, en: zh },
  closes: { zh, en: zh },
});
const offered = ["施工占道", "占道经营", "垃圾中转站", "暴露垃圾", "公厕指示牌", "街头座椅", "路灯"].map(called);

test.each([
  ["stall", "占道经营"],
  ["rubbish", "暴露垃圾"],
  ["lamp", "路灯"],
  ["facility", undefined],
  ["other", undefined],
])("the picture %s stands for %s", (kind, category) => {
  expect(categoryOfKind(offered, kind)?.id).toBe(category);
});

test("behind a picture lie all categories that carry one of its words", () => {
  expect(categoriesOfKind(offered, "facility").map(({ id }) => id)).toEqual(["公厕指示牌", "街头座椅"]);
});

test.each([
  [{ kind: "facility", words: "街边的座椅断了" }, "街头座椅"],
  [{ kind: "facility", words: "坏了" }, undefined],
  [{ kind: "facility", words: "" }, undefined],
  [{ kind: "stall", words: "" }, "占道经营"],
  [{ kind: "other", words: "今天天气不错" }, undefined],
])("the desk is proposed for %o what the words speak for: %s", (told, category) => {
  expect(suggestCategory(offered, told)).toBe(category);
});
