import type { Label } from "@chengyun/kernel";
import { z } from "zod";

/** One fault of an input: where it is, which code, and the line when it came in a file. */
export const Fault = z.object({
  path: z.string(),
  code: z.string(),
  text: z.string().optional(),
  line: z.number().int().optional(),
});
export type Fault = z.infer<typeof Fault>;

/** What every failed answer looks like (RFC 9457), with our code and the request's id. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  requestId: z.string(),
  faults: z.array(Fault).optional(),
  /** State of the subject now, when a move came too late. */
  current: z.object({ stage: z.string(), version: z.number().int() }).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** One failure a caller can act on: its HTTP status and the sentence in both languages. */
export interface ErrorEntry {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly text: Label;
}

/** Failures of one noun by reason; the code of each is `noun.reason`. */
export type ErrorTable<Noun extends string, Reason extends string> = {
  readonly [Code in `${Noun}.${Reason}`]: ErrorEntry;
};

/** Declares the failures of one noun. */
export const defineErrors = <const Noun extends string, const Reason extends string>(
  noun: Noun,
  reasons: Readonly<Record<Reason, ErrorEntry>>,
): ErrorTable<Noun, Reason> =>
  Object.fromEntries(
    Object.entries<ErrorEntry>(reasons).map(([reason, entry]) => [`${noun}.${reason}`, entry]),
  ) as unknown as ErrorTable<Noun, Reason>;
