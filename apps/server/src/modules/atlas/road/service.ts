import type { Way } from "@chengyun/contracts";
import { findRoute, findSoonest, type RoadPlace, type RoadPosition, type TravelMode } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { getRoads, type Roads } from "./roads.ts";

const placeOf = ({ places }: Roads, position: RoadPosition, mode: TravelMode): RoadPlace => {
  const place = places.nearest(position, mode);
  if (place === undefined) throw new AppError("way.no-road-near");
  return place;
};

/** The fastest way between two places. Fails with `way.no-road-near` and `way.not-connected`. */
export const findWay = async (
  ctx: Context,
  asked: { readonly from: RoadPosition; readonly to: RoadPosition; readonly mode: TravelMode },
): Promise<Way> => {
  const roads = await getRoads(ctx);
  const from = placeOf(roads, asked.from, asked.mode);
  const to = placeOf(roads, asked.to, asked.mode);
  const route = findRoute(roads.graph, { from, to, mode: asked.mode });
  if (route === undefined) throw new AppError("way.not-connected");
  return {
    mode: asked.mode,
    metres: Math.round(route.metres),
    seconds: Math.round(route.seconds),
    line: route.line.map(([x, y]) => [x, y]),
    offRoadMetres: [Math.round(from.offRoadMetres), Math.round(to.offRoadMetres)],
  };
};

/** Those of many that are soonest at a place by road, soonest first; whom no road leads there is left out. */
export const rankByTravel = async <Item extends { readonly position: RoadPosition }>(
  ctx: Context,
  asked: {
    readonly to: RoadPosition;
    readonly items: readonly Item[];
    readonly mode: TravelMode;
    readonly most: number;
  },
): Promise<{ readonly item: Item; readonly seconds: number }[]> => {
  const { graph, places } = await getRoads(ctx);
  const goal = places.nearest(asked.to, asked.mode);
  if (goal === undefined) return [];
  const placed = asked.items.flatMap((item) => {
    const place = places.nearest(item.position, asked.mode);
    return place === undefined ? [] : [{ item, place }];
  });
  const targets = placed.map(({ place }) => place);
  const soonest = findSoonest(graph, { from: goal, targets, mode: asked.mode, most: asked.most, inbound: true });
  return soonest.flatMap(({ target, seconds }) => {
    const found = placed[target];
    return found === undefined ? [] : [{ item: found.item, seconds }];
  });
};
