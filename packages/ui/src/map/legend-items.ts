import type { Glyph, Label, Severity } from "@chengyun/kernel";
import { severities } from "@chengyun/kernel";
import type { MapBox, MapCase, MapPosition, MapThing } from "./description.ts";

/** What the legend explains: only what is on the screen now. */
export interface LegendItems {
  readonly types: readonly { readonly type: string; readonly name: Label; readonly glyph: Glyph }[];
  readonly severities: readonly Severity[];
  readonly normal: boolean;
  readonly silent: boolean;
  readonly cases: boolean;
  readonly lateCases: boolean;
}

const isInside = ([longitude, latitude]: MapPosition, [west, south, east, north]: MapBox): boolean =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

/** The items to explain for what lies in a box. */
export const toLegend = (things: readonly MapThing[], cases: readonly MapCase[], box: MapBox): LegendItems => {
  const seen = things.filter((thing) => isInside(thing.position, box));
  const pins = cases.filter((each) => isInside(each.position, box));
  const types = new Map(seen.map(({ type, typeName, glyph }) => [type, { type, name: typeName, glyph }]));
  const levels = new Set([...seen, ...pins].map((each) => each.severity));
  return {
    types: [...types.values()],
    severities: severities.filter((severity) => levels.has(severity)),
    normal: seen.some((thing) => thing.severity === undefined && !thing.silent),
    silent: seen.some((thing) => thing.severity === undefined && thing.silent),
    cases: pins.some((each) => !each.late),
    lateCases: pins.some((each) => each.late),
  };
};
