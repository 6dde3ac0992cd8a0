import { byProperty, type Formula, fromBase, grow, isOneOf, type Layer, type MapLook, slide } from "./style-words.ts";

const main = ["motorway", "trunk", "primary", "secondary"];
const paths = ["footway", "cycleway", "steps", "track"];

/** Width of each class in pixels by zoom: far away a hair, near by about as wide as it is. */
const widths: readonly (readonly [zoom: number, widths: Readonly<Record<string, number>>])[] = [
  [7, { motorway: 1, trunk: 0.8, primary: 0.3 }],
  [10, { motorway: 2, trunk: 1.8, primary: 1.2, secondary: 0.7, tertiary: 0.3 }],
  [12, { motorway: 3.4, trunk: 3.2, primary: 2.6, secondary: 2, tertiary: 1.1, residential: 0.5 }],
  [
    14,
    { motorway: 7, trunk: 6.4, primary: 5.6, secondary: 4.6, tertiary: 3.2, residential: 2, alley: 1, service: 0.8 },
  ],
  [16, { motorway: 17, trunk: 16, primary: 14, secondary: 12, tertiary: 9, residential: 6.5, alley: 4, service: 3.4 }],
  [19, { motorway: 60, trunk: 58, primary: 52, secondary: 46, tertiary: 34, residential: 26, alley: 16, service: 14 }],
];

/** Width of a road, with a casing of so many pixels on both sides together. */
const roadWidth = (casing = 0): Formula =>
  grow(
    widths.map(([zoom, byClass]) => [
      zoom,
      byProperty(
        "class",
        Object.entries(byClass).map(([name, width]) => [[name], width + casing]),
        casing === 0 ? 0 : casing * 0.5,
      ),
    ]),
  );

const rank: Formula = byProperty(
  "class",
  [
    [["motorway"], 7],
    [["trunk"], 6],
    [["primary"], 5],
    [["secondary"], 4],
    [["tertiary"], 3],
    [["residential"], 2],
  ],
  1,
);

type Where = "tunnel" | "ground" | "bridge";

const isAt = (where: Where): Formula => {
  const has = (property: string): Formula => ["to-boolean", ["get", property]];
  if (where === "tunnel") return has("tunnel");
  if (where === "bridge") return ["all", has("bridge"), ["!", has("tunnel")]];
  return ["all", ["!", has("bridge")], ["!", has("tunnel")]];
};

const isRoad = (where: Where): Formula => ["all", isAt(where), ["!", isOneOf("class", paths)]];

/** Casing first, then the road: so crossings run into each other, and the greater road lies above. */
const roads = ({ palette }: MapLook, where: Where): Layer[] => {
  const far = palette.mapRoadFar;
  const bridge = where === "bridge";
  const mainEdge: Formula = ["case", isOneOf("class", main), palette.mapRoadMainEdge, palette.mapRoadEdge];
  return [
    {
      id: `road-${where}-edge`,
      type: "line",
      ...fromBase("road"),
      minzoom: 11.5,
      filter: isRoad(where),
      layout: { "line-cap": bridge ? "butt" : "round", "line-join": "round", "line-sort-key": rank },
      paint: {
        "line-color": bridge ? palette.mapRoadMainEdge : mainEdge,
        "line-width": roadWidth(bridge ? 2.2 : 1.5),
        "line-opacity": slide([11.5, 0], [12.5, 1]),
        ...(where === "tunnel" ? { "line-dasharray": [2, 1.5] } : {}),
      },
    },
    {
      id: `road-${where}`,
      type: "line",
      ...fromBase("road"),
      filter: isRoad(where),
      layout: { "line-cap": "round", "line-join": "round", "line-sort-key": rank },
      paint: {
        // Far away a white hair would be lost on the ground: there the road itself is the casing's colour.
        "line-color": slide([11, far], [13, palette.mapRoad]),
        "line-width": roadWidth(),
        ...(where === "tunnel" ? { "line-opacity": 0.45 } : {}),
      },
    },
  ];
};

const ways = ({ palette }: MapLook): Layer[] => [
  {
    id: "path",
    type: "line",
    ...fromBase("road"),
    minzoom: 14.5,
    filter: ["all", isAt("ground"), isOneOf("class", paths)],
    layout: { "line-join": "round" },
    paint: {
      "line-color": palette.mapPath,
      "line-width": slide([14.5, 0.7], [18, 2]),
      "line-dasharray": [2.4, 1.6],
      "line-opacity": slide([14.5, 0], [15.5, 1]),
    },
  },
];

const rails = ({ palette }: MapLook): Layer[] => [
  {
    id: "rail",
    type: "line",
    ...fromBase("rail"),
    filter: ["!", ["to-boolean", ["get", "tunnel"]]],
    paint: {
      "line-color": palette.mapRail,
      "line-width": grow([
        [8, 0.6],
        [14, 1.4],
        [18, 3],
      ]),
    },
  },
  {
    id: "rail-ties",
    type: "line",
    ...fromBase("rail"),
    minzoom: 14,
    filter: ["!", ["to-boolean", ["get", "tunnel"]]],
    paint: {
      "line-color": palette.mapRail,
      "line-width": grow([
        [14, 4],
        [18, 9],
      ]),
      "line-dasharray": [0.22, 2.2],
    },
  },
];

/** Outlines of so fine a level at most: streets in the whole city, grid cells only close by. */
const finestLevel: Formula = ["step", ["zoom"], 2, 10, 3, 13, 4, 16.5, 5];

/** Borders are there for who looks for them: they run along streets and must not be taken for rails. */
const areaLines = ({ palette }: MapLook): Layer => ({
  id: "area-line",
  type: "line",
  ...fromBase("area"),
  filter: ["<=", ["get", "level"], finestLevel],
  layout: { "line-join": "round" },
  paint: {
    "line-color": palette.mapArea,
    "line-width": ["step", ["get", "level"], 1.6, 2, 1.4, 3, 1.1, 4, 0.8],
    "line-dasharray": [6, 2, 1, 2],
    "line-opacity": ["step", ["get", "level"], 0.6, 4, 0.32, 5, 0.22],
  },
});

/** Roads by class with casings, rails, and bridges above what they cross. */
export const roadLayers = (look: MapLook): Layer[] => [
  ...roads(look, "tunnel"),
  ...ways(look),
  ...roads(look, "ground"),
  ...rails(look),
  ...roads(look, "bridge"),
  {
    id: "path-bridge",
    type: "line",
    ...fromBase("road"),
    minzoom: 14.5,
    filter: ["all", isAt("bridge"), isOneOf("class", paths)],
    paint: { "line-color": look.palette.mapRoad, "line-width": slide([14.5, 1.5], [18, 4]) },
  },
  areaLines(look),
];
