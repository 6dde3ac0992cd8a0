import { type AreaPath, areaCodes, type Label } from "@chengyun/kernel";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import Flatbush from "flatbush";
import type { Position } from "geojson";
import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import type { Box } from "../../../platform/geometry.ts";
import type { AreaRecord } from "./model.ts";
import * as store from "./store.ts";
import { forgetVersions, getMapVersions } from "./versions.ts";

/** An area with what finding points in it needs. */
export interface IndexedArea extends AreaRecord {
  /** Absent where no boundary is known. */
  readonly box: Box | undefined;
}

/** All areas of the city, ready to be searched. */
export interface Areas {
  readonly list: readonly IndexedArea[];
  /** Names from the outermost level down to an area. */
  readonly namesOf: (path: AreaPath) => Label[];
  /** Path of the deepest area a position lies in; the nearest area's when it lies in none (a gauge at sea). */
  readonly at: (position: readonly [number, number]) => AreaPath | undefined;
  /** Whether a position lies in one of them. */
  readonly holds: (position: readonly [number, number]) => boolean;
  /** Whether a position lies in one of them or near enough to be of the city all the same: a buoy, a gauge on a pier. */
  readonly isNear: (position: readonly [number, number]) => boolean;
  readonly find: (path: AreaPath) => IndexedArea | undefined;
  /** Areas whose box touches a box. */
  readonly within: (box: Box) => IndexedArea[];
}

const ringsOf = ({ geometry }: AreaRecord): Position[][] => {
  if (geometry === undefined) return [];
  return geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
};

/** West, south, east, north of an area's rings. */
const boxOf = (area: AreaRecord): Box | undefined => {
  if (area.geometry === undefined) return undefined;
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const ring of ringsOf(area))
    for (const [x = 0, y = 0] of ring) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  return box;
};

/** Farther from its outermost areas, in degrees of latitude, nothing is of the city: about 20 km. */
const nearDegrees = 0.18;

const holds = ({ box, geometry }: IndexedArea, [x, y]: readonly [number, number]): boolean =>
  box !== undefined &&
  geometry !== undefined &&
  x >= box[0] &&
  y >= box[1] &&
  x <= box[2] &&
  y <= box[3] &&
  booleanPointInPolygon([x, y], geometry);

/** Squared distance in degrees, longitude shortened by latitude: good enough to say which coast is nearest. */
const nearness = (area: AreaRecord, [x, y]: readonly [number, number]): number => {
  const shrink = Math.cos((y * Math.PI) / 180);
  let best = Number.POSITIVE_INFINITY;
  for (const ring of ringsOf(area))
    for (const [px = 0, py = 0] of ring) best = Math.min(best, ((px - x) * shrink) ** 2 + (py - y) ** 2);
  return best;
};

const indexBoxes = (areas: readonly IndexedArea[]): Areas["within"] => {
  const drawn = areas.filter((area) => area.box !== undefined);
  if (drawn.length === 0) return () => [];
  const index = new Flatbush(drawn.length);
  for (const { box: [west, south, east, north] = [0, 0, 0, 0] } of drawn) index.add(west, south, east, north);
  index.finish();
  return ([west, south, east, north]) => index.search(west, south, east, north).flatMap((at) => drawn[at] ?? []);
};

/** Indexes areas for search. */
export const indexAreas = (records: readonly AreaRecord[]): Areas => {
  const list = records.map((area): IndexedArea => ({ ...area, box: boxOf(area) }));
  const byPath = new Map(list.map((area) => [area.path, area]));
  const within = indexBoxes(list);
  const around = ([x, y]: readonly [number, number]) => within([x, y, x, y]);
  const drawn = list.filter((area) => area.box !== undefined);
  const top = drawn.reduce((least, area) => Math.min(least, area.level), 5);
  const outermost = drawn.filter((area) => area.level === top);
  return {
    list,
    namesOf: (path) => {
      const names: Label[] = [];
      let at = "";
      for (const code of areaCodes(path)) {
        at += `${code}/`;
        names.push(byPath.get(at)?.name ?? { zh: code, en: code });
      }
      return names;
    },
    find: (path) => byPath.get(path),
    within,
    holds: (position) => around(position).some((area) => holds(area, position)),
    isNear: (position) =>
      around(position).some((area) => holds(area, position)) ||
      outermost.some((area) => nearness(area, position) < nearDegrees ** 2),
    at: (position) => {
      const inside = around(position)
        .sort((one, other) => other.level - one.level)
        .find((area) => holds(area, position));
      if (inside !== undefined) return inside.path;
      const ranked = outermost.map((area) => ({ area, far: nearness(area, position) }));
      return ranked.sort((one, other) => one.far - other.far)[0]?.area.path;
    },
  };
};

interface Known {
  readonly of: Promise<Areas>;
  readonly version: number;
}

const perDeployment = new WeakMap<Deployment, Known>();

/**
 * The city's areas, read again when any process has changed them: asked of a version, then read, so that what is made
 * of them under that version's name is never older.
 */
export const getAreas = async (ctx: Context): Promise<Areas> => {
  const { areas: version } = await getMapVersions(ctx);
  const known = perDeployment.get(ctx.deployment);
  if (known?.version === version) return known.of;
  const of = store.listAreas(ctx.db).then(indexAreas);
  perDeployment.set(ctx.deployment, { of, version });
  // What could not be read is not remembered, and neither is a city that has no areas yet.
  of.then(
    (areas) => areas.list.length === 0 && perDeployment.delete(ctx.deployment),
    () => perDeployment.delete(ctx.deployment),
  );
  return of;
};

/** Has the areas read again: they were changed by this process. */
export const forgetAreas = (ctx: Context): void => {
  forgetVersions(ctx);
  perDeployment.delete(ctx.deployment);
};
