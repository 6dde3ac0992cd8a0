import { byProperty, type Formula, fromBase, grow, type Layer, type MapLook, slide } from "./style-words.ts";

const polygon: Formula = ["in", ["geometry-type"], ["literal", ["Polygon", "MultiPolygon"]]];
const line: Formula = ["in", ["geometry-type"], ["literal", ["LineString", "MultiLineString"]]];

const land = ({ palette }: MapLook): Layer[] => [
  { id: "land", type: "fill", ...fromBase("land"), paint: { "fill-color": palette.mapGround } },
  {
    id: "block",
    type: "fill",
    ...fromBase("block"),
    paint: {
      "fill-color": byProperty(
        "class",
        [
          [["commercial"], palette.mapBlockTrade],
          [["industrial", "harbour", "construction"], palette.mapBlockWork],
          [["old-town"], palette.mapBlockOld],
          [["institution"], palette.mapBlockPublic],
          [["farmland"], palette.mapField],
        ],
        palette.mapBlock,
      ),
      "fill-opacity": slide([9, 0.6], [13, 1]),
      "fill-antialias": false,
    },
  },
  {
    id: "green",
    type: "fill",
    ...fromBase("green"),
    paint: {
      "fill-color": byProperty(
        "class",
        [
          [["wood", "forest"], palette.mapWood],
          [["grass", "pitch"], palette.mapGrass],
          [["farmland"], palette.mapField],
        ],
        palette.mapGreen,
      ),
    },
  },
];

/** Rivers far away are lines as wide as they are to be seen. */
const streamWidth: Formula = grow([
  [8, byProperty("class", [[["river", "canal"], 1]], 0.2)],
  [
    12,
    byProperty(
      "class",
      [
        [["river"], 3],
        [["canal"], 1.6],
      ],
      0.8,
    ),
  ],
  [
    16,
    byProperty(
      "class",
      [
        [["river"], 14],
        [["canal"], 8],
      ],
      3.5,
    ),
  ],
  [
    19,
    byProperty(
      "class",
      [
        [["river"], 60],
        [["canal"], 34],
      ],
      14,
    ),
  ],
]);

const water = ({ palette }: MapLook): Layer[] => [
  {
    id: "stream",
    type: "line",
    ...fromBase("water"),
    filter: line,
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": palette.mapWater, "line-width": streamWidth },
  },
  { id: "water", type: "fill", ...fromBase("water"), filter: polygon, paint: { "fill-color": palette.mapWater } },
  {
    id: "shore",
    type: "line",
    ...fromBase("water"),
    filter: polygon,
    minzoom: 12,
    paint: { "line-color": palette.mapWaterEdge, "line-width": slide([12, 0.4], [16, 1]), "line-opacity": 0.7 },
  },
];

/** Ground, blocks by use, green and water: what lies under everything. */
export const groundLayers = (look: MapLook): Layer[] => {
  const { palette, shown } = look;
  const ground = shown.base?.sea === true ? palette.mapSea : palette.mapGround;
  return [{ id: "ground", type: "background", paint: { "background-color": ground } }, ...land(look), ...water(look)];
};

/** Walls by use and height: a quarter of houses is not one slab. */
const wall = ({ palette }: MapLook): Formula => {
  const byUse = byProperty(
    "class",
    [
      [["commercial", "office", "retail", "transport", "train_station"], palette.mapBuildingTrade],
      [["industrial", "warehouse", "tank", "garage", "garages", "shed"], palette.mapBuildingWork],
      [["school", "hospital", "public", "civic", "sports", "university", "religious"], palette.mapBuildingPublic],
    ],
    palette.mapBuilding,
  );
  const height: Formula = ["coalesce", ["get", "height"], 6];
  return ["interpolate", ["linear"], height, 12, byUse, 90, palette.mapBuildingSide] as unknown as Formula;
};

/** Buildings as plans from above. */
export const buildingLayers = (look: MapLook): Layer[] => [
  {
    id: "building",
    type: "fill",
    ...fromBase("building"),
    minzoom: 13.5,
    layout: { visibility: look.tilted ? "none" : "visible" },
    paint: {
      "fill-color": wall(look),
      "fill-opacity": slide([13.5, 0], [14.5, 0.75], [16, 1]),
      "fill-outline-color": look.palette.mapBuildingEdge,
    },
  },
];

/** Buildings as bodies, once the map is tilted; they stand above roads and below names. */
export const bodyLayers = (look: MapLook): Layer[] => [
  {
    id: "building-body",
    type: "fill-extrusion",
    ...fromBase("building"),
    minzoom: 13.5,
    layout: { visibility: look.tilted ? "visible" : "none" },
    paint: {
      "fill-extrusion-color": wall(look),
      "fill-extrusion-height": slide([13.5, 0], [14.5, ["coalesce", ["get", "height"], 6]]),
      "fill-extrusion-opacity": 0.92,
      "fill-extrusion-vertical-gradient": true,
    },
  },
];
