import { islands, streams } from "../land/drawing.ts";
import type { Skeleton } from "../land/skeleton.ts";
import { smooth } from "../mesh/curve.ts";
import { areaOf, distanceToLine, type Outline, type Point } from "../mesh/geometry.ts";
import { type Face, type Ground, halvesOf, outlineOf } from "../mesh/mesh.ts";
import { regionOf } from "../mesh/region.ts";
import { toPlaces, toRing } from "../place.ts";
import type { Random } from "../random.ts";
import type { Features } from "./feature.ts";

const islandNames = [
  { zh: "菱洲", en: "Ling Islet" },
  { zh: "白鹭岛", en: "Egret Island" },
  { zh: "小菱洲", en: "Little Ling Islet" },
  { zh: "雁栖洲", en: "Yanqi Islet" },
];

const islandRing = ([middle, length, width, turn]: (typeof islands)[number], random: Random): Outline => {
  const phase = random.between(0, 6);
  return Array.from({ length: 40 }, (_, corner): Point => {
    const angle = (2 * Math.PI * corner) / 40;
    const far = 1 + 0.14 * Math.sin(3 * angle + phase) + 0.08 * Math.sin(7 * angle + 2 * phase);
    const [u, v] = [length * far * Math.cos(angle), width * far * Math.sin(angle)];
    return [middle[0] + u * Math.cos(turn) - v * Math.sin(turn), middle[1] + u * Math.sin(turn) + v * Math.cos(turn)];
  });
};

const facesOf = (skeleton: Skeleton, ground: Ground): Face[] =>
  skeleton.mesh.faces.filter((face) => face.ground === ground && areaOf(outlineOf(face)) > 0);

/** Where the river flows into the lake: the lake's own, so that no line is drawn across the open water. */
const mouthOf = ({ mesh, river, outlet }: Skeleton): Face[] =>
  mesh.faces.filter((face) => {
    if (face.ground !== "river" || !halvesOf(face).some(({ twin }) => twin.face.ground === "lake")) return false;
    const [corner = [0, 0]] = outlineOf(face);
    return distanceToLine(corner, river) < distanceToLine(corner, outlet);
  });

/** Lake with its islands, river, moat and canal, the basin; rivers get a line down their middle for their name. */
export const drawWater = (features: Features, skeleton: Skeleton, random: Random): void => {
  const rings = islands.map((island) => toRing(islandRing(island, random)));
  const mouth = new Set(mouthOf(skeleton));
  const [shore] = regionOf([...facesOf(skeleton, "lake"), ...facesOf(skeleton, "basin"), ...mouth]);
  if (shore !== undefined)
    features.add(
      "water",
      { class: "lake", name: { zh: "云泽湖", en: "Yunze Lake" } },
      { type: "Polygon", coordinates: [...shore.map(toRing), ...rings.map((ring) => [...ring].reverse())] },
    );
  rings.forEach((ring, index) => {
    features.add("green", { class: "wood", name: islandNames[index] }, { type: "Polygon", coordinates: [ring] });
  });
  for (const [ground, rank] of [
    ["river", "river"],
    ["moat", "canal"],
  ] as const)
    for (const polygon of regionOf(facesOf(skeleton, ground).filter((face) => !mouth.has(face))))
      features.add("water", { class: rank }, { type: "Polygon", coordinates: polygon.map(toRing) });
  for (const { zh, en, points } of streams)
    features.add(
      "water",
      { class: "stream", name: { zh, en } },
      { type: "LineString", coordinates: toPlaces(smooth(points, 90)) },
    );
  const lines = [
    [skeleton.river, "river", { zh: "青萍河", en: "Qingping River" }],
    [skeleton.outlet, "river", { zh: "泽口河", en: "Zekou River" }],
    [skeleton.moat, "canal", { zh: "护城河", en: "City Moat" }],
    [skeleton.canal, "canal", { zh: "东渠", en: "East Canal" }],
  ] as const;
  for (const [line, rank, name] of lines)
    features.add("water", { class: rank, name }, { type: "LineString", coordinates: toPlaces(line) });
};

/** Strips along river, shore and moat. */
export const drawStrips = (features: Features, skeleton: Skeleton): void => {
  const strips = skeleton.mesh.faces.filter(({ zone }) => zone === "green");
  for (const face of strips) {
    const touchesLake = outlineOf(face).some(([, north]) => north < -1_800);
    const name = touchesLake && areaOf(outlineOf(face)) > 60_000 ? { zh: "湖滨公园", en: "Lakeside Park" } : undefined;
    features.add("green", { class: "park", name }, { type: "Polygon", coordinates: [toRing(outlineOf(face))] });
  }
};
