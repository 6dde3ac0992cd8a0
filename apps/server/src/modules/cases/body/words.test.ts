import { expect, test } from "vitest";
import { bodiesIn } from "./words.ts";

test.each([
  ["one body is itself", "运城市园林绿化服务中心", ["运城市园林绿化服务中心"]],
  [
    "a list is parted at its marks",
    "所属街办、属地行政执法部门，各产权单位",
    ["所属街办", "属地行政执法部门", "各产权单位"],
  ],
  [
    "a line of the cell parts as a mark does",
    "运城市市容环卫中心\n运城市园林绿化服务中心",
    ["运城市市容环卫中心", "运城市园林绿化服务中心"],
  ],
  ["the last one loses its 及", "供气、及各产权单位", ["供气", "各产权单位"]],
  ["a name with 和 in it stays whole", "属地行政执法和环卫部门", ["属地行政执法和环卫部门"]],
  ["blanks and full-width letters make no other body", " 排水 处 ；排水处", ["排水处"]],
  ["nothing names nobody", " 、 ", []],
] as const)("%s", (_, cell, bodies) => {
  expect(bodiesIn(cell)).toEqual(bodies);
});
