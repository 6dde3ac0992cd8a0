import type { Label } from "@chengyun/kernel";
import type { Random } from "../random.ts";
import { cutLine, type Ground, metresBetween, type PlanPoint, type Position } from "./plane.ts";
import { placeOn, riverside, type Street } from "./street.ts";

/** A thing of the quarter; `ref` is its name towards the platform and never changes for a seed. */
export interface QuarterThing {
  readonly ref: string;
  readonly type: string;
  readonly name: Label;
  readonly position: Position;
  readonly attributes: Readonly<Record<string, number | string>>;
  /** Path of its grid cell. */
  readonly areaPath: string;
}

/** A directed edge between two things of the quarter, from upstream to downstream. */
export interface QuarterLink {
  readonly ref: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly line: readonly Position[];
  readonly attributes: Readonly<Record<string, number>>;
}

/** Where a node of the drains lies in the plan, and how deep. */
export interface Node {
  readonly ref: string;
  readonly type: "manhole" | "pump-station";
  readonly name: Label;
  readonly at: PlanPoint;
  readonly groundCm: number;
  /** Height of the bottom; pipes dig it deeper as they arrive. */
  invertCm: number;
}

interface Pipe {
  readonly from: Node;
  readonly to: Node;
  readonly diameterMm: number;
}

/** The drains as a plan: nodes and pipes, every pipe after those that feed it. */
export interface Drains {
  readonly nodes: readonly Node[];
  readonly pipes: readonly Pipe[];
}

/** How deep the first manhole of a pipe is dug: as the builders of its year did. */
const dugCm = ([u, v]: PlanPoint): number => Math.round(205 + 40 * Math.sin(u * 0.7 + v * 1.3));
/** How much a pipe falls over a metre (0.2 %). */
const fallCmPerMetre = 0.2;

/** The ground rises away from the river and from the lake, with some unevenness. */
export const groundCm = ([u, v]: PlanPoint): number =>
  Math.round(3_300 + 0.35 * Math.abs(u) + 0.12 * v + 12 * Math.sin(u / 90) * Math.cos(v / 70));

