import { defineThing } from "@chengyun/kernel";

const people = { name: { zh: "人数", en: "People" }, kind: "number" } as const;
const phone = { name: { zh: "值班电话", en: "Telephone on duty" }, kind: "text" } as const;
const skill = { name: { zh: "专长", en: "Skill" }, kind: "text" } as const;

/** A team that leaves within minutes: fire station, flood team, gas crew, medics. */
export const rescueTeam = defineThing({
  id: "rescue-team",
  name: { zh: "应急救援队伍", en: "Rescue team" },
  glyph: "dot",
  attributes: {
    people,
    skill,
    phone,
    ready: { name: { zh: "出动时间", en: "Leaves within" }, kind: "number", unit: "min" },
  },
  streams: [],
});

/** A vehicle or machine that comes on wheels. */
export const rescueVehicle = defineThing({
  id: "rescue-vehicle",
  name: { zh: "应急车辆装备", en: "Emergency vehicle" },
  glyph: "dot",
  attributes: {
    kind: { name: { zh: "类别", en: "Kind" }, kind: "text" },
    output: { name: { zh: "能力", en: "Does" }, kind: "text" },
    phone,
  },
  streams: [],
});

/** A stock with a date: past it, it is not counted on. */
export const reliefStock = defineThing({
  id: "relief-stock",
  name: { zh: "应急物资", en: "Emergency stock" },
  glyph: "building",
  attributes: {
    goods: { name: { zh: "物资", en: "Goods" }, kind: "text" },
    amount: { name: { zh: "数量", en: "Amount" }, kind: "number" },
    unit: { name: { zh: "单位", en: "Unit" }, kind: "text" },
    goodUntil: { name: { zh: "有效期至", en: "Good until" }, kind: "text" },
    phone,
  },
  streams: [],
});

/** An expert by post, not by name: who it is says the register of persons. */
export const expertPost = defineThing({
  id: "expert-post",
  name: { zh: "应急专家", en: "Expert" },
  glyph: "dot",
  attributes: { skill, phone },
  streams: [],
});

export const things = [rescueTeam, rescueVehicle, reliefStock, expertPost];
