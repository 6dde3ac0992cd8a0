import { arrange, type DrawnLine } from "../mesh/arrange.ts";
import { offset, roughen, smooth } from "../mesh/curve.ts";
import { areaOf, distanceToLine, fitBox, isIn, type Outline, outlineMiddle, type Point } from "../mesh/geometry.ts";
import { type Face, halvesOf, type Mesh, outlineOf, type RoadClass, type Way, type WayKind } from "../mesh/mesh.ts";
import type { Random } from "../random.ts";
import * as drawing from "./drawing.ts";

/** Metres from a road's middle to where ground may be built on: carriageway, pavement, verge. */
export const clearOf: Readonly<Record<RoadClass, number>> = {
  motorway: 45,
  trunk: 30,
  primary: 25,
  secondary: 18,
  tertiary: 13,
  residential: 10,
  service: 6,
  alley: 3.5,
  track: 4,
};

/** Hands out ways with their numbers. */
export type NewWay = (kind: WayKind, said?: { class?: RoadClass; key?: string; clear?: number }) => Way;

/** The plan before division: the mesh of everything drawn by hand, and the shapes it was drawn from. */
export interface Skeleton {
  readonly mesh: Mesh;
  readonly newWay: NewWay;
  readonly river: readonly Point[];
  readonly outlet: readonly Point[];
  readonly moat: readonly Point[];
  readonly canal: readonly Point[];
  readonly lake: Outline;
  readonly county: Outline;
  readonly oldTown: Outline;
  readonly ring: Outline;
  readonly towns: readonly { readonly key: string; readonly at: Point; readonly outline: Outline }[];
}

const newWays = (): NewWay => {
  let id = 0;
  return (kind, said = {}) => ({
    ...{ id: id++, kind, class: said.class, key: said.key },
    clear: said.clear ?? (said.class === undefined ? (kind === "rail" ? 22 : 6) : clearOf[said.class]),
  });
};

/** Half the river's width: it widens on its way, most at its mouth. */
export const halfRiver = (share: number): number => 42 + 22 * share + 70 * Math.max(0, (share - 0.955) / 0.045) ** 2;
export const halfMoat = 11;
const halfOutlet = 48;

const shake = (points: readonly Point[], random: Random, metres: number): Point[] =>
  points.map(([x, y]) => [x + random.between(-metres, metres), y + random.between(-metres, metres)]);

const closeUp = (points: readonly Point[]): Point[] => [...points, ...points.slice(0, 1)];

const townRing = ({ at, radius }: (typeof drawing.towns)[number], random: Random): Point[] => {
  const turn = random.between(0, 1);
  const corners = Array.from({ length: 9 }, (_, corner): Point => {
    const angle = turn + (2 * Math.PI * corner) / 9;
    const far = radius * random.between(0.82, 1.12);
    return [at[0] + far * Math.cos(angle) * 1.15, at[1] + far * Math.sin(angle) * 0.9];
  });
  return smooth(corners, 120, true);
};

const waterLines = (
  shapes: Pick<Skeleton, "river" | "outlet" | "moat" | "canal" | "lake">,
  newWay: NewWay,
): DrawnLine[] => {
  const bank = newWay("bank");
  const quay = newWay("bank", { clear: 4 });
  const line = (points: readonly Point[], way: Way): DrawnLine => ({ points, way });
  return [
    line(closeUp(shapes.lake), newWay("shore", { clear: 10 })),
    line(offset(shapes.river, halfRiver), bank),
    line(
      offset(shapes.river, (share) => -halfRiver(share)),
      bank,
    ),
    line(
      offset(shapes.outlet, () => halfOutlet),
      bank,
    ),
    line(
      offset(shapes.outlet, () => -halfOutlet),
      bank,
    ),
    line(
      offset(shapes.moat, () => halfMoat),
      quay,
    ),
    line(
      offset(shapes.moat, () => -halfMoat),
      quay,
    ),
    line(
      offset(shapes.canal, () => halfMoat - 2),
      quay,
    ),
    line(
      offset(shapes.canal, () => 2 - halfMoat),
      quay,
    ),
    line(drawing.basinLine, newWay("bank", { clear: 8 })),
    ...drawing.lakeBorders.map((points) => line(points, newWay("border"))),
  ];
};

const riversideLines = (river: readonly Point[], newWay: NewWay): DrawnLine[] =>
  [1, -1].map((side) => ({
    points: offset(river, (share) => side * -(halfRiver(Math.min(share, 0.955)) + 42)).filter(
      ([, north]) => north < 3_540 && north > -2_425,
    ),
    way: newWay("road", { class: "secondary", key: side > 0 ? "xidi" : "dongdi" }),
  }));

