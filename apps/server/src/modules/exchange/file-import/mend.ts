import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type FileFormat, type FileImport, type MendIn, placesOf, type RowPlaces } from "@chengyun/contracts";
import { addedTo, type RejectsFormat, toCsvLine, toMendedMapping } from "@chengyun/importer/mended";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { folderOf } from "./folder.ts";
import { beginnerOf, getFileImport, showFileImport } from "./service.ts";
import { insertFileImport } from "./store.ts";
import { workersOf } from "./workers.ts";

type Mended = z.output<typeof MendIn>;

const invalid = (path: string, code: string) => new AppError("request.invalid", { faults: [{ path, code }] });

/** A shape as it was typed; whether it is a good one is the importer's to say. */
const toShape = (text: string, at: number): unknown => {
  if (text.trim() === "") return null;
  try {
    const shape: unknown = JSON.parse(text);
    if (typeof shape !== "object" || Array.isArray(shape)) throw invalid(`body.geometries.${at}`, "not-a-shape");
    return shape;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid(`body.geometries.${at}`, "not-a-shape");
  }
};

/** The id of a feature stands beside its properties; on the screen it is a column of this name. */
const idColumn = "@id";

/** What a file of rows that were not taken adds to them: where each stood; nothing keeps them back any more. */
const placesOfRows = ({ columns, rows, lines }: Mended, places: RowPlaces) => {
  if (lines === undefined) return { names: [], of: () => [] };
  if (lines.length !== rows.length) throw invalid("body.lines", "wrong-number-of-rows");
  const names = addedTo(columns, places).slice(0, -1);
  return { names, of: (at: number) => names.map((_, nth) => (nth === 0 ? String(lines[at] ?? 0) : "")) };
};

const toTable = (mended: Mended): string => {
  const { names, of } = placesOfRows(mended, "line");
  return [[...mended.columns, ...names], ...mended.rows.map((row, at) => [...row, ...of(at)])].map(toCsvLine).join("");
};

const toCollection = (mended: Mended, geometries: readonly string[]): string => {
  const { columns, rows } = mended;
  const { names, of } = placesOfRows(mended, "feature");
  const features = rows.map((row, at) => {
    const cells = columns.map((column, of) => [column, row[of] ?? ""] as const).filter(([, cell]) => cell !== "");
    const id = cells.find(([column]) => column === idColumn)?.[1];
    const own = cells.filter(([column]) => column !== idColumn);
    const properties = Object.fromEntries([...own, ...of(at).map((cell, nth) => [names[nth] ?? "", cell] as const)]);
    const shape = toShape(geometries[at] ?? "", at);
    return JSON.stringify({ type: "Feature", ...(id === undefined ? {} : { id }), properties, geometry: shape });
  });
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
};

/** In which format mended rows of a file are written, and their text. */
const contentOf = (format: FileFormat | undefined, mended: Mended): { as: RejectsFormat; text: string } => {
  const { columns, rows, geometries } = mended;
  const isOfFeatures = placesOf(format) === "feature";
  const isTable = format === "csv" || format === "xlsx";
  if (!(isTable || isOfFeatures)) throw new AppError("import-file.not-now");
  if (rows.some((row) => row.length !== columns.length)) throw invalid("body.rows", "wrong-number-of-columns");
  if (isTable) return { as: "csv", text: toTable(mended) };
  if (geometries?.length !== rows.length) throw invalid("body.geometries", "wrong-number-of-rows");
  return { as: "geojson", text: toCollection(mended, geometries) };
};

/** Makes a file of mended rows and reads it by the mapping of the import they were refused by. */
export const mendRows = async (ctx: Context, id: string, mended: Mended): Promise<FileImport> => {
  const found = await getFileImport(ctx, id);
  if (found.mapping === undefined) throw new AppError("import-file.not-now");
  const { as, text } = contentOf(found.format, mended);
  const made = newId();
  const folder = folderOf(ctx, made);
  const content = Buffer.from(text);
  const path = `source.${as}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, path), content, { mode: 0o600 });
  const name = `${found.name.replace(/\.[^.]*$/, "")}.mended.${as}`;
  const digest = createHash("sha256").update(content).digest("hex");
  await insertFileImport(ctx.db, {
    ...{ id: made, kind: found.kind, stage: "looking", name, format: as },
    layout: as === "csv" ? { encoding: "utf-8", delimiter: "," } : {},
    files: [{ name, bytes: content.length, digest, path }],
    ...{ mapping: toMendedMapping(found.mapping, as), mends: found.id },
    ...{ areaPath: found.areaPath, beganBy: beginnerOf(ctx), at: ctx.clock.now() },
  });
  await workersOf(ctx).poke();
  return showFileImport(ctx, made);
};
