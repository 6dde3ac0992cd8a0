import type { Context } from "../../../platform/context.ts";
import type { Tile } from "./curve.ts";
import type { Sight, ThingIndex } from "./thing-index.ts";
import { getThingIndex } from "./thing-source.ts";
import { worldX, worldY } from "./world.ts";

/** Tiles that are looked into, from the smallest: 40 m across to 80 km. */
const zooms = { first: 20, last: 9 } as const;
/** More than so many in one small tile are not told apart by distance. */
const mostInTile = 20_000;

type Place = readonly [longitude: number, latitude: number];

/** The tile of a place and those around it: whatever is nearer than a tile's side is in one of them. */
const tilesAround = ([longitude, latitude]: Place, zoom: number): Tile[] => {
  const [x, y] = [Math.floor(worldX(longitude) * 2 ** zoom), Math.floor(worldY(latitude) * 2 ** zoom)];
  return [-1, 0, 1].flatMap((south) => [-1, 0, 1].map((east) => ({ zoom, x: x + east, y: y + south })));
};

/** Numbers of so many things near a place, the nearest first, as far as an asker may see. */
export const nearestIn = (index: ThingIndex, place: Place, sight: Sight, most: number): readonly number[] => {
  const [x, y] = [worldX(place[0]), worldY(place[1])];
  const far = (no: number): number => {
    const [east, south] = index.placeOf(no) ?? [x + 1, y + 1];
    return (east - x) ** 2 + (south - y) ** 2;
  };
  let nearest: { readonly no: number; readonly far: number }[] = [];
  for (let zoom: number = zooms.first; zoom >= zooms.last; zoom -= 1) {
    const lists = tilesAround(place, zoom).map((tile) => index.list(tile, sight, mostInTile));
    if (lists.includes(undefined) && nearest.length > 0) break;
    const found = lists.flatMap((list) => list ?? []).map((no) => ({ no, far: far(no) }));
    nearest = found.sort((one, other) => one.far - other.far).slice(0, most);
    // What lies farther than a tile's side may have something nearer beside it, outside these tiles.
    if (nearest.length === most && (nearest.at(-1)?.far ?? 0) <= 4 ** -zoom) break;
  }
  return nearest.map(({ no }) => no);
};

/** Numbers of so many things near a place, the nearest first, as far as an asker may see. */
export const listNearest = async (ctx: Context, place: Place, sight: Sight, most: number): Promise<readonly number[]> =>
  nearestIn(await getThingIndex(ctx), place, sight, most);
