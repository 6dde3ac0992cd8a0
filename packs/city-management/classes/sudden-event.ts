import { urgentHours, workDays } from "@chengyun/kernel";
import type { Entry } from "../class.ts";

/** 05 突发事件 (events) */
export const suddenEvent: readonly Entry[] = [
  {
    id: "event-water-burst",
    code: "0501",
    name: ["供水管道破裂", "Water main burst"],
    duty: "water-supply",
    standards: [
      [
        ["管道喷水、路面漫水", "water spouting, road under water"],
        urgentHours(1),
        ["关阀止水，围护", "valves shut, fenced"],
      ],
      [
        ["止水后路面损坏", "road damaged once the water is off"],
        workDays(5),
        ["修复通水，路面恢复", "mended, water on, road restored"],
      ],
    ],
  },
  {
    id: "event-gas-burst",
    code: "0502",
    name: ["燃气管道泄漏", "Gas main leak"],
    duty: "gas-supply",
    standards: [
      [
        ["闻到燃气味或挖断管道", "a smell of gas, or a pipe dug through"],
        urgentHours(1),
        ["关断疏散，危险排除", "shut off, people out, danger gone"],
      ],
    ],
  },
  {
    id: "event-heat-burst",
    code: "0504",
    name: ["热力管道破裂", "Heating main burst"],
    duty: "heat-supply",
    standards: [
      [
        ["热水、蒸汽外冒", "hot water or steam coming out"],
        urgentHours(1),
        ["关断围护，危险排除", "shut off and fenced, danger gone"],
      ],
      [["抢修后未恢复供热", "no heating after the emergency"], workDays(2), ["恢复供热", "heating back"]],
    ],
  },
  {
    id: "event-road-collapse",
    code: "0505",
    name: ["路面塌陷", "Road collapse"],
    duty: "roads",
    standards: [
      [
        ["路面塌陷、空洞", "the road falls in, or is hollow"],
        urgentHours(2),
        ["围护分流，危险受控", "fenced and diverted, under control"],
      ],
      [
        ["险情受控后待修复", "under control, still to be mended"],
        workDays(10),
        ["回填修复，恢复通行", "filled and mended, road open"],
      ],
    ],
  },
  {
    id: "event-road-ice",
    code: "0507",
    name: ["道路积雪、结冰", "Snow and ice"],
    duty: "sanitation",
    standards: [
      [
        ["主干道、桥面、坡道结冰", "ice on main roads, bridges or slopes"],
        urgentHours(4),
        ["清除或撒布，安全通行", "cleared or gritted, safe to pass"],
      ],
    ],
  },
  {
    id: "event-fallen-cable",
    code: "0508",
    name: ["架空线缆脱落", "Fallen cable"],
    duty: "power-supply",
    standards: [
      [
        ["线缆断落在地或低垂", "a cable down or hanging low"],
        urgentHours(1),
        ["断电收起，危险排除", "cut off and taken up, danger gone"],
      ],
    ],
  },
  {
    id: "event-falling-object",
    code: "0596",
    name: ["高空坠物隐患", "Something may fall from high up"],
    duty: "city-management",
    standards: [
      [
        ["建筑外挂物松脱", "something fixed to a building is loose"],
        urgentHours(2),
        ["围护取下", "fenced and taken down"],
      ],
    ],
  },
];
