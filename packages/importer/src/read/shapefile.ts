import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Geometry } from "geojson";
import { parseDbf, parseShp } from "shpjs";
import { fault, refuse } from "../fault.ts";
import type { SourceFile } from "../file/source-file.ts";
import type { Found, Notice } from "./record.ts";

/** The shapes of a shapefile with the rows of its table. */
export interface Shapes {
  readonly found: readonly Found[];
  readonly notices: readonly Notice[];
  /** Text of the `.prj` beside it, when there is one. */
  readonly projection: string | undefined;
}

const beside = (path: string, ending: string): string | undefined =>
  [ending, ending.toUpperCase()]
    .map((one) => path.replace(/\.shp$/i, `.${one}`))
    .find((candidate) => existsSync(candidate));

/** The file with a digest over its table and its encoding too: a mended table is another file. */
export const withParts = async (file: SourceFile): Promise<SourceFile> => {
  const hash = createHash("sha256").update(file.digest);
  for (const ending of ["dbf", "cpg"]) {
    const path = beside(file.path, ending);
    if (path !== undefined) hash.update(await readFile(path));
  }
  return { ...file, digest: hash.digest("hex") };
};

/** Language driver ids of dBASE that say Chinese. */
const chineseDrivers = new Set([0x4d, 0x7a]);

/** The encoding of the table: told, or by its `.cpg`, or by its language driver; else what fits, UTF-8 before GB 18030. */
const tableEncoding = async (path: string, dbf: Buffer, given: string | undefined): Promise<string> => {
  if (given !== undefined) return given;
  const cpg = beside(path, "cpg");
  if (cpg !== undefined) return (await readFile(cpg, "utf8")).trim().replace(/^(936|gbk|gb2312|cp936)$/i, "gb18030");
  if (chineseDrivers.has(dbf[29] ?? 0)) return "gb18030";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(dbf.subarray(dbf.readUInt16LE(8)));
    return "utf-8";
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return "gb18030";
  }
};

const parseAll = (file: SourceFile, shp: Buffer): (Geometry | null)[] => {
  try {
    return parseShp(shp) as (Geometry | null)[];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(`${file.name} 不是完整的 Shapefile（${why}）。`, `${file.name} is no whole shapefile (${why}).`);
  }
};

/** Reads a `.shp` with the `.dbf`, `.cpg` and `.prj` beside it. */
export const readShapefile = async (file: SourceFile, given?: string): Promise<Shapes> => {
  const geometries = parseAll(file, await readFile(file.path));
  const table = beside(file.path, "dbf");
  const dbf = table === undefined ? undefined : await readFile(table);
  const encoding = dbf === undefined ? undefined : await tableEncoding(file.path, dbf, given);
  const rows = dbf === undefined ? [] : (parseDbf(dbf, encoding as never) as Record<string, unknown>[]);
  if (dbf !== undefined && rows.length !== geometries.length)
    refuse(
      `${file.name} 有 ${geometries.length} 个图形，属性表却有 ${rows.length} 行。`,
      `${file.name} has ${geometries.length} shapes and its table ${rows.length} rows.`,
    );
  const prj = beside(file.path, "prj");
  const found = geometries.map((geometry, at): Found => {
    const line = at + 1;
    if (geometry === null) return fault(line, "geometry", "no-shape", ["没有图形", "has no shape"]);
    return { line, values: rows[at] ?? {}, geometry };
  });
  const notices: Notice[] = [
    encoding === undefined
      ? { zh: "没有属性表（.dbf）", en: "no table (.dbf) beside it" }
      : { zh: `属性表编码 ${encoding}`, en: `table in ${encoding}` },
  ];
  return { found, notices, projection: prj === undefined ? undefined : await readFile(prj, "utf8") };
};
