import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildRoadGraph, type Road, type RoadPosition } from "./road-graph.ts";
import { indexRoads, type RoadPlace } from "./road-place.ts";
import { findRoute, findSoonest } from "./road-route.ts";

/** A town of streets every so many thousandths of a degree; names are `column,row`. */
const at = (column: number, row: number): RoadPosition => [112 + column / 1_000, 28 + row / 1_000];
const street = (line: readonly RoadPosition[], more: Partial<Road> = {}): Road => ({
  ...{ class: "residential", oneway: false, line },
  ...more,
});

const town: readonly Road[] = [
  street([at(0, 0), at(1, 0), at(2, 0)]),
  street([at(0, 1), at(1, 1), at(2, 1)], { class: "primary" }),
  street([at(0, 0), at(0, 1)]),
  street([at(1, 0), at(1, 1)], { oneway: true }),
  street([at(2, 0), at(2, 1)], { class: "footway" }),
  // A bridge over the middle of the town: it meets nothing but its ends.
  street([at(0, 2), at(0.5, 0.5), at(3, 0)], { class: "trunk" }),
];
const graph = buildRoadGraph(town);
const roads = indexRoads(graph);
const place = (position: RoadPosition, mode: "drive" | "walk" = "drive"): RoadPlace => {
  const found = roads.nearest(position, mode);
  if (found === undefined) throw new Error("no road near");
  return found;
};

describe("roads as a graph", () => {
  test("meet where they share a position, and nowhere else", () => {
    expect(graph.nodes).toBe(8);
    expect(graph.edges).toBe(8);
    expect(new Set(graph.part).size).toBe(2);
  });

  test("a place is put on the nearest road one may use in this way", () => {
    expect(place(at(2, 0.4), "walk").position).toEqual([112.002, 28.0004]);
    expect(place(at(2, 0.4)).position[0]).toBeLessThan(112.002);
    expect(roads.nearest([113, 29], "drive")).toBeUndefined();
    expect(place(at(0.25, 0)).share).toBeCloseTo(0.25, 2);
  });
});

describe("the way between two places", () => {
  const way = (from: RoadPosition, to: RoadPosition, mode: "drive" | "walk" = "drive") =>
    findRoute(graph, { from: place(from, mode), to: place(to, mode), mode });

  test("takes a one-way street in its direction alone; on foot both", () => {
    expect(way(at(1, 0), at(1, 1))?.metres).toBeCloseTo(111.2, 0);
    expect(way(at(1, 1), at(1, 0))?.line).toEqual([at(1, 1), at(0, 1), at(0, 0), at(1, 0)]);
    expect(way(at(1, 1), at(1, 0), "walk")?.metres).toBeCloseTo(111.2, 0);
  });

  test("against a one-way street one drives around, also within one stretch of it", () => {
    const back = way(at(1, 0.75), at(1, 0.25));
    expect(back?.line.length).toBeGreaterThan(4);
    expect(way(at(1, 0.25), at(1, 0.75))?.metres).toBeCloseTo(55.6, 0);
  });

  test("there is none to the bridge, which hangs together with nothing", () => {
    expect(way(at(0, 0), at(3, 0))).toBeUndefined();
  });

  test("nobody drives over a footway", () => {
    expect(way(at(2, 0), at(2, 1))?.line).toEqual([at(2, 0), at(1, 0), at(1, 1), at(2, 1)]);
    expect(way(at(2, 0), at(2, 1), "walk")?.line).toEqual([at(2, 0), at(2, 1)]);
  });

  test("begins and ends on the way, not at junctions", () => {
    const route = way(at(0.5, 0), at(0, 0.5));
    expect(route?.line[0]).toEqual(at(0.5, 0));
    expect(route?.metres).toBeCloseTo(0.5 * 111.2 * Math.cos((28 * Math.PI) / 180) + 55.6, 0);
  });
});

test("the soonest of many are those a search for each would find, going and coming", () => {
  const side = fc.integer({ min: 0, max: 6 });
  const piece = fc.tuple(side, side, fc.boolean(), fc.constantFrom("primary", "residential", "alley"), fc.boolean());
  fc.assert(
    fc.property(fc.array(piece, { minLength: 12, maxLength: 40 }), (pieces) => {
      const made = buildRoadGraph(
        pieces.map(([x, y, isEast, name, oneway]) =>
          street([at(x, y), isEast ? at(x + 1, y) : at(x, y + 1)], { class: name, oneway }),
        ),
      );
      const index = indexRoads(made);
      const find = (x: number, y: number) => index.nearest(at(x, y), "drive", 5_000);
      const spots = [0.3, 1.6, 2.4, 3.7, 4.2, 5.9].flatMap((x) => find(x, 6 - x) ?? []);
      const [from, ...targets] = spots;
      if (from === undefined) return;
      for (const inbound of [false, true]) {
        const soonest = findSoonest(made, { from, targets, mode: "drive", most: 3, inbound });
        const each = targets
          .flatMap(
            (to) => findRoute(made, { ...(inbound ? { from: to, to: from } : { from, to }), mode: "drive" }) ?? [],
          )
          .map(({ seconds }) => seconds)
          .sort((one, other) => one - other)
          .slice(0, 3);
        expect(soonest.length).toBe(each.length);
        for (const [rank, { seconds }] of soonest.entries()) expect(seconds).toBeCloseTo(each[rank] ?? -1, 3);
      }
    }),
  );
});
