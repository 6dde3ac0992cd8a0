import type { Label } from "@chengyun/kernel";
import type { Point } from "../mesh/geometry.ts";

/** A street or town: what it is called, and around where it grew. */
export interface District {
  readonly name: Label;
  readonly at: Point;
  /** Metres by which it reaches further than its neighbours. */
  readonly reach: number;
}

type Row = readonly [zh: string, en: string, east: number, north: number, reach: number];

const rows: readonly Row[] = [
  ["琴台街道", "Qintai Subdistrict", -1_600, 500, 0],
  ["桔洲街道", "Juzhou Subdistrict", 1_750, 400, 0],
  ["古城街道", "Gucheng Subdistrict", 0, 250, 100],
  ["湖滨街道", "Hubin Subdistrict", 100, -1_900, 300],
  ["学苑街道", "Xueyuan Subdistrict", -3_700, 100, 0],
  ["站前街道", "Zhanqian Subdistrict", 500, 2_700, 300],
  ["兴业街道", "Xingye Subdistrict", 4_100, -100, 100],
  ["荷塘镇", "Hetang Town", -10_200, -280, 700],
  ["白鹭镇", "Bailu Town", -8_400, 7_600, 600],
  ["石门镇", "Shimen Town", 1_600, 9_500, 600],
  ["枫林镇", "Fenglin Town", 8_600, 8_000, 500],
  ["双桥镇", "Shuangqiao Town", 10_500, 620, 700],
  ["渡口镇", "Dukou Town", 8_250, -6_600, 800],
  ["柳湾镇", "Liuwan Town", -8_500, -5_700, 800],
];

/** The fourteen streets and towns in the order of their codes. */
export const districts: readonly District[] = rows.map(([zh, en, east, north, reach]) => ({
  ...{ name: { zh, en }, at: [east, north], reach },
}));
