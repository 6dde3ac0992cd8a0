import type { Glyph, Label, Severity } from "@chengyun/kernel";

/** Longitude and latitude in degrees, WGS-84. */
export type MapPosition = readonly [longitude: number, latitude: number];

/** West, south, east, north in degrees. */
export type MapBox = readonly [west: number, south: number, east: number, north: number];

/** One feature of the quiet base: areas, water, green, roads, buildings, land. */
export interface MapBaseFeature {
  readonly properties: {
    readonly kind: "area" | "water" | "green" | "road" | "building" | "land";
    readonly class?: string | undefined;
    readonly level?: number | undefined;
    readonly name?: Label | undefined;
  };
  readonly geometry: { readonly type: string; readonly coordinates: readonly unknown[] };
}

/** A thing: a small glyph in a ring of its state. */
export interface MapThing {
  readonly id: string;
  readonly no: number;
  readonly type: string;
  readonly typeName: Label;
  readonly glyph: Glyph;
  readonly name: Label;
  readonly position: MapPosition;
  readonly severity?: Severity | undefined;
  readonly silent: boolean;
}

/** A case: a pin whose ring is the time left. */
export interface MapCase {
  readonly id: string;
  readonly title: Label;
  readonly position: MapPosition;
  readonly severity?: Severity | undefined;
  /** Part of the limit that is left, 0 to 1; undefined when no clock runs. */
  readonly share?: number | undefined;
  readonly late: boolean;
}

/** A directed link, drawn as a thin line with its direction on zoom. */
export interface MapLine {
  readonly id: string;
  readonly no: number;
  readonly type: string;
  readonly line: readonly MapPosition[];
}

/** The one thing or case that is selected. */
export interface MapSelection {
  readonly kind: "thing" | "case";
  readonly id: string;
}

/** All a map shows; it is given, never fetched here. */
export interface MapDescription {
  readonly extent: MapBox;
  readonly base: readonly MapBaseFeature[];
  readonly things: readonly MapThing[];
  readonly cases: readonly MapCase[];
  readonly lines: readonly MapLine[];
  readonly selection?: MapSelection | undefined;
  /** Things whose new grave alarm pulses three times. */
  readonly pulses?: readonly string[] | undefined;
}

/** Where somebody pointed, for a menu: position on the ground, place in the window, and what lies there. */
export interface MapPoint {
  readonly position: MapPosition;
  readonly x: number;
  readonly y: number;
  readonly hit?: MapSelection | undefined;
}
