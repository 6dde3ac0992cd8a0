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
