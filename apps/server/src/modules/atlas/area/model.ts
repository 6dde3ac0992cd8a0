import type { AreaPath, Label } from "@chengyun/kernel";
import type { MultiPolygon, Polygon } from "geojson";

/** An area with its boundary, WGS-84. */
export interface AreaRecord {
  readonly id: string;
  readonly code: string;
  readonly level: number;
  readonly name: Label;
  readonly path: AreaPath;
  readonly parentPath: AreaPath;
  /** Absent: known by name and code alone, and on no map. */
  readonly geometry: Polygon | MultiPolygon | undefined;
}
