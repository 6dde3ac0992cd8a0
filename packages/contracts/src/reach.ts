import { farthestReach } from "@chengyun/kernel";
import { z } from "zod";
import { Id, Position, Text } from "./shape.ts";

const AreaPathIn = z.string().min(1).max(200);
const Metres = z.number().min(0).max(farthestReach.metres);
const Ring = z.array(Position).min(4).max(5_000);
const mostPolygons = 50;

/** Where something holds, as it was chosen: drawn, areas, around things, a circle, over the roads, or by an analysis. */
export const ReachShape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("drawn"), polygons: z.array(z.array(Ring).min(1).max(50)).min(1).max(mostPolygons) }),
  z.object({ kind: z.literal("areas"), paths: z.array(AreaPathIn).min(1).max(500) }),
  z.object({
    kind: z.literal("things"),
    ids: z.array(Id).min(1).max(500).optional(),
    type: z.string().min(1).max(100).optional(),
    within: AreaPathIn.optional(),
    metres: Metres.min(1),
  }),
  z.object({ kind: z.literal("circle"), centre: Position, metres: Metres.min(1) }),
  z.object({
    kind: z.literal("road"),
    from: Position,
    mode: z.enum(["drive", "walk"]),
    within: z.union([
      z.strictObject({ metres: Metres.min(1) }),
      z.strictObject({ seconds: z.number().min(1).max(farthestReach.seconds) }),
    ]),
  }),
  z.object({
    kind: z.literal("analysis"),
    tool: z.string().min(1).max(100),
    input: z.record(z.string().max(100), z.unknown()),
  }),
]);
export type ReachShape = z.infer<typeof ReachShape>;

/** A GeoJSON MultiPolygon, WGS-84. */
export const MultiPolygonShape = z.object({
  type: z.literal("MultiPolygon"),
  coordinates: z.array(z.array(z.array(z.array(z.number()).min(2)))),
});
export type MultiPolygonShape = z.infer<typeof MultiPolygonShape>;

/** What a reach comes to: its shape, how large it is, and the communities and grid cells it touches. */
export const ResolvedReach = z.object({
  shape: MultiPolygonShape,
  squareMetres: z.number(),
  /** The deepest area that holds all of it. */
  areaPath: z.string(),
  areas: z.array(z.object({ path: z.string(), name: Text, level: z.number().int() })),
});
export type ResolvedReach = z.infer<typeof ResolvedReach>;
