import type { ExpressionSpecification, Map as MapLibreMap } from "maplibre-gl";

/** So many cases at one point are as hot as can be where nothing was counted yet. */
export const usualTop = 400;

/** Few are never as hot as many would be: a single case alone is half of it. */
const leastTop = 4;

/** The count that is as hot as can be, for the highest count in view: a power of two, so that moving seldom changes it. */
export const topOf = (highest: number): number => Math.max(leastTop, 2 ** Math.ceil(Math.log2(Math.max(highest, 1))));

/** How hot a point is by its count. */
export const weightBy = (top: number): ExpressionSpecification => [
  "interpolate",
  ["linear"],
  ["sqrt", ["get", "count"]],
  0,
  0.05,
  Math.sqrt(top),
  1,
];

/** Scales the heat to what is loaded, or the first hundred cases of a town would be invisible beside a metropolis's. */
export const scaleHeat = (map: MapLibreMap): void => {
  if (map.getLayer("heat") === undefined) return;
  let highest = 0;
  for (const { properties } of map.querySourceFeatures("heat", { sourceLayer: "heat" }))
    highest = Math.max(highest, Number(properties["count"]));
  const weight = weightBy(topOf(highest));
  if (JSON.stringify(map.getPaintProperty("heat", "heatmap-weight")) !== JSON.stringify(weight))
    map.setPaintProperty("heat", "heatmap-weight", weight);
};
