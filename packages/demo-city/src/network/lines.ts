import type { Label } from "@chengyun/kernel";
import { districts } from "../area/district.ts";
import type { CityThing } from "../city-shape.ts";
import { towns } from "../land/drawing.ts";
import type { Roads } from "../land/road.ts";
import { sites } from "../land/site.ts";
import type { Skeleton } from "../land/skeleton.ts";
import { distance, type Point } from "../mesh/geometry.ts";
import type { Vertex } from "../mesh/mesh.ts";
import type { Random } from "../random.ts";
import { nearestCorner, type StreetGraph, spotAlong, spotAt, streetsOf } from "./graph.ts";
import type { Register } from "./register.ts";
import { everyNth, kerbOf, laySupply, placeAlong } from "./supply.ts";

const siteAt = (key: string): Point => sites.find((site) => site.key === key)?.at ?? [0, 0];

/** A town's own source, at its edge. */
const townSources = (type: string, kind: Label, attributes: CityThing["attributes"]) =>
  towns.map(({ key, at, radius }) => {
    const district = districts.find((one) => distance(one.at, at) < 10);
    const [zh, en] = [district?.name.zh ?? key, district?.name.en ?? key];
    const said = { type, name: { zh: `${zh}${kind.zh}`, en: `${en} ${kind.en}` }, attributes };
    return { said, at: [at[0] + radius * 0.8, at[1] + radius * 0.5] as const };
  });

const waterDiameters = [150, 200, 300, 400, 600, 800, 1_000];
const gasDiameters = [110, 160, 200, 250, 315, 400];
const sized = (sizes: readonly number[], load: number): number =>
  sizes[Math.min(sizes.length - 1, Math.floor(Math.log2(load + 1)))] ?? 100;

/** Pressure loggers and flow meters beside chosen valves. */
const measureWater = (into: Register, nodes: readonly (readonly [Vertex, CityThing])[]): void => {
  for (const [corner, valve] of everyNth(nodes, 90)) {
    const name = into.onStreet({ zh: "测压点", en: "pressure point" }, corner);
    const spot = spotAt(corner, [1.5, -4.5]);
    const thing = into.addThing({ type: "water-pressure-point", name, attributes: { lowKpa: 180 } }, spot);
    into.addDevice("pressure-logger", thing);
    into.addLink("water-pipe", [valve, thing], [corner.at], { lengthM: 4, diameterMm: 100 });
  }
  for (const [corner] of everyNth(nodes.slice(3), 40)) {
    const name = into.onStreet({ zh: "流量计", en: "flow meter" }, corner);
    into.addDevice("district-meter", into.addThing({ type: "district-flow-meter", name }, spotAt(corner, [2.5, -5.5])));
  }
};

/** Drinking water: from the works along trunks to valves at every second corner; hydrants at the kerb. */
export const layWater = (into: Register, roads: Roads): void => {
  const classes = ["trunk", "primary", "secondary", "tertiary", "residential"] as const;
  const { nodes } = laySupply(into, roads, {
    sources: [
      {
        said: {
          ...{ type: "water-plant", name: { zh: "云泽市自来水厂", en: "Yunze Waterworks" } },
          attributes: { capacityM3PerDay: 180_000 },
        },
        at: siteAt("waterworks"),
      },
      ...townSources("water-plant", { zh: "水厂", en: "Waterworks" }, { capacityM3PerDay: 6_000 }),
    ],
    node: { type: "water-valve", class: "0101", kind: { zh: "给水阀门井", en: "water valve" } },
    ...{ link: "water-pipe", aside: [5.4, 4.8], classes, every: 210 },
    attributesOf: (load) => ({ diameterMm: sized(waterDiameters, load) }),
    linkAttributesOf: (load) => ({ diameterMm: sized(waterDiameters, load) }),
  });
  measureWater(into, [...nodes]);
  placeAlong(streetsOf(roads, classes), 270, (half, share) => {
    const name = into.onStreet({ zh: "消火栓", en: "hydrant" }, half);
    into.addThing({ type: "hydrant", class: "0124", name, attributes: {} }, spotAlong(half, share, kerbOf(half)));
  });
};

