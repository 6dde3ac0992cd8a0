import type { Severity } from "@chengyun/kernel";
import { severities } from "@chengyun/kernel";
import type { MapBox, MapDescription, MapLinkType, MapPosition, MapSeen, MapThingType } from "./description.ts";

/** What the legend explains: only what is on the screen now. */
export interface LegendItems {
  readonly types: readonly MapThingType[];
  readonly links: readonly MapLinkType[];
  readonly severities: readonly Severity[];
  readonly normal: boolean;
  readonly silent: boolean;
  readonly clusters: boolean;
  readonly cases: boolean;
  readonly lateCases: boolean;
  readonly heat: boolean;
}

const isInside = ([longitude, latitude]: MapPosition, [west, south, east, north]: MapBox): boolean =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

/** The items to explain for what lies in a box and what was seen drawn. */
export const toLegend = (
  { subjects, things, cases }: Pick<MapDescription, "subjects" | "things" | "cases">,
  box: MapBox,
  seen: MapSeen,
): LegendItems => {
  const live = things.filter((thing) => isInside(thing.position, box));
  const pins = cases.filter((each) => isInside(each.position, box));
  const types = new Set([...seen.types, ...live.map(({ type }) => type)]);
  const levels = new Set([...live, ...pins].map((each) => each.severity));
  return {
    types: (subjects?.things ?? []).filter(({ type }) => types.has(type)),
    links: (subjects?.links ?? []).filter(({ type }) => seen.links.includes(type)),
    severities: severities.filter((severity) => levels.has(severity)),
    normal: seen.types.length > 0,
    silent: live.some((thing) => thing.severity === undefined && thing.silent),
    clusters: seen.clusters,
    cases: pins.some((each) => !each.late),
    lateCases: pins.some((each) => each.late),
    heat: seen.heat,
  };
};

/** Nothing to explain. */
export const isBare = (items: LegendItems): boolean =>
  Object.values(items).every((item) => (Array.isArray(item) ? item.length === 0 : item === false));
