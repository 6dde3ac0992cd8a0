import type { Language } from "@chengyun/kernel";
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Palette } from "../palette.ts";
import type { MapDescription } from "./description.ts";

/** All that decides how the map looks, whatever lies on it. */
export interface MapLook {
  readonly palette: Palette;
  /** Size of text in pixels: larger on the wall. */
  readonly text: number;
  readonly language: Language;
  readonly theme: "light" | "dark";
  /** Looked at aslant: buildings are bodies. */
  readonly tilted: boolean;
  readonly shown: MapDescription;
}

/** A formula of the map's style. */
export type Formula = ExpressionSpecification;

/** A layer of the map's style. */
export type Layer = LayerSpecification;

/** Signs and names are drawn for this size of text and grow with it on the wall. */
export const deskText = 14;

/** A value that grows with the zoom: pairs of zoom and value, ever faster the nearer. */
export const grow = (stops: readonly (readonly [zoom: number, value: number | Formula])[], base = 1.5): Formula =>
  ["interpolate", ["exponential", base], ["zoom"], ...stops.flat()] as Formula;

/** A value that goes evenly from zoom to zoom. */
export const slide = (...stops: readonly (readonly [zoom: number, value: number | string | Formula])[]): Formula =>
  ["interpolate", ["linear"], ["zoom"], ...stops.flat()] as Formula;

/** Chosen by the value of a property. */
export const byProperty = (
  property: string,
  cases: readonly (readonly [values: readonly string[], result: number | string])[],
  otherwise: number | string,
): Formula => ["match", ["get", property], ...cases.flat(), otherwise] as unknown as Formula;

/** One of these values. */
export const isOneOf = (property: string, values: readonly string[]): Formula => [
  "in",
  ["get", property],
  ["literal", [...values]],
];

/** The name in the reader's language; in the other one where the city has no better. */
export const nameIn = (language: Language): Formula => [
  "coalesce",
  ["get", language],
  ["get", language === "zh" ? "en" : "zh"],
  "",
];

/** Fonts of names: the library reads the weight off the first family's name and draws with those after it. */
export const fontsOf = (
  { palette }: Pick<MapLook, "palette">,
  weight: "regular" | "medium" | "semibold" = "regular",
) => (weight === "regular" ? [palette.familyMap] : [`cy ${weight},${palette.familyMap}`]);

/** The tile layers' own source. */
export const fromBase = (layer: string) => ({ source: "base", "source-layer": layer }) as const;

/** A colour of the tokens (`#rrggbb`) that lets through what lies under it. */
export const fade = (colour: string, share: number): string => {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `rgba(${r}, ${g}, ${b}, ${share})`;
};