/** Gas: from the gate station along the wider streets; regulators where estates are fed, manholes with probes. */
export const layGas = (into: Register, roads: Roads): void => {
  const classes = ["trunk", "primary", "secondary", "tertiary"] as const;
  const { nodes, graph } = laySupply(into, roads, {
    sources: [
      {
        said: {
          ...{ type: "gas-gate", name: { zh: "云泽天然气门站", en: "Yunze Gas Gate Station" } },
          attributes: { outletKpa: 400 },
        },
        at: siteAt("gas-gate"),
      },
      ...townSources("gas-gate", { zh: "天然气供应站", en: "Gas Station" }, { outletKpa: 200 }),
    ],
    node: { type: "gas-valve", class: "0111", kind: { zh: "燃气阀门井", en: "gas valve" } },
    ...{ link: "gas-pipe", aside: [-6.4, -5.2], classes, every: 330 },
    attributesOf: (load) => ({ diameterMm: sized(gasDiameters, load) }),
    linkAttributesOf: (load) => ({ diameterMm: sized(gasDiameters, load) }),
  });
  const corners = [...nodes.keys()];
  for (const corner of everyNth(corners, 260)) {
    const name = into.onStreet({ zh: "燃气调压箱", en: "gas regulator" }, corner);
    into.addThing({ type: "gas-regulator", class: "0149", name }, spotAt(corner, [-16, 14]));
  }
  const manholes: CityThing[] = [];
  const nearestValve = ([x, y]: Point) =>
    [...nodes]
      .map(([corner, valve]) => ({ valve, metres: distance(corner.at, [x, y]) }))
      .reduce((best, one) => (one.metres < best.metres ? one : best));
  placeAlong(graph, 560, (half, share) => {
    const name = into.onStreet({ zh: "燃气井", en: "gas manhole" }, half);
    const spot = spotAlong(half, share, [-6.4, -5.2]);
    const manhole = into.addThing({ type: "gas-manhole", class: "0111", name }, spot);
    const [from, to] = [half.from.at, half.twin.from.at];
    const at: Point = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    const { valve, metres } = nearestValve(at);
    into.addLink("gas-pipe", [valve, manhole], [at], { lengthM: Math.max(1, Math.round(metres)), diameterMm: 110 });
    manholes.push(manhole);
  });
  for (const manhole of everyNth(manholes, 160)) into.addDevice("methane-probe", manhole);
};

const lampAttributes = { heightM: 10, powerW: 150 };

/** A cabinet and the lamps it feeds, one after the other along its street. */
const layChain = (into: Register, start: Vertex, graph: StreetGraph, count: number): void => {
  const cabinet = into.addThing(
    {
      type: "lighting-cabinet",
      class: "0128",
      name: into.onStreet({ zh: "路灯控制箱", en: "lighting cabinet" }, start),
    },
    spotAt(start, [7, 7]),
  );
  into.addDevice("cabinet-controller", cabinet);
  let before = cabinet;
  let [corner, came] = [start, -1];
  for (let lamps = 0; lamps < count; ) {
    const half = graph.from(corner).find((one) => one.twin.from.id !== came && one.way.clear >= 13);
    if (half === undefined) return;
    const length = distance(half.from.at, half.twin.from.at);
    for (let at = 12; at < length && lamps < count; at += 35) {
      const spot = spotAlong(half, at / length, kerbOf(half, 5));
      const name = into.onStreet({ zh: "路灯", en: "street lamp" }, half);
      const lamp = into.addThing({ type: "lamp-post", class: "0137", name, attributes: lampAttributes }, spot);
      into.addDevice("lamp-controller", lamp);
      into.addLink("lighting-cable", [before, lamp], [], { lengthM: 35 });
      before = lamp;
      lamps += 1;
    }
    [corner, came] = [half.twin.from, half.from.id];
  }
};

