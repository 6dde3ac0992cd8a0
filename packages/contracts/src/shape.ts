import { severities, timeKinds } from "@chengyun/kernel";
import { z } from "zod";

/** An opaque id, UUIDv7 as text. */
export const Id = z.uuid();
/** A moment, ISO 8601 in UTC with milliseconds. */
export const Moment = z.iso.datetime({ precision: 3 });
/** A moment as somebody outside may write it: any offset, any precision. */
export const MomentIn = z.iso.datetime({ offset: true });
/** A text in both languages. */
export const Text = z.object({ zh: z.string(), en: z.string() });
/** One of the four warning levels. */
export const SeverityShape = z.enum(severities);
/** A position on the ground, WGS-84: longitude, latitude in degrees. */
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
/** West, south, east, north in degrees WGS-84. */
export const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
/** How long something may take, in one kind of time. */
export const LimitShape = z.object({ amount: z.number().positive(), kind: z.enum(timeKinds) });

/** A version of a form. */
export const FormRef = z.object({ id: z.string(), version: z.number().int() });
/** What people call something beside its name. */
export const EverydayWordsShape = z.object({ zh: z.array(z.string()), en: z.array(z.string()) });

/** How a list is asked for: `after` is the cursor of the page before. */
export const PageQuery = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** One page of a list; `next` is absent on the last. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().optional() });

/** `west,south,east,north` in a query string. */
export const BoxQuery = z
  .string()
  .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/)
  .transform((text) => text.split(",").map(Number) as [number, number, number, number]);

const mostOfOne = 50;

/** Several of one kind in a query string, separated by commas. */
export const Several = z
  .string()
  .min(1)
  .max(4_000)
  .transform((text) => text.split(",").filter((part) => part !== ""))
  .pipe(z.array(z.string().max(200)).min(1).max(mostOfOne));

/** A date of the city's own calendar. */
export const CityDay = z.iso.date();
