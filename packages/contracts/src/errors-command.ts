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
