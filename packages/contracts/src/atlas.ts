import { z } from "zod";
import { Box, BoxQuery, Id, PageQuery, Position, SeverityShape, Text } from "./shape.ts";

/** GeoJSON geometry; kinds and rings are checked where it comes in. */
export const Geometry = z.object({ type: z.string(), coordinates: z.array(z.unknown()) });

/** An area of one of the five levels. */
export const Area = z.object({
  id: Id,
  code: z.string(),
  level: z.number().int().min(1).max(5),
  name: Text,
  path: z.string(),
  parentPath: z.string(),
  box: Box.optional(),
});
export type Area = z.infer<typeof Area>;

/** Latest value of a stream as the map and lists show it. */
export const Latest = z.object({ stream: z.number().int(), at: z.string(), value: z.number(), quality: z.string() });
export type Latest = z.infer<typeof Latest>;

/** A thing as the map shows it: where, what kind, how it is. */
export const ThingPin = z.object({
  id: Id,
  no: z.number().int(),
  /** Its registrar's own name for it. */
  ref: z.string(),
  /** Its number on the plate, or its type's in the national dictionary. */
  code: z.string().optional(),
  type: z.string(),
  name: Text,
  position: Position,
  /** Gravest open alarm; absent when there is none. */
  severity: SeverityShape.optional(),
  silent: z.boolean(),
});
export type ThingPin = z.infer<typeof ThingPin>;

/** A thing with its attributes. */
export const Thing = ThingPin.extend({
  typeName: Text,
  attributes: z.record(z.string(), z.union([z.number(), z.string()])),
  /** The same, as people read them. */
  attributeList: z.array(
    z.object({ id: z.string(), name: Text, unit: z.string().optional(), value: z.union([z.number(), z.string()]) }),
  ),
  areaPath: z.string(),
  areaNames: z.array(Text),
  departmentId: Id.optional(),
  departmentName: Text.optional(),
  stage: z.string(),
  version: z.number().int(),
  /** Neighbours along links. */
  upstream: z.array(z.object({ id: Id, name: Text })),
  downstream: z.array(z.object({ id: Id, name: Text })),
});
export type Thing = z.infer<typeof Thing>;

/** Asking for things: in a box, of a type, in an area, by words. */
export const ThingQuery = PageQuery.extend({
  box: BoxQuery.optional(),
  type: z.string().max(100).optional(),
  area: z.string().max(200).optional(),
  q: z.string().max(100).optional(),
  /** Only things with an open alarm, silence included. */
  alarmed: z.stringbool().optional(),
});

/** A new thing. `ref` is the caller's own name for it: sending it again changes nothing. */
export const ThingIn = z.object({
  ref: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  name: Text,
  /** The name was made up by whoever sends it: of many sent at once, a thing that is there keeps the one it has. */
  isNameMade: z.boolean().optional(),
  position: Position,
  attributes: z.record(z.string(), z.union([z.number(), z.string().max(500)])).default({}),
  /** Its number on the plate: sixteen digits by GB/T 30428.2, or whatever its owner gives. */
  code: z.string().min(1).max(64).optional(),
  areaPath: z.string().max(200).optional(),
  departmentId: Id.optional(),
});
export type ThingIn = z.infer<typeof ThingIn>;

/** A new link between two things, named by their refs; without a line it runs straight. */
export const LinkIn = z.object({
  ref: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  from: z.string().min(1).max(200),
  to: z.string().min(1).max(200),
  line: z.array(Position).min(2).max(10_000).optional(),
  attributes: z.record(z.string(), z.union([z.number(), z.string().max(500)])).default({}),
});
export type LinkIn = z.infer<typeof LinkIn>;

/** A new area: its code below its parent's path names it. */
export const AreaIn = z.object({
  code: z.string().regex(/^[^/\s]{1,64}$/),
  level: z.number().int().min(1).max(5),
  name: Text,
  /** Path of the area it lies in; empty for one of the outermost level. */
  parentPath: z.string().max(200).default(""),
  /** Absent: it stands in lists and trees and on no map. */
  geometry: Geometry.optional(),
});
export type AreaIn = z.infer<typeof AreaIn>;

