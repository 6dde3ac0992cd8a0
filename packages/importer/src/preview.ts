import type { ImportTargets } from "@chengyun/contracts";
import type { RowFault } from "./fault.ts";
import { LooseEnds } from "./loose-ends.ts";
import type { RowKind } from "./make/row.ts";
import type { Mapping } from "./map/mapping.ts";
import type { Notice } from "./read/record.ts";
import { GrowingBox, type PlacedGeometry } from "./shape/geometry.ts";
import { addTried, type Tried } from "./trial.ts";
import type { Piece, Understanding } from "./understanding.ts";

/** What was understood of a file, without sending any of it. */
export interface Preview {
  readonly rows: Readonly<Partial<Record<RowKind, number>>>;
  /** How many rows make what: type of thing or link, class of base map, stream. */
  readonly makes: Readonly<Record<string, number>>;
  readonly leftOut: number;
  readonly faults: readonly RowFault[];
  readonly faultCount: number;
  readonly box: readonly [number, number, number, number] | undefined;
  /** Reports that nobody could place. */
  readonly unplaced: number;
  /** First and last time of readings or of reports, ms since 1970. */
  readonly span: readonly [from: number, to: number] | undefined;
  /** What is odd about the rows as a whole. */
  readonly notices: readonly Notice[];
  /** What would become of the rows, where they were held against a city. */
  readonly tried: Tried | undefined;
  /** The first rows as they would be sent. */
  readonly samples: readonly unknown[];
  /** Shapes of the first rows, for a map. */
  readonly shapes: readonly PlacedGeometry[];
}

const mostSamples = 20;
const mostShapes = 2_000;
const mostFaults = 1_000;

interface AnyRow {
  readonly type?: string;
  readonly kind?: string;
  readonly category?: string;
  readonly openedAt?: string;
  readonly placed?: boolean;
  readonly class?: string;
  readonly level?: number;
  readonly position?: readonly [number, number];
  readonly line?: readonly (readonly [number, number])[];
  readonly geometry?: PlacedGeometry;
}

const shapeOf = ({ position, line, geometry, placed }: AnyRow): PlacedGeometry | undefined => {
  if (placed === false) return undefined;
  if (geometry !== undefined) return geometry;
  if (position !== undefined) return { type: "Point", coordinates: [...position] };
  return line === undefined ? undefined : { type: "LineString", coordinates: line.map(([x, y]) => [x, y]) };
};

const makeOf = ({ type, category, kind, class: cls, level }: AnyRow): string =>
  type ?? category ?? (kind === undefined ? `level ${level}` : `${kind}/${cls ?? ""}`);

const mostPlaces = 200_000;
const crowdLeast = 20;
const crowdShare = 0.02;

/** So many reports at the very same place that it may be no place at all, but where a system puts what it can't place. */
class Crowd {
  readonly #places = new Map<string, number>();
  #rows = 0;

