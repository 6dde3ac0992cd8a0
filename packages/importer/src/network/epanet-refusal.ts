import type { Label } from "@chengyun/kernel";
import { own } from "../own.ts";

/** What the engine says by number, as the field says it; its own words stand behind. */
const reasons: Readonly<Record<string, string>> = {
  201: "格式有误",
  202: "数值不合规定",
  203: "用到了没有定义的节点",
  204: "用到了没有定义的管段",
  205: "用到了没有定义的时变模式",
  206: "用到了没有定义的曲线",
  207: "控制规则不能用于止回阀",
  208: "需水量给了没有定义的节点",
  209: "节点属性的数值不合规定",
  210: "控制规则用到了没有定义的对象",
  211: "管段属性的数值不合规定",
  212: "管段属性用到了没有定义的对象",
  213: "[OPTIONS] 的取值不合规定",
  214: "一行超过 1024 个字符",
  215: "编号重复",
  216: "水泵数据给了没有定义的水泵",
  217: "水泵的特性数据不合规定",
  219: "水池、水库不能直接与阀门相连",
  220: "阀门之间不能这样相连",
  221: "控制规则的子句位置不对",
  222: "管段的起点和终点是同一个节点",
  223: "节点不足两个",
  224: "没有水池或水库",
  225: "水池水位的上下限不合规定",
  226: "水泵既没有曲线也没有功率",
  227: "水泵曲线不合规定",
  230: "曲线的横坐标没有递增",
  233: "节点没有与任何管段相连",
  234: "管段没有定义的两端",
  240: "文件不能读取",
};

/** One reason of the engine: the line it quotes where it quotes one, and what it says. */
export interface Refusal {
  readonly line?: number | undefined;
  readonly said: string;
  /** The line it quotes. */
  readonly quoted?: string | undefined;
}

/** A reason in both languages: in Chinese what it means, with the engine's own words behind. */
export const tellRefusal = ({ line, said, quoted }: Refusal): Label => {
  const words = quoted === undefined ? said : `${said} | ${quoted}`;
  const meant = own(reasons, /^Error (\d+)/.exec(said)?.[1] ?? "") ?? "引擎不能打开";
  return {
    zh: `${line === undefined ? "" : `第 ${line} 行：`}${meant}（引擎原文：${words}）`,
    en: `${line === undefined ? "" : `Line ${line}: `}${words}`,
  };
};
