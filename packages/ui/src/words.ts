import type { Label } from "@chengyun/kernel";

/** The words of the parts themselves; screens bring their own. */
export const words = {
  loading: { zh: "正在载入…", en: "Loading…" },
  faultTitle: { zh: "这部分没有载入", en: "This part did not load" },
  retry: { zh: "再试一次", en: "Try again" },
  requestId: { zh: "请求编号", en: "Request id" },
  noPermission: { zh: "您的岗位看不到这里", en: "Your post may not see this" },
  noPermissionAsk: { zh: "请联系管理员开通权限：{permission}", en: "Ask your administrator for: {permission}" },
  silent: { zh: "失联", en: "Silent" },
  normal: { zh: "正常", en: "Normal" },
  late: { zh: "超时", en: "Late" },
  zoomIn: { zh: "放大", en: "Zoom in" },
  zoomOut: { zh: "缩小", en: "Zoom out" },
  wholeCity: { zh: "全市", en: "Whole city" },
  legend: { zh: "图例", en: "Legend" },
  hideLegend: { zh: "收起图例", en: "Hide legend" },
  map: { zh: "地图", en: "Map" },
  mapHelp: {
    zh: "城市地图。方向键移动，加减键缩放；左侧列表含同样内容。",
    en: "Map of the city. Arrow keys move, plus and minus zoom; the list beside it has the same content.",
  },
  noWebGl: {
    zh: "此浏览器无法绘制地图（缺少 WebGL）；列表和表格照常可用。",
    en: "This browser cannot draw the map (no WebGL); lists and tables still work.",
  },
  caseWithTime: { zh: "案卷（环为剩余时间）", en: "Case (ring: time left)" },
  caseLate: { zh: "超时案卷", en: "Late case" },
  cluster: { zh: "多处（按最重等级）", en: "Several (worst level)" },
  selected: { zh: "已选中", en: "Selected" },
  chartEmpty: { zh: "这段时间没有读数。", en: "No readings in this period." },
  threshold: { zh: "阈值", en: "Threshold" },
  source: { zh: "来源", en: "Source" },
  minMax: { zh: "最低–最高", en: "Lowest–highest" },
  tableRows: { zh: "共 {n} 行", en: "{n} rows" },
  open: { zh: "打开", en: "open" },
} as const satisfies Readonly<Record<string, Label>>;
