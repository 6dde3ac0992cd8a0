import type { Label } from "@chengyun/kernel";
import type { Skeleton } from "../land/skeleton.ts";
import { findSite } from "./facility.ts";
import type { Register } from "./register.ts";

type Row = readonly [
  site: string,
  type: "rescue-team" | "rescue-vehicle" | "relief-stock" | "expert-post",
  name: Label,
  attributes: Readonly<Record<string, number | string>>,
];

const l = (zh: string, en: string): Label => ({ zh, en });
const line = (tail: string): string => `0737-55501${tail}`;

/** What a county city keeps ready, at the sites where it really stands: stations, yards, depots, offices. */
const rows: readonly Row[] = [
  [
    "government",
    "rescue-team",
    l("市应急救援队", "City rescue team"),
    { people: 45, skill: "综合救援", ready: 5, phone: line("01") },
  ],
  [
    "stadium",
    "rescue-team",
    l("西城消防救援站", "West fire station"),
    { people: 32, skill: "灭火、破拆", ready: 1, phone: line("02") },
  ],
  [
    "station",
    "rescue-team",
    l("站前消防救援站", "Station fire station"),
    { people: 28, skill: "灭火、排涝", ready: 1, phone: line("03") },
  ],
  [
    "coach",
    "rescue-team",
    l("交通应急抢险队", "Transport emergency team"),
    { people: 24, skill: "道路抢通", ready: 15, phone: line("04") },
  ],
  [
    "college",
    "rescue-team",
    l("防汛抢险一队", "Flood team 1"),
    { people: 60, skill: "堤防抢险、排涝", ready: 20, phone: line("05") },
  ],
  [
    "park-4",
    "rescue-team",
    l("防汛抢险二队", "Flood team 2"),
    { people: 60, skill: "堤防抢险、排涝", ready: 20, phone: line("06") },
  ],
  [
    "hospital-1",
    "rescue-team",
    l("人民医院急救队", "People's Hospital medics"),
    { people: 12, skill: "急救", ready: 3, phone: line("07") },
  ],
  [
    "hospital-4",
    "rescue-team",
    l("第二人民医院急救队", "Second Hospital medics"),
    { people: 9, skill: "急救", ready: 3, phone: line("08") },
  ],
  [
    "civic-square",
    "rescue-team",
    l("燃气抢险队", "Gas emergency crew"),
    { people: 18, skill: "燃气抢险", ready: 5, phone: line("09") },
  ],
  [
    "mall-2",
    "rescue-team",
    l("电力抢修队", "Power repair crew"),
    { people: 26, skill: "电力抢修", ready: 10, phone: line("10") },
  ],
  [
    "museum",
    "rescue-team",
    l("环境应急监测队", "Environmental response team"),
    { people: 14, skill: "水气监测", ready: 30, phone: line("11") },
  ],
  [
    "government",
    "rescue-vehicle",
    l("移动泵车 1 号", "Pump truck 1"),
    { kind: "移动泵车", output: "3,000 m³/h", phone: line("21") },
  ],
  [
    "park-1",
    "rescue-vehicle",
    l("移动泵车 2 号", "Pump truck 2"),
    { kind: "移动泵车", output: "3,000 m³/h", phone: line("22") },
  ],
  [
    "park-4",
    "rescue-vehicle",
    l("移动泵车 3 号", "Pump truck 3"),
    { kind: "移动泵车", output: "1,500 m³/h", phone: line("23") },
  ],
  [
    "coach",
    "rescue-vehicle",
    l("转运客车队", "Coaches to move people"),
    { kind: "客车", output: "12 × 45 座", phone: line("24") },
  ],
  ["stadium", "rescue-vehicle", l("高空作业车", "Lift truck"), { kind: "高空车", output: "24 m", phone: line("25") }],
  [
    "mall-2",
    "rescue-vehicle",
    l("应急发电车 1 号", "Generator truck 1"),
    { kind: "发电车", output: "500 kW", phone: line("26") },
  ],
  [
    "hospital-2",
    "rescue-vehicle",
    l("应急发电车 2 号", "Generator truck 2"),
    { kind: "发电车", output: "300 kW", phone: line("27") },
  ],
  ["station", "rescue-vehicle", l("泡沫消防车", "Foam engine"), { kind: "泡沫车", output: "12 t", phone: line("28") }],
  [
    "museum",
    "rescue-vehicle",
    l("洗消车", "Decontamination vehicle"),
    { kind: "洗消车", output: "40 人/h", phone: line("29") },
  ],
  [
    "civic-square",
    "rescue-vehicle",
    l("防爆排烟车", "Spark-free fan truck"),
    { kind: "排烟车", output: "60,000 m³/h", phone: line("30") },
  ],
  [
    "harbour",
    "rescue-vehicle",
    l("冲锋舟分队", "Assault boats"),
    { kind: "冲锋舟", output: "8 艘", phone: line("31") },
  ],
  [
    "government",
    "relief-stock",
    l("市级综合物资库", "City stock"),
    { goods: "帐篷、棉被、折叠床", amount: 1_200, unit: "套", goodUntil: "2029-12-31", phone: line("41") },
  ],
  [
    "stadium",
    "relief-stock",
    l("防汛物资西库", "Flood stock west"),
    { goods: "沙袋、挡水板、土工布", amount: 30_000, unit: "件", goodUntil: "2031-06-30", phone: line("42") },
  ],
  [
    "park-1",
    "relief-stock",
    l("防汛物资东库", "Flood stock east"),
    { goods: "沙袋、水泵、救生衣", amount: 12_000, unit: "件", goodUntil: "2030-06-30", phone: line("43") },
  ],
  [
    "mall-1",
    "relief-stock",
    l("食品饮水代储点", "Food and water kept by a shop"),
    { goods: "饮用水、方便食品", amount: 8_000, unit: "份", goodUntil: "2027-03-31", phone: line("44") },
  ],
  [
    "hospital-1",
    "relief-stock",
    l("卫生应急物资库", "Medical stock"),
    { goods: "消毒剂、解毒药、口罩", amount: 5_000, unit: "份", goodUntil: "2027-09-30", phone: line("45") },
  ],
  [
    "museum",
    "relief-stock",
    l("环境应急物资库", "Environmental stock"),
    { goods: "活性炭、吸附棉、围油栏", amount: 300, unit: "件", goodUntil: "2028-12-31", phone: line("46") },
  ],
  // Past its date: it is there, and nobody counts on it.
  [
    "college",
    "relief-stock",
    l("旧防汛物资点", "Old flood stock"),
    { goods: "编织袋", amount: 2_000, unit: "条", goodUntil: "2026-05-31", phone: line("47") },
  ],
  ["university", "expert-post", l("水利专家岗", "Hydraulics expert"), { skill: "水利、内涝", phone: line("51") }],
  ["college", "expert-post", l("结构安全专家岗", "Structures expert"), { skill: "结构、地下空间", phone: line("52") }],
  [
    "government",
    "expert-post",
    l("危化品专家岗", "Hazardous-chemicals expert"),
    { skill: "危化品、燃气", phone: line("53") },
  ],
  [
    "hospital-1",
    "expert-post",
    l("急救与中毒专家岗", "Emergency medicine expert"),
    { skill: "急救、中毒", phone: line("54") },
  ],
];

/** Teams, vehicles, stocks and experts, each on the ground of its site. */
export const placeResources = (into: Register, skeleton: Skeleton): void => {
  for (const [key, type, name, attributes] of rows) {
    const face = findSite(skeleton, key);
    if (face === undefined) continue;
    into.addThing({ type, name, attributes }, { at: face.half.from.at, face });
  }
};
