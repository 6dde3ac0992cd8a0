import type { Glyph, Label, Severity } from "@chengyun/kernel";

/** Longitude and latitude in degrees, WGS-84. */
export type MapPosition = readonly [longitude: number, latitude: number];

/** West, south, east, north in degrees. */
export type MapBox = readonly [west: number, south: number, east: number, north: number];

/** Where the map is looked at from: a link carries it. */
export interface MapCamera {
  readonly centre: MapPosition;
  readonly zoom: number;
  /** Degrees clockwise from north; 0 when north is up. */
  readonly bearing: number;
  /** Degrees from straight down; 0 is flat, and buildings rise from there. */
  readonly pitch: number;
}

/** Vector tiles by address: `{z}`, `{x}` and `{y}` are filled in. */
export interface MapTiles {
  readonly url: string;
  /** Farthest and nearest zoom there are tiles of; nearer ones are drawn from the nearest. */
  readonly minZoom: number;
  readonly maxZoom: number;
}

/** The quiet base: the same for everybody. */
export interface MapBase {
  readonly tiles: MapTiles;
  /** The city's land has an outline: what lies outside is water. */
  readonly sea: boolean;
  /** Whose data it is, as its licence wants it said. */
  readonly attribution?: string | undefined;
}

/** How things of one type are drawn and called. */
export interface MapThingType {
  readonly type: string;
  readonly name: Label;
  readonly glyph: Glyph;
  /** How many there are: what is many is drawn only near by. */
  readonly count: number;
}

/** How links of one type are called and told apart. */
export interface MapLinkType {
  readonly type: string;
  readonly name: Label;
  /** Which weight and dashes: the same whatever else is switched on. */
  readonly look: number;
  /** Zoom from which they are drawn; absent: from where networks begin. */
  readonly minZoom?: number | undefined;
}

/** Things and links that are shown, from tiles. */
export interface MapSubjects {
  readonly tiles: MapTiles;
  readonly things: readonly MapThingType[];
  readonly links: readonly MapLinkType[];
}

/** A thing whose state is known now: a glyph in a ring of its state, above what the tiles say. */
export interface MapThing {
  readonly id: string;
  readonly no: number;
  readonly type: string;
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

/** The one thing or case that is selected. */
export interface MapSelection {
  readonly kind: "thing" | "case";
  readonly id: string;
  /** Where it is, when that is known: what comes from tiles isn't known elsewhere. */
  readonly position?: MapPosition | undefined;
}

/** A shape that is not the city's yet: where something would come to lie. */
export interface MapShape {
  readonly type: string;
  /** As GeoJSON writes them. */
  readonly coordinates: unknown;
}

/** Where the map shall look next: a place or a box; another object is another wish. */
export interface MapGoal {
  readonly position?: MapPosition | undefined;
  readonly box?: MapBox | undefined;
  /** How near, for a place. */
  readonly zoom?: number | undefined;
  /** The zoom as it was asked for, even when the map is nearer already. */
  readonly exact?: boolean | undefined;
}

/** All a map shows; it is given, and nothing but tiles is fetched here. */
export interface MapDescription {
  readonly extent: MapBox;
  readonly base?: MapBase | undefined;
  readonly subjects?: MapSubjects | undefined;
  /** Counts of cases on a fine grid, drawn as warmth. */
  readonly heat?: MapTiles | undefined;
  readonly things: readonly MapThing[];
  readonly cases: readonly MapCase[];
  /** Shapes that would come to lie here, above everything else. */
  readonly shapes?: readonly MapShape[] | undefined;
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
  /** Names of what lies there on the base map, the nearest to the ground first. */
  readonly names: readonly Label[];
}

/** What can be seen now: the legend explains this and nothing else. */
export interface MapSeen {
  readonly types: readonly string[];
  readonly links: readonly string[];
  readonly clusters: boolean;
  readonly heat: boolean;
}
