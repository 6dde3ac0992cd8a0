import type { Label } from "@chengyun/kernel";
import type { Point } from "../mesh/geometry.ts";

/** Ground kept whole for one purpose. */
export interface Site {
  readonly key: string;
  readonly use: SiteUse;
  readonly at: Point;
  readonly squareMetres: number;
  readonly name: Label;
}

export type SiteUse =
  | "park"
  | "square"
  | "stadium"
  | "university"
  | "school"
  | "hospital"
  | "government"
  | "station"
  | "coach-station"
  | "mall"
  | "temple"
  | "market"
  | "waterworks"
  | "sewage-works"
  | "wetland"
  | "construction"
  | "tanks"
  | "harbour"
  | "museum";

type Row = readonly [key: string, use: SiteUse, east: number, north: number, hectares: number, zh: string, en: string];

/** In the order of their claims. */
const rows: readonly Row[] = [
  ["central-park", "park", -2_720, 900, 34, "云梦公园", "Yunmeng Park"],
  ["civic-square", "square", -2_720, 430, 6, "市民广场", "Civic Square"],
  ["government", "government", -2_720, 1_420, 9, "云泽市行政中心", "Yunze Civic Centre"],
  ["museum", "museum", -2_350, 400, 5, "云泽博物馆", "Yunze Museum"],
  ["university", "university", -4_050, 560, 40, "云泽学院", "Yunze University"],
  ["college", "university", -4_050, -400, 24, "湖区职业技术学院", "Lake Region Vocational College"],
  ["stadium", "stadium", -2_700, -500, 14, "云泽体育中心", "Yunze Sports Centre"],
  ["hospital-1", "hospital", 1_480, 560, 7, "云泽市人民医院", "Yunze People's Hospital"],
  ["hospital-2", "hospital", -1_500, -300, 5, "云泽市中医医院", "Yunze Hospital of Chinese Medicine"],
  ["hospital-3", "hospital", -2_700, -1_500, 5, "云泽市妇幼保健院", "Yunze Maternity and Children's Hospital"],
  ["hospital-4", "hospital", 3_100, 1_000, 5, "云泽市第二人民医院", "Yunze Second People's Hospital"],
  ["school-1", "school", 1_500, -600, 5, "云泽市第一中学", "Yunze No. 1 Middle School"],
  ["school-2", "school", -1_500, 1_250, 5, "云泽市第二中学", "Yunze No. 2 Middle School"],
  ["school-3", "school", 1_700, 1_200, 5, "云泽市第三中学", "Yunze No. 3 Middle School"],
  ["school-4", "school", -2_500, -1_900, 5, "湖滨实验学校", "Lakeside Experimental School"],
  ["school-5", "school", 600, -1_500, 3.5, "南门小学", "Nanmen Primary School"],
  ["school-6", "school", -1_450, 480, 3.5, "西堤小学", "Xidi Primary School"],
  ["school-7", "school", 1_600, -1_900, 3.5, "碧湖小学", "Bihu Primary School"],
  ["school-8", "school", 2_750, -450, 3.5, "科技路小学", "Keji Road Primary School"],
  ["school-9", "school", -3_650, -1_500, 4, "学苑中学", "Xueyuan Middle School"],
  ["school-10", "school", 600, 2_000, 3.5, "站前小学", "Zhanqian Primary School"],
  ["school-11", "school", -3_700, 2_000, 4, "青萍中学", "Qingping Middle School"],
  ["school-12", "school", -180, 560, 1.6, "文庙小学", "Wenmiao Primary School"],
  ["temple", "temple", 330, -120, 1.6, "云泽文庙", "Yunze Confucian Temple"],
  ["tower-park", "park", -480, 800, 2.2, "望江公园", "Wangjiang Park"],
  ["old-square", "square", 250, 420, 1.2, "鼓楼广场", "Drum Tower Square"],
  ["market", "market", 380, 760, 1.4, "东门集贸市场", "Dongmen Market"],
  ["station", "station", 1_000, 2_520, 6, "云泽站", "Yunze Railway Station"],
  ["station-square", "square", 1_080, 2_440, 4, "站前广场", "Station Square"],
  ["coach", "coach-station", 1_620, 2_150, 5, "云泽汽车总站", "Yunze Coach Station"],
  ["mall-1", "mall", 900, 470, 6, "云泽天街", "Yunze Galleria"],
  ["mall-2", "mall", 1_500, 60, 6, "泽汇广场", "Zehui Plaza"],
  ["mall-3", "mall", -1_750, 500, 5, "西城万象", "West City Mall"],
  ["mall-4", "mall", 900, -1_250, 5, "南湖里", "South Lake Lane"],
  ["park-1", "park", 1_700, 700, 9, "桔园公园", "Orange Grove Park"],
  ["park-2", "park", -3_900, -1_450, 14, "荷风湿地公园", "Hefeng Wetland Park"],
  ["park-3", "park", 2_900, -1_500, 10, "劳动公园", "Laodong Park"],
  ["park-4", "park", 800, -2_050, 9, "碧湖公园", "Bihu Park"],
  ["park-5", "park", -1_300, 2_000, 8, "柳堤公园", "Liudi Park"],
  ["park-6", "park", 4_150, 900, 9, "兴业公园", "Xingye Park"],
  ["hill-park", "park", 1_700, 2_950, 24, "凤台山公园", "Mount Fengtai Park"],
  ["waterworks", "waterworks", -900, 3_050, 8, "云泽市自来水厂", "Yunze Waterworks"],
  ["sewage", "sewage-works", 5_150, -1_250, 14, "城东污水处理厂", "East City Sewage Works"],
  ["tanks", "tanks", 5_150, 200, 16, "泽华化工", "Zehua Chemical"],
  ["gas-gate", "tanks", 4_900, 2_050, 5, "云泽天然气门站", "Yunze Gas Gate Station"],
  ["site-1", "construction", -3_000, 2_750, 6, "青萍新城工地", "Qingping New Town building site"],
  ["site-2", "construction", 2_900, 700, 5, "科创园二期工地", "Science Park building site"],
  ["site-3", "construction", -4_200, 2_100, 7, "学苑新城工地", "Xueyuan New Town building site"],
];

/** What the city keeps ground for. */
export const sites: readonly Site[] = rows.map(([key, use, east, north, hectares, zh, en]) => ({
  ...{ key, use, at: [east, north], squareMetres: hectares * 10_000 },
  name: { zh, en },
}));
