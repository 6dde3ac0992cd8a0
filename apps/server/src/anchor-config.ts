import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { readRoots } from "./stamp/index.ts";

/** Variables that say where checkpoints of the journal go outside. */
export const anchorEnvironment = {
  ANCHOR_DIR: z.string().min(1, "must be a folder").optional(),
  ANCHOR_TSA_URL: z
    .url({ protocol: /^https?$/, error: "must be the address of a time-stamping authority, e.g. https://tsa.example" })
    .optional(),
  ANCHOR_TSA_ROOTS: z.string().min(1, "must be a file of certificates (PEM)").optional(),
};

const Environment = z.object(anchorEnvironment);
type AnchorEnvironment = z.infer<typeof Environment>;

/** Who stamps checkpoints with the time (RFC 3161), and the certificates that vouch for it, in PEM. */
export interface StampConfig {
  readonly url: string;
  readonly roots: string;
}

const holdsRoots = (path: string): boolean => {
  try {
    return readRoots(readFileSync(path, "utf8")).length > 0;
  } catch {
    // Not a file, not ours to read, or no certificates: one sentence says so.
    return false;
  }
};

/** Sentences for settings that don't go together. */
export const listAnchorFaults = ({ ANCHOR_TSA_URL: url, ANCHOR_TSA_ROOTS: roots }: AnchorEnvironment): string[] => {
  if (url !== undefined && roots === undefined)
    return [`ANCHOR_TSA_URL=${url}: needs ANCHOR_TSA_ROOTS, or its stamps prove nothing`];
  if (roots !== undefined && !(existsSync(roots) && holdsRoots(roots)))
    return [`ANCHOR_TSA_ROOTS=${roots}: there is no such file, or no certificate (PEM) in it`];
  return [];
};

/** Folder outside where checkpoints are put for good; undefined: none. */
export const toAnchorDir = ({ ANCHOR_DIR: folder }: AnchorEnvironment): string | undefined =>
  folder === undefined ? undefined : resolve(folder);

/** Who stamps checkpoints; undefined: nobody. */
export const toStampConfig = (from: AnchorEnvironment): StampConfig | undefined =>
  from.ANCHOR_TSA_URL === undefined || from.ANCHOR_TSA_ROOTS === undefined
    ? undefined
    : { url: from.ANCHOR_TSA_URL, roots: readFileSync(from.ANCHOR_TSA_ROOTS, "utf8") };
