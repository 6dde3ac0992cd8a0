import type { Position } from "geojson";

interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly left: number;
  readonly right: number;
}

const segmentsOf = (rings: readonly (readonly Position[])[]): Segment[] =>
  rings.flatMap((ring) =>
    ring.slice(1).map(([x2 = 0, y2 = 0], at): Segment => {
      const [x1 = 0, y1 = 0] = ring[at] ?? [];
      return { x1, y1, x2, y2, left: Math.min(x1, x2), right: Math.max(x1, x2) };
    }),
  );

/** On which side of a segment a point lies: 1, -1, or 0 on it. */
const side = ({ x1, y1, x2, y2 }: Segment, x: number, y: number): number =>
  Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));

const isSplit = (one: Segment, other: Segment): boolean =>
  side(one, other.x1, other.y1) * side(one, other.x2, other.y2) < 0;

/** Whether two segments cross in their insides; touching ends are no crossing. */
const cross = (one: Segment, other: Segment): boolean =>
  Math.max(one.y1, one.y2) >= Math.min(other.y1, other.y2) &&
  Math.max(other.y1, other.y2) >= Math.min(one.y1, one.y2) &&
  isSplit(one, other) &&
  isSplit(other, one);

/** A place where the rings of a polygon cross themselves or one another; undefined when they don't. */
export const findCrossing = (rings: readonly (readonly Position[])[]): Position | undefined => {
  const segments = segmentsOf(rings).sort((one, other) => one.left - other.left);
  let open: Segment[] = [];
  for (const segment of segments) {
    open = open.filter(({ right }) => right >= segment.left);
    for (const other of open) if (cross(segment, other)) return [segment.x1, segment.y1];
    open.push(segment);
  }
  return undefined;
};
