import { defineDevice, defineThing, type Glyph, type Label, type ThingType } from "@chengyun/kernel";

type Row = readonly [id: string, code: string, glyph: Glyph, name: readonly [zh: string, en: string]];

/** Parts of the street that carry a number of GB/T 30428.2 and no stream of their own. */
const rows: readonly Row[] = [
  ["bus-stop", "0204", "dot", ["公交站", "Bus stop"]],
  ["street-sign", "0212", "dot", ["路名牌", "Street sign"]],
  ["cycle-stand", "0225", "dot", ["非机动车停放点", "Cycle stand"]],
  ["public-toilet", "0301", "building", ["公共厕所", "Public toilet"]],
  ["rubbish-bin", "0305", "dot", ["垃圾箱", "Litter bin"]],
  ["notice-board", "0308", "dot", ["宣传栏", "Notice board"]],
  ["street-bench", "0407", "dot", ["街头座椅", "Bench"]],
  ["telecom-cabinet", "0127", "building", ["通讯交接箱", "Telecom cabinet"]],
  ["fitness-place", "0146", "dot", ["健身点", "Outdoor gym"]],
  ["street-camera", "0150", "camera", ["监控杆", "Camera pole"]],
  ["charging-pile", "0154", "dot", ["充电桩", "Charging point"]],
];

const toLabel = ([zh, en]: readonly [string, string]): Label => ({ zh, en });

export const facilities: readonly ThingType[] = rows.map(([id, code, glyph, name]) =>
  defineThing({ id, code, glyph, name: toLabel(name), streams: [] }),
);

const board = facilities.find(({ id }) => id === "notice-board");

/** A screen on a notice board: it measures nothing and shows what it is told on `notices/<device>`. */
export const noticeScreens = (board === undefined ? [] : [board]).map((serves) =>
  defineDevice({ id: "notice-screen", name: { zh: "信息发布屏", en: "Notice screen" }, serves }),
);
