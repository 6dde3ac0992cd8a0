import { z } from "zod";
import { ImportCounts, ImportRun, type RowPlaces } from "./import.ts";
import { ChangedRow } from "./import-trial.ts";
import { Box, Id, Moment, Text } from "./shape.ts";

/** What a file brings in; `links` come with their things as a `network`, or alone as a table. */
export const fileImportKinds = ["areas", "things", "links", "network", "base", "readings", "reports"] as const;
/** One of them. */
export const FileImportKind = z.enum(fileImportKinds);
export type FileImportKind = z.infer<typeof FileImportKind>;

/**
 * Where an uploaded file is on its way in: `open` (wants its file), `looking`, `looked` (wants to be told how it is read),
 * `reading` (the dry run), `read` (wants to be confirmed), `running`, `ended`, `stopped` (by somebody), `refused` (it says why).
 */
export const fileImportStages = [
  "open",
  "looking",
  "looked",
  "reading",
  "read",
  "running",
  "ended",
  "stopped",
  "refused",
] as const;
/** One of them. */
export const FileImportStage = z.enum(fileImportStages);
export type FileImportStage = z.infer<typeof FileImportStage>;

/** Formats a file is told to be by its bytes. */
export const fileFormats = ["csv", "xlsx", "geojson", "shapefile", "epanet", "swmm", "osm"] as const;
/** One of them. */
export const FileFormat = z.enum(fileFormats);
export type FileFormat = z.infer<typeof FileFormat>;

/** Formats whose rows are told by which feature of the file they are, from 1: lines tell nothing there. */
const featureFormats: readonly FileFormat[] = ["geojson", "shapefile"];
/** By what the place of a row in a file of a format is told. */
export const placesOf = (format: FileFormat | undefined): RowPlaces =>
  format !== undefined && featureFormats.includes(format) ? "feature" : "line";

/** A file is about to come: what it brings, and which import it mends when it is a mended one. */
export const FileImportIn = z.object({ kind: FileImportKind, mends: Id.optional() });

/** How a table is laid out, where that isn't plain. */
export const FileLayout = z.object({
  encoding: z.enum(["utf-8", "gb18030", "utf-16le", "utf-16be", "windows-1252", "big5"]).optional(),
  delimiter: z.string().length(1).optional(),
  sheet: z.string().min(1).max(100).optional(),
  /** Row of the headings, from 1. */
  headings: z.number().int().min(1).max(1_000).optional(),
});
export type FileLayout = z.infer<typeof FileLayout>;

/** A file seen before anybody said what it means. */
export const FileLook = z.object({
  format: FileFormat,
  encoding: z.string().optional(),
  sheets: z.array(z.string()),
  columns: z.array(
    z.object({
      name: z.string(),
      samples: z.array(z.string()),
      isNumeric: z.boolean(),
      /** All the words that stand in it, where they are few. */
      words: z.array(z.string()).optional(),
    }),
  ),
  rows: z.array(z.array(z.string())),
  /** Kind of its shapes, as GeoJSON names them. */
  shape: z.string().optional(),
  /** Smallest and greatest x and y of its first shapes, or of the whole drawing, in the file's own coordinates. */
  extent: Box.optional(),
  /** What a `.prj` says of the coordinate system: shown, never taken for granted. */
  projection: z.string().optional(),
  notices: z.array(Text),
});
export type FileLook = z.infer<typeof FileLook>;

/** How a file is read: as `npx chengyun import --map` takes it; the dry run says what is wrong with it. */
export const FileMapping = z.record(z.string().max(100), z.unknown());
export type FileMapping = z.infer<typeof FileMapping>;

/** A mapping made for files with these columns: one that came along, or one that was used here before. */
export const MappingProposal = z.object({
  name: z.string(),
  from: z.enum(["shipped", "earlier"]),
  about: Text.optional(),
  mapping: FileMapping,
});
export type MappingProposal = z.infer<typeof MappingProposal>;

/** What the dry run understood, in figures. */
export const FileSeen = z.object({
  /** Rows by what they make: areas, things, links, base, readings. */
  rows: z.record(z.string(), z.number().int()),
  /** The same by type of thing or link, class of base map, or stream. */
  makes: z.record(z.string(), z.number().int()),
  leftOut: z.number().int(),
  faults: z.number().int(),
  /** What would become of them, held against the city as it was then; absent of trials from before. */
  tried: z
    .object({
      added: z.number().int(),
      changed: z.number().int(),
      known: z.number().int(),
      /** Readings of things nobody knows. */
      waiting: z.number().int(),
    })
    .optional(),
  /** Reports that nobody could place. */
  unplaced: z.number().int().optional(),
  /** Categories of reports that are none of the city's: kept by the file's own word, to be coded. Those with most rows first. */
  uncoded: z.array(z.object({ word: z.string(), rows: z.number().int() })).optional(),
  box: Box.optional(),
  /** First and last time of readings, or of reports by when they were opened. */
  span: z.tuple([Moment, Moment]).optional(),
  /** For drawings: how far each control point is off, in metres. */
  residualsM: z.array(z.number()).optional(),
  system: z.string().optional(),
  encoding: z.string().optional(),
  notices: z.array(Text),
});
export type FileSeen = z.infer<typeof FileSeen>;

