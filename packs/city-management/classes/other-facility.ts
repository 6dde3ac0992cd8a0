import { urgentHours, workDays } from "@chengyun/kernel";
import type { Entry } from "../class.ts";

/** 05 其他部件 (parts) */
export const otherFacility: readonly Entry[] = [
  {
    id: "part-fuel-station",
    code: "0503",
    name: ["加油（气）站", "Filling station"],
    duty: "gas-supply",
    standards: [
      [
        ["油气泄漏、有明显异味", "fuel or gas leaking, a clear smell"],
        urgentHours(1),
        ["停业查漏，危险排除", "closed, leak searched, danger gone"],
      ],
    ],
  },
  {
    id: "part-lpg-station",
    code: "0504",
    name: ["液化气站", "LPG station"],
    duty: "gas-supply",
    standards: [
      [
        ["气味浓烈、设施破损", "strong smell or broken fittings"],
        urgentHours(1),
        ["停业查漏，危险排除", "closed, leak searched, danger gone"],
      ],
    ],
  },
  {
    id: "part-water-fitting",
    code: "0506",
    name: ["水域附属设施", "Water-side fittings"],
    duty: "drainage",
    standards: [[["救生设施缺失", "life-saving gear missing"], workDays(1), ["补齐", "complete"]]],
  },
  {
    id: "part-water-rail",
    code: "0507",
    name: ["水域护栏", "Water-side railing"],
    duty: "drainage",
    standards: [
      [
        ["断开、松动，有落水危险", "broken or loose, somebody may fall in"],
        urgentHours(4),
        ["围护修复", "fenced and mended"],
      ],
    ],
  },
  {
    id: "part-flood-wall",
    code: "0508",
    name: ["防汛墙", "Flood wall"],
    duty: "drainage",
    standards: [[["开裂、渗水", "cracked or seeping"], urgentHours(4), ["围护加固", "fenced and strengthened"]]],
  },
  {
    id: "part-other-sign",
    code: "0598",
    name: ["其他标识牌", "Other signs"],
    duty: "city-management",
    standards: [
      [["倾倒、破损、字迹不清", "down, broken or not readable"], workDays(5), ["扶正更新", "upright and renewed"]],
    ],
  },
];
