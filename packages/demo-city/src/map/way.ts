import { pointsOf, type Roads } from "../land/road.ts";
import type { RoadClass } from "../mesh/mesh.ts";
import { toPlaces } from "../place.ts";
import type { Features } from "./feature.ts";

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

/** Roads and rail as lines; a bridge is a line of its own between the same corners. */
export const drawWays = (features: Features, roads: Roads): void => {
  for (const { way, name, stretches } of roads.list)
    for (const stretch of stretches) {
      const geometry = { type: "LineString", coordinates: toPlaces(pointsOf(stretch)) } as const;
      const bridge = stretch.isBridge ? { bridge: true } : {};
      if (way.kind === "rail") {
        const rank = way.key === "rail" ? "rail" : "siding";
        features.add("rail", { class: rank, name, properties: bridge }, geometry);
      } else {
        const rank = way.class ?? "service";
        const [lanes, speedKmh] = said[rank];
        features.add("road", { class: rank, name, properties: { lanes, speedKmh, ...bridge } }, geometry);
      }
    }
};
