import { parkSign, signedClasses } from "./place-sign.ts";
import { signLayers } from "./sign-layers.ts";
import {
  byProperty,
  deskText,
  type Formula,
  fontsOf,
  fromBase,
  isOneOf,
  type Layer,
  type MapLook,
  nameIn,
  slide,
} from "./style-words.ts";

/** Sizes are thought for the desk and grow with its text. */
const sized = ({ text }: MapLook, desk: number): number => (desk * text) / deskText;

const halo = ({ palette }: MapLook, width = 1.4) => ({
  "text-halo-color": palette.mapHalo,
  "text-halo-width": width,
  "text-halo-blur": 0.4,
});

/** Side in pixels of a square as big as the named ground: small ground is named only near by. */
const sidePx = (zoom: number): Formula => [
  "/",
  ["sqrt", ["coalesce", ["get", "m2"], 1e12]],
  // Metres in a pixel at 30° of latitude: near enough for what fits.
  67_800 / 2 ** zoom,
];

/** Fits from some zoom on; a formula may ask for the zoom only in steps. */
const fits = (from: number, px: number): Formula =>
  [
    "step",
    ["zoom"],
    [">=", sidePx(from), px],
    ...Array.from({ length: 19 - from }, (_, index) => [from + index + 1, [">=", sidePx(from + index + 1), px]]).flat(),
  ] as unknown as Formula;

const roadNames = (look: MapLook): Layer[] => {
  const layer = (id: string, from: number, classes: readonly string[], size: number): Layer => ({
    id,
    type: "symbol",
    ...fromBase("road"),
    minzoom: from,
    filter: ["all", isOneOf("class", classes), ["!=", nameIn(look.language), ""]],
    layout: {
      "symbol-placement": "line",
      "text-field": nameIn(look.language),
      "text-font": fontsOf(look),
      "text-size": slide([from, sized(look, size - 1)], [18, sized(look, size + 2)]),
      "text-letter-spacing": look.language === "zh" ? 0.12 : 0.02,
      "symbol-spacing": 380,
      "text-max-angle": 28,
      "text-padding": 6,
    },
    paint: { "text-color": look.palette.mapText, ...halo(look, 1.6) },
  });
  return [
    layer("road-name-small", 15.5, ["residential", "alley", "service", "footway", "track", "cycleway"], 11),
    layer("road-name", 13.5, ["tertiary"], 11.5),
    layer("road-name-main", 12, ["motorway", "trunk", "primary", "secondary"], 12),
  ];
};

/** Names on water are haloed in water: a white edge would look like an island. */
const haloOn = (colour: string) => ({ "text-halo-color": colour, "text-halo-width": 1.2, "text-halo-blur": 0.5 });

interface GroundName {
  readonly of: string;
  readonly from: number;
  readonly colour: string;
  /** Side in pixels from which the ground is big enough for its name. */
  readonly px: number;
  /** What else must be true. */
  readonly besides?: Formula;
}

const groundName = (look: MapLook, { of, from, colour, px, besides }: GroundName): Layer => ({
  id: `${of}-name`,
  type: "symbol",
  ...fromBase("name"),
  minzoom: from,
  filter: ["all", ["==", ["get", "of"], of], fits(from, px), ...(besides === undefined ? [] : [besides])],
  layout: {
    "text-field": nameIn(look.language),
    "text-font": fontsOf(look),
    "text-size": sized(look, 11.5),
    "text-max-width": 7,
    "text-padding": 8,
    "symbol-sort-key": ["-", 0, ["to-number", ["get", "m2"], 0]],
  },
  paint: { "text-color": colour, ...halo(look) },
});

const waterNames = (look: MapLook): Layer[] => {
  const { palette, language } = look;
  const spaced = language === "zh" ? 0.3 : 0.08;
  const paint = { "text-color": palette.mapWaterText, ...haloOn(palette.mapWater) };
  return [
    {
      id: "stream-name",
      type: "symbol",
      ...fromBase("water"),
      minzoom: 11,
      filter: ["all", isOneOf("class", ["river", "canal", "stream"]), ["!=", nameIn(language), ""]],
      layout: {
        "symbol-placement": "line",
        "text-field": nameIn(language),
        "text-font": fontsOf(look),
        "text-size": slide([11, sized(look, 11)], [16, sized(look, 14)]),
        "text-letter-spacing": spaced,
        "symbol-spacing": 420,
        "text-max-angle": 30,
      },
      paint,
    },
    {
      id: "water-name",
      type: "symbol",
      ...fromBase("name"),
      minzoom: 9,
      filter: ["all", ["==", ["get", "of"], "water"], ["!", isOneOf("class", ["river", "canal"])], fits(9, 50)],
      layout: {
        "text-field": nameIn(language),
        "text-font": fontsOf(look),
        "text-size": slide([9, sized(look, 12)], [14, sized(look, 15)]),
        "text-letter-spacing": spaced,
        "text-max-width": 8,
        "symbol-sort-key": ["-", 0, ["to-number", ["get", "m2"], 0]],
      },
      paint,
    },
  ];
};