const streetOf = (streets: readonly Street[], id: string): Street => {
  const found = streets.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no street ${id}`);
  return found;
};

const newNode = (ref: string, type: Node["type"], name: Label, at: PlanPoint): Node => {
  const ground = groundCm(at);
  return { ref, type, name, at, groundCm: ground, invertCm: ground - dugCm(at) };
};

/** Manholes lie five metres off the middle of the street: in one lane, and in one grid cell. */
const aside = 5;

interface Bank {
  readonly sign: -1 | 1;
  readonly letter: "w" | "e";
  readonly zh: string;
  readonly en: string;
  readonly street: string;
}
const banks: readonly Bank[] = [
  { sign: -1, letter: "w", zh: "西", en: "west", street: "xidi" },
  { sign: 1, letter: "e", zh: "东", en: "east", street: "dongdi" },
];

const laterals = ["shuyuan", "yunze", "lingjiao", "nanmen"];

const manholeOn = (one: Street, bank: Bank, number: number, at: PlanPoint): Node =>
  newNode(
    `manhole/${one.id}-${bank.letter}${number}`,
    "manhole",
    one.keeps === "v"
      ? { zh: `${one.name.zh}${bank.zh}段${number}号井`, en: `${one.name.en} ${bank.en}, manhole ${number}` }
      : { zh: `${one.name.zh}${number}号井`, en: `${one.name.en}, manhole ${number}` },
    at,
  );

const chain = (nodes: readonly Node[], diameterMm: number): Pipe[] =>
  nodes.slice(1).flatMap((to, index) => {
    const from = nodes[index];
    return from === undefined ? [] : [{ from, to, diameterMm }];
  });

/** One street's drain, from its far end down to the riverside. */
const layLateral = (street: Street, bank: Bank, random: Random): Node[] =>
  [830, 680, 530, 390, 240].map((far, index) => {
    const u = bank.sign * Math.round(far + random.between(-18, 18));
    return manholeOn(street, bank, index + 1, placeOn(street, u, aside));
  });

/** Everything on one side of the river: laterals into a trunk along the bank, the trunk into a pump station. */
const layBank = (streets: readonly Street[], bank: Bank, random: Random): Drains => {
  const quay = streetOf(streets, bank.street);
  const roads = laterals.map((id) => streetOf(streets, id));
  const lines = roads.map((road) => layLateral(road, bank, random));
  const u = bank.sign * (riverside + aside);
  const junctions = roads.map((road) => road.at - aside);
  const places = junctions.flatMap((v, index) => {
    const next = junctions[index + 1];
    return next === undefined ? [v] : [v, Math.round((v + next) / 2)];
  });
  const trunk = places.map((v, index) => manholeOn(quay, bank, index + 1, [u, v]));
  const last = trunk.at(-1)?.at[1] ?? 0;
  const station = newNode(
    `pump-station/${bank.street}`,
    "pump-station",
    { zh: `${bank.zh}堤雨水泵站`, en: `${bank.en === "west" ? "West" : "East"} Bank pump station` },
    [bank.sign * 46, last],
  );
  const feeders = lines.flatMap((line, index) => {
    const junction = trunk[2 * index];
    return junction === undefined ? [] : [...chain(line, 500), ...chain([...line.slice(-1), junction], 600)];
  });
  return {
    nodes: [...lines.flat(), ...trunk, station],
    pipes: [...feeders, ...chain(trunk, 1_000), ...chain([...trunk.slice(-1), station], 1_200)],
  };
};

/** Two short drains on the roads to the north that join the laterals of Shuyuan Street. */
const layBranch = (streets: readonly Street[], id: string, into: Node, bank: Bank): Drains => {
  const road = streetOf(streets, id);
  const nodes = [190, 70].map((north, index) =>
    manholeOn(road, bank, index + 1, [road.at + aside, Math.round(into.at[1] + north)]),
  );
  return { nodes, pipes: chain([...nodes, into], 400) };
};

const lengthOf = (pipe: Pipe): number =>
  Math.abs(pipe.from.at[0] - pipe.to.at[0]) + Math.abs(pipe.from.at[1] - pipe.to.at[1]);

/** Lays the drains of the quarter; every pipe falls on its way. */
export const layDrains = (streets: readonly Street[], random: Random): Drains => {
  const sides = banks.map((bank) => ({ bank, drains: layBank(streets, bank, random) }));
  const parts = sides.flatMap(({ bank, drains }) => {
    const into = drains.nodes[2];
    const road = bank.letter === "w" ? "jianshe" : "juyuan";
    return into === undefined ? [drains] : [layBranch(streets, road, into, bank), drains];
  });
  const drains = { nodes: parts.flatMap(({ nodes }) => nodes), pipes: parts.flatMap(({ pipes }) => pipes) };
  for (const pipe of drains.pipes) {
    const arrives = Math.floor(pipe.from.invertCm - Math.max(4, fallCmPerMetre * lengthOf(pipe)));
    const sump = pipe.to.type === "pump-station" ? 150 : 0;
    pipe.to.invertCm = Math.min(pipe.to.invertCm, arrives - sump);
  }
  return drains;
};

/** The way of a pipe: along the street first, then across. */
const toWay = (ground: Ground, { from, to }: Pipe): Position[] => {
  const [[u1, v1], [u2, v2]] = [from.at, to.at];
  const across = cutLine(u1, u2).map((u): PlanPoint => [u, v2]);
  const along =
    v1 === v2
      ? []
      : cutLine(v1, v2)
          .slice(0, -1)
          .map((v): PlanPoint => [u1, v]);
  return [...along, ...(u1 === u2 ? [to.at] : across)].map(ground);
};

/** The pipes as links, their lengths measured on the ground. */
export const toLinks = (ground: Ground, { pipes }: Drains): QuarterLink[] =>
  pipes.map((pipe) => {
    const line = toWay(ground, pipe);
    const lengthM = line.slice(1).reduce((sum, place, index) => sum + metresBetween(line[index] ?? place, place), 0);
    return {
      ref: `pipe/${pipe.from.ref.replace("manhole/", "")}`,
      type: "storm-pipe",
      from: pipe.from.ref,
      to: pipe.to.ref,
      line,
      attributes: { diameterMm: pipe.diameterMm, lengthM: Math.round(lengthM) },
    };
  });
