import { type Layer, type MapLook, slide } from "./style-words.ts";

const isOf = (...types: readonly string[]): ["match", ["geometry-type"], string[], boolean, boolean] => [
  "match",
  ["geometry-type"],
  [...types],
  true,
  false,
];

/** Shapes that would come to lie here: in the one accent, above the city as it is. */
export const shapeLayers = ({ palette }: MapLook): Layer[] => [
  {
    id: "shape-ground",
    type: "fill",
    source: "shapes",
    filter: isOf("Polygon", "MultiPolygon"),
    paint: { "fill-color": palette.accent, "fill-opacity": 0.16 },
  },
  {
    id: "shape-line",
    type: "line",
    source: "shapes",
    filter: isOf("Polygon", "MultiPolygon", "LineString", "MultiLineString"),
    layout: { "line-join": "round" },
    paint: { "line-color": palette.accent, "line-width": slide([9, 1], [16, 2.4]) },
  },
  {
    id: "shape-point",
    type: "circle",
    source: "shapes",
    filter: isOf("Point", "MultiPoint"),
    paint: {
      "circle-color": palette.accent,
      "circle-radius": slide([9, 2], [16, 5]),
      "circle-stroke-color": palette.mapHalo,
      "circle-stroke-width": 1,
    },
  },
];
