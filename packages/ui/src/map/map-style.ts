import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Palette } from "../palette.ts";

const empty = { type: "FeatureCollection", features: [] } as const;
const kind = (name: string): ExpressionSpecification => ["==", ["get", "kind"], name];

/** Roads of these classes are drawn wide and named early. */
const majorClasses = ["motorway", "trunk", "primary", "secondary", "major"];
const isMajor: ExpressionSpecification = ["in", ["get", "class"], ["literal", majorClasses]];

/** Signs are drawn for this size of text and grow with it on the wall. */
const deskText = 14;

const roadWidth = (extra: number): ExpressionSpecification => [
  "interpolate",
  ["exponential", 1.5],
  ["zoom"],
  11,
  ["case", isMajor, 1 + extra, 0.2 + extra],
  15,
  ["case", isMajor, 6 + extra, 3 + extra],
  18,
  ["case", isMajor, 18 + extra, 10 + extra],
];

const fills = (palette: Palette): LayerSpecification[] => [
  { id: "land", type: "fill", source: "base", filter: kind("land"), paint: { "fill-color": palette.mapGround } },
  {
    id: "area-fill",
    type: "fill",
    source: "base",
    filter: ["all", kind("area"), ["==", ["get", "level"], 1]],
    paint: { "fill-color": palette.mapGround },
  },
  { id: "green", type: "fill", source: "base", filter: kind("green"), paint: { "fill-color": palette.mapGreen } },
  {
    id: "water",
    type: "fill",
    source: "base",
    filter: ["all", kind("water"), ["in", ["geometry-type"], ["literal", ["Polygon", "MultiPolygon"]]]],
    paint: { "fill-color": palette.mapWater },
  },
  {
    id: "river",
    type: "line",
    source: "base",
    filter: ["all", kind("water"), ["in", ["geometry-type"], ["literal", ["LineString", "MultiLineString"]]]],
    paint: { "line-color": palette.mapWater, "line-width": 3 },
  },
  {
    id: "building",
    type: "fill",
    source: "base",
    minzoom: 14.5,
    filter: kind("building"),
    paint: { "fill-color": palette.mapBuilding },
  },
];

const lines = (palette: Palette): LayerSpecification[] => [
  {
    id: "road-edge",
    type: "line",
    source: "base",
    filter: kind("road"),
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": palette.mapRoadEdge, "line-width": roadWidth(1.6) },
  },
  {
    id: "road",
    type: "line",
    source: "base",
    filter: kind("road"),
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": palette.mapRoad, "line-width": roadWidth(0) },
  },
  {
    id: "area-line",
    type: "line",
    source: "base",
    filter: kind("area"),
    paint: {
      "line-color": palette.mapArea,
      "line-width": ["case", ["<=", ["get", "level"], 2], 1.2, 0.7],
      "line-dasharray": [4, 2.5],
      "line-opacity": 0.7,
    },
  },
  {
    id: "link",
    type: "line",
    source: "links",
    paint: {
      "line-color": palette.mapLink,
      "line-width": ["interpolate", ["linear"], ["zoom"], 11, 0.6, 16, 2],
    },
  },
];

const fonts = (palette: Palette): string[] => [palette.family];

const labels = (palette: Palette, text: number): LayerSpecification[] => [
  {
    id: "link-arrow",
    type: "symbol",
    source: "links",
    minzoom: 14.5,
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 60,
      "icon-image": "arrow|link",
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
    },
  },
  {
    id: "area-name",
    type: "symbol",
    source: "base",
    maxzoom: 14,
    filter: kind("area"),
    layout: { "text-field": ["get", "name"], "text-font": fonts(palette), "text-size": text - 2, "text-padding": 12 },
    paint: { "text-color": palette.mapText, "text-halo-color": palette.mapHalo, "text-halo-width": 1.2 },
  },
  {
    id: "water-name",
    type: "symbol",
    source: "base",
    filter: ["any", kind("water"), kind("green")],
    layout: { "text-field": ["get", "name"], "text-font": fonts(palette), "text-size": text - 2 },
    paint: { "text-color": palette.mapWaterText, "text-halo-color": palette.mapHalo, "text-halo-width": 0.8 },
  },
  {
    id: "road-name",
    type: "symbol",
    source: "base",
    minzoom: 13,
    filter: kind("road"),
    layout: {
      "symbol-placement": "line",
      "text-field": ["get", "name"],
      "text-font": fonts(palette),
      "text-size": text - 3,
      "symbol-spacing": 320,
    },
    paint: { "text-color": palette.mapText, "text-halo-color": palette.mapHalo, "text-halo-width": 1.4 },
  },
];