/** What the base map is made of. */
export const baseKinds = ["land", "block", "green", "water", "road", "rail", "building", "place"] as const;

/** A new feature of the base map, WGS-84: drawn, never clicked. */
export const BaseFeatureIn = z.object({
  ref: z.string().min(1).max(200),
  kind: z.enum(baseKinds),
  class: z.string().max(50).default(""),
  name: Text.optional(),
  /** What is drawn or driven by: `heightM`, `levels`, `bridge`, `tunnel`, `oneway`, `lanes`, `speedKmh`, `address`. */
  properties: z.record(z.string().max(50), z.union([z.number(), z.string().max(500), z.boolean(), Text])).default({}),
  geometry: Geometry,
  source: z.string().max(100),
});
export type BaseFeatureIn = z.infer<typeof BaseFeatureIn>;

/** Places of a tile are written in digits: an empty one or one in another base is no zero. */
const digits = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().int().min(0).max(most));
/** A name as a file brings it: one without English leaves the English name there is. */
const BroughtName = z.object({ zh: z.string(), en: z.string().optional() });
const broughtValues = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string().max(200), z.union([value, z.null()])).default({});
const BroughtAttributes = broughtValues(z.union([z.number(), z.string().max(500)]));

/** A thing as a file brings it: of one there is, what isn't named stays, and what is `null` goes. */
export const BroughtThing = ThingIn.extend({
  name: BroughtName,
  attributes: BroughtAttributes,
  code: z.string().min(1).max(64).nullable().optional(),
});
export type BroughtThing = z.infer<typeof BroughtThing>;

/** A link as a file brings it, by the same rule; its course stays while it joins the same two things. */
export const BroughtLink = LinkIn.extend({ attributes: BroughtAttributes });
export type BroughtLink = z.infer<typeof BroughtLink>;

/** An area as a file brings it; one without a shape leaves the boundary there is. */
export const BroughtArea = AreaIn.extend({ name: BroughtName });
export type BroughtArea = z.infer<typeof BroughtArea>;

/** A feature of the base map as a file brings it; `whole` where the file says all there is of it: then nothing stays. */
export const BroughtFeature = BaseFeatureIn.extend({
  class: z.string().max(50).optional(),
  name: BroughtName.nullable().optional(),
  properties: broughtValues(z.union([z.number(), z.string().max(500), z.boolean(), Text])),
  whole: z.boolean().optional(),
});
export type BroughtFeature = z.infer<typeof BroughtFeature>;

/** A tile of the web's map: zoom, column from the west, row from the north. */
export const TileSpot = z.object({
  z: digits(24),
  x: digits(999_999_999),
  y: digits(999_999_999),
});

/** What a tile is asked with: the version it was announced under, and the types of things and links wished for. */
export const TileQuery = z.object({
  v: z.string().max(50).optional(),
  types: z
    .string()
    .max(4_000)
    .transform((text) => text.split(",").filter((type) => type !== ""))
    .optional(),
});

const PlaceText = z
  .string()
  .regex(/^-?\d{1,3}(\.\d+)?,-?\d{1,2}(\.\d+)?$/)
  .transform((text) => text.split(",").map(Number) as [number, number]);

/** A way asked for: from and to as `longitude,latitude` in WGS-84. */
export const WayQuery = z.object({ from: PlaceText, to: PlaceText, mode: z.enum(["drive", "walk"]).default("drive") });

/** The fastest way over the roads of the base map. */
export const Way = z.object({
  mode: z.enum(["drive", "walk"]),
  metres: z.number(),
  seconds: z.number(),
  line: z.array(Position),
  /** How far the ends lie from the road they were put on, in metres; not part of the way. */
  offRoadMetres: z.tuple([z.number(), z.number()]),
});
export type Way = z.infer<typeof Way>;
