import { z } from "zod";
import { Box, Id, Moment, Position, Text } from "./shape.ts";

/** One line of a legend: a state of things, or a colour of the layer's own. */
const LegendLine = z.object({ name: Text, state: z.string().optional(), colour: z.string().optional() });

/** One switch of the layer tree: things of a type, a network, or the heat of cases. */
export const MapLayer = z.object({
  id: z.string(),
  name: Text,
  thingType: z.string().optional(),
  linkType: z.string().optional(),
  glyph: z.string().optional(),
  colourBy: z.string().optional(),
  /** Categories of cases whose heat it is; all of them when the list is empty. */
  heatOf: z.array(z.string()).optional(),
  minZoom: z.number().optional(),
  legend: z.array(LegendLine).optional(),
  /** How many there are where the asker may look. */
  count: z.number().int().optional(),
});
export type MapLayer = z.infer<typeof MapLayer>;

/** What a map needs to know before it draws: which tiles there are, and what may be switched on and off. */
export const MapOutline = z.object({
  /** Changes when the base or the things have changed; tiles are asked for with it and kept for long. */
  version: z.string(),
  extent: Box,
  /** Whether the ground outside the land's outline is water. */
  sea: z.boolean(),
  /** The demo city is still being laid out: more appears every few seconds. */
  building: z.boolean(),
  /** Zooms the server makes tiles of; nearer ones are drawn from the nearest. */
  zooms: z.object({ min: z.number().int(), max: z.number().int() }),
  packs: z.array(z.object({ pack: z.string(), name: Text, layers: z.array(MapLayer) })),
  /** Whose data it is, as the licences want it said. */
  attributions: z.array(z.string()),
});
export type MapOutline = z.infer<typeof MapOutline>;

/** What can be found by words, numbers and coordinates. */
export const foundKinds = ["thing", "case", "area", "place", "road", "address", "position"] as const;

/** Words as they are typed; places near to a position come first. */
export const SearchQuery = z.object({
  q: z.string().trim().min(1).max(100),
  near: z
    .string()
    .regex(/^-?\d{1,3}(\.\d+)?,-?\d{1,2}(\.\d+)?$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(50).default(12),
});

/** Something found: what it is, what it is called, where. */
export const Found = z.object({
  kind: z.enum(foundKinds),
  /** Of things and cases, which have a page of their own. */
  id: Id.optional(),
  title: Text,
  detail: Text,
  position: Position,
  box: Box.optional(),
});
export type Found = z.infer<typeof Found>;

/** A view of the map that somebody keeps: where it looks, which layers, what is selected; as the address has it. */
export const MapView = z.object({
  id: Id,
  name: z.string(),
  query: z.record(z.string(), z.string()),
  /** Whether the whole department sees it. */
  shared: z.boolean(),
  /** Whether the asker may change and remove it. */
  own: z.boolean(),
  changedAt: Moment,
});
export type MapView = z.infer<typeof MapView>;

/** Keeping a view; with an id, over the one of that id. */
export const MapViewIn = z.object({
  id: Id.optional(),
  name: z.string().trim().min(1).max(60),
  query: z
    .record(z.string().max(30), z.string().max(2_000))
    .refine((query) => Object.keys(query).length <= 12, "at most 12 parts of an address"),
  shared: z.boolean().default(false),
});