/** Lamps along the streets: some hundred reports on themselves from their cabinet, the rest are known by their plates. */
export const layLamps = (into: Register, roads: Roads): void => {
  const graph = streetsOf(roads, ["primary", "secondary", "tertiary"]);
  for (const at of [
    [150, 260],
    [1_150, 700],
    [-2_100, -600],
    [-3_300, 600],
    [600, -2_400],
    [1_100, 2_000],
    [2_300, -400],
    [3_640, 700],
    [-1_000, 1_640],
    [-200, -1_080],
  ] as const) {
    const corner = nearestCorner(graph, at);
    if (corner !== undefined) layChain(into, corner, graph, 22);
  }
  placeAlong(graph, 52, (half, share) => {
    const name = into.onStreet({ zh: "路灯", en: "street lamp" }, half);
    const side = into.things.length % 2 === 0 ? half : half.twin;
    const spot = spotAlong(side, side === half ? share : 1 - share, kerbOf(side, 4));
    into.addThing({ type: "lamp-post", class: "0137", name, attributes: lampAttributes }, spot);
  });
};

const sections: readonly (readonly [zh: string, en: string, north: number])[] = [
  ["石坝断面", "Shiba section", 10_800],
  ["枫桥断面", "Fengqiao section", 7_300],
  ["水厂取水口断面", "Waterworks intake section", 4_300],
  ["北城大道桥断面", "Beicheng Bridge section", 1_650],
  ["中山桥断面", "Zhongshan Bridge section", 240],
  ["入湖口断面", "River mouth section", -2_250],
];

/** Water quality down the main river, section after section. */
export const laySections = (into: Register, skeleton: Skeleton): void => {
  const { river, mesh } = skeleton;
  const faces = mesh.faces.filter(({ ground }) => ground === "river");
  const distanceTo = (index: number): number =>
    river.slice(1, index + 1).reduce((sum, point, at) => sum + distance(river[at] ?? point, point), 0);
  let before: { thing: CityThing; index: number } | undefined;
  for (const [zh, en, north] of sections) {
    const index = river.findIndex((point) => point[1] <= north);
    const at = river[index];
    const [face] = faces;
    if (at === undefined || face === undefined) continue;
    const attributes = { reachKm: Math.round(distanceTo(index) / 100) / 10, targetClass: "III" };
    const near = faces.find(
      (one) => one.community >= 0 && one.half.from.at[1] < north + 900 && one.half.from.at[1] > north - 900,
    );
    const thing = into.addThing({ type: "river-section", name: { zh, en }, attributes }, { at, face: near ?? face });
    into.addDevice("water-quality-station", thing);
    if (before !== undefined) {
      const lengthM = Math.round(distanceTo(index) - distanceTo(before.index));
      const way = river.slice(before.index, index + 1);
      into.addLink("river-reach", [before.thing, thing], way, { lengthM, speedMPerS: 0.6 });
    }
    before = { thing, index };
  }
};

/** Gauges: manholes, pumps, rain, low places where water stands. */
export const measureDrains = (into: Register, roads: Roads, random: Random): void => {
  const manholes = into.things.filter(({ type }) => type === "manhole");
  for (const manhole of everyNth(manholes, 720)) into.addDevice("manhole-gauge", manhole);
  for (const station of into.things.filter(({ type }) => type === "pump-station"))
    into.addDevice("pump-controller", station);
  const graph = streetsOf(roads, ["primary", "secondary", "tertiary"]);
  for (const corner of everyNth(graph.corners, 26)) {
    const name = into.onStreet({ zh: "雨量站", en: "rain gauge" }, corner);
    into.addDevice("tipping-bucket", into.addThing({ type: "rain-gauge", name }, spotAt(corner, [-14, 12])));
  }
  const low = graph.corners.filter(({ at }) => at[1] < 1_400 && random.chance(0.05)).slice(0, 36);
  for (const corner of low) {
    const name = into.onStreet({ zh: "易涝点", en: "waterlogging point" }, corner);
    into.addDevice("road-water-gauge", into.addThing({ type: "waterlogging-point", name }, spotAt(corner, [1, 1])));
  }
};
