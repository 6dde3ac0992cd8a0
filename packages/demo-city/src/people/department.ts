import type { CityDepartment } from "../city-shape.ts";

type Row = readonly [code: string, zh: string, en: string];

const rows: readonly Row[] = [
  ["operation-centre", "城市运行管理中心", "City Operations Centre"],
  ["drainage-office", "市排水管理处", "Drainage Office"],
  ["flood-headquarters", "市防汛抗旱指挥部办公室", "Flood Control Headquarters"],
  ["city-management", "市城市管理和综合执法局", "City Management Bureau"],
  ["municipal-works", "市政公用服务中心", "Municipal Works Centre"],
  ["emergency-bureau", "市应急管理局", "Emergency Management Bureau"],
  ["public-security", "市公安局", "Public Security Bureau"],
  ["traffic-police", "市公安局交警大队", "Traffic Police"],
  ["transport-bureau", "市交通运输局", "Transport Bureau"],
  ["ecology-bureau", "市生态环境局", "Ecology and Environment Bureau"],
  ["water-bureau", "市水利局", "Water Resources Bureau"],
  ["housing-bureau", "市住房和城乡建设局", "Housing and Construction Bureau"],
  ["market-bureau", "市市场监督管理局", "Market Supervision Bureau"],
  ["health-commission", "市卫生健康委员会", "Health Commission"],
  ["education-bureau", "市教育局", "Education Bureau"],
  ["civil-affairs", "市民政局", "Civil Affairs Bureau"],
  ["fire-rescue", "市消防救援大队", "Fire and Rescue Brigade"],
  ["agriculture-bureau", "市农业农村局", "Agriculture Bureau"],
  ["culture-tourism", "市文化旅游广电体育局", "Culture and Tourism Bureau"],
  ["natural-resources", "市自然资源局", "Natural Resources Bureau"],
  ["water-company", "云泽水务有限公司", "Yunze Water Company"],
  ["gas-company", "云泽燃气有限公司", "Yunze Gas Company"],
  ["power-company", "云泽供电公司", "Yunze Power Supply Company"],
  ["sanitation-centre", "市环境卫生服务中心", "Sanitation Service Centre"],
];

/** The twenty-four departments that take part in running the city. */
export const departments: readonly CityDepartment[] = rows.map(([code, zh, en]) => ({ code, name: { zh, en } }));
