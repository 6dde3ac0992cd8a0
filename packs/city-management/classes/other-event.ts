import { workDays, workHours } from "@chengyun/kernel";
import type { Entry } from "../class.ts";

/** 06 其他事件 (events) */
export const otherEvent: readonly Entry[] = [
  {
    id: "event-slaughter",
    code: "0602",
    name: ["临街屠宰", "Slaughter in the street"],
    duty: "city-management",
    standards: [
      [["沿街宰杀禽畜", "animals killed along the street"], workHours(4), ["制止、冲洗", "stopped and washed"]],
    ],
  },
  {
    id: "event-front-duty",
    code: "0604",
    name: ["门前责任区脏乱", "Untidy front"],
    duty: "city-management",
    standards: [
      [
        ["责任区内垃圾、杂物不清", "waste or clutter in front of the premises"],
        workDays(1),
        ["清理，落实责任", "cleared, duty agreed"],
      ],
    ],
  },
  {
    id: "event-under-bridge",
    code: "0698",
    name: ["桥下空间乱用", "Space under bridges"],
    duty: "city-management",
    standards: [
      [["桥下堆放、搭建、住人", "piles, sheds or dwellers under a bridge"], workDays(3), ["清出空间", "cleared"]],
    ],
  },
  {
    id: "event-other",
    code: "0699",
    name: ["其他市容问题", "Another matter of the street"],
    duty: "city-management",
    standards: [
      [
        ["不属以上各类、须城市管理部门处置", "none of the above, and the city's to settle"],
        workDays(3),
        ["处置到位", "settled"],
      ],
    ],
  },
];
