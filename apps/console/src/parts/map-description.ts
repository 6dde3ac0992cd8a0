import type { CaseRow, MapLayer, MapOutline, ThingPin } from "@chengyun/contracts";
import type { Glyph } from "@chengyun/kernel";
import {
  type MapCase,
  type MapLinkType,
  type MapSubjects,
  type MapThing,
  type MapThingType,
  type MapTiles,
  toTimeLeft,
} from "@chengyun/ui";
import { toTiles } from "../data/map.ts";
import type { LayerSwitches } from "./map-address.ts";

const glyphs: ReadonlySet<string> = new Set<Glyph>([
  "drop",
  "wave",
  "cover",
  "pump",
  "rain",
  "camera",
  "lamp",
  "valve",
  "building",
  "dot",
]);

const isGlyph = (name: string | undefined): name is Glyph => name !== undefined && glyphs.has(name);

/** The glyph packs gave a layer; a dot when they gave none that is drawn here. */
export const toGlyph = (name: string | undefined): Glyph => (isGlyph(name) ? name : "dot");

/** Layers of things and networks; the heat of cases is switched apart, for it begins off. */
const layersOf = (outline: MapOutline): readonly MapLayer[] =>
  outline.packs.flatMap(({ layers }) => layers.filter(({ heatOf }) => heatOf === undefined));

/** The tiles of the heat that is on; several together are the heat of all their categories. */
export const toHeat = (outline: MapOutline, { on }: LayerSwitches): MapTiles | undefined => {
  const shown = outline.packs.flatMap(({ layers }) => layers).filter(({ id, heatOf }) => heatOf && on.has(id));
  if (shown.length === 0) return undefined;
  const all = shown.some(({ heatOf }) => heatOf?.length === 0);
  const category = shown.flatMap(({ heatOf }) => heatOf ?? []).join(",");
  return toTiles(outline, "cases", all ? {} : { category });
};

/** How each type of thing is drawn and called, from the layers packs declare. */
export const toThingTypes = (outline: MapOutline): MapThingType[] =>
  layersOf(outline).flatMap(({ thingType, name, glyph, count = 0 }) =>
    thingType === undefined ? [] : [{ type: thingType, name, glyph: toGlyph(glyph), count }],
  );

/** How each network is drawn and called: the same whatever is switched off, on the map as beside the switches. */
export const toLinkTypes = (outline: MapOutline): MapLinkType[] =>
  layersOf(outline)
    .filter(({ linkType }) => linkType !== undefined)
    .map(({ linkType = "", name, minZoom }, look) => ({ type: linkType, name, look, minZoom }));

/** Things and networks whose layers are on; absent when all are off. */
export const toSubjects = (outline: MapOutline, { off }: LayerSwitches): MapSubjects | undefined => {
  const all = layersOf(outline);
  const shown = all.filter(({ id }) => !off.has(id));
  if (shown.length === 0) return undefined;
  const things = toThingTypes(outline).filter(({ type }) => shown.some(({ thingType }) => thingType === type));
  const links = toLinkTypes(outline).filter(({ type }) => shown.some(({ linkType }) => linkType === type));
  // All are asked for without a list, so that everybody's first tiles are the same.
  const some = shown.length < all.length;
  const types = [...things, ...links].map(({ type }) => type).join(",");
  return { tiles: toTiles(outline, "things", some ? { types } : {}), things, links };
};

/** Things as the map draws them; a type without a layer is a dot. */
export const toMapThings = (things: readonly ThingPin[], types: readonly MapThingType[]): MapThing[] => {
  const looks = new Map(types.map(({ type, glyph }) => [type, glyph]));
  return things.map((thing) => ({ ...thing, glyph: looks.get(thing.type) ?? "dot" }));
};

/** Open cases as pins, their rings as they stand at a moment. */
export const toMapCases = (cases: readonly CaseRow[], now: number, asOf: number): MapCase[] =>
  cases.map((row) => {
    const left = row.clock === undefined ? undefined : toTimeLeft(row.clock, now, asOf);
    return {
      id: row.id,
      title: row.title,
      position: row.position,
      severity: row.severity,
      share: left?.share,
      late: left?.late ?? false,
    };
  });
