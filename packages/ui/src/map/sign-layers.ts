import { parkSign, placeSigns, signedClasses } from "./place-sign.ts";
import {
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

const hasNumber: Formula = ["has", "number"];

/** The number of a road on a plate that stands upright, as on the road itself. */
const shields = ({ palette, text, theme }: MapLook): Layer => {
  const scale = text / deskText;
  return {
    id: "road-number",
    type: "symbol",
    ...fromBase("road"),
    minzoom: 9.5,
    filter: hasNumber,
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 340,
      "icon-image": `${theme}|shield|road`,
      "icon-rotation-alignment": "viewport",
      "text-rotation-alignment": "viewport",
      "icon-text-fit": "both",
      "icon-text-fit-padding": [2 * scale, 4 * scale, 1.5 * scale, 4 * scale],
      "text-field": ["get", "number"],
      "text-font": fontsOf({ palette }, "medium"),
      "text-size": 9.5 * scale,
      "icon-padding": 12,
    },
    paint: { "text-color": palette.mapText },
  };
};

/** Which way one may drive. */
const oneWays = ({ theme, text }: MapLook): Layer => ({
  id: "road-oneway",
  type: "symbol",
  ...fromBase("road"),
  minzoom: 15.5,
  filter: ["to-boolean", ["get", "oneway"]],
  layout: {
    "symbol-placement": "line",
    "symbol-spacing": 110,
    "icon-image": `${theme}|oneway|road`,
    "icon-size": slide([15.5, (0.7 * text) / deskText], [18, (1.1 * text) / deskText]),
    "icon-allow-overlap": true,
    "icon-ignore-placement": true,
  },
});

const signOf = (theme: string): Formula =>
  [
    "match",
    ["get", "class"],
    ...placeSigns.flatMap(({ id, classes }) => [[...classes], `${theme}|place|${id}`]),
    `${theme}|place|${parkSign.id}`,
  ] as unknown as Formula;

/** Named places people look for: a sign with the name below; where there is no room for both, the sign. */
const places = (look: MapLook, of: { readonly id: string; readonly from: string; readonly filter: Formula }): Layer => {
  const { palette, theme, language } = look;
  const scale = look.text / deskText;
  return {
    id: of.id,
    type: "symbol",
    ...fromBase(of.from),
    minzoom: 15,
    filter: of.filter,
    layout: {
      "icon-image": signOf(theme),
      "icon-size": slide([15, 0.8 * scale], [17, scale]),
      "text-field": nameIn(language),
      "text-font": fontsOf(look),
      "text-size": 11.5 * scale,
      "text-anchor": "top",
      "text-offset": [0, 0.85],
      "text-max-width": 7,
      "text-optional": true,
      "symbol-sort-key": ["-", 0, ["to-number", ["get", "m2"], 0]],
    },
    paint: {
      "text-color": ["match", ["get", "of"], "green", palette.mapGreenText, palette.mapText],
      "text-halo-color": palette.mapHalo,
      "text-halo-width": 1.4,
      "text-halo-blur": 0.4,
    },
  };
};

const isHouse: Formula = ["all", ["==", ["get", "of"], "building"], isOneOf("class", signedClasses)];
const isPark: Formula = ["all", ["==", ["get", "of"], "green"], isOneOf("class", parkSign.classes)];

/** Signs of the base: driving directions below, then places, then the numbers of roads. */
export const signLayers = (look: MapLook): Layer[] => [
  oneWays(look),
  places(look, { id: "place-sign-point", from: "place", filter: isOneOf("class", signedClasses) }),
  places(look, { id: "place-sign", from: "name", filter: ["any", isHouse, isPark] }),
  shields(look),
];
