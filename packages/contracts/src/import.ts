import { z } from "zod";
import { BroughtArea, BroughtFeature, BroughtLink, BroughtThing } from "./atlas.ts";
import { ImportedReport, ImportSource } from "./case-import.ts";
import { Id, Moment, Text } from "./shape.ts";

/** What an import makes. */
export const importKinds = ["areas", "things", "links", "base", "readings", "network", "reports"] as const;
/** One of the kinds of an import. */
export const ImportKind = z.enum(importKinds);
export type ImportKind = z.infer<typeof ImportKind>;

/** By what the place of a row in its file is told: its line (row of a sheet), or which of the features it is. */
export const RowPlaces = z.enum(["line", "feature"]);
export type RowPlaces = z.infer<typeof RowPlaces>;

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** A file about to be imported by a mapping: the same two again are the same run. */
export const ImportRunIn = z.object({
  kind: ImportKind,
  source: ImportSource,
  /** Name of the file, for people. */
  name: z.string().trim().min(1).max(200),
  /** SHA-256 of the whole file, hex. */
  file: Digest,
  /** SHA-256 of the mapping, hex. */
  mapping: Digest,
  /** What `line` counts in its rows and rejects; lines where nothing is said. */
  places: RowPlaces.optional(),
});
export type ImportRunIn = z.infer<typeof ImportRunIn>;

/** What became of the rows of a run or a batch so far. */
export const ImportCounts = z.object({
  rows: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  known: z.number().int(),
  refused: z.number().int(),
  /** Kept and flagged: readings outside the range of their stream, reports that nobody could place. */
  flagged: z.number().int(),
  /** Readings of things nobody knows: counted in the quarantine until the thing is there and the file is run again. */
  quarantined: z.number().int(),
  /** Readings whose time has another value already: kept beside. */
  conflicts: z.number().int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** An import: of which file, how far, with what result. */
export const ImportRun = z.object({
  id: Id,
  kind: ImportKind,
  source: z.string(),
  name: z.string(),
  file: z.string(),
  mapping: z.string(),
  /** What `line` counts in its rejects. */
  places: RowPlaces,
  stage: z.enum(["running", "ended"]),
  batches: z.number().int(),
  counts: ImportCounts,
  rejects: z.number().int(),
  beganAt: Moment,
  endedAt: Moment.optional(),
});
export type ImportRun = z.infer<typeof ImportRun>;

/** A run begun or found again, with the numbers of the batches it has. */
export const ImportRunBegun = ImportRun.extend({ done: z.array(z.number().int()) });
export type ImportRunBegun = z.infer<typeof ImportRunBegun>;

/** Which part of which run a batch is. */
const part = { run: Id, batch: z.number().int().min(0).max(1_000_000) };
const Line = z.number().int().min(0);
const lined = <Row extends z.ZodType>(row: Row) =>
  z.object({
    ...part,
    rows: z
      .array(z.object({ line: Line, row }))
      .min(1)
      .max(500),
  });

/** Up to 500 areas, each with its line in the file. */
export const AreaBatchIn = lined(BroughtArea);
/** Up to 500 things, each with its line in the file. */
export const ThingBatchIn = lined(BroughtThing);
/** Up to 500 links, each with its line in the file. */
export const LinkBatchIn = lined(BroughtLink);
/** Up to 500 features of the base map, each with its line in the file. */
export const BaseBatchIn = lined(BroughtFeature);
/** Up to 500 reports of another system, each with its line in the file. */
export const ReportBatchIn = lined(ImportedReport);

/** Most readings of one batch. */
export const readingBatchMost = 50_000;

const Column = z.array(z.number()).min(1).max(readingBatchMost);

/** Readings by columns: the n-th is of the stream `stream[n]` names, at `at[n]`, with `value[n]`. */
export const ReadingBatchIn = z
  .object({
    ...part,
    /** Streams by the ref of their thing; a unit that is not the stream's is refused (empty: the stream has none). */
    streams: z
      .array(
        z.object({
          thing: z.string().min(1).max(200),
          stream: z.string().min(1).max(100),
          unit: z.string().max(50),
        }),
      )
      .min(1)
      .max(10_000),
    stream: Column,
    /** Milliseconds since 1970 UTC. */
    at: Column,
    value: Column,
    /** Line of the file each stands in, by which those that are not taken are told. */
    line: z.array(Line).min(1).max(readingBatchMost),
  })
  .refine(
    ({ stream, at, value, line }) =>
      stream.length === at.length && at.length === value.length && value.length === line.length,
    "columns of different length",
  );
export type ReadingBatchIn = z.infer<typeof ReadingBatchIn>;

/** Why a row was not taken, with its place in the file. */
export const ImportReject = z.object({
  /** Line of the file, row of the sheet, or which of the features (`places` of the run); from 1, 0 where it is none. */
  line: Line,
  /** All lines of which the same is to be said, the first of them included; absent when it is the one. */
  lines: z.array(Line).min(1).max(readingBatchMost).optional(),
  field: z.string().max(200),
  code: z.string().max(100),
  text: Text,
});
export type ImportReject = z.infer<typeof ImportReject>;

/**
 * What became of a batch; `repeated` when it had come before: then nothing was done, and this is what was said then. Of a
 * batch of readings whose run was begun again after its end, this is what became of those that were not taken before.
 */
export const ImportBatchKept = z.object({
  counts: ImportCounts,
  rejects: z.array(ImportReject),
  repeated: z.boolean(),
});
export type ImportBatchKept = z.infer<typeof ImportBatchKept>;

/** Rows the importer itself did not take. */
export const ImportRejectsIn = z.object({ rejects: z.array(ImportReject).min(1).max(500) });

/** The run is at its end; `rows` is how many rows the file had. */
export const ImportEndIn = z.object({ rows: z.number().int().min(0) });
