import { type FileFormat, type MendIn, placesOf, type RowPlaces } from "@chengyun/contracts";
import type { z } from "zod";
import { addedTo, toCsvLine } from "./rejects-table.ts";

type Mended = z.output<typeof MendIn>;

/** What is wrong with rows as they were sent. */
interface Wrong {
  readonly path: string;
  readonly code: "wrong-number-of-columns" | "wrong-number-of-rows" | "not-a-shape";
}

/** What a file of rows that were not taken adds to them: where each stood; nothing keeps them back any more. */
const placesOfRows = ({ columns, lines }: Mended, places: RowPlaces) => {
  const names = lines === undefined ? [] : addedTo(columns, places).slice(0, -1);
  return { names, of: (at: number) => names.map((_, nth) => (nth === 0 ? String(lines?.[at] ?? 0) : "")) };
};

const toTable = (mended: Mended): string => {
  const { names, of } = placesOfRows(mended, "line");
  return [[...mended.columns, ...names], ...mended.rows.map((row, at) => [...row, ...of(at)])].map(toCsvLine).join("");
};

/** A shape as it was typed; whether it is a good one is told when it is read. */
const toShape = (text: string): object | null | undefined => {
  if (text.trim() === "") return null;
  try {
    const shape: unknown = JSON.parse(text);
    return typeof shape === "object" && !Array.isArray(shape) ? shape : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
};

/** The id of a feature stands beside its properties; on the screen it is a column of this name. */
const idColumn = "@id";

const toCollection = (mended: Mended, shapes: readonly (object | null | undefined)[]): string => {
  const { columns, rows } = mended;
  const { names, of } = placesOfRows(mended, "feature");
  const features = rows.map((row, at) => {
    const cells = columns.map((column, nth) => [column, row[nth] ?? ""] as const).filter(([, cell]) => cell !== "");
    const id = cells.find(([column]) => column === idColumn)?.[1];
    const own = cells.filter(([column]) => column !== idColumn);
    const properties = Object.fromEntries([...own, ...of(at).map((cell, nth) => [names[nth] ?? "", cell] as const)]);
    return JSON.stringify({ type: "Feature", ...(id === undefined ? {} : { id }), properties, geometry: shapes[at] });
  });
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
};

/** A file of rows that were mended on the screen, to be read by the mapping they were refused by; undefined of no table. */
export const toMendedFile = (
  format: FileFormat | undefined,
  mended: Mended,
): { readonly as: "csv" | "geojson"; readonly text: string } | Wrong | undefined => {
  const { columns, rows, lines, geometries } = mended;
  const isOfFeatures = placesOf(format) === "feature";
  if (!isOfFeatures && format !== "csv" && format !== "xlsx") return undefined;
  if (rows.some((row) => row.length !== columns.length)) return { path: "rows", code: "wrong-number-of-columns" };
  if (lines !== undefined && lines.length !== rows.length) return { path: "lines", code: "wrong-number-of-rows" };
  if (!isOfFeatures) return { as: "csv", text: toTable(mended) };
  if (geometries?.length !== rows.length) return { path: "geometries", code: "wrong-number-of-rows" };
  const shapes = geometries.map(toShape);
  const wrong = shapes.indexOf(undefined);
  return wrong < 0
    ? { as: "geojson", text: toCollection(mended, shapes) }
    : { path: `geometries.${wrong}`, code: "not-a-shape" };
};
