import { areaCodes, isWithin } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import type { City, CityArea, CityBase } from "./city-shape.ts";
import { makeCity } from "./make-city.ts";
import type { Place } from "./place.ts";
import { isInside, metresBetween } from "./quarter/plane.ts";

const city = makeCity(2026);

/** Rings of an area or a patch. */
const ringsOf = ({ geometry }: CityArea | CityBase): readonly (readonly Place[])[] => {
  if (geometry.type === "Polygon") return geometry.coordinates;
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
};

/** Directed edges of areas, as text. */
const edgesOf = (areas: readonly CityArea[]): string[] =>
  areas.flatMap((area) => ringsOf(area).flatMap((ring) => ring.slice(1).map((to, index) => `${ring[index]} ${to}`)));

const reversed = (edge: string): string => edge.split(" ").reverse().join(" ");

/** Edges that have no neighbour on their other side. */
const outerEdges = (edges: readonly string[]): string[] => {
  const all = new Set(edges);
  return edges.filter((edge) => !all.has(reversed(edge))).sort();
};

const level = (wanted: number): CityArea[] => city.areas.filter((area) => area.level === wanted);

describe("areas", () => {
  test("are five levels with fourteen streets and towns, each named by codes below its parent's", () => {
    const paths = new Set(city.areas.map(({ path }) => path));
    expect(level(3)).toHaveLength(14);
    for (const { level: deep, path, parentPath } of city.areas) {
      expect(areaCodes(path)).toHaveLength(deep);
      expect(isWithin(path, parentPath)).toBe(true);
      expect(parentPath === "" || paths.has(parentPath)).toBe(true);
    }
  });

  test.each([3, 4])("of level %i leave no gap and overlap nowhere: together they are the county", (deep) => {
    const edges = edgesOf(level(deep));
    expect(new Set(edges).size).toBe(edges.length);
    expect(outerEdges(edges)).toEqual(outerEdges(edgesOf(level(2))));
  });

  test("of level 5 fill the communities they divide", () => {
    const parents = new Set(level(5).map(({ parentPath }) => parentPath));
    const divided = level(4).filter(({ path }) => parents.has(path));
    expect(divided.length).toBeGreaterThan(80);
    expect(outerEdges(edgesOf(level(5)))).toEqual(outerEdges(edgesOf(divided)));
  });
});

const buildings = city.base.filter(({ kind }) => kind === "building");

describe("buildings", () => {
  test("are some thirty thousand, most with an address", () => {
    expect(buildings.length).toBeGreaterThan(28_000);
    expect(buildings.filter(({ properties }) => "address" in properties).length).toBeGreaterThan(20_000);
  });

  test("stand in no lake, river or canal", () => {
    const shores = city.base
      .filter(({ kind, class: rank }) => kind === "water" && ["lake", "river", "canal"].includes(rank))
      .flatMap((one) => ringsOf(one).slice(0, 1))
      .map((shore) => ({ shore, north: Math.max(...shore.map(([, latitude]) => latitude)) }));
    const wet = buildings.filter((one) => {
      const [corner] = ringsOf(one)[0] ?? [];
      return corner !== undefined && shores.some(({ shore, north }) => corner[1] < north && isInside(corner, shore));
    });
    expect(wet.map(({ ref }) => ref)).toEqual([]);
  }, 120_000);
});

/** Corners of roads with how many road lines pass each. */
const roadGraph = ({ base }: City): Map<string, Set<string>> => {
  const near = new Map<string, Set<string>>();
  const join = (one: string, other: string): void => {
    near.set(one, (near.get(one) ?? new Set()).add(other));
  };
  for (const { kind, geometry } of base) {
    if (kind !== "road" || geometry.type !== "LineString") continue;
    geometry.coordinates.slice(1).forEach((to, index) => {
      const from = String(geometry.coordinates[index]);
      join(from, String(to));
      join(String(to), from);
    });
  }
  return near;
};

test("from every corner of a road one reaches every other: roads share the corners where they meet", () => {
  const near = roadGraph(city);
  const [start = ""] = near.keys();
  const reached = new Set([start]);
  const waiting = [start];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const next of near.get(at) ?? [])
      if (!reached.has(next)) {
        reached.add(next);
        waiting.push(next);
      }
  expect(near.size - reached.size).toBe(0);
});

test("some lanes of the old town are driven one way, and from every corner one drives to every other and back", () => {
  const oneWays = city.base.filter(({ kind, properties }) => kind === "road" && properties["oneway"] === true);
  expect(oneWays.length).toBeGreaterThan(20);
  expect(new Set(oneWays.map(({ class: rank }) => rank))).toContain("alley");
  const [on, back] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const lead = (ways: Map<string, string[]>, from: string, to: string) =>
    ways.set(from, [...(ways.get(from) ?? []), to]);
  for (const { kind, geometry, properties } of city.base) {
    if (kind !== "road" || geometry.type !== "LineString") continue;
    geometry.coordinates.slice(1).forEach((place, index) => {
      const [from, to] = [String(geometry.coordinates[index]), String(place)];
      lead(on, from, to);
      lead(back, to, from);
      if (properties["oneway"] === true) return;
      lead(on, to, from);
      lead(back, from, to);
    });
  }
  const [start = ""] = on.keys();
  const corners = new Set([...on.keys(), ...back.keys()]);
  for (const ways of [on, back]) {
    const reached = new Set([start]);
    for (const at of reached) for (const next of ways.get(at) ?? []) reached.add(next);
    expect(corners.size - reached.size).toBe(0);
  }
});

