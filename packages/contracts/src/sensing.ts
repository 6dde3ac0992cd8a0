import { z } from "zod";
import { Id, Moment, MomentIn, PageQuery, Position, Text } from "./shape.ts";

/** A stream of a thing with its latest value. */
export const Stream = z.object({
  id: Id,
  no: z.number().int(),
  thingId: Id,
  type: z.string(),
  name: Text,
  unit: z.string().optional(),
  digits: z.number().int(),
  range: z.tuple([z.number(), z.number()]).optional(),
  everyMs: z.number().optional(),
  states: z.array(z.object({ id: z.string(), name: Text })).optional(),
  deviceId: Id.optional(),
  latest: z.object({ at: Moment, value: z.number(), quality: z.string() }).optional(),
  /** Thresholds of rules on it, for drawing. */
  lines: z.array(z.object({ severity: z.string(), value: z.number(), rule: Text })),
});
export type Stream = z.infer<typeof Stream>;

/** Asking for the readings of a stream; the server chooses raw, minute, hour or day by the span. */
export const ReadingsQuery = z.object({
  from: MomentIn,
  to: MomentIn,
  points: z.coerce.number().int().min(10).max(5_000).default(500),
});
/** Readings or roll-ups of one stream, in order of time. */
export const Readings = z.object({
  level: z.enum(["raw", "minute", "hour", "day"]),
  points: z.array(
    z.object({
      at: Moment,
      value: z.number(),
      min: z.number().optional(),
      max: z.number().optional(),
      n: z.number().int(),
    }),
  ),
});
export type Readings = z.infer<typeof Readings>;

/** A device as lists show it. */
export const Device = z.object({
  id: Id,
  type: z.string(),
  typeName: Text,
  name: z.string(),
  thingId: Id,
  thingName: Text,
  areaPath: z.string(),
  stage: z.string(),
  version: z.number().int(),
  lastSeenAt: Moment.optional(),
});
export type Device = z.infer<typeof Device>;

/** A new device for a thing. `ref` as for things: a device sent again keeps its id and gets a new token. */
export const DeviceIn = z.object({
  ref: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  thingId: Id,
  name: z.string().min(1).max(200),
});
/** What a device signs in with: shown once, stored as a digest. */
export const DeviceMade = z.object({ id: Id, token: z.string() });

/** Most devices of one batch. */
const mostDevices = 500;

/** A device of a batch: the thing by the caller's own name for it. */
export const DeviceRow = z.object({
  ref: z.string().min(1).max(200),
  /** Absent: the feed of its kind of thing, which speaks the platform's own JSON. */
  type: z.string().min(1).max(100).optional(),
  /** `ref` of its thing. */
  thing: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  /** SHA-256 (hex) of a token that was put into the device when it was made; absent: one is made here. */
  tokenHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type DeviceRow = z.infer<typeof DeviceRow>;

/** Many devices at once; the same again changes nothing. */
export const DeviceBatchIn = z.object({
  source: z.string().min(1).max(200),
  devices: z.array(DeviceRow).min(1).max(mostDevices),
});

/** What became of a device of a batch; `token` is answered once, where it was made here. */
export const DeviceKept = z.object({
  ref: z.string(),
  kept: z.enum(["added", "changed", "known", "refused"]),
  reason: z.string().optional(),
  id: Id.optional(),
  token: z.string().optional(),
});
export type DeviceKept = z.infer<typeof DeviceKept>;
/** The devices of a batch in its order. */
export const DeviceBatchMade = z.object({ items: z.array(DeviceKept) });

/** What was put aside: a payload nobody could read, or somebody unknown at the door. */
export const Quarantined = z.object({
  id: Id,
  reason: z.enum([
    "undecodable",
    "unknown-device",
    "wrong-token",
    "too-far-ahead",
    "foreign-topic",
    "too-large",
    "unknown-thing",
  ]),
  deviceId: z.string().optional(),
  address: z.string().optional(),
  detail: Text,
  /** First bytes of an undecodable payload of a known device; never of a stranger's. */
  payload: z.string().optional(),
  count: z.number().int(),
  firstAt: Moment,
  lastAt: Moment,
});
export type Quarantined = z.infer<typeof Quarantined>;
/** How the quarantine is asked for. */
export const QuarantineQuery = PageQuery.extend({ reason: z.string().max(50).optional() });

/** A position near which to look. */
export const Near = z.object({ position: Position, metres: z.number() });
