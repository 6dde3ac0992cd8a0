import type { Label } from "@chengyun/kernel";
import type { Place } from "./place.ts";

/** Geometries of the base map and of areas, as GeoJSON writes them. */
export type Geometry =
  | { readonly type: "Point"; readonly coordinates: Place }
  | { readonly type: "LineString"; readonly coordinates: readonly Place[] }
  | { readonly type: "MultiLineString"; readonly coordinates: readonly (readonly Place[])[] }
  | { readonly type: "Polygon"; readonly coordinates: readonly (readonly Place[])[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly (readonly Place[])[])[] };

/** An area: level 1 prefecture city to level 5 grid cell. */
export interface CityArea {
  readonly ref: string;
  readonly level: 1 | 2 | 3 | 4 | 5;
  readonly code: string;
  readonly path: string;
  readonly parentPath: string;
  readonly name: Label;
  readonly geometry: Geometry;
}

export type CityBaseKind = "land" | "block" | "green" | "water" | "road" | "rail" | "building" | "place";

/** A feature of the base map: drawn, searched, never clicked. */
export interface CityBase {
  readonly ref: string;
  readonly kind: CityBaseKind;
  readonly class: string;
  readonly name?: Label;
  readonly properties: Readonly<Record<string, number | string | boolean | Label>>;
  readonly geometry: Geometry;
}

/** A thing of the city; `ref` is its name towards the platform and never changes for a seed. */
export interface CityThing {
  readonly ref: string;
  readonly type: string;
  /** Sixteen digits where its type has a class. */
  readonly code?: string;
  readonly name: Label;
  readonly position: Place;
  readonly attributes: Readonly<Record<string, number | string>>;
  /** Path of the deepest area it lies in. */
  readonly areaPath: string;
}

/** A directed edge between two things, from upstream to downstream. */
export interface CityLink {
  readonly ref: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly line: readonly Place[];
  readonly attributes: Readonly<Record<string, number>>;
}

/** A device and the thing it measures. */
export interface CityDevice {
  readonly ref: string;
  readonly type: string;
  readonly thing: string;
  readonly name: string;
}

export interface CityDepartment {
  readonly code: string;
  readonly name: Label;
}

/** Somebody in a post. */
export interface CityPerson {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly department: string;
  /** Area path; empty for the whole city. */
  readonly area: string;
  readonly post: Label;
  /** A number no network of the country gives out. */
  readonly phone: string;
  /** A drawn stand-in, SVG. */
  readonly portrait: string;
}

/** A firm, school, hospital or other body with its site. */
export interface CityEnterprise {
  readonly ref: string;
  readonly name: Label;
  readonly trade: string;
  readonly position: Place;
  readonly areaPath: string;
  readonly attributes: Readonly<Record<string, number | string>>;
}

/** All of Yunze, as plain data. */
export interface City {
  readonly seed: number;
  /** West, south, east, north: what a map shows first. */
  readonly extent: readonly [number, number, number, number];
  readonly areas: readonly CityArea[];
  /** In the order they are painted. */
  readonly base: readonly CityBase[];
  readonly things: readonly CityThing[];
  readonly links: readonly CityLink[];
  readonly devices: readonly CityDevice[];
  readonly departments: readonly CityDepartment[];
  readonly people: readonly CityPerson[];
  readonly enterprises: readonly CityEnterprise[];
}
