import { defineCase, hours, metres, urgentHours, workHours } from "@chengyun/kernel";

/** Conditions and limits follow a city's handling standard under GB/T 30428.8; numbers in names are its classes. */
const flow = "city-case";
const handledBy = "drainage";

/** 05-03 排水管道堵塞、破裂 */
export const blockage = defineCase({
  id: "drain-blockage",
  name: { zh: "排水管道堵塞、破裂", en: "Blocked or broken drain" },
  words: {
    zh: ["下水道", "下水道堵", "排水沟", "堵水", "污水冒溢"],
    en: ["drain", "sewer", "blocked sewer", "overflowing drain"],
  },
  flow,
  handledBy,
  clocks: { dispose: workHours(4) },
  files: {
    zh: "井内液位高于井口以下 20 cm 持续 10 分钟，或现场确认管道堵塞、破裂",
    en: "level within 20 cm of the lip for 10 minutes, or a blocked or broken pipe seen on site",
  },
  closes: { zh: "管道疏通或修复，液位回落", en: "pipe cleared or mended, level back to normal" },
  waives: ["photos"],
  joins: { within: metres(300), for: hours(12) },
});

/** 05-06 道路积水 */
export const waterlogging = defineCase({
  id: "road-waterlogging",
  name: { zh: "道路积水", en: "Water on the road" },
  words: { zh: ["积水", "路上有水", "淹水", "水淹", "内涝"], en: ["flood", "flooding", "puddle", "standing water"] },
  flow,
  handledBy,
  clocks: { dispose: urgentHours(2) },
  files: { zh: "积水面积超过 100 m² 且深度超过 15 cm", en: "more than 100 m² under more than 15 cm of water" },
  closes: { zh: "积水排除，恢复通行", en: "water gone, road passable" },
  joins: { within: metres(200), for: hours(6) },
});

/** 01-03 雨水井盖 */
export const lidOff = defineCase({
  id: "manhole-lid",
  name: { zh: "雨水井盖缺失、移位", en: "Manhole lid missing or moved" },
  words: {
    zh: ["井盖", "井盖没了", "窨井盖", "下水道井盖", "下水道"],
    en: ["manhole cover", "missing cover", "open manhole", "drain cover"],
  },
  flow,
  handledBy,
  clocks: { dispose: urgentHours(2) },
  files: { zh: "井盖缺失、移位、破裂，存在安全隐患", en: "lid missing, moved or cracked, people in danger" },
  closes: { zh: "井盖恢复原状", en: "lid restored" },
  joins: { same: "thing", for: hours(24) },
});

export const pumpFailure = defineCase({
  id: "pump-failure",
  name: { zh: "雨水泵站故障", en: "Storm pump failure" },
  words: { zh: ["泵站", "抽水"], en: ["pump"] },
  flow,
  handledBy,
  clocks: { dispose: urgentHours(2) },
  files: { zh: "水泵报故障，或前池水位超过警戒水位", en: "a pump in fault, or the forebay above its warning level" },
  closes: { zh: "水泵恢复运行，前池水位回落", en: "pumps running, forebay back below its warning level" },
  waives: ["photos"],
  joins: { same: "thing", for: hours(12) },
});
