import type { RowFault } from "./fault.ts";
import type { RowKind } from "./make/row.ts";
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
  /** First and last time of readings, ms since 1970. */
  readonly span: readonly [from: number, to: number] | undefined;
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
  readonly class?: string;
  readonly level?: number;
  readonly position?: readonly [number, number];
  readonly line?: readonly (readonly [number, number])[];
  readonly geometry?: PlacedGeometry;
}

const shapeOf = ({ position, line, geometry }: AnyRow): PlacedGeometry | undefined => {
  if (geometry !== undefined) return geometry;
  if (position !== undefined) return { type: "Point", coordinates: [...position] };
  return line === undefined ? undefined : { type: "LineString", coordinates: line.map(([x, y]) => [x, y]) };
};

const makeOf = ({ type, kind, class: cls, level }: AnyRow): string =>
  type ?? (kind === undefined ? `level ${level}` : `${kind}/${cls ?? ""}`);

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
    if (at < this.from) this.from = at;
    if (at > this.to) this.to = at;
    this.makesOne(stream);
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
    }
  else for (const { at, stream } of piece.rows) gathering.takeReading(at, stream);
};

/** Reads a file whole and says what was understood; nothing is sent. `tell` hears how many rows were read so far. */
export const preview = async (understanding: Understanding, tell?: (rows: number) => void): Promise<Preview> => {
  const gathering = new Gathering();
  let read = 0;
  for await (const piece of understanding.pieces()) {
    gathering.leftOut += piece.leftOut;
    gathering.count(piece.kind, piece.rows, piece.faults);
    if (piece.tried !== undefined) gathering.tried = addTried(gathering.tried, piece.tried);
    takeRows(gathering, piece);
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
    tried,
    samples,
    shapes,
    span: from > to ? undefined : [from, to],
  };
};
