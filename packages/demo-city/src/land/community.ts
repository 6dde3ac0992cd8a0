import { areaOf, distance, outlineMiddle } from "../mesh/geometry.ts";
import { type Face, halvesOf, type Mesh, outlineOf, sideLength } from "../mesh/mesh.ts";
import { towns } from "./drawing.ts";

/** Square metres below which a face is no community of its own but belongs to a neighbour. */
const leastOf = (zone: string): number => (zone === "rural" ? 1_300_000 : 170_000);

/** Metres of border a face shares with each community around it. */
const sharedBorders = (face: Face): Map<number, number> => {
  const shared = new Map<number, number>();
  for (const half of halvesOf(face)) {
    const other = half.twin.face.community;
    // A river parts communities; a street joins them.
    const weight = half.way.kind === "bank" ? 0.5 : 1;
    if (other >= 0) shared.set(other, (shared.get(other) ?? 0) + sideLength(half) * weight);
  }
  return shared;
};

const nearestTown = (face: Face): number => {
  const at = outlineMiddle(outlineOf(face)) ?? [0, 0];
  const far = towns.map((town) => distance(town.at, at));
  return far.indexOf(Math.min(...far));
};

/**
 * Gives every face within the county its community or village: large faces become one each, a town's faces are one
 * together, what is left over (strips, rivers, the moat) joins the neighbour it borders longest.
 */
export const groupCommunities = (mesh: Mesh): void => {
  const inside = mesh.faces.filter((face) => face.ground !== "outside");
  let next = towns.length;
  for (const face of inside) {
    if (face.zone === "town") face.community = nearestTown(face);
    else if (face.ground === "lake") face.community = next++;
    else if (face.ground === "land" && face.zone !== "green" && areaOf(outlineOf(face)) >= leastOf(face.zone))
      face.community = next++;
  }
  for (let left = inside.filter(({ community }) => community < 0); left.length > 0; ) {
    const chosen = left.map((face) => {
      const ranked = [...sharedBorders(face)].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
      return ranked[0]?.[0] ?? -1;
    });
    left.forEach((face, index) => {
      face.community = chosen[index] ?? -1;
    });
    const still = left.filter(({ community }) => community < 0);
    if (still.length === left.length) return;
    left = still;
  }
};
