import { urgentHours, workDays, workHours } from "@chengyun/kernel";
import type { Entry } from "../class.ts";

/** 03 市容环境设施 (parts) */
export const cityAppearanceFacility: readonly Entry[] = [
  {
    id: "part-toilet",
    code: "0301",
    name: ["公共厕所", "Public toilet"],
    duty: "sanitation",
    standards: [
      [["该开不开", "shut when it should be open"], workHours(4), ["恢复开放", "open again"]],
      [["堵塞外溢", "blocked and overflowing"], workHours(4), ["疏通清洗", "cleared and washed"]],
      [["设备破损", "fittings broken"], workDays(3), ["修好可用", "mended and usable"]],
    ],
  },
  {
    id: "part-toilet-sign",
    code: "0302",
    name: ["公厕指示牌", "Toilet sign"],
    duty: "sanitation",
    standards: [[["缺失、指向错误", "missing or pointing wrong"], workDays(5), ["补装更正", "back and right"]]],
  },
  {
    id: "part-septic-tank",
    code: "0303",
    name: ["化粪池", "Septic tank"],
    duty: "sanitation",
    standards: [[["满溢、污水上路", "full, sewage on the road"], workHours(4), ["抽清冲洗", "emptied and washed"]]],
  },
  {
    id: "part-transfer-station",
    code: "0304",
    name: ["垃圾中转站", "Waste transfer station"],
    duty: "sanitation",
    standards: [
      [["垃圾外溢、污水横流", "waste and water running out"], workHours(4), ["清运冲洗", "cleared and washed"]],
      [["设备停转", "equipment standing still"], workDays(1), ["恢复运转", "running again"]],
    ],
  },
  {
    id: "part-litter-bin",
    code: "0305",
    name: ["垃圾箱（桶）", "Litter bin"],
    duty: "sanitation",
    standards: [
      [["满溢", "overflowing"], workHours(4), ["清空擦净", "emptied and wiped"]],
      [["破损、倾倒、缺盖", "broken, fallen or without lid"], workDays(2), ["修复更换", "mended or replaced"]],
    ],
  },
  {
    id: "part-outdoor-advert",
    code: "0306",
    name: ["户外广告", "Outdoor advertisement"],
    duty: "city-management",
    standards: [
      [["构件松脱、有坠落危险", "parts loose, may fall"], urgentHours(2), ["拆下或加固", "taken down or secured"]],
      [["画面破损、灯光残缺", "torn or partly dark"], workDays(3), ["更新修复", "renewed or mended"]],
    ],
  },
  {
    id: "part-shop-sign",
    code: "0307",
    name: ["牌匾标识", "Shop sign"],
    duty: "city-management",
    standards: [
      [["牌匾松脱、有坠落危险", "loose, may fall"], urgentHours(2), ["拆下或加固", "taken down or secured"]],
      [["缺字、破损、脏污", "letters missing, broken or dirty"], workDays(3), ["修好洗净", "mended and clean"]],
    ],
  },
  {
    id: "part-notice-board",
    code: "0308",
    name: ["宣传栏", "Notice board"],
    duty: "city-management",
    standards: [
      [["玻璃破碎", "glass broken"], workDays(1), ["清除碎片并更换", "shards gone, replaced"]],
      [["内容过期、版面破损", "out of date or torn"], workDays(5), ["更新", "renewed"]],
    ],
  },
  {
    id: "part-water-quality-box",
    code: "0309",
    name: ["环保监测设施", "Environmental monitoring box"],
    duty: "city-management",
    standards: [[["箱体破损、门敞开", "broken or open"], workDays(3), ["修复关锁", "mended and locked"]]],
  },
  {
    id: "part-site-board",
    code: "0396",
    name: ["施工公示牌", "Site information board"],
    duty: "construction",
    standards: [[["未设或内容不全", "missing or incomplete"], workDays(2), ["设置齐全", "complete and up"]]],
  },
];
