import type { Client } from "@chengyun/client";
import type { CityRow } from "@chengyun/importer";
import { readLines } from "../journal/lines.ts";

/** A line of the city's own export: a feature, with what separates it from the next. */
const toRow = (line: string): CityRow | undefined => {
  if (!line.startsWith('{"type":"Feature",')) return undefined;
  const feature = line.endsWith(",") ? line.slice(0, -1) : line.endsWith("]}") ? line.slice(0, -2) : line;
  return JSON.parse(feature) as CityRow;
};

/** All rows of a kind that the city gives away, one after another. */
export async function* readFeatures(
  client: Client,
  kind: "areas" | "things" | "links" | "base",
): AsyncGenerator<CityRow> {
  for await (const lines of readLines(await client.exportFile(`${kind}.geojson`)))
    for (const line of lines) {
      const row = toRow(line.trim());
      if (row !== undefined) yield row;
    }
}
