import { type AreaPath, areaCodes, type Label } from "@chengyun/kernel";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import type { Position } from "geojson";
import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import type { AreaRecord } from "./model.ts";
import * as store from "./store.ts";

type Box = readonly [west: number, south: number, east: number, north: number];

/** An area with what finding points in it needs. */
export interface IndexedArea extends AreaRecord {
  readonly box: Box;
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
}

const ringsOf = (area: AreaRecord): Position[][] =>
  area.geometry.type === "Polygon" ? area.geometry.coordinates : area.geometry.coordinates.flat();

/** West, south, east, north of an area's rings. */
const boxOf = (area: AreaRecord): Box => {
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

const holds = (area: IndexedArea, [x, y]: readonly [number, number]): boolean =>
  x >= area.box[0] &&
  y >= area.box[1] &&
  x <= area.box[2] &&
  y <= area.box[3] &&
  booleanPointInPolygon([x, y], area.geometry);

/** Squared distance in degrees, longitude shortened by latitude: good enough to say which coast is nearest. */
const nearness = (area: AreaRecord, [x, y]: readonly [number, number]): number => {
  const shrink = Math.cos((y * Math.PI) / 180);
  let best = Number.POSITIVE_INFINITY;
  for (const ring of ringsOf(area))
    for (const [px = 0, py = 0] of ring) best = Math.min(best, ((px - x) * shrink) ** 2 + (py - y) ** 2);
  return best;
};

/** Indexes areas for search. */
export const indexAreas = (records: readonly AreaRecord[]): Areas => {
  const list = records.map((area): IndexedArea => ({ ...area, box: boxOf(area) }));
  const byPath = new Map(list.map((area) => [area.path, area]));
  const deepestFirst = [...list].sort((one, other) => other.level - one.level);
  const top = Math.min(...list.map((area) => area.level));
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
    holds: (position) => list.some((area) => holds(area, position)),
    at: (position) => {
      const inside = deepestFirst.find((area) => holds(area, position));
      if (inside !== undefined) return inside.path;
      const ranked = list.filter((area) => area.level === top).map((area) => ({ area, far: nearness(area, position) }));
      return ranked.sort((one, other) => one.far - other.far)[0]?.area.path;
    },
  };
};

const freshMs = 60_000;
const perDeployment = new WeakMap<Deployment, { readonly of: Promise<Areas>; readonly at: number }>();

/** The city's areas; they change rarely, so a process reads them once a minute at most. */
export const getAreas = (ctx: Context): Promise<Areas> => {
  const known = perDeployment.get(ctx.deployment);
  if (known !== undefined && Date.now() - known.at < freshMs) return known.of;
  const of = store.listAreas(ctx.db).then(indexAreas);
  perDeployment.set(ctx.deployment, { of, at: Date.now() });
  // What could not be read is not remembered, and neither is a city that has no areas yet.
  of.then(
    (areas) => areas.list.length === 0 && perDeployment.delete(ctx.deployment),
    () => perDeployment.delete(ctx.deployment),
  );
  return of;
};
