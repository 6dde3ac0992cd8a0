import type { Client } from "@chengyun/client";
import { findSeries, isReadOf, type MappingOf, ReadingTable, type WrittenRow } from "@chengyun/importer";
import { readFeatures } from "./features.ts";

/** Only what was measured within. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What came of an export. */
export interface Exported {
  readonly rows: readonly WrittenRow[];
  /** Rows of the city that the mapping never makes. */
  readonly others: number;
  /** Rows it makes and could not have read as they are now. */
  readonly unwritable: number;
}

/** Asked for as many points as one answer may have. */
const points = 5_000;
/** Longer spans are answered rolled up, however few readings there are. */
const windowMs = points * 3_600_000 - 1;

/** Readings as they were sent: a span too full for that is asked for in halves. */
async function* readRaw(client: Client, stream: number, { from, to }: Span): AsyncGenerator<readonly [number, number]> {
  const asked = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), points };
  const found = await client.readings(stream, asked);
  if (found.level === "raw") {
    for (const { at, value } of found.points) yield [Date.parse(at), value];
    return;
  }
  const middle = Math.floor((from + to) / 2);
  yield* readRaw(client, stream, { from, to: middle });
  yield* readRaw(client, stream, { from: middle, to });
}

async function* readWindows(client: Client, stream: number, { from, to }: Span) {
  for (let at = from; at < to; at += windowMs)
    yield* readRaw(client, stream, { from: at, to: Math.min(at + windowMs, to) });
}

/** Readings of every stream that the mapping could have read, as rows of its file. */
export const exportReadings = async (
  client: Client,
  mapping: MappingOf<"readings">,
  span: Span,
  tell: (thing: string) => void,
): Promise<Exported> => {
  const table = new ReadingTable(mapping);
  let others = 0;
  for await (const { properties } of readFeatures(client, "things")) {
    const [id, ref] = [String(properties["id"]), String(properties["ref"])];
    if (!isReadOf(mapping, ref)) continue;
    tell(ref);
    for (const { no, type } of (await client.streams(id)).items) {
      const wanted = findSeries(mapping, ref, type);
      if (wanted === undefined) others += 1;
      else for await (const [at, value] of readWindows(client, no, span)) table.add(wanted, at, value);
    }
  }
  const rows = table.rows().map((cells) => ({ cells, geometry: undefined }));
  return { rows, others, unwritable: table.unwritable };
};
