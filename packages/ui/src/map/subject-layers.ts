import type { StyleSpecification } from "maplibre-gl";
import type { MapLinkType, MapThingType } from "./description.ts";
import { usualTop, weightBy } from "./heat-scale.ts";
import { linkLookAt } from "./link-look.ts";
import { deskText, type Formula, fade, fontsOf, type Layer, type MapLook, nameIn, slide } from "./style-words.ts";

const fromSubjects = (layer: string) => ({ source: "subjects", "source-layer": layer }) as const;

/** Networks are drawn from this zoom; a tile farther off has none. */
const networkZoom = 12;

/** A few networks are what somebody wants to see; all of a city's together would hide the streets and their alarms. */
const fewNetworks = 3;

const network = (look: MapLook, { type, name, look: index, minZoom = networkZoom }: MapLinkType): Layer[] => {
  const { palette, text, language, theme } = look;
  const isOneOfMany = (look.shown.subjects?.links.length ?? 0) > fewNetworks;
  const { weight, dashes } = linkLookAt(index);
  const filter: Formula = ["==", ["get", "type"], type];
  return [
    {
      id: `link|${type}`,
      type: "line",
      ...fromSubjects("links"),
      minzoom: minZoom,
      filter,
      layout: { "line-join": "round" },
      paint: {
        "line-color": palette.mapLink,
        "line-width": slide([12, 0.5 * weight], [15, 1.3 * weight], [18, 2.4 * weight]),
        "line-opacity": isOneOfMany ? slide([13, 0], [14, 0.22], [15.5, 0.5], [17, 0.85]) : slide([12, 0.5], [14, 0.9]),
        ...(dashes === undefined ? {} : { "line-dasharray": [...dashes] }),
      },
    },
    {
      id: `link-arrow|${type}`,
      type: "symbol",
      ...fromSubjects("links"),
      minzoom: Math.max(15.5, minZoom),
      filter,
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 90,
        "icon-image": `${theme}|arrow|link`,
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    },
    {
      id: `link-name|${type}`,
      type: "symbol",
      ...fromSubjects("links"),
      minzoom: Math.max(16.5, minZoom),
      filter,
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 460,
        "text-field": name[language],
        "text-font": fontsOf(look),
        "text-size": (10.5 * text) / deskText,
        "text-offset": [0, 0.9],
        "text-max-angle": 25,
      },
      paint: { "text-color": palette.mapLink, "text-halo-color": palette.mapHalo, "text-halo-width": 1.4 },
    },
  ];
};

/** A cluster with something in it that is silent or in alarm. */
const isUnwell: Formula = [">", ["to-number", ["get", "worst"], 0], 0];

