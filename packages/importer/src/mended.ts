import { open } from "node:fs/promises";
import { addedAt } from "./rejects-table.ts";

/** Parts of a mapping that say how its file was laid out. */
interface Laid {
  readonly format?: unknown;
  readonly encoding?: unknown;
  readonly delimiter?: unknown;
  readonly sheet?: unknown;
  readonly headings?: unknown;
}

type Mended<Mapping> = Omit<Mapping, "encoding" | "delimiter" | "sheet"> & {
  readonly format: "csv";
  readonly headings: 1;
};

/**
 * A mapping for rows of its file that were written out as a table of ours and mended: the same, but the table is a CSV with
 * its headings on top. Letters and delimiter are read off it, for whatever it was mended with may have written its own.
 */
export const toMendedMapping = <Mapping extends Laid>(mapping: Mapping): Mended<Mapping> => {
  const { encoding: _, delimiter: __, sheet: ___, ...same } = mapping;
  return { ...same, format: "csv", headings: 1 };
};

const headBytes = 1 << 16;

/** Whether a file is one of rows that were not taken, mended or not: its headings end with those that we add. */
export const isRejectsFile = async (path: string): Promise<boolean> => {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const [head = ""] = buffer
      .subarray(0, bytesRead)
      .toString("latin1")
      .split(/\r?\0?\n/, 1);
    const plain = head.replaceAll(/["\0]/g, "");
    return [",", ";", "\t"].some((sign) => addedAt(plain.split(sign)) >= 0);
  } finally {
    await file.close();
  }
};
