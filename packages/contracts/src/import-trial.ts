import { z } from "zod";
import { BroughtArea, BroughtFeature, BroughtLink, BroughtThing } from "./atlas.ts";
import { ImportedReport, ImportSource } from "./case-import.ts";
import { ImportReject } from "./import.ts";
import { Text } from "./shape.ts";

/** Most changed rows of a batch that are told field by field. */
export const describedMost = 50;

const tried = <Row extends z.ZodType>(row: Row) => ({
  rows: z
    .array(z.object({ line: z.number().int().min(0), row }))
    .min(1)
    .max(500),
  /** So many of the rows that would change something are told field by field. */
  describe: z.number().int().min(0).max(describedMost).default(0),
});

/** Areas to be tried; `promised` are areas above them that the same file brings in before. */
export const AreaTrialIn = z.object({
  ...tried(BroughtArea),
  promised: z
    .array(z.object({ path: z.string().max(300), level: z.number().int() }))
    .max(500)
    .default([]),
});

/** Things to be tried. */
export const ThingTrialIn = z.object(tried(BroughtThing));

/** Links to be tried; `promised` are things at their ends that the same file brings in before, where it puts them. */
export const LinkTrialIn = z.object({
  ...tried(BroughtLink),
  promised: z
    .array(z.object({ ref: z.string().max(200), position: z.tuple([z.number(), z.number()]) }))
    .max(1_000)
    .default([]),
});

/** Features of the base map to be tried. */
export const BaseTrialIn = z.object(tried(BroughtFeature));

/** Reports of another system to be tried; its numbers are told by its name. */
export const ReportTrialIn = z.object({ ...tried(ImportedReport), source: ImportSource });

/** One field of something there is, before and after. */
export const RowChange = z.object({ field: z.string(), name: Text, from: z.string(), to: z.string() });
export type RowChange = z.infer<typeof RowChange>;

/** Something there is that a row would change, and what of it. */
export const ChangedRow = z.object({
  line: z.number().int(),
  ref: z.string(),
  changes: z.array(RowChange),
});
export type ChangedRow = z.infer<typeof ChangedRow>;

/** What would become of a row. */
const tryVerdicts = ["added", "changed", "known", "refused"] as const;

/** What would become of a batch if it were kept. */
export const ImportTrial = z.object({
  /** Row by row, in their order. */
  verdicts: z.array(z.enum(tryVerdicts)),
  rejects: z.array(ImportReject),
  changed: z.array(ChangedRow),
});
export type ImportTrial = z.infer<typeof ImportTrial>;

/** Streams that readings of a file are of. */
export const ReadingTrialIn = z.object({
  streams: z
    .array(
      z.object({ thing: z.string().min(1).max(200), stream: z.string().min(1).max(100), unit: z.string().max(50) }),
    )
    .min(1)
    .max(1_000),
});

export type ReadingTrialIn = z.infer<typeof ReadingTrialIn>;

/** Why readings of each stream would not be taken, in their order; null where they would. */
export const ReadingTrial = z.object({
  reasons: z.array(z.object({ code: z.string(), text: Text }).nullable()),
  /** Readings later than this would be refused: milliseconds since 1970 UTC. */
  latest: z.number(),
});
export type ReadingTrial = z.infer<typeof ReadingTrial>;
