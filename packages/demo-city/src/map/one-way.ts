import { pointsOf, type Road, type Roads, type Stretch } from "../land/road.ts";
import type { Point } from "../mesh/geometry.ts";

/** Stretches that are driven one way, each in the order in which it is driven. */
export type OneWays = ReadonlyMap<Stretch, readonly Point[]>;

const keyOf = ([x, y]: Point): string => `${x} ${y}`;

/** Lanes of the old town and its streets: too narrow for two to pass. */
const narrow: ReadonlySet<string | undefined> = new Set(["alley", "residential", "service"]);

const isOfOldTown = ({ way, stretches }: Road): boolean =>
  narrow.has(way.class) &&
  stretches.every(({ halves }) => halves.every(({ face, twin }) => face.zone === "old" || twin.face.zone === "old"));

/** Along a street all stretches run the same way: up its longer side, or down. */
const runsUp = (line: readonly Point[]): boolean => {
  const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = [line[0], line.at(-1)];
  return Math.abs(x2 - x1) > Math.abs(y2 - y1) ? x2 > x1 : y2 > y1;
};

/** Of five such streets three are driven one way; neighbours in turn up and down, as pairs. */
const wishOf = (road: Road, nth: number): [Stretch, readonly Point[]][] => {
  if (nth % 5 > 2) return [];
  const isUp = nth % 2 === 0;
  return road.stretches.map((stretch) => {
    const line = pointsOf(stretch);
    return [stretch, runsUp(line) === isUp ? line : line.reverse()];
  });
};

type Ways = Map<string, string[]>;

const lead = (ways: Ways, from: string, to: string): void => {
  const known = ways.get(from);
  if (known === undefined) ways.set(from, [to]);
  else known.push(to);
};

const reachedFrom = (start: string, ways: Ways): ReadonlySet<string> => {
  const reached = new Set([start]);
  const waiting = [start];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const next of ways.get(at) ?? [])
      if (!reached.has(next)) {
        reached.add(next);
        waiting.push(next);
      }
  return reached;
};

interface Driven {
  /** Ends of stretches, each with those it leads on to; and the same against the way they are driven. */
  readonly on: Ways;
  readonly back: Ways;
}

/** Others end in the middle of a stretch, too: each of its corners leads on to the next. */
const driveStretch = ({ on, back }: Driven, line: readonly Point[], isOneWay: boolean): void => {
  for (const [nth, to] of line.entries()) {
    const from = line[nth - 1];
    if (from === undefined) continue;
    const [one, other] = [keyOf(from), keyOf(to)];
    lead(on, one, other);
    lead(back, other, one);
    if (isOneWay) continue;
    lead(on, other, one);
    lead(back, one, other);
  }
};

const drive = (roads: Roads, oneWays: OneWays): Driven => {
  const driven: Driven = { on: new Map(), back: new Map() };
  for (const { way, stretches } of roads.list)
    for (const stretch of way.kind === "rail" ? [] : stretches)
      driveStretch(driven, oneWays.get(stretch) ?? pointsOf(stretch), oneWays.has(stretch));
  return driven;
};

/**
 * Narrow streets of the old town that are driven one way, the same for the same city. From every corner one still drives to
 * every other and back: a street that would cut a corner off is driven both ways.
 */
export const findOneWays = (roads: Roads): OneWays => {
  const main = roads.list.find(({ way }) => way.class === "primary" || way.class === "secondary")?.stretches[0];
  const start = main === undefined ? undefined : pointsOf(main)[0];
  if (start === undefined) return new Map();
  let oneWays: OneWays = new Map(roads.list.filter(isOfOldTown).flatMap(wishOf));
  for (;;) {
    const { on, back } = drive(roads, oneWays);
    const both = reachedFrom(
      keyOf(start),
      new Map([...on].map(([from, to]) => [from, [...to, ...(back.get(from) ?? [])]])),
    );
    const [there, from] = [reachedFrom(keyOf(start), on), reachedFrom(keyOf(start), back)];
    // What hangs together with nothing even on foot is not for streets to mend.
    const isCut = (point: Point): boolean =>
      both.has(keyOf(point)) && !(there.has(keyOf(point)) && from.has(keyOf(point)));
    const kept = new Map([...oneWays].filter(([, line]) => !line.some(isCut)));
    if (kept.size === oneWays.size) return kept;
    oneWays = kept;
  }
};
