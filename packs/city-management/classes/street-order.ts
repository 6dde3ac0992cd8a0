import { workHours } from "@chengyun/kernel";
import type { Entry } from "../class.ts";

/** 04 街面秩序 (events) */
export const streetOrder: readonly Entry[] = [
  {
    id: "event-hawkers",
    code: "0401",
    name: ["无照游商", "Hawkers"],
    duty: "city-management",
    standards: [
      [["流动摊贩占道叫卖", "hawkers selling on the path"], workHours(2), ["劝离，清扫地面", "gone, ground swept"]],
    ],
  },
  {
    id: "event-market-hours",
    code: "0402",
    name: ["早夜市超时越线", "Market beyond its hours"],
    duty: "city-management",
    standards: [
      [["超时、越线经营", "beyond its hours or lines"], workHours(2), ["收摊退线", "packed up, back behind the line"]],
    ],
  },
  {
    id: "event-scrap",
    code: "0403",
    name: ["占道废品收购", "Scrap dealing on the path"],
    duty: "city-management",
    standards: [
      [["占道收购、堆放", "buying or piling scrap on the path"], workHours(4), ["撤走清扫", "gone and swept"]],
    ],
  },
  {
    id: "event-shop-outside",
    code: "0405",
    name: ["店外经营", "Selling outside the shop"],
    duty: "city-management",
    standards: [[["货物、桌椅摆出门外", "goods or tables outside"], workHours(2), ["收回店内", "taken inside"]]],
  },
  {
    id: "event-stalls",
    code: "0406",
    name: ["占道经营", "Stalls on the road"],
    duty: "city-management",
    standards: [[["固定摊点占道", "fixed stalls on road or pavement"], workHours(4), ["撤除", "removed"]]],
  },
  {
    id: "event-car-parking",
    code: "0409",
    name: ["机动车乱停放", "Cars parked wrongly"],
    duty: "traffic",
    standards: [[["占人行道、盲道停车", "on the pavement or tactile paving"], workHours(2), ["驶离", "driven off"]]],
  },
  {
    id: "event-bike-parking",
    code: "0410",
    name: ["非机动车乱停放", "Bicycles parked wrongly"],
    duty: "city-management",
    standards: [
      [
        ["共享单车、电动车堵路", "shared bicycles or scooters in the way"],
        workHours(4),
        ["摆齐让路", "in line, way free"],
      ],
    ],
  },
  {
    id: "event-road-work-wash",
    code: "0411",
    name: ["占道洗车、修车", "Washing or mending cars on the road"],
    duty: "city-management",
    standards: [
      [
        ["占道洗车、修车、加工", "washing, mending or making on the road"],
        workHours(4),
        ["撤走，清洗路面", "gone, road washed"],
      ],
    ],
  },
  {
    id: "event-stray-dogs",
    code: "0412",
    name: ["违规养犬、犬只扰民", "Dogs"],
    duty: "city-management",
    standards: [
      [
        ["犬只无绳、伤人或吠叫扰民", "off the lead, biting or barking"],
        workHours(4),
        ["收容或劝改", "taken in or leashed"],
      ],
    ],
  },
];
