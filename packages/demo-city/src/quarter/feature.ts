import type { Label } from "@chengyun/kernel";
import type { Position, Ring } from "./plane.ts";

/** What a feature of the base map shows. */
export type BaseKind = "land" | "water" | "green" | "road" | "building" | "area";

/** A feature of the base map, drawn and never clicked; GeoJSON. */
export interface BaseFeature {
  readonly type: "Feature";
  readonly properties: {
    readonly kind: BaseKind;
    readonly class?: string;
    readonly name?: Label;
    /** Level of an area. */
    readonly level?: number;
    /** A road that is driven along its line alone. */
    readonly oneway?: true;
  };
  readonly geometry:
    | { readonly type: "Polygon"; readonly coordinates: readonly Ring[] }
    | { readonly type: "LineString"; readonly coordinates: readonly Position[] };
}

/** What is said of a feature beside its kind. */
export interface Said {
  readonly class?: string;
  readonly name?: Label;
  readonly level?: number;
  readonly oneway?: true;
}

/** A filled feature, with holes where something else shows. */
export const toPatch = (kind: BaseKind, ring: Ring, said: Said = {}, holes: readonly Ring[] = []): BaseFeature => ({
  type: "Feature",
  properties: { kind, ...said },
  geometry: { type: "Polygon", coordinates: [ring, ...holes] },
});

/** A line of the base map. */
export const toLine = (kind: BaseKind, line: readonly Position[], said: Said = {}): BaseFeature => ({
  type: "Feature",
  properties: { kind, ...said },
  geometry: { type: "LineString", coordinates: line },
});
