declare module "shpjs" {
  /** Shapes in the order of the file, in the file's own coordinates. */
  export function parseShp(shp: Uint8Array): unknown[];
  /** Rows of a table in the encoding named. */
  export function parseDbf(dbf: Uint8Array, encoding: string | undefined): unknown[];
}
