import { areaPath, type Label } from "@chengyun/kernel";
import type { CityArea, Geometry } from "../city-shape.ts";
import { towns } from "../land/drawing.ts";
import { areaOf, distance, outlineMiddle, type Point } from "../mesh/geometry.ts";
import { type Face, halvesOf, type Mesh, outlineOf, sideLength } from "../mesh/mesh.ts";
import { type Region, regionOf } from "../mesh/region.ts";
import type { Stems } from "../name/stem.ts";
import { toRing } from "../place.ts";
import { districts } from "./district.ts";

/** The city's areas, and in which of them a face lies. */
export interface Areas {
  readonly list: readonly CityArea[];
  /** Path of the deepest area of a face; undefined outside the county. */
  readonly pathOf: (face: Face) => string | undefined;
  readonly communityNames: ReadonlyMap<number, Label>;
}

/** Square metres a grid cell has at least; smaller faces join a neighbour. */
const leastCell = 7_500;

export const toGeometry = (region: Region): Geometry => {
  const polygons = region.map((rings) => rings.map(toRing));
  const [only] = polygons;
  return polygons.length === 1 && only !== undefined
    ? { type: "Polygon", coordinates: only }
    : { type: "MultiPolygon", coordinates: polygons };
};

const digits = (value: number, count = 3): string => String(value).padStart(count, "0");

const middleOf = (faces: readonly Face[]): Point => {
  let [x, y, sum] = [0, 0, 0];
  for (const face of faces) {
    const outline = outlineOf(face);
    const size = areaOf(outline);
    const [east, north] = outlineMiddle(outline) ?? [0, 0];
    x += east * size;
    y += north * size;
    sum += size;
  }
  return [x / sum, y / sum];
};

const districtOf = (at: Point): number => {
  const far = districts.map((one) => distance(one.at, at) - one.reach);
  return far.indexOf(Math.min(...far));
};

const groupBy = <Key>(faces: readonly Face[], keyOf: (face: Face) => Key): Map<Key, Face[]> => {
  const groups = new Map<Key, Face[]>();
  for (const face of faces) {
    const key = keyOf(face);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [face]);
    else known.push(face);
  }
  return groups;
};

/** Grid cells of a community: its blocks, small ones joined to a neighbour across a lane. */
const cellsOf = (faces: readonly Face[]): Face[][] => {
  const cellOf = new Map<Face, Face[]>(faces.map((face) => [face, [face]]));
  const sizeOf = (cell: readonly Face[]): number => cell.reduce((sum, face) => sum + areaOf(outlineOf(face)), 0);
  const sizes = new Map<Face[], number>([...cellOf.values()].map((cell) => [cell, sizeOf(cell)]));
  for (const face of faces) {
    const cell = cellOf.get(face) ?? [face];
    if ((sizes.get(cell) ?? 0) >= leastCell) continue;
    const around = cell
      .flatMap(halvesOf)
      .filter(({ twin }) => twin.face.community === face.community && cellOf.get(twin.face) !== cell)
      .filter(({ twin }) => cellOf.has(twin.face));
    const best = around.sort((one, other) => one.way.clear - other.way.clear || sideLength(other) - sideLength(one))[0];
    const into = best === undefined ? undefined : cellOf.get(best.twin.face);
    if (into === undefined) continue;
    into.push(...cell);
    sizes.set(into, (sizes.get(into) ?? 0) + (sizes.get(cell) ?? 0));
    for (const moved of cell) cellOf.set(moved, into);
  }
  return [...new Set(cellOf.values())];
};

/** Whether a community is built up and so divided into grid cells. */
const isBuiltUp = (faces: readonly Face[]): boolean => faces.some(({ zone }) => zone !== "rural" && zone !== "lake");

const nameCommunity = (faces: readonly Face[], number: number, stems: Stems): Label => {
  const town = towns[number];
  const district = town === undefined ? undefined : districts.find(({ at }) => distance(at, town.at) < 10);
  if (district !== undefined)
    return { zh: `${district.name.zh.slice(0, -1)}街社区`, en: `${district.name.en.split(" ")[0]} Street Community` };
  if (faces.some(({ ground }) => ground === "lake")) {
    const { name } = districts[districtOf(middleOf(faces))] ?? districts[0] ?? { name: { zh: "", en: "" } };
    return { zh: `云泽湖${name.zh.slice(0, 2)}水域`, en: `Yunze Lake, ${name.en.split(" ")[0]} Waters` };
  }
  if (!isBuiltUp(faces)) {
    const { zh, en } = stems.village();
    return { zh: `${zh}村`, en: `${en} Village` };
  }
  const { zh, en } = stems.road();
  return { zh: `${zh}社区`, en: `${en} Community` };
};

/** Makes the five levels from the faces of the plan: they share every border because they share every edge. */
export const makeAreas = (mesh: Mesh, stems: Stems): Areas => {
  const list: CityArea[] = [];
  const paths = new Map<Face, string>();
  const communityNames = new Map<number, Label>();
  const add = (level: CityArea["level"], code: string, parentPath: string, said: readonly [Label, readonly Face[]]) => {
    const path = areaPath(code, parentPath);
    const geometry = toGeometry(regionOf(said[1]));
    list.push({ ref: `yunze/area/${code}`, level, code, path, parentPath, name: said[0], geometry });
    return path;
  };
  const inside = mesh.faces.filter(({ community }) => community >= 0);
  const outside = mesh.faces.filter((face) => face.ground === "outside" && areaOf(outlineOf(face)) > 0);
  const prefecture = add(1, "439800", "", [{ zh: "湘泽市", en: "Xiangze" }, [...inside, ...outside]]);
  const county = add(2, "439881", prefecture, [{ zh: "云泽市", en: "Yunze" }, inside]);
  const communities = groupBy(inside, ({ community }) => community);
  const districtOfCommunity = new Map(
    [...communities].map(([number, faces]) => [number, districtOf(towns[number]?.at ?? middleOf(faces))]),
  );
  districts.forEach(({ name }, index) => {
    const own = [...communities]
      .filter(([number]) => districtOfCommunity.get(number) === index)
      .sort(([one], [other]) => one - other);
    const code = `439881${digits(index + 1)}`;
    const street = add(3, code, county, [name, own.flatMap(([, faces]) => faces)]);
    own.forEach(([number, faces], place) => {
      const inner = `${code}${digits(place + 1)}`;
      const label = nameCommunity(faces, number, stems);
      communityNames.set(number, label);
      const community = add(4, inner, street, [label, faces]);
      for (const face of faces) paths.set(face, community);
      if (!isBuiltUp(faces)) return;
      cellsOf(faces).forEach((cell, turn) => {
        const said = { zh: `${label.zh}第${turn + 1}网格`, en: `${label.en}, cell ${turn + 1}` };
        const path = add(5, `${inner}${digits(turn + 1)}`, community, [said, cell]);
        for (const face of cell) paths.set(face, path);
      });
    });
  });
  return { list, pathOf: (face) => paths.get(face), communityNames };
};
