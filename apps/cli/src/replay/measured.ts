import { type Mapping, readMapping, type Understanding, understand } from "@chengyun/importer";
import { Exit, exitCodes } from "../exit.ts";

/** Readings of a file in order of their time, by columns. */
export interface Measured {
  /** Whose which stream, as the rows name them by number. */
  readonly series: readonly { readonly thing: string; readonly stream: string }[];
  readonly of: readonly number[];
  /** ms since 1970 UTC, as the file says it. */
  readonly at: readonly number[];
  readonly value: readonly number[];
  /** Rows by number in order of time; of one time in the file's order. */
  readonly order: Uint32Array;
  readonly faults: number;
}

/** Only what was measured within. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const gather = async (understanding: Understanding, { from, to }: Span): Promise<Omit<Measured, "order">> => {
  const places = new Map<string, number>();
  const series: { thing: string; stream: string }[] = [];
  const [of, at, value]: [number[], number[], number[]] = [[], [], []];
  let faults = 0;
  for await (const piece of understanding.pieces()) {
    faults += piece.faults.length;
    if (piece.kind !== "readings") continue;
    for (const row of piece.rows) {
      if (row.at < from || row.at > to) continue;
      const key = `${row.stream} ${row.thing}`;
      let place = places.get(key);
      if (place === undefined) {
        place = series.length;
        places.set(key, place);
        series.push({ thing: row.thing, stream: row.stream });
      }
      of.push(place);
      at.push(row.at);
      value.push(row.value);
    }
  }
  return { series, of, at, value, faults };
};

const needReadings = (mapping: Mapping, path: string): void => {
  if (mapping.kind === "readings") return;
  throw new Exit(exitCodes.usage, {
    zh: `${path} 是“${mapping.kind}”的映射；回放需要“readings”的。`,
    en: `${path} is a mapping for ${mapping.kind}; a replay needs one for readings.`,
  });
};

/** Reads what was once measured, all of it, by the mapping it is imported by. */
export const readMeasured = async (
  file: string,
  mappingPath: string,
  span: Span,
): Promise<{ measured: Measured; understanding: Understanding }> => {
  const mapping = readMapping(mappingPath);
  needReadings(mapping, mappingPath);
  const understanding = await understand(file, mapping);
  const found = await gather(understanding, span);
  if (found.at.length === 0)
    throw new Exit(exitCodes.noData, {
      zh: `${file} 里没有这段时间的读数。`,
      en: `There are no readings of that time in ${file}.`,
    });
  const order = Uint32Array.from(found.at.keys());
  order.sort((one, other) => (found.at[one] ?? 0) - (found.at[other] ?? 0) || one - other);
  return { measured: { ...found, order }, understanding };
};