const groundNames = (look: MapLook): Layer[] => {
  const { mapTextFaint, mapGreenText } = look.palette;
  return [
    groundName(look, {
      ...{ of: "building", from: 16, colour: mapTextFaint, px: 14 },
      besides: ["!", isOneOf("class", signedClasses)],
    }),
    groundName(look, { of: "block", from: 14, colour: mapTextFaint, px: 60 }),
    groundName(look, {
      ...{ of: "green", from: 12, colour: mapGreenText, px: 46 },
      besides: ["step", ["zoom"], true, 15, ["!", isOneOf("class", parkSign.classes)]] as unknown as Formula,
    }),
    ...waterNames(look),
  ];
};

/** Each level of the city is named while its areas are as big as a hand. */
const areaZooms: readonly (readonly [level: number, from: number, to: number, size: number])[] = [
  [5, 17.2, 24, 11],
  [4, 13.8, 17.2, 12],
  [3, 10.6, 13.8, 13],
  [2, 7, 10.6, 14],
  [1, 5, 8, 15],
];

const areaNames = (look: MapLook): Layer[] =>
  areaZooms.map(([level, from, to, size]) => ({
    id: `area-name-${level}`,
    type: "symbol",
    ...fromBase("name"),
    minzoom: from,
    maxzoom: to,
    filter: ["all", ["==", ["get", "of"], "area"], ["==", ["get", "level"], level]],
    layout: {
      "text-field": nameIn(look.language),
      "text-font": fontsOf(look, level <= 3 ? "medium" : "regular"),
      "text-size": sized(look, size),
      "text-letter-spacing": look.language === "zh" ? 0.16 : 0.04,
      "text-max-width": 8,
      "text-padding": 10,
      "symbol-sort-key": ["-", 0, ["to-number", ["get", "m2"], 0]],
    },
    paint: {
      "text-color": level <= 3 ? look.palette.mapText : look.palette.mapTextFaint,
      ...halo(look, 1.6),
    },
  }));

/** Places that only carry a name, by rank. */
const placeNames = (look: MapLook): Layer[] => {
  const size = (city: number, town: number, village: number): Formula =>
    byProperty(
      "class",
      [
        [["city"], sized(look, city)],
        [["town"], sized(look, town)],
        [["quarter"], sized(look, town)],
      ],
      sized(look, village),
    );
  const layer = (id: string, classes: readonly string[], from: number, to: number): Layer => ({
    id,
    type: "symbol",
    ...fromBase("place"),
    minzoom: from,
    maxzoom: to,
    filter: isOneOf("class", classes),
    layout: {
      "text-field": nameIn(look.language),
      "text-font": fontsOf(look, classes.includes("village") ? "regular" : "semibold"),
      "text-size": slide([8, size(15, 11, 10)], [13, size(21, 15, 12)], [16, size(22, 17, 14)]),
      "text-letter-spacing": classes.includes("city") ? 0.08 : 0.02,
      "text-max-width": 8,
      "text-padding": 6,
    },
    paint: {
      "text-color": classes.includes("village") ? look.palette.mapText : look.palette.mapTextStrong,
      ...halo(look, 1.8),
    },
  });
  return [
    layer("place-village", ["village", "hamlet"], 12, 17),
    layer("place-town", ["town", "quarter"], 9.5, 15.5),
    layer("place-city", ["city"], 4, 13),
  ];
};

/** All names of the base, the least important first: what comes later is placed first. */
export const nameLayers = (look: MapLook): Layer[] => [
  ...roadNames(look),
  ...groundNames(look),
  ...signLayers(look),
  ...areaNames(look),
  ...placeNames(look),
];
