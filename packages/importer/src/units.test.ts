import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toMapping } from "./map/mapping.ts";
import { understand } from "./understanding.ts";
import { toldUnits } from "./units.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-units-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const named = (zh: string, en: string) => ({ zh, en });
const targets = {
  things: [
    {
      id: "lamp-post",
      name: named("路灯", "Street light"),
      attributes: [
        { id: "heightM", name: named("杆高", "Height"), unit: "m" },
        { id: "make", name: named("厂家", "Make") },
      ],
      streams: [],
    },
  ],
  links: [],
  categories: [],
  departments: [],
};

const tell = async (heading: string, heightM: unknown) => {
  const path = join(folder, "lamps.csv");
  writeFileSync(path, `id,name,x,y,make,${heading}\nL1,灯,112.35,28.85,A,\nL2,灯,112.35,28.85,A,800\n`);
  const given = {
    ...{ kind: "things", source: "lamps", system: "wgs-84" },
    fields: {
      ...{ ref: "id", type: { is: "lamp-post" }, name: "name", at: { x: "x", y: "y" } },
      attributes: { heightM, make: "make" },
    },
  };
  const mapping = toMapping(given, "test");
  return toldUnits(mapping, targets, await understand(path, mapping));
};

test("the trial says how a column becomes the unit of its attribute, by the first value there is", async () => {
  expect(await tell("高度cm", { column: "高度cm", factor: 0.01 })).toEqual([
    {
      isDoubtful: false,
      text: {
        zh: "“高度cm”列 × 0.01 → 杆高（m），如 800 → 8 m",
        en: "column 高度cm × 0.01 → Height (m), e.g. 800 → 8 m",
      },
    },
  ]);
  expect((await tell("高度", "高度")).map(({ text }) => text.en)).toEqual([
    "column 高度 → Height (m), e.g. 800 → 800 m",
  ]);
});

test("a heading in centimetres on an attribute in metres is doubted where the mapping has no factor", async () => {
  const [told] = await tell("高度cm", "高度cm");
  expect(told?.isDoubtful).toBe(true);
  expect(told?.text.zh).toBe(
    '请核对：“高度cm”列的列名以 cm 结尾，“杆高”的单位是 m，映射没有写系数，800 读作 800 m；文件里若是 cm，请写 "factor": 0.01。',
  );
  expect((await tell("重量kg", "重量kg"))[0]?.text.en).toMatch(/ends in kg.*the wrong one\.$/);
});

test("whoever wrote a factor of one has said that the figures are ours", async () => {
  expect((await tell("高度cm", { column: "高度cm", factor: 1 }))[0]?.isDoubtful).toBe(false);
});
