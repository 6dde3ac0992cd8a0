import { expect, test } from "vitest";
import { faultWords } from "./fault-words.ts";

test("a place outside the city is said by its sentence alone; a path stands only where nothing else says what is wrong", () => {
  const faults = [{ path: "body.position", code: "outside" }];
  expect(faultWords({ code: "report.outside", faults })).toEqual([]);
  expect(faultWords({ code: "request.invalid", faults })).toEqual(["body.position: outside"]);
  expect(
    faultWords({ code: "form.invalid", faults: [{ path: "depth", code: "range", text: "积水深度太大" }] }),
  ).toEqual(["积水深度太大"]);
  expect(faultWords({ code: "report.outside" })).toEqual([]);
});
