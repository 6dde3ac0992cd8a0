import { placeFarmhouses } from "../build/home.ts";
import { type Built, box, partsOf, reaches, southGrid, spanOf } from "../build/plot.ts";
import {
  across,
  areaOf,
  distance,
  distanceToLine,
  isIn,
  lerp,
  type Outline,
  type Point,
  unit,
} from "../mesh/geometry.ts";
import { inset } from "../mesh/inset.ts";
import { type Face, type Half, halvesOf, outlineOf } from "../mesh/mesh.ts";
import { newRandom, type Random } from "../random.ts";
import { type Field, newRoughField } from "./noise.ts";
import type { Skeleton } from "./skeleton.ts";

/** Green and water of a piece of country. */
export interface Ground {
  readonly outline: Outline;
  readonly kind: "green" | "water";
  readonly class: "farmland" | "wood" | "pond" | "wetland" | "orchard";
  readonly face: Face;
}

/** Farmhouses of a face. */
export interface Hamlet {
  readonly face: Face;
  readonly built: readonly Built[];
}

/** What the open country holds. */
export interface Country {
  readonly grounds: readonly Ground[];
  readonly hamlets: readonly Hamlet[];
}

/** How hilly it is: the north and the far corners rise. Above 0.2 woods stand. */
export const newHills = (seed: number): Field => {
  const rough = newRoughField(seed, 3_200);
  return (at) => {
    const north = (at[1] - 5_200) / 9_000;
    const edge = distance(at, [0, -1_500]) / 15_000 - 0.75;
    return rough(at) * 0.9 + Math.max(-0.35, Math.min(0.5, Math.max(north, edge)));
  };
};

/** Fish ponds side by side with dykes between. */
const layPonds = (face: Face, random: Random): Outline[] => {
  const inner = inset(outlineOf(face), (side) => (halvesOf(face)[side]?.way.clear ?? 4) + 14);
  if (inner.length < 3) return [];
  const grid = southGrid(inner);
  const { v } = reaches(inner, grid);
  const ponds: Outline[] = [];
  const deep = random.between(60, 110);
  for (let south = v[0]; south + deep < v[1]; south += deep + 9) {
    const span = spanOf(inner, grid, [south, south + deep]);
    if (span === undefined) continue;
    for (const part of partsOf(span, random.between(40, 66), 7))
      if (!random.chance(0.06)) ponds.push(box(grid, part, [south, south + deep]));
  }
  return ponds;
};

const isVillageRoad = ({ way, twin }: Half): boolean =>
  way.kind === "road" && way.class !== "motorway" && way.class !== "trunk" && twin.face.ground === "land";

/** Places along a road, in one or two rows, where houses of a hamlet stand. */
const placesAlong = (face: Face, edge: Half, random: Random): { at: Point; along: Point }[] => {
  const outline = outlineOf(face);
  const [from, to] = [edge.from.at, edge.twin.from.at];
  const along = unit(from, to);
  const aside = across(along);
  const length = distance(from, to);
  const places: { at: Point; along: Point }[] = [];
  const rows = random.chance(0.4) ? 2 : 1;
  for (let row = 0; row < rows; row += 1)
    for (let at = random.between(6, 20); at < length - 8; at += random.between(16, 27)) {
      if (random.chance(0.15)) continue;
      const far = edge.way.clear + 9 + row * random.between(17, 24) + random.between(0, 5);
      const [x, y] = lerp(from, to, at / length);
      const point: Point = [x + aside[0] * far, y + aside[1] * far];
      const isClear = isIn(point, outline) && halvesOf(face).every((half) => half === edge || keepsOff(point, half));
      if (isClear) places.push({ at: point, along });
    }
  return places;
};

const keepsOff = (point: Point, half: Half): boolean =>
  distanceToLine(point, [half.from.at, half.twin.from.at]) > half.way.clear + 12;

/** How many houses a face holds, by chance and by how near a road or the city is. */
const settle = (face: Face, random: Random, share: number): Built[] => {
  const edges = halvesOf(face).filter(isVillageRoad);
  if (edges.length === 0 || !random.chance(share)) return [];
  const start = Math.floor(random.next() * edges.length);
  const count = Math.min(edges.length, 2 + Math.floor(random.next() * 3));
  const places = Array.from({ length: count }, (_, index) => edges[(start + index) % edges.length]).flatMap((edge) =>
    edge === undefined ? [] : placesAlong(face, edge, random),
  );
  return placeFarmhouses(places.slice(0, 22), random).filter(({ outline }) =>
    outline.every((corner) => isIn(corner, outlineOf(face))),
  );
};

/** Fields, a wood or ponds: what a piece of country is covered with. */
const coverOf = (face: Face, random: Random, isWood: boolean, toLake: number): Ground[] => {
  if (!isWood && random.chance(toLake < 2_600 ? 0.27 : 0.035))
    return layPonds(face, random).map((outline): Ground => ({ outline, kind: "water", class: "pond", face }));
  const halves = halvesOf(face);
  const outline = inset(outlineOf(face), (side) => (halves[side]?.way.clear ?? 0) + 2);
  if (outline.length < 3) return [];
  const open = random.chance(0.1) ? "orchard" : "farmland";
  return [{ outline, kind: "green", class: isWood ? "wood" : open, face }];
};

/** Fields, woods, ponds and hamlets of every rural face. */
export const layCountry = (skeleton: Skeleton, seed: number): Country => {
  const hills = newHills(seed);
  const grounds: Ground[] = [];
  const hamlets: Hamlet[] = [];
  const faces = skeleton.mesh.faces.filter(({ zone, ground }) => zone === "rural" && ground === "land");
  for (const face of faces) {
    const random = newRandom((seed * 17 + face.id * 7_919) >>> 0);
    const outline = outlineOf(face);
    const [corner] = outline;
    if (corner === undefined || areaOf(outline) < 3_000) continue;
    const isWood = hills(corner) > 0.2;
    const cover = coverOf(face, random, isWood, distanceToLine(corner, skeleton.lake));
    grounds.push(...cover);
    const built = cover.length > 1 ? [] : settle(face, random, isWood ? 0.12 : 0.4);
    if (built.length > 0) hamlets.push({ face, built });
  }
  return { grounds, hamlets };
};
