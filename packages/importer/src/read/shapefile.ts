import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Label } from "@chengyun/kernel";
import type { Geometry } from "geojson";
import { parseDbf, parseShp } from "shpjs";
import { fault, refuse } from "../fault.ts";
import { judgeSigns, SignCount } from "../file/encoding.ts";
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

/** Names of code pages as `.cpg` files write them. */
const pages: readonly (readonly [RegExp, string])[] = [
  [/^(936|gbk|gb2312|gb18030|cp936)$/i, "gb18030"],
  [/^(ansi ?)?(cp)?1252$/i, "windows-1252"],
  [/^(cp)?950$/i, "big5"],
  [/^(cp)?65001$/i, "utf-8"],
];

const byPage = (text: string): string => pages.find(([pattern]) => pattern.test(text))?.[1] ?? text;

interface TableLetters {
  readonly encoding: string;
  readonly why: Label;
}

/** The encoding of the table: told, or by its `.cpg`, or by its language driver; else what its letters leave no doubt of. */
const tableEncoding = async (file: SourceFile, dbf: Buffer, given: string | undefined): Promise<TableLetters> => {
  if (given !== undefined) return { encoding: given, why: { zh: "按映射所写", en: "as the mapping says" } };
  const cpg = beside(file.path, "cpg");
  if (cpg !== undefined)
    return { encoding: byPage((await readFile(cpg, "utf8")).trim()), why: { zh: "按 .cpg", en: "by its .cpg" } };
  if (chineseDrivers.has(dbf[29] ?? 0))
    return { encoding: "gb18030", why: { zh: "按 .dbf 所写", en: "as the .dbf says" } };
  const rows = dbf.subarray(dbf.readUInt16LE(8));
  if (isUtf8(rows)) return { encoding: "utf-8", why: { zh: "全部字节都合乎 UTF-8", en: "all its bytes fit" } };
  const signs = new SignCount();
  signs.take(rows);
  signs.end();
  const { encoding, why } = judgeSigns(signs);
  if (encoding !== undefined) return { encoding, why };
  return refuse(
    `读不了 ${file.name} 的属性表：${why.zh}（映射文件中的 "encoding"）。`,
    `The table of ${file.name} can't be read: ${why.en} ("encoding" in the mapping).`,
  );
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
  const letters = dbf === undefined ? undefined : await tableEncoding(file, dbf, given);
  const rows = dbf === undefined ? [] : (parseDbf(dbf, letters?.encoding) as Record<string, unknown>[]);
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
    letters === undefined
      ? { zh: "没有属性表（.dbf）", en: "no table (.dbf) beside it" }
      : {
          zh: `属性表编码 ${letters.encoding}（${letters.why.zh}）`,
          en: `table in ${letters.encoding} (${letters.why.en})`,
        },
  ];
  return { found, notices, projection: prj === undefined ? undefined : await readFile(prj, "utf8") };
};
