import { open } from "node:fs/promises";
import { constants, gunzipSync } from "node:zlib";
import type { FileFormat } from "@chengyun/contracts";
import { readZipDirectory } from "@chengyun/importer/zip";

/** What a file is by its bytes, and the ending it gets from us. */
export interface Sniffed {
  /** `part`: the table, encoding or projection of a shapefile. */
  readonly format: FileFormat | "part";
  readonly ending: string;
}

const headBytes = 1 << 16;

const readHead = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const sniffZip = async (path: string): Promise<Sniffed | undefined> => {
  const entries = await readZipDirectory(path, "zip").catch(() => []);
  const names = entries.map(({ name }) => name);
  if (names.includes("xl/workbook.xml")) return { format: "xlsx", ending: "xlsx" };
  return names.filter((name) => /[.]shp$/i.test(name)).length === 1
    ? { format: "shapefile", ending: "zip" }
    : undefined;
};

// Signs within the line only: `\s*` would begin at each of many empty lines and run to the end of all of them.
const isSwmm = /^[ \t]*\[(SUBCATCHMENTS|CONDUITS|OUTFALLS|RAINGAGES)\]|^[ \t]*FLOW_UNITS\b/im;
const isInp = /^[ \t]*\[(TITLE|JUNCTIONS|PIPES|RESERVOIRS|OPTIONS|SUBCATCHMENTS|CONDUITS)\]/im;
/** Pages, pictures and documents that are text: nothing of ours begins so. */
const isForeign = /^\s*(<!doctype|<html|<svg|%PDF|\{\\rtf)/i;

const isWide = (head: Buffer): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);

const sniffText = (head: Buffer): Sniffed | undefined => {
  if (isWide(head)) return { format: "csv", ending: "csv" };
  if (head.includes(0)) return undefined;
  const text = head.toString("latin1").replace(/^\u00ef\u00bb\u00bf/, "");
  if (isForeign.test(text)) return undefined;
  if (/^\s*<(\?xml|osm\b)/.test(text)) return /<osm\b/.test(text) ? { format: "osm", ending: "osm" } : undefined;
  if (/^\s*[[{]/.test(text) && !isInp.test(text))
    return /"features"|"FeatureCollection"/.test(text) ? { format: "geojson", ending: "geojson" } : undefined;
  if (isInp.test(text)) return { format: isSwmm.test(text) ? "swmm" : "epanet", ending: "inp" };
  return { format: "csv", ending: "csv" };
};

/** Table heads of dBASE and its kin. */
const tableHeads: ReadonlySet<number> = new Set([0x03, 0x30, 0x31, 0x43, 0x63, 0x83, 0x8b, 0xcb, 0xf5]);
const longestSmallPart = 16_384;

/** Parts of a shapefile go by their ending, which the shapefile's own rules give them, and by their head. */
const sniffPart = (head: Buffer, name: string, bytes: number): Sniffed | undefined => {
  const ending = /[.](dbf|cpg|prj)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) return undefined;
  const fits = ending === "dbf" ? tableHeads.has(head[0] ?? 0) : bytes < longestSmallPart && !head.includes(0);
  return fits ? { format: "part", ending } : undefined;
};

const unpackHead = (head: Buffer): Buffer | undefined => {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 24 }).subarray(0, headBytes);
  } catch {
    // Damaged, or blown up beyond what a head may be: none of ours.
    return undefined;
  }
};

const isShape = (head: Buffer): boolean => head.length > 100 && head.readUInt32BE(0) === 9_994;
const isPbf = (head: Buffer): boolean => head.subarray(0, 64).includes("OSMHeader");

/** Tells a file by its bytes; its name only tells parts of a shapefile from each other. Undefined when it is none of ours. */
export const sniff = async (path: string, name: string, bytes: number): Promise<Sniffed | undefined> => {
  const head = await readHead(path);
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) return sniffZip(path);
  const part = sniffPart(head, name, bytes);
  if (part !== undefined) return part;
  if (isShape(head)) return /[.]shx$/i.test(name) ? undefined : { format: "shapefile", ending: "shp" };
  if (isPbf(head)) return { format: "osm", ending: "pbf" };
  if (head[0] !== 0x1f || head[1] !== 0x8b) return sniffText(head);
  const plain = unpackHead(head);
  const inner = plain === undefined ? undefined : isPbf(plain) ? undefined : sniffText(plain);
  return inner === undefined ? undefined : { ...inner, ending: `${inner.ending}.gz` };
};
