import type {
  FileFormat,
  FileImportKind,
  FileLayout,
  FileLook,
  FileMapping,
  FileSeen,
  ImportCounts,
  MappingProposal,
} from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { ImportPass } from "../../../platform/actor.ts";

/** What a worker is to do: look at a file, read it by a mapping without sending any of it, or import it. */
export interface WorkerTask {
  readonly is: "look" | "read" | "run";
  /** The folder of the import; all its files lie there. */
  readonly folder: string;
  /** Name of the main file within it. */
  readonly path: string;
  /** What people call it. */
  readonly name: string;
  readonly format: FileFormat;
  readonly kind: FileImportKind;
  readonly layout: FileLayout;
  readonly mapping: FileMapping | undefined;
  /** Where mappings that come along lie. */
  readonly mappings: string;
  readonly earlier: readonly Pick<MappingProposal, "name" | "mapping">[];
  /** The city, and the pass: for a run it opens this one import, for a dry run none. */
  readonly url: string;
  readonly token: string;
  /** The certificate the city answers with, where it answers over TLS: on this machine it goes by no name. */
  readonly pin: string | undefined;
}

/** What a worker says. The last of its words ends its work; one that dies without a last word is started again. */
export type WorkerWord =
  | { readonly is: "alive" }
  | { readonly is: "progress"; readonly rows: number; readonly counts?: ImportCounts }
  | { readonly is: "begun"; readonly run: string }
  | LastWord;

/** How a worker's work ended. */
export type LastWord =
  | { readonly is: "looked"; readonly look: FileLook; readonly proposals: readonly MappingProposal[] }
  | { readonly is: "read"; readonly seen: FileSeen; readonly pass: ImportPass }
  | { readonly is: "ended"; readonly run: string }
  | { readonly is: "refused"; readonly text: Label }
  | { readonly is: "broken"; readonly message: string };

/** Whether a word ends the work. */
export const isLast = (word: WorkerWord): word is LastWord => !["alive", "progress", "begun"].includes(word.is);

/** Files a worker leaves in the folder of its import. */
export const leftFiles = {
  preview: "preview.json",
  rejects: "rejects.json",
  /** Of a mended file: where those of its rows that were taken had stood. */
  taken: "taken.json",
  rejectsCsv: "rejects.csv",
  rejectsGeojson: "rejects.geojson",
  rejectsInp: "rejects.inp",
  rejectsOsm: "rejects.osm",
} as const;
