import type { AreaPath } from "./area.ts";
import type { RoadPosition, TravelMode } from "./road-graph.ts";

/** A polygon as GeoJSON writes it: the outer ring first, then its holes; WGS-84 degrees. */
export type ReachPolygon = readonly (readonly (readonly [longitude: number, latitude: number])[])[];

/**
 * Where something holds: the one word for the area of a warning, an evacuation, a closure. It says how the area was
 * chosen; the platform resolves it to a shape and to the areas it touches.
 */
export type Reach =
  /** Drawn by hand. */
  | { readonly kind: "drawn"; readonly polygons: readonly ReachPolygon[] }
  /** Whole areas, by their paths. */
  | { readonly kind: "areas"; readonly paths: readonly AreaPath[] }
  /** So many metres around things: those named, or all of a type (a layer of the map) within an area. */
  | {
      readonly kind: "things";
      readonly ids?: readonly string[] | undefined;
      readonly type?: string | undefined;
      readonly within?: AreaPath | undefined;
      readonly metres: number;
    }
  /** So many metres around a position, as the crow flies. */
  | { readonly kind: "circle"; readonly centre: RoadPosition; readonly metres: number }
  /** As far as one comes over the roads from a position, by metres or by seconds of an ordinary hour. */
  | {
      readonly kind: "road";
      readonly from: RoadPosition;
      readonly mode: TravelMode;
      readonly within: { readonly metres: number } | { readonly seconds: number };
    }
  /** What an analysis tool of the platform finds: who is cut off, what lies downstream. Declared by id. */
  | { readonly kind: "analysis"; readonly tool: string; readonly input: Readonly<Record<string, unknown>> };

/** How a reach was chosen. */
export const reachKinds = [
  "drawn",
  "areas",
  "things",
  "circle",
  "road",
  "analysis",
] as const satisfies readonly Reach["kind"][];

/** Most metres and seconds a reach may extend from where it begins: beyond a city nothing is warned of by distance. */
export const farthestReach = { metres: 100_000, seconds: 4 * 3_600 } as const;
