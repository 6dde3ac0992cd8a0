import { urgentHours, workDays, workHours } from "@chengyun/kernel";
import type { Entry } from "../class.ts";

/** 02 道路交通设施 (parts) */
export const roadFacility: readonly Entry[] = [
  {
    id: "part-parking-lot",
    code: "0201",
    name: ["停车场", "Car park"],
    duty: "traffic",
    standards: [
      [
        ["标线不清、设施破损", "lines worn off or fittings broken"],
        workDays(5),
        ["重新施划、修好", "lines painted, fittings mended"],
      ],
    ],
  },
  {
    id: "part-parking-meter",
    code: "0202",
    name: ["停车咪表、计时器", "Parking meter"],
    duty: "traffic",
    standards: [[["倾倒、破损、不能使用", "fallen, broken or out of use"], workDays(3), ["恢复使用", "works again"]]],
  },
  {
    id: "part-bus-stop",
    code: "0204",
    name: ["公交站亭（牌）", "Bus stop"],
    duty: "traffic",
    standards: [
      [
        ["顶棚、玻璃将要掉落", "roof or glass about to fall"],
        urgentHours(4),
        ["围护拆除，危险排除", "fenced and taken off, danger gone"],
      ],
      [["站牌歪斜、信息不清", "sign askew or not readable"], workDays(3), ["扶正、更新", "upright and renewed"]],
    ],
  },
  {
    id: "part-taxi-sign",
    code: "0205",
    name: ["出租车站牌", "Taxi stand sign"],
    duty: "traffic",
    standards: [[["歪斜、破损、缺失", "askew, broken or missing"], workDays(5), ["修复补装", "mended or replaced"]]],
  },
  {
    id: "part-footbridge",
    code: "0206",
    name: ["过街天桥", "Footbridge"],
    duty: "roads",
    standards: [
      [
        ["桥面塌落、护栏松脱", "deck breaking away or railing loose"],
        urgentHours(2),
        ["封闭围护，危险排除", "closed and fenced, danger gone"],
      ],
      [["台阶、铺装破损", "steps or paving broken"], workDays(5), ["修好", "mended"]],
    ],
  },
  {
    id: "part-underpass",
    code: "0207",
    name: ["地下通道", "Underpass"],
    duty: "roads",
    standards: [
      [["积水不能通行或灯全灭", "under water, or wholly dark"], workHours(4), ["排水、恢复照明", "drained, lit again"]],
      [["墙面、铺装破损", "wall or paving broken"], workDays(5), ["修好", "mended"]],
    ],
  },
  {
    id: "part-overpass",
    code: "0208",
    name: ["高架立交桥", "Overpass"],
    duty: "roads",
    standards: [
      [
        ["桥体构件掉落、伸缩缝断裂", "parts falling, or an expansion joint broken"],
        urgentHours(2),
        ["围护分流，危险排除", "fenced and traffic diverted, danger gone"],
      ],
      [["护栏、铺装破损", "railing or paving broken"], workDays(5), ["修好", "mended"]],
    ],
  },
  {
    id: "part-river-bridge",
    code: "0209",
    name: ["跨河桥", "River bridge"],
    duty: "roads",
    standards: [
      [
        ["桥面沉陷、开裂影响安全", "deck sunk or cracked, not safe"],
        urgentHours(4),
        ["限行围护并处置", "restricted, fenced and treated"],
      ],
      [["栏杆缺损", "railing damaged"], workDays(3), ["修好", "mended"]],
    ],
  },
  {
    id: "part-height-limit",
    code: "0211",
    name: ["限高架", "Height limit frame"],
    duty: "roads",
    standards: [
      [["被撞变形、将要倒下", "hit, bent, about to fall"], urgentHours(4), ["拆除或扶正", "removed or upright"]],
      [["标志不清", "sign not readable"], workDays(5), ["更新标志", "sign renewed"]],
    ],
  },
  {
    id: "part-street-sign",
    code: "0212",
    name: ["路名牌", "Street name sign"],
    duty: "city-management",
    standards: [
      [
        ["倒伏、缺失、字迹不清或名称有误", "down, missing, not readable or wrong"],
        workDays(5),
        ["补装更正", "replaced and right"],
      ],
    ],
  },
  {
    id: "part-traffic-sign",
    code: "0213",
    name: ["交通标志牌", "Traffic sign"],
    duty: "traffic",
    standards: [
      [
        ["禁令、警告标志缺失或倒伏", "a prohibition or warning sign missing or down"],
        workDays(1),
        ["补装复位", "back in place"],
      ],
    ],
  },
  {
    id: "part-traffic-light",
    code: "0214",
    name: ["交通信号灯", "Traffic light"],
    duty: "traffic",
    standards: [
      [
        ["路口信号灯全灭或显示错乱", "the lights of a crossing dark or confused"],
        urgentHours(1),
        ["恢复或派人指挥后修复", "back, or somebody directs until mended"],
      ],
    ],
  },
  {
    id: "part-guardrail",
    code: "0217",
    name: ["交通护栏", "Guardrail"],
    duty: "traffic",
    standards: [
      [["倒伏占住车道", "down on the carriageway"], urgentHours(2), ["移开复位", "moved and put back"]],
      [["缺损、移位、脏污", "damaged, displaced or dirty"], workDays(3), ["修复清洗", "mended and washed"]],
    ],
  },
  {
    id: "part-channel-island",
    code: "0219",
    name: ["安全岛、渠化岛", "Traffic island"],
    duty: "roads",
    standards: [[["侧石、铺装破损", "kerb or paving broken"], workDays(5), ["修好", "mended"]]],
  },
  {
    id: "part-crossing-post",
    code: "0220",
    name: ["隔离桩、阻车石", "Bollard"],
    duty: "roads",
    standards: [
      [
        ["断裂露出尖角、绊人", "broken with sharp edges, people trip"],
        workDays(1),
        ["拔除或更换", "removed or replaced"],
      ],
    ],
  },
  {
    id: "part-bicycle-stand",
    code: "0225",
    name: ["非机动车停放设施", "Bicycle stand"],
    duty: "traffic",
    standards: [[["停放架倾倒、破损", "rack fallen or broken"], workDays(5), ["修复", "mended"]]],
  },
  {
    id: "part-noise-barrier",
    code: "0224",
    name: ["声屏障", "Noise barrier"],
    duty: "roads",
    standards: [
      [["板块松动、将要掉落", "panels loose, about to fall"], urgentHours(4), ["固定或拆下", "fixed or taken down"]],
    ],
  },
  {
    id: "part-water-sign",
    code: "0230",
    name: ["水域警示牌", "Water warning sign"],
    duty: "city-management",
    standards: [[["缺失、倒伏", "missing or down"], workDays(2), ["补装", "back in place"]]],
  },
  {
    id: "part-kerb",
    code: "0286",
    name: ["路沿石", "Kerb stone"],
    duty: "roads",
    standards: [
      [["断裂、缺失、外翻", "broken, missing or tipped out"], workDays(5), ["换好、顺直", "replaced and straight"]],
    ],
  },
  {
    id: "part-pavement",
    code: "0284",
    name: ["人行道铺装", "Pavement"],
    duty: "roads",
    standards: [
      [
        ["铺装松动、缺失、积水溅泥", "slabs loose or missing, splashing mud"],
        workDays(3),
        ["补齐、平整", "complete and level"],
      ],
      [["盲道断头、被占", "tactile paving broken off or blocked"], workDays(4), ["恢复连续", "continuous again"]],
    ],
  },
];
