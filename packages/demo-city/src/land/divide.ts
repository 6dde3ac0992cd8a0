import { type CutWish, findCut, findWayOn, makeCut } from "../mesh/cut.ts";
import { across, areaOf, type FittedBox, fitBox, isIn, lerp, type Point, unit } from "../mesh/geometry.ts";
import { type Face, type Mesh, outlineOf, type RoadClass, type WayKind } from "../mesh/mesh.ts";
import type { Random } from "../random.ts";
import { groupCommunities } from "./community.ts";
import { type Site, sites } from "./site.ts";
import type { NewWay } from "./skeleton.ts";

/** One round of division: which ground, down to which size, by what. */
interface Round {
  readonly zone: string;
  /** A face larger than this is cut. */
  readonly most: number;
  readonly kind: WayKind;
  readonly class?: RoadClass;
  /** How far cuts stray from the middle and from straight across. */
  readonly off: number;
  readonly turn: number;
  readonly snap: number;
  /** Metres the line swings aside, for each of its bends. */
  readonly swing?: number;
  /** After this round each face is a community or village. */
  readonly isCommunity?: boolean;
}

const rounds: readonly Round[] = [
  { zone: "rural", most: 9_000_000, kind: "road", class: "tertiary", off: 0.12, turn: 0.3, snap: 160, swing: 0.09 },
  { zone: "rural", most: 5_200_000, kind: "border", off: 0.12, turn: 0.3, snap: 120, swing: 0.13 },
  { zone: "works", most: 700_000, kind: "road", class: "tertiary", off: 0.06, turn: 0.02, snap: 45 },
  { zone: "urban", most: 640_000, kind: "road", class: "tertiary", off: 0.06, turn: 0.05, snap: 45, swing: 0.02 },
  { zone: "fringe", most: 900_000, kind: "road", class: "tertiary", off: 0.1, turn: 0.12, snap: 40, swing: 0.05 },
  { zone: "*", most: 0, kind: "border", off: 0, turn: 0, snap: 0, isCommunity: true },
  { zone: "urban", most: 300_000, kind: "road", class: "tertiary", off: 0.08, turn: 0.03, snap: 40 },
  { zone: "works", most: 190_000, kind: "road", class: "residential", off: 0.08, turn: 0.02, snap: 40 },
  { zone: "harbour", most: 60_000, kind: "road", class: "service", off: 0.1, turn: 0.03, snap: 20 },
  { zone: "urban", most: 95_000, kind: "road", class: "residential", off: 0.1, turn: 0.03, snap: 34, swing: 0.018 },
  { zone: "fringe", most: 160_000, kind: "road", class: "residential", off: 0.15, turn: 0.1, snap: 30, swing: 0.06 },
  { zone: "old", most: 70_000, kind: "road", class: "residential", off: 0.12, turn: 0.12, snap: 16, swing: 0.04 },
  { zone: "town", most: 45_000, kind: "road", class: "residential", off: 0.1, turn: 0.08, snap: 20 },
  { zone: "works", most: 65_000, kind: "road", class: "service", off: 0.15, turn: 0.01, snap: 25 },
  { zone: "urban", most: 27_000, kind: "road", class: "service", off: 0.1, turn: 0.02, snap: 20 },
  { zone: "fringe", most: 45_000, kind: "road", class: "service", off: 0.15, turn: 0.1, snap: 20, swing: 0.04 },
  { zone: "old", most: 16_000, kind: "road", class: "alley", off: 0.18, turn: 0.16, snap: 9, swing: 0.05 },
  { zone: "old", most: 7_000, kind: "road", class: "alley", off: 0.2, turn: 0.2, snap: 7, swing: 0.04 },
  { zone: "town", most: 17_000, kind: "road", class: "service", off: 0.12, turn: 0.08, snap: 12 },
  { zone: "rural", most: 900_000, kind: "road", class: "track", off: 0.16, turn: 0.25, snap: 70, swing: 0.07 },
  { zone: "rural", most: 330_000, kind: "border", off: 0.18, turn: 0.3, snap: 40, swing: 0.04 },
];

/** Bends of old ways: a few points aside, now left, now right. */
const bendOf =
  (random: Random, swing: number) =>
  (from: Point, to: Point): Point[] => {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const [dx, dy] = across(unit(from, to));
    const count = Math.max(1, Math.min(5, Math.round(length / 260)));
    return Array.from({ length: count }, (_, index) => {
      const [x, y] = lerp(from, to, (index + 1) / (count + 1));
      const aside = (random.between(-swing, swing) * length) / Math.sqrt(count);
      return [x + dx * aside, y + dy * aside];
    });
  };

/** The site that claims a face, once it is about as large as the site wishes. */
const findClaim = (face: Face, open: ReadonlySet<Site>): Site | undefined => {
  const outline = outlineOf(face);
  const size = areaOf(outline);
  for (const site of open) if (size < site.squareMetres * 1.75 && isIn(site.at, outline)) return site;
  return undefined;
};

interface Division {
  readonly mesh: Mesh;
  readonly newWay: NewWay;
  readonly random: Random;
}

/** Cuts a face in two as a round says; the new part, or undefined when no cut fits. */
const cutOnce = ({ mesh, newWay, random }: Division, face: Face, round: Round): Face | undefined => {
  const box: FittedBox = fitBox(outlineOf(face));
  for (let tries = 0; tries < 5; tries += 1) {
    const wish: CutWish = {
      off: random.between(-round.off, round.off) * (1 + tries * 0.5),
      turn: random.between(-round.turn, round.turn) * (1 + tries * 0.5),
      snap: tries < 3 ? round.snap : round.snap / 3,
      ...(round.swing === undefined ? {} : { bend: bendOf(random, round.swing) }),
    };
    const cut = findCut(face, wish, box);
    if (cut === undefined) continue;
    const said = round.class === undefined ? {} : { class: round.class };
    const on =
      round.class === undefined || round.class === "service"
        ? undefined
        : findWayOn(cut, (way) => way.class === round.class);
    return makeCut(mesh, cut, on ?? newWay(round.kind, said));
  }
  return undefined;
};

const playRound = (division: Division, round: Round, open: Set<Site>): void => {
  const waiting = division.mesh.faces.filter((face) => face.zone === round.zone && face.ground === "land");
  for (let face = waiting.pop(); face !== undefined; face = waiting.pop()) {
    const claim = round.zone === "rural" ? undefined : findClaim(face, open);
    if (claim !== undefined) {
      face.zone = `site:${claim.key}`;
      open.delete(claim);
    } else if (areaOf(outlineOf(face)) > round.most) {
      const made = cutOnce(division, face, round);
      if (made !== undefined) waiting.push(face, made);
    }
  }
};

/** Divides the land of the plan down to blocks and fields; every face of a round's zone gets its community. */
export const divideLand = (division: Division): void => {
  const open = new Set(sites);
  for (const round of rounds) {
    if (round.isCommunity === true) groupCommunities(division.mesh);
    else playRound(division, round, open);
  }
};
