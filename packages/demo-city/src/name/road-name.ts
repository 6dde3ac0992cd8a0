import type { Label } from "@chengyun/kernel";
import type { Way } from "../mesh/mesh.ts";
import type { Stems } from "./stem.ts";

/** Names of what was drawn by hand. */
const drawn: Readonly<Record<string, Label>> = {
  ring: { zh: "环城大道", en: "Huancheng Boulevard" },
  yunze: { zh: "云泽大道", en: "Yunze Avenue" },
  zhongshan: { zh: "中山路", en: "Zhongshan Road" },
  beicheng: { zh: "北城大道", en: "Beicheng Avenue" },
  huanhu: { zh: "环湖路", en: "Huanhu Road" },
  xuefu: { zh: "学府路", en: "Xuefu Road" },
  jianshe: { zh: "建设路", en: "Jianshe Road" },
  jiefang: { zh: "解放路", en: "Jiefang Road" },
  renmin: { zh: "人民路", en: "Renmin Road" },
  zhanqian: { zh: "站前路", en: "Zhanqian Road" },
  keji: { zh: "科技大道", en: "Keji Avenue" },
  gongye: { zh: "工业大道", en: "Gongye Avenue" },
  xingye: { zh: "兴业路", en: "Xingye Road" },
  shifu: { zh: "市府西路", en: "Shifu West Road" },
  "shifu-east": { zh: "市府东路", en: "Shifu East Road" },
  lvyuan: { zh: "云梦环路", en: "Yunmeng Circle" },
  xidi: { zh: "西堤路", en: "Xidi Road" },
  dongdi: { zh: "东堤路", en: "Dongdi Road" },
  chengyuan: { zh: "城垣路", en: "Chengyuan Road" },
  yuehu: { zh: "月湖路", en: "Yuehu Road" },
  fengtai: { zh: "凤台路", en: "Fengtai Road" },
  chunhua: { zh: "春华路", en: "Chunhua Road" },
  "county-loop": { zh: "环县公路", en: "County Loop Road" },
  motorway: { zh: "泽宁高速公路", en: "Zening Expressway" },
  rail: { zh: "湘泽铁路", en: "Xiangze Railway" },
  "harbour-rail": { zh: "港口专用线", en: "Harbour Branch Line" },
};

/** Stems no other name may take. */
export const drawnStems: readonly string[] = Object.values(drawn).map(({ zh }) => zh.slice(0, 2));

const newName = (way: Way, stems: Stems, isCountry: boolean): Label | undefined => {
  if (isCountry && way.class === "tertiary") {
    const { zh, en } = stems.village();
    return { zh: `${zh}公路`, en: `${en} Country Road` };
  }
  switch (way.class) {
    case "tertiary": {
      const { zh, en } = stems.road();
      return { zh: `${zh}路`, en: `${en} Road` };
    }
    case "residential": {
      const { zh, en } = stems.road();
      return { zh: `${zh}街`, en: `${en} Street` };
    }
    case "alley": {
      const { zh, en } = stems.lane();
      return { zh: `${zh}巷`, en: `${en} Lane` };
    }
    default:
      return undefined;
  }
};

/** The name of a way; lanes within estates and farm tracks have none. */
export const nameWay = (way: Way, stems: Stems, isCountry: boolean): Label | undefined =>
  way.key === undefined ? (way.kind === "road" ? newName(way, stems, isCountry) : undefined) : drawn[way.key];
