import type { BaseFeatureIn } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { Geometry } from "geojson";
import type { Box } from "../../../platform/geometry.ts";

/** A feature of the base map, checked, with what finding and drawing it needs. */
export interface BaseFeatureRecord {
  readonly ref: string;
  readonly kind: BaseFeatureIn["kind"];
  readonly class: string;
  readonly name: Label | undefined;
  readonly properties: BaseFeatureIn["properties"];
  readonly geometry: Geometry;
  readonly box: Box;
  /** Zoom it is first drawn at. */
  readonly minZoom: number;
  readonly source: string;
}
