import { z } from "zod";

/** Name of the format; another number is another format, which an older program refuses. */
export const format = "chengyun-backup/1";

/** File whose presence says that a backup is whole: it is written last. */
export const wholeName = "backup.json";
export const manifestName = "manifest.age";

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.number().int().nonnegative();

/** One piece of the sealed archive as it lies at the place. */
export const Volume = z.object({ name: z.string().regex(/^data\.\d{6}$/), bytes: Count, sha256: Digest });
export type Volume = z.infer<typeof Volume>;

/** What anybody who finds a backup may know of it: nothing of the city's content. */
export const Cover = z.object({
  format: z.literal(format),
  name: z.string(),
  city: z.string(),
  madeAt: z.iso.datetime(),
  program: z.string(),
  sealedFor: z.enum(["recipient", "passphrase"]),
  journalSize: Count,
  volumes: z.array(Volume),
  manifest: z.object({ bytes: Count, sha256: Digest }),
});
export type Cover = z.infer<typeof Cover>;

/** One table as it stood, and what its rows came to. */
export const TablePart = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  rows: Count,
  bytes: Count,
  sha256: Digest,
});
export type TablePart = z.infer<typeof TablePart>;

/** One file of the archive. */
export const FilePart = z.object({ path: z.string(), bytes: Count, sha256: Digest });
export type FilePart = z.infer<typeof FilePart>;

/** What lies in a backup, sealed and signed: what a restore is held to. */
export const Manifest = z.object({
  format: z.literal(format),
  name: z.string(),
  city: z.string(),
  madeAt: z.iso.datetime(),
  program: z.string(),
  engines: z.object({ operations: z.string(), readings: z.string() }),
  settings: z.record(z.string(), z.string()),
  journal: z.object({
    size: Count,
    root: z.string(),
    /** Signed checkpoint of exactly this size. */
    note: z.string(),
    /** Public key it is signed with, as it is handed on. */
    key: z.string(),
    /** Recorded and not yet given a position. */
    waiting: Count,
  }),
  migrations: z.array(z.string()),
  tables: z.array(TablePart),
  sequences: z.array(z.object({ name: z.string(), value: Count })),
  readings: z.object({
    zone: z.string(),
    borders: z.object({ minute: z.number(), hour: z.number(), day: z.number() }),
    lastStream: Count,
    tables: z.record(z.string(), Count),
    parts: z.array(FilePart),
  }),
  /** Photos that rows refer to and that were gone from the disk already, by id. */
  files: z.object({ missing: z.array(z.string()), parts: z.array(FilePart) }),
  volumes: z.array(Volume),
});
export type Manifest = z.infer<typeof Manifest>;

/** The manifest's own text with the signature of the journal's key over it. */
export const SignedManifest = z.object({ manifest: z.string(), signature: z.string() });
export type SignedManifest = z.infer<typeof SignedManifest>;
