import { urgentHours, workDays, workHours } from "@chengyun/kernel";
import type { Entry } from "../class.ts";

/** 01 市容环境 (events) */
export const cityAppearance: readonly Entry[] = [
  {
    id: "event-illegal-building",
    code: "0101",
    name: ["私搭乱建", "Unlicensed building"],
    duty: "city-management",
    standards: [
      [["正在搭建", "being put up now"], urgentHours(4), ["当场制止并责令停工", "stopped on the spot"]],
      [["已经建成", "already standing"], workDays(15), ["依法定程序拆除或处置到位", "taken down by procedure"]],
    ],
  },
  {
    id: "event-shop-fitting",
    code: "0102",
    name: ["擅自改造店面", "Shop front altered without leave"],
    duty: "city-management",
    standards: [
      [
        ["未经许可破墙开店、改装门面", "a wall opened or a front altered without leave"],
        workDays(3),
        ["恢复原状或补办手续", "restored, or licensed"],
      ],
    ],
  },
  {
    id: "event-ramp",
    code: "0103",
    name: ["违规接坡", "Unlicensed ramp"],
    duty: "roads",
    standards: [
      [
        ["在车道边加设坡道、垫块", "ramp or blocks put on the carriageway's edge"],
        workDays(2),
        ["拆除，路面恢复", "removed, road restored"],
      ],
    ],
  },
  {
    id: "event-dirty-facade",
    code: "0104",
    name: ["临街立面脏乱", "Dirty facade"],
    duty: "city-management",
    standards: [
      [
        ["外墙脱落有坠物危险", "cladding coming off, may fall"],
        urgentHours(2),
        ["围护清除，危险排除", "fenced and removed, danger gone"],
      ],
      [["污渍、残破、乱贴", "stained, tattered or pasted over"], workDays(3), ["清洗修整", "washed and mended"]],
    ],
  },
  {
    id: "event-hanging-laundry",
    code: "0107",
    name: ["沿街晾挂", "Laundry along the street"],
    duty: "city-management",
    standards: [
      [["在树木、杆线、护栏上晾挂", "hung on trees, poles or railings"], workHours(4), ["取下清走", "taken away"]],
    ],
  },
  {
    id: "event-stray-wires",
    code: "0108",
    name: ["乱拉管线、飞线", "Stray wires and pipes"],
    duty: "telecom",
    standards: [
      [["线缆垂到车行、人行高度", "cables hanging into the way"], urgentHours(2), ["收起固定", "gathered and fixed"]],
      [["私拉飞线充电", "charging by a wire from a window"], workHours(4), ["拆除", "removed"]],
    ],
  },
  {
    id: "event-household-waste",
    code: "0110",
    name: ["暴露生活垃圾", "Household waste lying about"],
    duty: "sanitation",
    standards: [[["垃圾散落在容器外", "waste lying outside its bin"], workHours(4), ["清走扫净", "cleared and swept"]]],
  },
  {
    id: "event-old-rubble",
    code: "0111",
    name: ["积存渣土垃圾", "Rubble heap"],
    duty: "sanitation",
    standards: [
      [
        ["渣土、垃圾成堆无人清", "a heap of rubble or waste nobody clears"],
        workDays(2),
        ["清运平整", "carried off and levelled"],
      ],
    ],
  },
  {
    id: "event-dirty-road",
    code: "0112",
    name: ["道路不洁", "Dirty road"],
    duty: "sanitation",
    standards: [
      [
        ["路面有污水、泥沙、纸屑成片", "stretches of mud, dirty water or litter"],
        workHours(4),
        ["冲扫干净", "washed and swept"],
      ],
    ],
  },
  {
    id: "event-broken-road",
    code: "0113",
    name: ["道路破损", "Broken road"],
    duty: "roads",
    standards: [
      [
        ["坑洞危及行车", "a hole that endangers traffic"],
        urgentHours(4),
        ["围护并先行填补", "fenced and filled for now"],
      ],
      [
        ["车行道坑槽、沉陷、龟裂", "potholes, settlement or cracks in the carriageway"],
        workDays(5),
        ["修补平整", "mended and level"],
      ],
    ],
  },
  {
    id: "event-road-spill",
    code: "0114",
    name: ["道路遗撒", "Spill on the road"],
    duty: "sanitation",
    standards: [
      [
        ["油污、砂石撒在车道上", "oil, sand or gravel on the carriageway"],
        urgentHours(2),
        ["清除，恢复通行", "removed, road open"],
      ],
    ],
  },
  {
    id: "event-dirty-green",
    code: "0117",
    name: ["绿地脏乱", "Littered green"],
    duty: "greenery",
    standards: [[["绿地内有垃圾、杂物", "waste or clutter in a green"], workDays(1), ["清理干净", "cleared"]]],
  },
  {
    id: "event-green-waste",
    code: "0118",
    name: ["绿化弃料", "Pruning waste"],
    duty: "greenery",
    standards: [[["修剪枝叶堆放过夜", "cuttings left over night"], workDays(1), ["运走", "carried off"]]],
  },
  {
    id: "event-burning",
    code: "0120",
    name: ["焚烧垃圾、落叶", "Burning waste or leaves"],
    duty: "city-management",
    standards: [[["正在露天焚烧", "burning in the open now"], urgentHours(1), ["扑灭并清理", "put out and cleared"]]],
  },
  {
    id: "event-pest",
    code: "0121",
    name: ["绿化病虫害", "Pests on plants"],
    duty: "greenery",
    standards: [[["成片虫害、枯黄", "stretches eaten or yellow"], workDays(3), ["防治见效", "treated and better"]]],
  },
  {
    id: "event-tree-damage",
    code: "0122",
    name: ["毁绿占绿", "Green destroyed"],
    duty: "greenery",
    standards: [
      [
        ["砍树、挖草、圈地种菜", "trees cut, turf dug up, green fenced for vegetables"],
        workDays(2),
        ["制止并恢复绿化", "stopped and replanted"],
      ],
    ],
  },
  {
    id: "event-dirty-water",
    code: "0125",
    name: ["水面不洁", "Littered water"],
    duty: "drainage",
    standards: [[["漂浮垃圾、水草成片", "floating waste or weed"], workDays(2), ["打捞干净", "fished out"]]],
  },
  {
    id: "event-river-pollution",
    code: "0126",
    name: ["河道污染", "River pollution"],
    duty: "drainage",
    standards: [
      [
        ["向河道排污、水色异常", "waste let into the river, or a strange colour"],
        urgentHours(4),
        ["堵住来源并报告环保", "source stopped, environment office told"],
      ],
    ],
  },
  {
    id: "event-noise",
    code: "0128",
    name: ["商业噪声", "Shop noise"],
    duty: "city-management",
    standards: [[["高音喇叭招揽、扰民", "loudspeakers calling customers"], workHours(2), ["关停", "switched off"]]],
  },
  {
    id: "event-open-grill",
    code: "0129",
    name: ["露天烧烤", "Open-air grill"],
    duty: "city-management",
    standards: [
      [
        ["占道露天烧烤、油烟扰民", "grilling in the street, smoke"],
        workHours(2),
        ["撤走并清洗地面", "gone and ground washed"],
      ],
    ],
  },
  {
    id: "event-dumping-sewage",
    code: "0130",
    name: ["乱倒乱排污水", "Waste water poured out"],
    duty: "sanitation",
    standards: [
      [
        ["向路面、雨水口倾倒污水", "dirty water poured on the road or into drains"],
        workHours(4),
        ["制止、冲洗", "stopped and washed"],
      ],
    ],
  },
  {
    id: "event-kitchen-waste",
    code: "0131",
    name: ["餐厨垃圾乱放", "Kitchen waste"],
    duty: "sanitation",
    standards: [
      [["餐厨垃圾外置、渗漏", "kitchen waste outside, leaking"], workHours(4), ["收运冲洗", "collected and washed"]],
    ],
  },
  {
    id: "event-medical-waste",
    code: "0133",
    name: ["医疗废物乱丢", "Medical waste"],
    duty: "sanitation",
    standards: [
      [
        ["针头、药瓶等丢弃在公共场所", "needles or bottles in a public place"],
        urgentHours(2),
        ["专人收走并消毒", "taken by trained staff, disinfected"],
      ],
    ],
  },
  {
    id: "event-old-furniture",
    code: "0135",
    name: ["废弃家具、设备", "Thrown-out furniture"],
    duty: "sanitation",
    standards: [
      [["旧家具、电器占道", "old furniture or appliances on the path"], workDays(1), ["搬走", "carried off"]],
    ],
  },
  {
    id: "event-piled-goods",
    code: "0136",
    name: ["乱堆物料", "Piled goods"],
    duty: "city-management",
    standards: [[["临街堆放、占压公共空间", "goods piled along the street"], workDays(1), ["清走", "cleared"]]],
  },
  {
    id: "event-dead-animal",
    code: "0137",
    name: ["动物尸体", "Dead animal"],
    duty: "sanitation",
    standards: [
      [
        ["公共场所有动物尸体", "a dead animal in a public place"],
        workHours(4),
        ["收走并消毒", "removed and disinfected"],
      ],
    ],
  },
  {
    id: "event-poultry",
    code: "0138",
    name: ["违规饲养家禽家畜", "Poultry and livestock"],
    duty: "city-management",
    standards: [[["市区散养家禽家畜", "poultry or livestock kept in town"], workDays(2), ["清走圈养", "taken away"]]],
  },
  {
    id: "event-fire-lane",
    code: "0196",
    name: ["占用消防通道", "Fire lane blocked"],
    duty: "city-management",
    standards: [
      [["车辆、杂物堵住消防通道", "cars or goods in a fire lane"], urgentHours(2), ["清出通道", "lane free"]],
    ],
  },
];
