import type { Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { getAreas, type IndexedArea } from "../area/index.ts";
import { type DrawnFeature, listFeaturesIn } from "../base-map/index.ts";
import { areaNamePoint } from "./area-name.ts";
import { namePoint } from "./name-point.ts";
import { drawShape, type Path } from "./shape.ts";
import { extent, type TileFrame } from "./tile-frame.ts";
import type { TileFeature, TileLayers } from "./tile-writer.ts";

/** Half a pixel of a tile drawn at 512. */
const tolerance = 4;
/** Where the map is drawn larger than the last tiles, nothing may look cut. */
const lastTolerance = 1.5;
export const lastBaseZoom = 16;

/** Zoom from which the outlines of a level are drawn: cells of a hundred metres only where one fills a hand. */
const areaZooms: readonly number[] = [0, 0, 6, 9, 12, 15];
const cellLevel = 5;

type Flat = Record<string, string | number | boolean>;

const nameOf = (name: Label | null | undefined): Flat =>
  name === null || name === undefined ? {} : { zh: name.zh, en: name.en };

const isSaid = (value: unknown): boolean => value === true || value === "yes";

/** What the style needs of a road besides its class. */
const roadProperties = ({ oneway, number }: DrawnFeature["properties"]): Flat => ({
  ...(isSaid(oneway) ? { oneway: true } : {}),
  ...(typeof number === "string" && number.length <= longestNumber ? { number } : {}),
});

/** What the style needs of a feature's properties; the rest stays in the store. */
const drawnProperties = (feature: DrawnFeature): Flat => {
  const flat: Flat = feature.class === "" ? {} : { class: feature.class };
  const { heightM, levels, bridge, tunnel } = feature.properties;
  if (feature.kind === "building") {
    const height = Number(heightM ?? (typeof levels === "number" ? levels * metresPerLevel : 0));
    if (height > 0) flat["height"] = height;
  }
  if (isSaid(bridge)) flat["bridge"] = true;
  if (isSaid(tunnel)) flat["tunnel"] = true;
  return feature.kind === "road" ? { ...flat, ...roadProperties(feature.properties) } : flat;
};
const metresPerLevel = 3;
/** What is longer is no number of a road. */
const longestNumber = 8;

/** A name shows from where its patch is about so many pixels across. */
const leastNamePixels = 40;
const firstHouseNameZoom = 15;
/** A name of an area shows while the area isn't the whole screen's. */
const areaNameZooms: readonly (readonly [number, number])[] = [
  [0, 0],
  [3, 9],
  [6, 12],
  [9, 15],
  [12, 16],
  [16, 16],
];
const equatorMetres = 40_075_017;
const tilePixels = 512;

const isNameShown = (kind: string, m2: number, { zoom, box }: TileFrame): boolean => {
  if (kind === "building") return zoom >= firstHouseNameZoom;
  const pixelsPerMetre = (tilePixels * 2 ** zoom) / (equatorMetres * Math.cos((box[1] * Math.PI) / 180));
  return Math.sqrt(m2) * pixelsPerMetre >= leastNamePixels;
};

const pointIn = (frame: TileFrame, [longitude, latitude]: readonly [number, number]): Path | undefined => {
  const at = frame.place(longitude, latitude).map(Math.floor);
  return at.every((value) => value >= 0 && value < extent) ? at : undefined;
};

/** A named patch's name stands at one point, in one tile alone, whichever tiles its outline crosses. */
const nameOfPatch = (frame: TileFrame, feature: DrawnFeature): TileFeature[] => {
  const point = feature.name === null ? undefined : namePoint(feature.geometry);
  if (point === undefined || !isNameShown(feature.kind, point.m2, frame)) return [];
  const at = pointIn(frame, point.at);
  if (at === undefined) return [];
  const properties = { of: feature.kind, class: feature.class, ...nameOf(feature.name), m2: point.m2 };
  return [{ shape: { type: 1, paths: [at] }, properties, rank: feature.minZoom }];
};

const isNamedAt = ({ level, geometry }: IndexedArea, zoom: number): boolean => {
  const [from, to] = areaNameZooms[level] ?? [1, 0];
  return zoom >= from && zoom <= to && geometry !== undefined;
};

const nameOfArea = async (ctx: Context, frame: TileFrame, area: IndexedArea): Promise<TileFeature[]> => {
  const point = isNamedAt(area, frame.zoom) ? await areaNamePoint(ctx, area) : undefined;
  const at = point === undefined ? undefined : pointIn(frame, point.at);
  if (point === undefined || at === undefined) return [];
  const properties = { of: "area", level: area.level, ...nameOf(area.name), m2: point.m2 };
  return [{ shape: { type: 1, paths: [at] }, properties, rank: area.level }];
};

const outlineOf = (frame: TileFrame, area: IndexedArea, fine: number): TileFeature[] => {
  const shape = area.geometry === undefined ? undefined : drawShape(frame, area.geometry, fine);
  if (shape === undefined) return [];
  const properties = { level: area.level, code: area.code };
  return [{ shape, properties, rank: area.level === cellLevel ? frame.zoom : 0 }];
};

const isDrawn = (area: IndexedArea, zoom: number): boolean => zoom >= (areaZooms[area.level] ?? lastBaseZoom);

/** The base map of a tile: one layer a kind, outlines of areas, and the names of patches as points of their own. */
export const drawBase = async (ctx: Context, frame: TileFrame): Promise<TileLayers> => {
  const fine = frame.zoom >= lastBaseZoom ? lastTolerance : tolerance;
  const layers: Record<string, TileFeature[]> = {};
  const names: TileFeature[] = [];
  for (const feature of await listFeaturesIn(ctx.db, { box: frame.box, zoom: frame.zoom })) {
    const shape = drawShape(frame, feature.geometry, fine);
    if (shape === undefined) continue;
    const isPatch = shape.type === 3;
    const properties = { ...drawnProperties(feature), ...(isPatch ? {} : nameOf(feature.name)) };
    const layer = layers[feature.kind] ?? [];
    layer.push({ shape, properties, rank: feature.minZoom });
    layers[feature.kind] = layer;
    if (isPatch) names.push(...nameOfPatch(frame, feature));
  }
  const areas = (await getAreas(ctx)).within(frame.box).filter((area) => isDrawn(area, frame.zoom));
  const innermostFirst = areas.sort((one, other) => other.level - one.level);
  return {
    ...layers,
    area: innermostFirst.flatMap((area) => outlineOf(frame, area, fine)),
    name: [...names, ...(await Promise.all(areas.map((area) => nameOfArea(ctx, frame, area)))).flat()],
  };
};