  take(position: readonly [number, number]): void {
    const key = position.join(", ");
    const known = this.#places.get(key) ?? 0;
    if (known > 0 || this.#places.size < mostPlaces) this.#places.set(key, known + 1);
    this.#rows += 1;
  }

  notices(): Notice[] {
    const least = Math.max(crowdLeast, this.#rows * crowdShare);
    const [most] = [...this.#places].sort(([, one], [, other]) => other - one);
    if (most === undefined || most[1] < least) return [];
    const [place, rows] = most;
    return [
      {
        zh: `${rows} 行在同一点 ${place}（经度, 纬度，WGS-84）。若原系统把定不了位的都放在这里，请把它写作默认点（defaultPoints）：这些行照收并标记，不上地图。`,
        en: `${rows} rows lie at the very same point ${place} (longitude, latitude, WGS-84). If that is where their system puts what it can't place, name it as a default point (defaultPoints): they are kept, flagged, and on no map.`,
      },
    ];
  }
}

/** Gathers a preview piece by piece. */
class Gathering {
  readonly rows: Partial<Record<RowKind, number>> = {};
  readonly makes = new Map<string, number>();
  readonly faults: RowFault[] = [];
  readonly samples: unknown[] = [];
  readonly shapes: PlacedGeometry[] = [];
  readonly box = new GrowingBox();
  tried: Tried | undefined;
  faultCount = 0;
  leftOut = 0;
  unplaced = 0;
  readonly crowd = new Crowd();
  from = Number.POSITIVE_INFINITY;
  to = Number.NEGATIVE_INFINITY;

  count(kind: RowKind, rows: readonly unknown[], faults: readonly RowFault[]): void {
    this.rows[kind] = (this.rows[kind] ?? 0) + rows.length;
    this.faultCount += faults.length;
    for (const one of faults) if (this.faults.length < mostFaults) this.faults.push(one);
    for (const one of rows)
      if (this.samples.length < mostSamples) this.samples.push(one);
      else break;
  }

  makesOne(what: string): void {
    this.makes.set(what, (this.makes.get(what) ?? 0) + 1);
  }

  takeReading(at: number, stream: string): void {
    this.#takeTime(at);
    this.makesOne(stream);
  }

  takeReport({ category, openedAt = "", placed, position }: AnyRow): void {
    if (category === undefined) return;
    this.#takeTime(Date.parse(openedAt));
    if (placed === false) this.unplaced += 1;
    else if (position !== undefined) this.crowd.take(position);
  }

  #takeTime(at: number): void {
    if (at < this.from) this.from = at;
    if (at > this.to) this.to = at;
  }

  takeShape(row: AnyRow): void {
    const shape = shapeOf(row);
    if (shape === undefined) return;
    this.box.take(shape);
    if (this.shapes.length < mostShapes) this.shapes.push(shape);
  }
}

const takeRows = (gathering: Gathering, piece: Piece): void => {
  if (piece.kind !== "readings")
    for (const { row } of piece.rows) {
      gathering.makesOne(makeOf(row as AnyRow));
      gathering.takeShape(row as AnyRow);
      gathering.takeReport(row as AnyRow);
    }
  else for (const { at, stream } of piece.rows) gathering.takeReading(at, stream);
};

/** Reads a file whole and says what was understood; nothing is sent. `tell` hears how many rows were read so far. */
export const preview = async (understanding: Understanding, tell?: (rows: number) => void): Promise<Preview> => {
  const gathering = new Gathering();
  const ends = new LooseEnds();
  let read = 0;
  for await (const piece of understanding.pieces()) {
    gathering.leftOut += piece.leftOut;
    gathering.count(piece.kind, piece.rows, piece.faults);
    if (piece.tried !== undefined) gathering.tried = addTried(gathering.tried, piece.tried);
    takeRows(gathering, piece);
    ends.take(piece);
    read += piece.rows.length + piece.faults.length + piece.leftOut;
    tell?.(read);
  }
  const { rows, makes, leftOut, faults, faultCount, box, samples, shapes, from, to, tried } = gathering;
  return {
    rows,
    makes: Object.fromEntries(makes),
    leftOut,
    faults,
    faultCount,
    box: box.box,
    unplaced: gathering.unplaced,
    notices: [...gathering.crowd.notices(), ...ends.notices()],
    tried,
    samples,
    shapes,
    span: from > to ? undefined : [from, to],
  };
};

const mostUncoded = 200;

/** Categories of reports that are none of the city's, those of most rows first: they keep the file's own word. */
export const listUncoded = (
  mapping: Pick<Mapping, "kind">,
  { makes }: Pick<Preview, "makes">,
  { categories }: Pick<ImportTargets, "categories">,
): { readonly word: string; readonly rows: number }[] => {
  if (mapping.kind !== "reports") return [];
  const known = new Set(categories.map(({ id }) => id));
  return Object.entries(makes)
    .filter(([word]) => !known.has(word))
    .map(([word, rows]) => ({ word, rows }))
    .sort((one, other) => other.rows - one.rows)
    .slice(0, mostUncoded);
};
