import { z } from "zod";
import { Box, Moment, Text } from "./shape.ts";

/** What a browser knows of the city before anybody signed in. */
export const City = z.object({
  id: z.string(),
  name: Text,
  zone: z.string(),
  /** Names of the area levels, outermost first. */
  levels: z.array(Text),
  extent: Box,
  /** One-click entries of the demo city; empty elsewhere. */
  demo: z.array(z.object({ entry: z.string(), name: Text })),
  /** Other ways in than a password. */
  ways: z.object({
    /** What the city's own sign-on server is called, where there is one. */
    signOn: Text.optional(),
    /** Name of the host under which passkeys work; absent where they do nowhere. */
    passkeyHost: z.string().optional(),
  }),
  /** Where the base map's outlines come from, said to the reader. */
  sources: z.array(Text),
});
export type City = z.infer<typeof City>;

/** The one server clock: what time it is in the city, and how fast it runs. */
export const ServerClock = z.object({ now: Moment, real: Moment, speed: z.number(), simulated: z.boolean() });
export type ServerClock = z.infer<typeof ServerClock>;

/** How the clock is set: a new speed, and optionally a later moment to jump to. */
export const ServerClockIn = z.object({
  speed: z.number().min(0).max(100_000),
  at: Moment.optional(),
  reason: z.string().min(1).max(500),
  /** Seconds after which the speed is what it was before, unless it is set again: a client that dies leaves no clock fast. */
  lease: z.number().int().min(5).max(3_600).optional(),
  /** Nothing changes unless the clock runs at this speed on a lease: whoever paused it meanwhile, or set another, is obeyed. */
  while: z.number().min(0).max(100_000).optional(),
});
