import { describe, expect, test } from "vitest";
import { metresApart } from "./distance.ts";
import { listExtent, type RoadLimit } from "./road-extent.ts";
import { buildRoadGraph, type Road, type RoadPosition } from "./road-graph.ts";
import { indexRoads } from "./road-place.ts";

const at = (column: number, row: number): RoadPosition => [112 + column / 1_000, 28 + row / 1_000];
const street = (line: readonly RoadPosition[], more: Partial<Road> = {}): Road => ({
  ...{ class: "residential", oneway: false, line },
  ...more,
});
/** A street of a kilometre to the east, one driven towards it from the north, one without a junction beside it. */
const graph = buildRoadGraph([
  street([at(0, 0), at(10, 0)]),
  street([at(5, 5), at(5, 4), at(0, 0)], { oneway: true }),
  street([at(0, 0.2), at(10, 0.2)]),
]);
const roads = indexRoads(graph);
const extent = (position: RoadPosition, within: RoadLimit, mode: "drive" | "walk" = "drive") => {
  const from = roads.nearest(position, mode);
  if (from === undefined) throw new Error("no road near");
  return listExtent(graph, { from, mode, within });
};

describe("how far one comes over the roads", () => {
  test("in metres, both ways along the street, and onto no street that does not meet it", () => {
    const reached = extent(at(5, 0), { metres: 200 });
    expect(reached.every(([, y]) => y === 28)).toBe(true);
    const far = Math.max(...reached.map((position) => metresApart(at(5, 0), position)));
    expect(far).toBeGreaterThan(150);
    expect(far).toBeLessThanOrEqual(200);
    expect(reached.length).toBeGreaterThan(6);
  });

  test("around a corner the way counts, not the distance; against a one-way street one walks but does not drive", () => {
    const north = (mode: "drive" | "walk") => extent(at(0, 0), { metres: 400 }, mode).filter(([, y]) => y > 28.001);
    expect(north("drive")).toEqual([]);
    expect(north("walk").length).toBeGreaterThan(3);
  });

  test("in seconds of an ordinary hour: on foot less far than driving", () => {
    const far = (mode: "drive" | "walk") =>
      Math.max(...extent(at(0, 0), { seconds: 60 }, mode).map((position) => metresApart(at(0, 0), position)));
    expect(far("walk")).toBeGreaterThan(40);
    expect(far("walk")).toBeLessThan(100);
    expect(far("drive")).toBeGreaterThan(200);
  });

  test("no distance at all is the place itself", () => {
    expect(extent(at(3, 0), { metres: 0 })).toContainEqual(at(3, 0));
  });
});
