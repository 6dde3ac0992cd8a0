import { pointsOf, type Roads } from "../land/road.ts";
import type { RoadClass, Way } from "../mesh/mesh.ts";
import { toPlaces } from "../place.ts";
import type { Features, Said } from "./feature.ts";
import { findJoints } from "./join.ts";
import { findOneWays } from "./one-way.ts";

/** Lanes in all and the usual limit, by class. */
const said: Readonly<Record<RoadClass, readonly [lanes: number, speedKmh: number]>> = {
  motorway: [4, 120],
  trunk: [6, 80],
  primary: [6, 60],
  secondary: [4, 50],
  tertiary: [2, 40],
  residential: [2, 30],
  service: [1, 15],
  alley: [1, 10],
  track: [1, 20],
};

/** What stands on the signs of roads that go on to other cities. */
const numbers: Readonly<Record<string, string>> = { motorway: "S29", ring: "S217", "county-loop": "X012" };

/** What is said of a stretch of road beside its course. */
const roadSaid = (way: Way, isBridge: boolean, isOneWay: boolean): Omit<Said, "name"> => {
  const rank = way.class ?? "service";
  const [lanes, speedKmh] = said[rank];
  const number = numbers[way.key ?? ""];
  const signed = number === undefined ? {} : { number };
  return {
    class: rank,
    properties: {
      lanes,
      speedKmh,
      ...signed,
      ...(isBridge ? { bridge: true } : {}),
      ...(isOneWay ? { oneway: true } : {}),
    },
  };
};

const railSaid = (way: Way, isBridge: boolean): Omit<Said, "name"> => ({
  class: way.key === "rail" ? "rail" : "siding",
  properties: isBridge ? { bridge: true } : {},
});

/** Tracks that make one net of all roads. */
const drawJoints = (features: Features, roads: Roads): void => {
  const lines = roads.list.flatMap(({ way, stretches }) => (way.kind === "rail" ? [] : stretches.map(pointsOf)));
  const [lanes, speedKmh] = said.track;
  for (const joint of findJoints(lines))
    features.add(
      "road",
      { class: "track", properties: { lanes, speedKmh } },
      { type: "LineString", coordinates: toPlaces(joint) },
    );
};

/** Roads and rail as lines; a bridge is a line of its own between the same corners. */
export const drawWays = (features: Features, roads: Roads): void => {
  const oneWays = findOneWays(roads);
  for (const { way, name, stretches } of roads.list)
    for (const stretch of stretches) {
      const driven = oneWays.get(stretch);
      const tell =
        way.kind === "rail" ? railSaid(way, stretch.isBridge) : roadSaid(way, stretch.isBridge, driven !== undefined);
      const geometry = { type: "LineString", coordinates: toPlaces(driven ?? pointsOf(stretch)) } as const;
      features.add(way.kind === "rail" ? "rail" : "road", { ...tell, name }, geometry);
    }
  drawJoints(features, roads);
};
