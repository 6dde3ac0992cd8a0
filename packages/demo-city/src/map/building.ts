import type { Label } from "@chengyun/kernel";
import type { Built } from "../build/plot.ts";
import type { Roads } from "../land/road.ts";
import { centroidOf, distanceToSide, type Point, shareAlong } from "../mesh/geometry.ts";
import { type Face, halvesOf } from "../mesh/mesh.ts";
import { toRing } from "../place.ts";
import type { Features } from "./feature.ts";

/** Metres of street for each house number: even on the left, odd on the right. */
const numberEvery = 9;

/** The address of a point of a face: on the nearest named street around it. */
export const addressOf = (face: Face, at: Point, roads: Roads): Label | undefined => {
  let best: { far: number; name: Label; number: number } | undefined;
  for (const half of halvesOf(face)) {
    const name = roads.nameOf(half.way);
    if (name === undefined || half.way.kind !== "road") continue;
    const [from, to] = [half.from.at, half.twin.from.at];
    const far = distanceToSide(at, from, to);
    if (best !== undefined && far >= best.far) continue;
    const [begin, end] = [roads.chainage(half), roads.chainage(half.twin)];
    const along = begin + (end - begin) * shareAlong(at, from, to);
    best = { far, name, number: 2 * Math.floor(along / numberEvery) + (end > begin ? 2 : 1) };
  }
  return best === undefined || best.far > 400
    ? undefined
    : { zh: `${best.name.zh}${best.number}号`, en: `${best.number} ${best.name.en}` };
};

/** Draws a building with its height, use and address. */
export const drawBuilding = (features: Features, roads: Roads, face: Face, built: Built): void => {
  const { outline, use, levels, heightM, name } = built;
  const address = addressOf(face, centroidOf(outline), roads);
  const height =
    heightM === undefined || heightM === 0 ? Math.round(levels * (use === "residential" ? 3 : 3.6)) : heightM;
  features.add(
    "building",
    { class: use, name, properties: { heightM: height, levels, ...(address === undefined ? {} : { address }) } },
    { type: "Polygon", coordinates: [toRing(outline)] },
  );
};
