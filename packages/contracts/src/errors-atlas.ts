import { defineErrors } from "./problem.ts";

/** Errors of the map's tiles. */
export const tile = defineErrors("tile", {
  "not-found": {
    status: 404,
    text: {
      zh: "没有这个瓦片：级别或行列号超出范围。",
      en: "There is no such tile: its zoom, column or row is out of range.",
    },
  },
});

/** Errors of ways over the roads. */
export const way = defineErrors("way", {
  "no-road-near": {
    status: 422,
    text: {
      zh: "起点或终点两公里内没有这种方式可走的道路；请在地图上另选位置，或换一种出行方式。",
      en: "No road for this way of going lies within two kilometres of one end; choose another place, or go another way.",
    },
  },
  "not-connected": {
    status: 422,
    text: {
      zh: "两处的道路互不相连，走不通。底图可能缺路或缺交叉口。",
      en: "The roads of the two places don't meet. The base map may lack a road or a junction.",
    },
  },
});