const things = new Map(city.things.map((thing) => [thing.ref, thing]));

describe("networks", () => {
  test("no pipe runs uphill but those under pressure", () => {
    const uphill = city.links.filter(({ type, from, to }) => {
      const [start, end] = [things.get(from)?.attributes["invertCm"], things.get(to)?.attributes["invertCm"]];
      return (type === "storm-pipe" || type === "sewer-pipe") && !(Number(start) > Number(end));
    });
    expect(uphill).toEqual([]);
  });

  test("links join things that are there, and begin and end at them", () => {
    for (const { from, to, line } of city.links) {
      const [start, end] = [things.get(from), things.get(to)];
      expect([line[0], line.at(-1)]).toEqual([start?.position, end?.position]);
    }
  });

  test("every ring main unit is fed, and its cable lies under streets: hardly any point of it under a house", () => {
    const cables = city.links.filter(({ type }) => type === "power-line");
    const fed = new Set(cables.map(({ to }) => to));
    expect(city.things.filter(({ type, ref }) => type === "ring-main-unit" && !fed.has(ref))).toEqual([]);
    const cellOf = ([longitude, latitude]: Place): string =>
      `${Math.floor(longitude * 500)} ${Math.floor(latitude * 500)}`;
    const near = new Map<string, (readonly Place[])[]>();
    for (const ring of buildings.flatMap((one) => ringsOf(one).slice(0, 1)))
      for (const cell of new Set(ring.map(cellOf))) near.set(cell, [...(near.get(cell) ?? []), ring]);
    const points = cables.flatMap(({ line }) =>
      line.slice(1).flatMap((to, index): Place[] => {
        const from = line[index] ?? to;
        const steps = Math.max(1, Math.round(metresBetween(from, to) / 10));
        const at = (step: number, axis: 0 | 1): number => from[axis] + ((to[axis] - from[axis]) * step) / steps;
        return Array.from({ length: steps }, (_, step) => [at(step, 0), at(step, 1)]);
      }),
    );
    const under = points.filter((point) => near.get(cellOf(point))?.some((ring) => isInside(point, ring)) === true);
    expect(points.length).toBeGreaterThan(10_000);
    expect(under.length / points.length).toBeLessThan(0.01);
  });

  test("devices hang on things of the city", () => {
    expect(city.devices.filter(({ thing }) => !things.has(thing))).toEqual([]);
    expect(city.devices.length).toBeGreaterThan(1_400);
  });
});

test("numbers of parts have sixteen digits, begin with the county's and are given once", () => {
  const codes = city.things.flatMap(({ code }) => code ?? []);
  expect(codes.length).toBeGreaterThan(20_000);
  expect(codes.filter((code) => !/^439881\d{10}$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
});

test("every reference is given once, and so is every name of a thing of one type", () => {
  for (const names of [
    [...city.areas, ...city.base, ...city.things, ...city.links, ...city.devices].map(({ ref }) => ref),
    city.things.map(({ type, name }) => `${type} ${name.zh}`),
    city.people.map(({ login }) => login),
  ])
    expect(new Set(names).size).toBe(names.length);
});

test("three hundred people have posts in twenty-four departments and numbers that no network gives out", () => {
  const codes = new Set(city.departments.map(({ code }) => code));
  expect([city.people.length, codes.size]).toEqual([300, 24]);
  for (const { department, phone } of city.people) {
    expect(codes.has(department)).toBe(true);
    expect(phone).toMatch(/^100-0000-\d{4}$/);
  }
});

test("the county is some thirty kilometres wide", () => {
  const places = level(2).flatMap(ringsOf).flat();
  const east = places.reduce((best, place) => (place[0] > best[0] ? place : best));
  const west = places.reduce((best, place) => (place[0] < best[0] ? place : best));
  expect(metresBetween(east, west)).toBeGreaterThan(24_000);
});

test("no line is drawn across open water at the river's mouth: river and lake meet under the lake road's bridge", () => {
  const edgesOf = ({ geometry }: CityBase): string[] =>
    geometry.type !== "Polygon"
      ? []
      : geometry.coordinates.flatMap((ring) =>
          ring.slice(1).map((corner, index) => [String(ring[index]), String(corner)].sort().join(" ")),
        );
  const water = city.base.filter(({ kind }) => kind === "water");
  const lake = new Set(water.filter((each) => each.class === "lake" && each.name?.zh === "云泽湖").flatMap(edgesOf));
  const bridge = new Set(
    city.base.flatMap(({ kind, name, geometry }) =>
      kind === "road" && name?.zh === "环湖路" && geometry.type === "LineString"
        ? geometry.coordinates.map(String)
        : [],
    ),
  );
  const [river] = water.filter((each) => each.class === "river" && each.geometry.type === "Polygon");
  const met = (river === undefined ? [] : edgesOf(river)).filter((edge) => lake.has(edge));
  expect(met.length).toBeGreaterThan(0);
  expect(met.flatMap((edge) => edge.split(" ")).filter((corner) => !bridge.has(corner))).toEqual([]);
});
