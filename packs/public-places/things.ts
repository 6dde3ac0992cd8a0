import { defineThing } from "@chengyun/kernel";

const capacity = { name: { zh: "容量", en: "Capacity" }, kind: "number" } as const;
const grade = { name: { zh: "等级", en: "Grade" }, kind: "text" } as const;

export const school = defineThing({
  id: "school",
  name: { zh: "学校", en: "School" },
  glyph: "building",
  attributes: {
    pupils: { name: { zh: "在校人数", en: "Pupils" }, kind: "number" },
    stage: { name: { zh: "学段", en: "Stage" }, kind: "text" },
  },
  streams: [],
});

export const hospital = defineThing({
  id: "hospital",
  name: { zh: "医院", en: "Hospital" },
  glyph: "building",
  attributes: { beds: { name: { zh: "床位", en: "Beds" }, kind: "number" }, grade },
  streams: [],
});

export const shelter = defineThing({
  id: "shelter",
  name: { zh: "应急避难场所", en: "Emergency shelter" },
  glyph: "building",
  attributes: { capacity, kind: { name: { zh: "类别", en: "Kind" }, kind: "text" } },
  streams: [],
});

export const scenicSpot = defineThing({
  id: "scenic-spot",
  name: { zh: "景区", en: "Scenic spot" },
  glyph: "dot",
  attributes: { capacity, grade },
  streams: [],
});

export const enterprise = defineThing({
  id: "enterprise",
  name: { zh: "企业", en: "Enterprise" },
  glyph: "building",
  attributes: {
    employees: { name: { zh: "从业人数", en: "Employees" }, kind: "number" },
    trade: { name: { zh: "行业", en: "Trade" }, kind: "text" },
  },
  streams: [],
});
