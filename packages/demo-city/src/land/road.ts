import type { Label } from "@chengyun/kernel";
import { distance, type Point } from "../mesh/geometry.ts";
import { byCorner, type Half, halvesOf, type Mesh, type Vertex, type Way } from "../mesh/mesh.ts";
import { nameWay } from "../name/road-name.ts";
import type { Stems } from "../name/stem.ts";

/** A stretch of one way between its ends or forks, on the ground or on a bridge. */
export interface Stretch {
  readonly halves: readonly Half[];
  readonly isBridge: boolean;
}

/** A way with all its stretches, its name, and how far along it each edge begins. */
export interface Road {
  readonly way: Way;
  readonly name: Label | undefined;
  readonly stretches: readonly Stretch[];
}

/** All ways of the city, and where edges lie along theirs. */
export interface Roads {
  readonly list: readonly Road[];
  readonly nameOf: (way: Way) => Label | undefined;
  /** Metres from the way's beginning to where a half-edge begins. */
  readonly chainage: (half: Half) => number;
}

const isWater = (half: Half): boolean =>
  half.face.ground !== "land" && half.face.ground !== "outside" && half.face.ground !== "lake";

const overWater = (half: Half): boolean => isWater(half) && isWater(half.twin);

/** Edges of every way, each once. */
const edgesByWay = (mesh: Mesh): Map<Way, Half[]> => {
  const byWay = new Map<Way, Half[]>();
  for (const face of mesh.faces)
    for (const half of halvesOf(face)) {
      if (half.from.id > half.twin.from.id || (half.way.kind !== "road" && half.way.kind !== "rail")) continue;
      const known = byWay.get(half.way);
      if (known === undefined) byWay.set(half.way, [half]);
      else known.push(half);
    }
  return byWay;
};

/** Walks the edges of one way into stretches that end where it forks, ends, or begins to be a bridge. */
const toStretches = (edges: readonly Half[]): Stretch[] => {
  const out = byCorner(edges);
  const walked = new Set<Half>();
  const isThrough = (vertex: Vertex): boolean => {
    const [one, other, third] = out.get(vertex) ?? [];
    return one !== undefined && other !== undefined && third === undefined && overWater(one) === overWater(other);
  };
  const walk = (start: Half): Stretch => {
    const halves: Half[] = [];
    let at: Half | undefined = start;
    while (at !== undefined && !walked.has(at)) {
      const here: Half = at;
      walked.add(here).add(here.twin);
      halves.push(here);
      const end = here.twin.from;
      at = isThrough(end) ? out.get(end)?.find((half) => half !== here.twin) : undefined;
    }
    return { halves, isBridge: overWater(start) };
  };
  const stretches: Stretch[] = [];
  for (const [vertex, halves] of out)
    if (!isThrough(vertex)) for (const half of halves) if (!walked.has(half)) stretches.push(walk(half));
  for (const half of edges) if (!walked.has(half)) stretches.push(walk(half));
  return stretches;
};

export const pointsOf = ({ halves }: Stretch): Point[] => {
  const last = halves.at(-1);
  return [...halves.map(({ from }) => from.at), ...(last === undefined ? [] : [last.twin.from.at])];
};

/** Names the ways of a divided mesh and lays out their stretches. */
export const layRoads = (mesh: Mesh, stems: Stems): Roads => {
  const names = new Map<Way, Label | undefined>();
  const begins = new Map<Half, number>();
  const list = [...edgesByWay(mesh)]
    .sort(([one], [other]) => one.id - other.id)
    .map(([way, edges]): Road => {
      const isCountry = edges.every(({ face, twin }) => face.zone === "rural" || twin.face.zone === "rural");
      const name = nameWay(way, stems, isCountry);
      names.set(way, name);
      const stretches = toStretches(edges);
      let along = 0;
      for (const { halves } of stretches)
        for (const half of halves) {
          const length = distance(half.from.at, half.twin.from.at);
          begins.set(half, along);
          begins.set(half.twin, along + length);
          along += length;
        }
      return { way, name, stretches };
    });
  return { list, nameOf: (way) => names.get(way), chainage: (half) => begins.get(half) ?? 0 };
};
