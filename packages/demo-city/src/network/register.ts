import { type CodeLayout, type Label, makeCode } from "@chengyun/kernel";
import type { CityDevice, CityLink, CityThing } from "../city-shape.ts";
import type { Roads } from "../land/road.ts";
import { distance, type Point } from "../mesh/geometry.ts";
import { type Face, type Half, halvesOf, type Vertex } from "../mesh/mesh.ts";
import { toPlace, toPlaces } from "../place.ts";
import type { Spot } from "./graph.ts";

/** Sixteen digits of a part: area, major and minor class, serial (GB/T 30428.2). */
const partLayout: CodeLayout = [
  { of: "area", digits: 6 },
  { of: "class", digits: 4 },
  { of: "serial", digits: 6 },
];

const county = "439881";

/** What a thing is called and carries beside its place. */
export interface ThingSaid {
  readonly type: string;
  /** Major and minor class, where the dictionary has one. */
  readonly class?: string;
  readonly name: Label;
  readonly attributes?: CityThing["attributes"];
}

/** Collects things, links and devices, numbers them and puts them into their areas. */
export interface Register {
  readonly things: CityThing[];
  readonly links: CityLink[];
  readonly devices: CityDevice[];
  readonly addThing: (said: ThingSaid, spot: Spot) => CityThing;
  readonly addLink: (
    type: string,
    ends: readonly [CityThing, CityThing],
    way: readonly Point[],
    attributes?: CityLink["attributes"],
  ) => void;
  readonly addDevice: (type: string, thing: CityThing) => void;
  /** The street at a corner or face and a running number on it, for a name nobody else has. */
  readonly onStreet: (kind: Label, at: Vertex | Half | Face) => Label;
}

const lengthOf = (way: readonly Point[]): number =>
  way.slice(1).reduce((sum, point, index) => sum + distance(way[index] ?? point, point), 0);

const isVertex = (at: Vertex | Half | Face): at is Vertex => "out" in at;
const isHalf = (at: Vertex | Half | Face): at is Half => "twin" in at;

/** Names of the streets at a place, widest first. */
const streetAt = (at: Vertex | Half | Face, roads: Roads): Label => {
  const halves = isHalf(at) ? [at] : isVertex(at) ? around(at) : halvesOf(at);
  const named = halves
    .map((half) => ({ name: roads.nameOf(half.way), clear: half.way.clear }))
    .sort((one, other) => other.clear - one.clear)
    .find(({ name }) => name !== undefined);
  return named?.name ?? { zh: "云泽", en: "Yunze" };
};

const around = ({ out }: Vertex): Half[] => {
  const halves: Half[] = [];
  let half = out;
  do {
    if (half.way.kind === "road") halves.push(half);
    half = half.twin.next;
  } while (half !== out);
  return halves;
};

/** An empty register. */
export const newRegister = (roads: Roads, pathOf: (face: Face) => string | undefined): Register => {
  const things: CityThing[] = [];
  const links: CityLink[] = [];
  const devices: CityDevice[] = [];
  const counts = new Map<string, number>();
  const count = (key: string): number => {
    const number = (counts.get(key) ?? 0) + 1;
    counts.set(key, number);
    return number;
  };
  return {
    ...{ things, links, devices },
    addThing: ({ type, class: rank, name, attributes = {} }, { at, face }) => {
      const made =
        rank === undefined ? undefined : makeCode(partLayout, { area: county, class: rank, serial: count(rank) });
      const thing: CityThing = {
        ...{ ref: `yunze/${type}/${count(`type ${type}`)}`, type, name, position: toPlace(at), attributes },
        ...(made !== undefined && "code" in made ? { code: made.code } : {}),
        areaPath: pathOf(face) ?? `439800/${county}/`,
      };
      things.push(thing);
      return thing;
    },
    addLink: (type, [from, to], way, attributes = {}) => {
      const places = toPlaces(way);
      links.push({
        ...{ ref: `yunze/${type}/${count(`link ${type}`)}`, type, from: from.ref, to: to.ref },
        line: [from.position, ...places, to.position],
        attributes: { lengthM: Math.max(1, Math.round(lengthOf(way))), ...attributes },
      });
    },
    addDevice: (type, thing) => {
      devices.push({ ref: `device/${thing.ref}`, type, thing: thing.ref, name: thing.name.zh });
    },
    onStreet: (kind, at) => {
      const street = streetAt(at, roads);
      const number = count(`${kind.zh} ${street.zh}`);
      return { zh: `${street.zh}${number}号${kind.zh}`, en: `${street.en}, ${kind.en} ${number}` };
    },
  };
};
