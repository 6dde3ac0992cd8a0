import { z } from "zod";
import { Id, MomentIn, Position } from "./shape.ts";

/** Most rows of one batch: a longer transaction would hold the live feed back. */
export const importBatchMost = 500;

const Short = z.string().trim().min(1).max(200);

/** A case of the past as another system kept it: every word of it is an imported fact. */
export const ImportedReport = z.object({
  /** Its number there; with the source it names the case for good. */
  ref: z.string().trim().min(1).max(100),
  openedAt: MomentIn,
  /** When it was promised to be done. */
  targetAt: MomentIn.optional(),
  closedAt: MomentIn.optional(),
  status: z.enum(["open", "closed"]),
  /** What the other system says of its deadline. */
  verdict: z.enum(["on-time", "late"]).optional(),
  category: Short,
  title: Short,
  /** Code of a department of this city. */
  department: z.string().max(100).optional(),
  queue: Short.optional(),
  channel: Short,
  /** May be left out of what was not placed. */
  position: Position.optional(),
  /** False when that system could not place it: the position, where there is one, is only where it puts all of those. */
  placed: z.boolean().default(true),
  result: z.string().max(4_000).optional(),
  facts: z
    .record(z.string().max(50), z.string().max(500))
    .refine((facts) => Object.keys(facts).length <= 30, "at most 30 facts")
    .default({}),
});
export type ImportedReport = z.infer<typeof ImportedReport>;

/** The same with its line of the file. */
export const ImportedRow = ImportedReport.extend({ line: z.number().int().min(1) });
export type ImportedRow = z.infer<typeof ImportedRow>;

/** What names another system for good: its numbers are told from everybody else's by it. */
export const ImportSource = z.string().regex(/^[a-z][a-z0-9-]{1,49}$/);

/** Some rows of one file of one source. */
export const ImportBatchIn = z.object({
  source: ImportSource,
  /** SHA-256 of the whole file, hex. */
  file: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.array(ImportedRow).min(1).max(importBatchMost),
});

/** What became of a batch: how many are new, changed what was here, were here before, and which were refused, each with its place. */
export const ImportBatchMade = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  known: z.number().int(),
  refused: z.array(z.object({ line: z.number().int(), ref: z.string(), code: z.string() })),
  /** The import, when anything was added: its entry holds the digest of the rows. */
  id: Id.optional(),
});
export type ImportBatchMade = z.infer<typeof ImportBatchMade>;

/** Asking for one source's imports. */
export const ImportQuery = z.object({ source: z.string().max(50) });

/** What a source's cases are, and whether the deadlines worked out here agree with what that source said. */
export const ImportSummary = z.object({
  cases: z.number().int(),
  open: z.number().int(),
  unplaced: z.number().int(),
  batches: z.number().int(),
  /** Cases with a promised and an actual end. */
  timed: z.number().int(),
  /** Of these: the verdict worked out here is the source's, is another, or the source gave none. */
  agree: z.number().int(),
  differ: z.number().int(),
  unsaid: z.number().int(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;
