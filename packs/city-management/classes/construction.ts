import { urgentHours, workDays, workHours } from "@chengyun/kernel";
import type { Entry } from "../class.ts";

/** 03 施工管理 (events) */
export const construction: readonly Entry[] = [
  {
    id: "event-site-noise",
    code: "0301",
    name: ["施工扰民", "Site noise"],
    duty: "construction",
    standards: [[["夜间无许可施工", "work at night without leave"], urgentHours(2), ["停工", "stopped"]]],
  },
  {
    id: "event-site-on-road",
    code: "0302",
    name: ["施工占道", "Site on the road"],
    duty: "construction",
    standards: [
      [["超范围、超时占道", "beyond its space or time"], workDays(1), ["退回批准范围", "back within what was granted"]],
    ],
  },
  {
    id: "event-digging",
    code: "0303",
    name: ["无证掘路", "Digging without leave"],
    duty: "roads",
    standards: [
      [
        ["未经许可开挖道路", "a road dug up without leave"],
        workHours(4),
        ["停工，回填围护", "stopped, filled and fenced"],
      ],
    ],
  },
  {
    id: "event-site-dust",
    code: "0304",
    name: ["工地扬尘", "Site dust"],
    duty: "construction",
    standards: [
      [
        ["土方未盖、未洒水，扬尘明显", "earth uncovered and dry, dust in the air"],
        workHours(2),
        ["覆盖洒水，无扬尘", "covered and wetted, no dust"],
      ],
    ],
  },
  {
    id: "event-site-waste",
    code: "0305",
    name: ["施工废弃料", "Site waste"],
    duty: "construction",
    standards: [[["弃料丢在工地外", "waste left outside the site"], workDays(2), ["清运", "carried off"]]],
  },
  {
    id: "event-site-goods",
    code: "0306",
    name: ["施工物料乱放", "Site goods"],
    duty: "construction",
    standards: [[["物料堆在围挡外", "goods outside the fence"], workDays(1), ["清回工地", "back inside"]]],
  },
  {
    id: "event-site-fence",
    code: "0307",
    name: ["工地围挡缺损", "Site fence"],
    duty: "construction",
    standards: [
      [
        ["围挡倒塌、缺口，行人可进入", "fence down or open, people can walk in"],
        urgentHours(4),
        ["补好封闭", "closed again"],
      ],
      [["破旧、脏污", "tattered or dirty"], workDays(3), ["修好洗净", "mended and clean"]],
    ],
  },
  {
    id: "event-site-exit",
    code: "0309",
    name: ["出入口破损、带泥", "Site exit"],
    duty: "construction",
    standards: [
      [
        ["车辆带泥上路", "lorries carry mud on to the road"],
        workHours(4),
        ["冲洗路面，设洗车设施", "road washed, wheels washed from now on"],
      ],
    ],
  },
  {
    id: "event-open-lorry",
    code: "0311",
    name: ["渣土车未密闭", "Open muck lorry"],
    duty: "construction",
    standards: [
      [["渣土车敞盖、滴漏", "a muck lorry open or dripping"], workHours(2), ["停驶整改", "stopped and put right"]],
    ],
  },
  {
    id: "event-site-unclean",
    code: "0310",
    name: ["完工未清场", "Site not cleared"],
    duty: "construction",
    standards: [
      [
        ["完工后余料、坑槽未清", "remains or holes left after the work"],
        workDays(3),
        ["清场恢复", "cleared and restored"],
      ],
    ],
  },
];
