import { urgentHours, workDays } from "@chengyun/kernel";
import type { Entry } from "../class.ts";

/** 04 园林绿化设施 (parts) */
export const greeneryFacility: readonly Entry[] = [
  {
    id: "part-old-tree",
    code: "0401",
    name: ["古树名木", "Old and famous tree"],
    duty: "greenery",
    standards: [
      [["枝干劈裂、倾倒", "trunk splitting or falling"], urgentHours(2), ["支护，树木稳固", "propped, tree stable"]],
      [["被圈占、钉挂、刻画", "fenced in, nailed or carved"], workDays(1), ["清除并养护", "removed and tended"]],
    ],
  },
  {
    id: "part-street-tree",
    code: "0402",
    name: ["行道树", "Street tree"],
    duty: "greenery",
    standards: [
      [
        ["倒伏、断枝挡路", "fallen, or a branch blocks the way"],
        urgentHours(2),
        ["清除，道路通畅", "cleared, road free"],
      ],
      [["枯死未补", "dead and not replaced"], workDays(10), ["补种或填平树坑", "replanted or pit filled"]],
      [["遮挡信号灯、标志", "hides lights or signs"], workDays(2), ["修剪露出", "pruned and visible"]],
    ],
  },
  {
    id: "part-tree-guard",
    code: "0404",
    name: ["护树设施", "Tree guard"],
    duty: "greenery",
    standards: [
      [
        ["树池盖板缺失、支架倾倒", "pit cover missing or stakes down"],
        workDays(3),
        ["补齐扶正", "complete and upright"],
      ],
    ],
  },
  {
    id: "part-flower-box",
    code: "0405",
    name: ["花钵、花架", "Flower box"],
    duty: "greenery",
    standards: [
      [["倾倒、破碎占道", "fallen or broken on the path"], workDays(1), ["清理复位", "cleared and put back"]],
      [["花木枯死", "plants dead"], workDays(5), ["更换", "replanted"]],
    ],
  },
  {
    id: "part-sculpture",
    code: "0406",
    name: ["城市雕塑", "Sculpture"],
    duty: "greenery",
    standards: [
      [["构件松动、有倒塌危险", "parts loose, may fall"], urgentHours(4), ["围护加固", "fenced and secured"]],
      [["破损、脏污", "damaged or dirty"], workDays(5), ["修复清洗", "mended and washed"]],
    ],
  },
  {
    id: "part-bench",
    code: "0407",
    name: ["街头座椅", "Bench"],
    duty: "greenery",
    standards: [[["断裂、露钉", "broken, nails out"], workDays(2), ["修好或移走", "mended or removed"]]],
  },
  {
    id: "part-green-rail",
    code: "0408",
    name: ["绿地护栏", "Green space railing"],
    duty: "greenery",
    standards: [[["倒伏、缺段、尖角外露", "down, gapped or sharp"], workDays(3), ["修复", "mended"]]],
  },
  {
    id: "part-green-fitting",
    code: "0409",
    name: ["绿地附属设施", "Green space fittings"],
    duty: "greenery",
    standards: [[["步道、亭廊、喷灌损坏", "paths, pavilions or sprinklers damaged"], workDays(5), ["修好", "mended"]]],
  },
  {
    id: "part-fountain",
    code: "0410",
    name: ["喷泉", "Fountain"],
    duty: "greenery",
    standards: [
      [["漏电、带电部件外露", "live parts bare"], urgentHours(1), ["断电围护", "cut off and fenced"]],
      [["停喷、漏水", "dry or leaking"], workDays(5), ["修好", "mended"]],
    ],
  },
];