/** How far what is going on is. */
export const FileProgress = z.object({
  rows: z.number().int(),
  /** Of how many; absent while nobody knows. */
  of: z.number().int().optional(),
  secondsLeft: z.number().int().optional(),
  counts: ImportCounts.optional(),
  /** It waits until another import is through. */
  waits: z.boolean(),
});
export type FileProgress = z.infer<typeof FileProgress>;

/** An uploaded file on its way in. */
export const FileImport = z.object({
  id: Id,
  kind: FileImportKind,
  stage: FileImportStage,
  /** Name of the file, for people. */
  name: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: z.number().int(), digest: z.string() })),
  /** False once the uploaded file was removed: nothing can be read from it any more. */
  isKept: z.boolean(),
  layout: FileLayout,
  look: FileLook.optional(),
  proposals: z.array(MappingProposal),
  mapping: FileMapping.optional(),
  seen: FileSeen.optional(),
  progress: FileProgress.optional(),
  run: ImportRun.optional(),
  /** Why it was refused or went no further. */
  fault: Text.optional(),
  mends: Id.optional(),
  /** Imports that mend rows of this one. */
  mendedBy: z.array(Id),
  beganAt: Moment,
  changedAt: Moment,
});
export type FileImport = z.infer<typeof FileImport>;

/** An uploaded file in a list. */
export const FileImportRow = FileImport.pick({
  id: true,
  kind: true,
  stage: true,
  name: true,
  run: true,
  mends: true,
  beganAt: true,
  changedAt: true,
});
export type FileImportRow = z.infer<typeof FileImportRow>;

/** How a file is read, told for its dry run. */
export const FileMappingIn = z.object({ mapping: FileMapping });

const Fault = z.object({ line: z.number().int(), field: z.string(), code: z.string(), text: Text });

/** The dry run in full: the first rows as they would be kept, shapes for a map, and what is wrong with which line. */
export const FilePreview = z.object({
  samples: z.array(z.unknown()),
  shapes: z.array(z.object({ type: z.string(), coordinates: z.unknown() })),
  faults: z.array(Fault),
  /** The first rows that would change something there is, with what of it. */
  changed: z.array(ChangedRow).optional(),
});
export type FilePreview = z.infer<typeof FilePreview>;

/** Most rejected rows that are mended on the screen; more are mended in the file. */
export const mendMost = 500;

/** Rows that were not taken, as they stood, each with why. */
export const RejectedRows = z.object({
  columns: z.array(z.string()),
  rows: z.array(
    z.object({
      line: z.number().int(),
      values: z.array(z.string()),
      /** Shape of a feature in the file's own coordinates, as GeoJSON; empty where it has none. */
      geometry: z.string().optional(),
      faults: z.array(Fault),
      /** It was taken since, by an import that mends this one. */
      isMended: z.boolean().optional(),
    }),
  ),
  /** Faults that belong to no row of a table. */
  others: z.array(Fault.extend({ isMended: z.boolean().optional() })),
  /** How many more there are than these. */
  more: z.number().int(),
  /** They are features: their shapes are mended beside their properties. */
  asFeatures: z.boolean().default(false),
  /** They are parts of a model or an extract: to be mended in a small file of its own format, by how that ends. */
  ownFile: z.enum(["inp", "osm"]).optional(),
});
export type RejectedRows = z.infer<typeof RejectedRows>;

const Target = z.object({ id: z.string(), name: Text, unit: z.string().optional() });

/** What a file can bring in here: types of things with what they carry and measure, types of links, the city's categories. */
export const ImportTargets = z.object({
  things: z.array(z.object({ id: z.string(), name: Text, attributes: z.array(Target), streams: z.array(Target) })),
  links: z.array(z.object({ id: z.string(), name: Text, attributes: z.array(Target) })),
  /** What reports of another system are filed and dispatched by. */
  categories: z.array(Target),
  departments: z.array(Target),
});
export type ImportTargets = z.infer<typeof ImportTargets>;

/** Longest a cell mended on the screen is. */
export const cellMost = 10_000;

/** Mended rows, in the columns of the file. */
export const MendIn = z.object({
  /** Where each of them stood in the file they were refused from. */
  lines: z.array(z.number().int().min(0)).max(mendMost).optional(),
  columns: z.array(z.string().min(1).max(200)).min(1).max(300),
  rows: z
    .array(z.array(z.string().max(cellMost)).max(300))
    .min(1)
    .max(mendMost),
  /** Of features, the shape of each as GeoJSON; empty where it has none. */
  geometries: z.array(z.string().max(cellMost)).max(mendMost).optional(),
});

/** Control points of a drawing. */
export const FitIn = z.object({
  fit: z.enum(["similarity", "affine"]),
  points: z
    .array(
      z.object({
        from: z.tuple([z.number(), z.number()]),
        to: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
      }),
    )
    .min(1)
    .max(100),
});

/** How well control points agree; `fault` when they place nothing, `doubt` when they place it and may be wrong. */
export const Fitted = z.object({
  residualsM: z.array(z.number()),
  rmsM: z.number().optional(),
  metresPerUnit: z.number().optional(),
  fault: Text.optional(),
  doubt: Text.optional(),
});
export type Fitted = z.infer<typeof Fitted>;
