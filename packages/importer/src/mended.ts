import { open } from "node:fs/promises";
import { addedAt } from "./rejects-table.ts";

export { toMendedFile } from "./mended-file.ts";

/** Parts of a mapping that say how its file was laid out. */
interface Laid {
  readonly format?: unknown;
  readonly encoding?: unknown;
  readonly delimiter?: unknown;
  readonly sheet?: unknown;
  readonly headings?: unknown;
}

/** Formats in which rows that were not taken are written out. */
export type RejectsFormat = "csv" | "geojson";

type Mended<Mapping> = Omit<Mapping, "encoding" | "delimiter" | "sheet" | "headings"> & {
  readonly format: RejectsFormat;
  readonly headings?: 1;
};

/**
 * A mapping for rows of its file that were written out as a table of ours and mended: the same, but the table is a CSV with
 * its headings on top. Letters and delimiter are read off it, for whatever it was mended with may have written its own.
 * Features of whatever format come back as GeoJSON.
 */
export const toMendedMapping = <Mapping extends Laid>(
  mapping: Mapping,
  format: RejectsFormat = "csv",
): Mended<Mapping> => {
  const { encoding: _, delimiter: __, sheet: ___, headings: ____, ...same } = mapping;
  return { ...same, format, ...(format === "csv" ? { headings: 1 } : {}) };
};

const headBytes = 1 << 16;

/** In which format a file holds rows that were not taken, mended or not; undefined when it is no such file. */
export const rejectsFormat = async (path: string): Promise<RejectsFormat | undefined> => {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.subarray(0, bytesRead).toString("latin1");
    if (/^(\u00ef\u00bb\u00bf)?\{\s*"type"\s*:\s*"FeatureCollection"\s*,\s*"notTaken"\s*:\s*true\b/.test(head))
      return "geojson";
    const plain = (head.split(/\r?\0?\n/, 1)[0] ?? "").replaceAll(/["\0]/g, "");
    return [",", ";", "\t"].some((sign) => addedAt(plain.split(sign)) >= 0) ? "csv" : undefined;
  } finally {
    await file.close();
  }
};
