import gcoord from "gcoord";
import proj4 from "proj4";
import { z } from "zod";
import { refuse } from "../fault.ts";
import { fitDrawing, type Placement } from "./control-point.ts";

const Pair = z.tuple([z.number(), z.number()]);

/** In which coordinate system a file's places are. Told by whoever imports, never guessed. */
export const CoordinateSystem = z.union([
  z.enum(["wgs-84", "cgcs2000", "gcj-02", "bd-09"]),
  /** CGCS2000 in Gauss-Krüger metres: x is the easting (Y in Chinese surveys), y the northing (X). */
  z.object({
    gaussKrueger: z.object({
      /** Central meridian in degrees, e.g. 111. */
      meridian: z.number().min(70).max(140),
      /** Zone number written before the easting, where it is. */
      zone: z.number().int().min(1).max(60).optional(),
    }),
  }),
  /** Anything else, as proj4 or WKT text. */
  z.object({ proj: z.string().min(5).max(4_000) }),
  /** Drawing coordinates, placed by control points. */
  z.object({
    local: z.object({
      fit: z.enum(["similarity", "affine"]).default("similarity"),
      points: z.array(z.object({ from: Pair, to: Pair })).min(2),
    }),
  }),
]);
export type CoordinateSystem = z.infer<typeof CoordinateSystem>;

/** Brings a position of the file to WGS-84. */
export type ToWgs84 = (x: number, y: number) => [longitude: number, latitude: number];

/** How a file's places come to WGS-84. */
export interface Placing {
  readonly toWgs84: ToWgs84;
  /** Whether the file's own numbers are degrees. */
  readonly isDegrees: boolean;
  /** For drawings: how well the control points agree. */
  readonly placement?: Placement;
}

const shifted = (from: "GCJ02" | "BD09"): Placing => ({
  isDegrees: true,
  toWgs84: (x, y) => gcoord.transform([x, y], gcoord[from], gcoord.WGS84) as [number, number],
});

const openProjection = (definition: string) => {
  try {
    return proj4(definition, "WGS84");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(`坐标系定义不可用：${why}`, `the coordinate system can't be used: ${why}`);
  }
};

const gaussKrueger = (meridian: number, zone: number | undefined): string =>
  `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${(zone ?? 0) * 1_000_000 + 500_000} +y_0=0 +ellps=GRS80 +units=m +no_defs`;

/** The projection of a system in metres or by its text; undefined for degrees and drawings. */
export const projectionOf = (system: CoordinateSystem): ReturnType<typeof openProjection> | undefined => {
  if (typeof system === "string" || "local" in system) return undefined;
  if ("proj" in system) return openProjection(system.proj);
  return openProjection(gaussKrueger(system.gaussKrueger.meridian, system.gaussKrueger.zone));
};

/** How places in a system come to WGS-84. Ends with a sentence when a drawing's control points don't place it. */
export const openPlacing = (system: CoordinateSystem): Placing => {
  if (system === "gcj-02") return shifted("GCJ02");
  if (system === "bd-09") return shifted("BD09");
  // CGCS2000 and WGS-84 differ by centimetres: below what any city's survey of its facilities promises.
  if (typeof system === "string") return { isDegrees: true, toWgs84: (x, y) => [x, y] };
  const converter = projectionOf(system);
  if (converter !== undefined)
    return { isDegrees: false, toWgs84: (x, y) => converter.forward([x, y]) as [number, number] };
  if (!("local" in system)) throw new Error("a system that is neither degrees, projected nor drawn");
  const placement = fitDrawing(system.local.points, system.local.fit);
  if ("zh" in placement) return refuse(`${placement.zh}。`, `${placement.en}.`);
  return { isDegrees: false, toWgs84: placement.place, placement };
};

/** A system in one line, as the dry run says it. */
export const describeSystem = (system: CoordinateSystem): string => {
  if (typeof system === "string") return system.toUpperCase();
  if ("proj" in system) return system.proj.slice(0, 80);
  if ("gaussKrueger" in system) return `CGCS2000 Gauss-Krüger ${system.gaussKrueger.meridian}°E`;
  return `${system.local.points.length} control points (${system.local.fit})`;
};
