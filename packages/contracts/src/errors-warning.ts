import { defineErrors } from "./problem.ts";

/** Errors of areas chosen for a warning, an evacuation, a closure. */
export const reach = defineErrors("reach", {
  "bad-shape": {
    status: 422,
    text: {
      zh: "画的范围不成面：每一圈至少三个点，首尾相接，坐标在地球上。请重新画。",
      en: "What was drawn is no area: each ring needs three points at least, has to close, and to lie on the earth. Draw it again.",
    },
  },
  "unknown-area": {
    status: 422,
    text: {
      zh: "所选区域里有不存在或没有边界的；请重新选择。",
      en: "One of the areas chosen is not known, or has no boundary; choose again.",
    },
  },
  "no-things": {
    status: 422,
    text: {
      zh: "按所选条件没有找到部件；请写明部件或图层，并看看是否在您的范围内。",
      en: "Nothing was found around which an area could be drawn; name things or a layer, and see that they lie within your reach.",
    },
  },
  "too-many-things": {
    status: 422,
    text: {
      zh: "这个图层在所选区域内超过 500 处；请缩小区域。",
      en: "More than 500 things of this layer lie there; choose a smaller area.",
    },
  },
  "no-analysis": {
    status: 422,
    text: {
      zh: "按管网等分析划定范围的工具还没有装上；请改用手画、选区、圆或沿路距离。",
      en: "The tool that would find this area by analysis is not here yet; draw it, choose areas, a circle, or a distance by road.",
    },
  },
  nowhere: {
    status: 422,
    text: {
      zh: "这个范围不碰到本市的任何区域。",
      en: "This area touches no area of the city.",
    },
  },
});

/** Errors of warnings. */
export const warning = defineErrors("warning", {
  "unknown-type": {
    status: 422,
    text: {
      zh: "没有这种预警类型，或这种类型没有这个颜色等级。",
      en: "There is no such type of warning, or it has no level of this colour.",
    },
  },
  faults: {
    status: 422,
    text: {
      zh: "预警内容还不能发：请按所列各处改正（空缺、过长、未填的占位、语言不符）。",
      en: "The warning can't go out like this: each place is listed (empty, too long, a place left open, the wrong language).",
    },
  },
  "ends-too-soon": {
    status: 422,
    text: {
      zh: "失效时间须晚于现在和开始时间，且不超过七天。",
      en: "It has to end after now and after it begins, within seven days.",
    },
  },
  "not-in-force": {
    status: 409,
    text: {
      zh: "被更新的预警已不在生效中，或已有一份更新在拟；未作任何更改。",
      en: "The warning to be updated is no longer in force, or an update of it is being drafted; nothing was changed.",
    },
  },
  "too-many-at-once": {
    status: 429,
    text: {
      zh: "同一单位同一秒内最多发布十条预警（国标编号只有一位序号），请再试一次。",
      en: "One issuer can number ten warnings within one second (the national number has one digit); try again.",
    },
  },
  "no-message": {
    status: 404,
    text: { zh: "没有这个编号的预警报文。", en: "There is no warning message of this number." },
  },
});

/** Errors of messages of other authorities. */
export const cap = defineErrors("cap", {
  refused: {
    status: 422,
    text: {
      zh: "这不是能读的预警报文：不是格式良好的 XML、编码不明、过大，或带有文档类型声明（DTD，一律拒收）。",
      en: "This is no warning message we read: not well-formed XML, an unknown encoding, too large, or with a document type (always refused).",
    },
  },
  invalid: {
    status: 422,
    text: {
      zh: "报文不符合它所声明的 CAP 版本；每一处都列出了位置和行号。",
      en: "The message breaks the rules of the CAP version it declares; each place is listed with its line.",
    },
  },
});
