import { buildRoadGraph, indexRoads, type Road, type RoadGraph, type RoadPlaces } from "@chengyun/kernel";
import type { Position } from "geojson";
import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { getVersions } from "../area/index.ts";
import { listRoads, type RoadRow } from "../base-map/index.ts";

/** The roads of the city, ready to be gone over. */
export interface Roads {
  readonly graph: RoadGraph;
  readonly places: RoadPlaces;
}

const pageSize = 5_000;

const isYes = (value: unknown): boolean => value === true || value === "yes" || value === "1" || value === "true";

const toPosition = ([x = 0, y = 0]: Position): readonly [number, number] => [x, y];

/** A row as roads: several lines are several; one driven against its line is turned. */
const toRoads = ({ class: name, properties, geometry }: RoadRow): Road[] => {
  const lines =
    geometry.type === "LineString"
      ? [geometry.coordinates]
      : geometry.type === "MultiLineString"
        ? geometry.coordinates
        : [];
  const { oneway, speedKmh } = properties;
  const isTurned = oneway === "-1" || oneway === -1;
  return lines.map((line): Road => {
    const positions = line.map(toPosition);
    return {
      class: name,
      line: isTurned ? positions.reverse() : positions,
      oneway: isTurned || isYes(oneway),
      ...(typeof speedKmh === "number" ? { speedKmh } : {}),
    };
  });
};

const load = async (ctx: Context): Promise<Roads> => {
  const roads: Road[] = [];
  for (let after = 0; ; ) {
    const rows = await listRoads(ctx.db, after, pageSize);
    roads.push(...rows.flatMap(toRoads));
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) break;
    after = last.no;
  }
  const graph = buildRoadGraph(roads);
  return { graph, places: indexRoads(graph) };
};

interface Held {
  readonly of: Promise<Roads>;
  readonly version: number;
}

const perDeployment = new WeakMap<Deployment, Held>();

/** The roads as they are; made anew when the base map's roads have changed. */
export const getRoads = async (ctx: Context): Promise<Roads> => {
  const { roads: version } = await getVersions(ctx.db);
  const held = perDeployment.get(ctx.deployment);
  if (held?.version === version) return held.of;
  const of = load(ctx);
  perDeployment.set(ctx.deployment, { of, version });
  of.catch(() => perDeployment.delete(ctx.deployment));
  return of;
};