/** Worst state of a cluster from the greatest weight inside: twice the level's rank, one more when silent or late. */
const worstOf: Formula = [
  "match",
  ["floor", ["/", ["to-number", ["get", "worst"], 0], 2]],
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

/** The glyph of a type; a type that no pack draws is a dot. */
const glyphOf = ({ shown }: MapLook): string | Formula => {
  const types = shown.subjects?.things ?? [];
  if (types.length === 0) return "dot";
  return ["match", ["get", "type"], ...types.flatMap(({ type, glyph }) => [type, glyph]), "dot"] as unknown as Formula;
};

/** Many are one sign with their number; beyond a thousand in thousands. */
const countOf: Formula = [
  "case",
  [">=", ["get", "count"], 10_000],
  ["concat", ["to-string", ["round", ["/", ["get", "count"], 1_000]]], "k"],
  [">=", ["get", "count"], 1_000],
  ["concat", ["to-string", ["/", ["round", ["/", ["get", "count"], 100]], 10]], "k"],
  ["to-string", ["get", "count"]],
];

/** So many dots in all a far view of the city bears without looking beaded along every street. */
const mostFar = 1_500;
/** From this zoom everything is a dot of its own. */
const nearZoom = 15;

/** Types that show from afar: the rarest first, as many as a far view bears; one at least. */
export const showFar = (types: readonly MapThingType[]): readonly string[] => {
  let sum = 0;
  return types
    .toSorted((a, b) => a.count - b.count)
    .flatMap(({ type, count }, rank) => {
      sum += count;
      return rank === 0 || sum <= mostFar ? [type] : [];
    });
};

/** Things as dots: what is rare from far, what lines every street only near by. */
const dots = (look: MapLook, near: boolean): Layer => {
  const { palette, text, shown } = look;
  const scale = text / deskText;
  const far = showFar(shown.subjects?.things ?? []);
  const isFar: Formula = ["in", ["get", "type"], ["literal", [...far]]] as unknown as Formula;
  const opacity = near ? slide([nearZoom, 0.3], [15.6, 0.7], [16.5, 1]) : slide([11, 0.6], [14.6, 0.9], [15.6, 1]);
  return {
    id: near ? "thing-dot-near" : "thing-dot",
    type: "circle",
    ...fromSubjects("things"),
    ...(near ? { minzoom: nearZoom } : {}),
    filter: near ? ["!", isFar] : isFar,
    paint: {
      "circle-radius": slide([11, 1.2 * scale], [15, 2.2 * scale], [18, 3.4 * scale]),
      "circle-color": palette.surface,
      "circle-stroke-color": palette.textSecond,
      "circle-stroke-width": slide([11, 0.7 * scale], [15, 1 * scale], [17, 1.3 * scale]),
      "circle-opacity": opacity,
      "circle-stroke-opacity": opacity,
    },
  };
};

/** Things as the tiles say: dots where they are many, glyphs where there is room. */
const tileThings = (look: MapLook): Layer[] => {
  const { palette, text, language, theme } = look;
  const scale = text / deskText;
  return [
    dots(look, true),
    dots(look, false),
    {
      id: "thing",
      type: "symbol",
      ...fromSubjects("things"),
      minzoom: 15.6,
      layout: {
        "icon-image": ["concat", `${theme}|thing|`, glyphOf(look), "|normal"],
        "icon-size": slide([15.6, 0.72 * scale], [17, scale]),
        "icon-padding": 0,
        "text-field": ["step", ["zoom"], "", 16.5, nameIn(language)],
        "text-font": fontsOf(look),
        "text-size": 11 * scale,
        "text-anchor": "top",
        "text-offset": [0, 1.1],
        "text-optional": true,
        "text-max-width": 9,
      },
      paint: { "text-color": palette.mapText, "text-halo-color": palette.mapHalo, "text-halo-width": 1.4 },
    },
  ];
};

/** A crowd as one sign; what is well says only that something stands there: the eye is for the rest. */
const crowd = (look: MapLook, { unwell }: { readonly unwell: boolean }): Layer => {
  const { palette, text, theme } = look;
  const scale = text / deskText;
  const [small, large] = unwell ? [0.82, 1.25] : [0.22, 0.42];
  return {
    id: unwell ? "thing-cluster" : "thing-cluster-well",
    type: "symbol",
    ...fromSubjects("clusters"),
    filter: unwell ? isUnwell : ["!", isUnwell],
    layout: {
      "icon-image": ["concat", `${theme}|cluster|things|`, worstOf],
      "icon-size": ["interpolate", ["linear"], ["get", "count"], 2, small * scale, 1_000, large * scale],
      ...(unwell ? { "text-field": countOf, "text-font": fontsOf(look, "medium"), "text-size": 11.5 * scale } : {}),
      "icon-overlap": "cooperative",
      "text-overlap": "cooperative",
      "symbol-sort-key": ["-", 0, ["to-number", ["get", "worst"], 0]],
    },
    paint: { "text-color": palette.text, "icon-opacity": unwell ? 1 : slide([11, 0.5], [13.5, 0.16]) },
  };
};

/** Things whose state is known now, above what the tiles say. */
const liveThings = (look: MapLook): Layer => {
  const { palette, text, theme } = look;
  const scale = text / deskText;
  return {
    id: "live",
    type: "symbol",
    source: "live",
    layout: {
      "icon-image": ["concat", `${theme}|`, ["get", "image"]],
      "icon-size": slide([9, 0.6 * scale], [14, 0.85 * scale], [16, scale]),
      "icon-allow-overlap": true,
      "symbol-sort-key": ["get", "worst"],
      "text-field": ["step", ["zoom"], "", 15, ["get", "name"]],
      "text-font": fontsOf(look, "medium"),
      "text-size": 11.5 * scale,
      "text-anchor": "top",
      "text-offset": [0, 1.15],
      "text-optional": true,
      "text-max-width": 9,
    },
    paint: { "text-color": palette.text, "text-halo-color": palette.mapHalo, "text-halo-width": 1.6 },
  };
};

const casePins = (look: MapLook): Layer[] => {
  const { palette, text, theme } = look;
  const scale = text / deskText;
  return [
    {
      id: "cases",
      type: "symbol",
      source: "cases",
      filter: ["!", ["has", "point_count"]],
      layout: {
        "icon-image": ["concat", `${theme}|`, ["get", "image"]],
        "icon-size": scale,
        "icon-anchor": "bottom",
        "icon-offset": [0, -7],
        "icon-allow-overlap": true,
        "symbol-sort-key": ["get", "worst"],
      },
    },
    {
      id: "cases-cluster",
      type: "symbol",
      source: "cases",
      filter: ["has", "point_count"],
      layout: {
        "icon-image": ["concat", `${theme}|cluster|cases|`, worstOf],
        "icon-size": scale,
        "icon-allow-overlap": true,
        "icon-offset": [0, -30],
        "text-field": ["get", "point_count_abbreviated"],
        "text-font": fontsOf(look, "medium"),
        "text-size": 12 * scale,
        "text-offset": [0, -2.5],
        "text-allow-overlap": true,
        "symbol-sort-key": ["get", "worst"],
      },
      paint: { "text-color": palette.text },
    },
  ];
};

const heat = ({ palette, shown }: MapLook): Layer[] =>
  shown.heat === undefined
    ? []
    : [
        {
          id: "heat",
          type: "heatmap",
          source: "heat",
          "source-layer": "heat",
          paint: {
            "heatmap-weight": weightBy(usualTop),
            "heatmap-intensity": slide([9, 0.5], [15, 1.6]),
            "heatmap-radius": slide([9, 10], [13, 22], [17, 44]),
            "heatmap-opacity": 0.75,
            "heatmap-color": [
              "interpolate",
              ["linear"],
              ["heatmap-density"],
              0,
              fade(palette.mapHeat, 0),
              0.2,
              fade(palette.mapHeat, 0.18),
              0.6,
              fade(palette.mapHeat, 0.55),
              1,
              fade(palette.mapHeat, 0.9),
            ],
          },
        },
      ];

const chosen = ({ palette, text }: MapLook): Layer => ({
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

const measured = ({ palette }: MapLook): Layer[] => [
  {
    id: "measure-ground",
    type: "fill",
    source: "measure",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": palette.accent, "fill-opacity": 0.14 },
  },
  {
    id: "measure-line",
    type: "line",
    source: "measure",
    filter: ["!=", ["geometry-type"], "Point"],
    paint: { "line-color": palette.accent, "line-width": 2.5 },
  },
  {
    id: "measure-corner",
    type: "circle",
    source: "measure",
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-radius": 4.5,
      "circle-color": palette.surface,
      "circle-stroke-color": palette.accent,
      "circle-stroke-width": 2.5,
    },
  },
];

/** What lies on the base: networks under the names, so that they can be read. */
export const networkLayers = (look: MapLook): Layer[] => [
  ...heat(look),
  ...(look.shown.subjects?.links ?? []).flatMap((type) => network(look, type)),
];

/** Things that need nobody: a name comes before their signs, a dot stays of each. */
export const quietLayers = (look: MapLook): Layer[] =>
  look.shown.subjects === undefined ? [] : [crowd(look, { unwell: false }), ...tileThings(look)];

/** What lies above the names: crowds with something unwell, alarms, cases, the selection; the last is placed first. */
export const subjectLayers = (look: MapLook): Layer[] => [
  ...(look.shown.subjects === undefined ? [] : [crowd(look, { unwell: true })]),
  chosen(look),
  liveThings(look),
  ...casePins(look),
  ...measured(look),
];

const clustered = { cluster: true, clusterProperties: { worst: ["max", ["get", "worst"]] } };

/** The sources of what lies on the base; cases that stand close are one pin. */
export const caseSource = (data: unknown): StyleSpecification["sources"][string] =>
  ({
    type: "geojson",
    data,
    ...clustered,
    clusterRadius: 24,
    clusterMaxZoom: 17,
  }) as StyleSpecification["sources"][string];