/** Worst state of a cluster from the greatest weight inside: twice the level's rank, one more when silent or late. */
const worstOf: ExpressionSpecification = [
  "match",
  ["floor", ["/", ["get", "worst"], 2]],
  4,
  "red",
  3,
  "orange",
  2,
  "yellow",
  1,
  "blue",
  "normal",
];

const clusterLayer = (id: "things" | "cases", palette: Palette, text: number): LayerSpecification => ({
  id: `${id}-cluster`,
  type: "symbol",
  source: id,
  filter: ["has", "point_count"],
  layout: {
    "icon-image": ["concat", `cluster|${id}|`, worstOf],
    "icon-size": text / deskText,
    "icon-allow-overlap": true,
    "text-field": ["get", "point_count_abbreviated"],
    "text-font": fonts(palette),
    "text-size": text - 2,
    "text-allow-overlap": true,
    "symbol-sort-key": ["get", "worst"],
    ...(id === "cases" ? { "icon-offset": [0, -30], "text-offset": [0, -2.5] } : {}),
  },
  paint: { "text-color": palette.text },
});

const points = (palette: Palette, text: number): LayerSpecification[] => [
  clusterLayer("things", palette, text),
  {
    id: "things",
    type: "symbol",
    source: "things",
    filter: ["!", ["has", "point_count"]],
    layout: {
      "icon-image": ["get", "image"],
      "icon-size": text / deskText,
      "icon-allow-overlap": true,
      "symbol-sort-key": ["get", "worst"],
      "text-field": ["step", ["zoom"], "", 15.5, ["get", "name"]],
      "text-font": fonts(palette),
      "text-size": text - 3,
      "text-anchor": "top",
      "text-offset": [0, 1.1],
      "text-optional": true,
    },
    paint: { "text-color": palette.text, "text-halo-color": palette.mapHalo, "text-halo-width": 1.4 },
  },
  {
    id: "cases",
    type: "symbol",
    source: "cases",
    filter: ["!", ["has", "point_count"]],
    layout: {
      "icon-image": ["get", "image"],
      "icon-size": text / deskText,
      "icon-anchor": "bottom",
      "icon-offset": [0, -7],
      "icon-allow-overlap": true,
      "symbol-sort-key": ["get", "worst"],
    },
  },
  clusterLayer("cases", palette, text),
];

const selected = (palette: Palette, text: number): LayerSpecification => ({
  id: "selected",
  type: "circle",
  source: "selected",
  paint: {
    "circle-radius": (17 * text) / deskText,
    "circle-color": palette.accent,
    "circle-opacity": 0.22,
    "circle-stroke-color": palette.accent,
    "circle-stroke-width": 3,
  },
});

const clustered = {
  type: "geojson",
  data: empty,
  cluster: true,
  clusterProperties: { worst: ["max", ["get", "worst"]] },
};

interface StyleLook {
  readonly palette: Palette;
  /** Size of text in pixels. */
  readonly text: number;
  /** A city at the sea is drawn on water, others on land. */
  readonly sea: boolean;
}

/** The whole style of the map from the tokens; without `glyphs`, so that text comes from the reader's own fonts. */
export const makeStyle = ({ palette, text, sea }: StyleLook): StyleSpecification => ({
  version: 8,
  sources: {
    base: { type: "geojson", data: empty },
    links: { type: "geojson", data: empty },
    selected: { type: "geojson", data: empty },
    things: { ...clustered, clusterRadius: 30, clusterMaxZoom: 15 } as StyleSpecification["sources"][string],
    cases: { ...clustered, clusterRadius: 24, clusterMaxZoom: 17 } as StyleSpecification["sources"][string],
  } as StyleSpecification["sources"],
  layers: [
    { id: "ground", type: "background", paint: { "background-color": sea ? palette.mapSea : palette.mapGround } },
    ...fills(palette),
    ...lines(palette),
    ...labels(palette, text),
    selected(palette, text),
    ...points(palette, text),
  ],
});