const drawnLines = (random: Random, newWay: NewWay): Map<string, DrawnLine> =>
  new Map(
    drawing.drawnWays.map(({ key, kind, class: rank, points, isClosed }) => {
      const line = smooth(shake(points, random, 14), 70, isClosed);
      const way = newWay(kind, rank === undefined ? { key } : { class: rank, key });
      return [key, { points: isClosed === true ? closeUp(line) : line, way }];
    }),
  );

/** Faces by what they are: water by the shapes they were cut from, land outside the county apart. */
const tellGround = (face: Face, shapes: Omit<Skeleton, "mesh" | "newWay">): Face["ground"] => {
  const at = outlineMiddle(outlineOf(face));
  if (at === undefined) return "outside";
  if (isIn(at, shapes.lake)) return "lake";
  const [nearRiver, share] = [distanceToLine(at, shapes.river), (24_000 - at[1]) / 27_200];
  if (nearRiver < halfRiver(share) && at[1] > -3_000) return "river";
  if (distanceToLine(at, shapes.outlet) < halfOutlet) return "river";
  if (distanceToLine(at, shapes.moat) < halfMoat) return "moat";
  if (distanceToLine(at, shapes.canal) < halfMoat - 2) return "moat";
  if (isIn(at, drawing.basinLine)) return "basin";
  return isIn(at, shapes.county) ? "land" : "outside";
};

/** Land along the lake road, between it and the shore. */
const isLakeside = ([east, north]: Point, lake: Outline): boolean =>
  north < -1_700 && distanceToLine([east, north], [...lake, ...lake.slice(0, 1)]) < (north < -3_400 ? 0 : 420);

const tellUrbanZone = (face: Face, at: Point, shapes: Omit<Skeleton, "mesh" | "newWay">): string => {
  const [east, north] = at;
  const outline = outlineOf(face);
  const isStrip = areaOf(outline) / fitBox(outline).length < 75;
  if (isStrip) return "green";
  const touchesShore = halvesOf(face).some(({ way }) => way.kind === "shore");
  if (touchesShore && isLakeside(at, shapes.lake)) return east > 2_500 ? "harbour" : "green";
  if (east > 3_350 && north < 1_480 && north > -2_000) return "works";
  return north > 2_620 && (east > 2_600 || east < -2_900) ? "fringe" : "urban";
};

const tellZone = (face: Face, shapes: Omit<Skeleton, "mesh" | "newWay">): string => {
  const at = outlineMiddle(outlineOf(face));
  if (face.ground !== "land" || at === undefined) return face.ground;
  if (isIn(at, shapes.oldTown)) return areaOf(outlineOf(face)) < 60_000 ? "green" : "old";
  const town = shapes.towns.find(({ outline }) => isIn(at, outline));
  if (town !== undefined) return "town";
  return isIn(at, shapes.ring) ? tellUrbanZone(face, at, shapes) : "rural";
};

/** Draws the plan of one seed and finds its faces. */
export const makeSkeleton = (random: Random): Skeleton => {
  const newWay = newWays();
  const river = smooth(drawing.riverLine, 55);
  const moat = smooth(drawing.moatLine, 45);
  const lines = drawnLines(random, newWay);
  const ringLine = lines.get("ring")?.points ?? [];
  const lake = [
    ...smooth(drawing.cityShore, 60).slice(0, -1),
    ...roughen(smooth(drawing.wildShore, 500), random.next, 0.17, 90).slice(0, -1),
  ].reverse();
  const shapes = {
    ...{ river, moat, canal: smooth(drawing.canalLine, 50), lake, outlet: smooth(drawing.outletLine, 70) },
    county: roughen(closeUp(drawing.countyBorder), random.next, 0.1, 250).slice(0, -1),
    // The river closes the old town's western side, the lake the city's southern one.
    oldTown: [...moat, ...river.filter(([, north]) => north > -600 && north < 1_330).reverse()],
    ring: [...ringLine, ...[...drawing.cityShore].reverse()],
    towns: drawing.towns.map((town) => ({ key: town.key, at: town.at, outline: townRing(town, random) })),
  };
  const mesh = arrange([
    ...waterLines(shapes, newWay),
    ...lines.values(),
    ...riversideLines(river, newWay),
    {
      // Its ends lie between the riverside road and the bank: loose, and so dropped.
      points: offset(moat, () => -40).filter((point) => distanceToLine(point, river) > 78),
      way: newWay("road", { class: "tertiary", key: "chengyuan" }),
    },
    ...shapes.towns.map(({ outline }) => ({
      points: closeUp(outline),
      way: newWay("road", { class: "residential" }),
    })),
    { points: closeUp(shapes.county), way: newWay("border", { clear: 8 }) },
    {
      points: roughen(closeUp(drawing.frame), random.next, 0.08, 700),
      way: newWay("border"),
    },
  ]);
  for (const face of mesh.faces) {
    face.ground = tellGround(face, shapes);
    face.zone = tellZone(face, shapes);
  }
  return { mesh, newWay, ...shapes };
};
