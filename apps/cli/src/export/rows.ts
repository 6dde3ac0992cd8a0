import type { Client } from "@chengyun/client";
import {
  type CityRow,
  type Mapping,
  openLineWriter,
  RowWriter,
  type Written,
  type WrittenRow,
} from "@chengyun/importer";
import { Exit, exitCodes } from "../exit.ts";
import { readFeatures } from "./features.ts";
import type { Exported } from "./readings.ts";

type RowMapping = Exclude<Mapping, { kind: "readings" | "reports" }>;

const openWriter = (mapping: RowMapping, format: string): ((row: CityRow) => Written) => {
  const isDrawn = format === "geojson";
  if (mapping.kind === "network") {
    const write = openLineWriter(mapping);
    if (isDrawn) return write;
  } else {
    const writer = new RowWriter(mapping);
    if (isDrawn || writer.isTable) return (row) => writer.write(row);
  }
  throw new Exit(exitCodes.usage, {
    zh: "这份映射的位置在图形里，不在列里；请写成 .geojson。",
    en: "This mapping reads places from shapes, not from columns; write a .geojson.",
  });
};

/** Rows of state that the mapping could have read, as rows of its file. */
export const exportRows = async (client: Client, mapping: RowMapping, format: string): Promise<Exported> => {
  const write = openWriter(mapping, format);
  const rows: WrittenRow[] = [];
  let [others, unwritable] = [0, 0];
  for await (const row of readFeatures(client, mapping.kind === "network" ? "links" : mapping.kind)) {
    const written = write(row);
    if (written === "other") others += 1;
    else if (written === "unwritable") unwritable += 1;
    else rows.push(written);
  }
  return { rows, others, unwritable };
};
