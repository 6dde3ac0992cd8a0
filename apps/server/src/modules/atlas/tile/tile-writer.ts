import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { Drawn } from "./shape.ts";
import { extent } from "./tile-frame.ts";

/** A feature of a layer. */
export interface TileFeature {
  readonly id?: number;
  readonly shape: Drawn;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  /** What is left out first when the tile would be too large; 0 is never. */
  readonly rank?: number;
}

/** Layers of a tile by name. */
export type TileLayers = Readonly<Record<string, readonly TileFeature[]>>;

/** Most bytes of a tile as it is sent. */
const mostBytes = 200_000;
const leastShare = 0.05;
const pack = promisify(gzip);

/** The library takes points flat and lines as lists of points. */
const toFeature = ({ id, shape, properties }: TileFeature) => {
  const points = (path: readonly number[]): [number, number][] => {
    const list: [number, number][] = [];
    for (let at = 0; at < path.length; at += 2) list.push([path[at] ?? 0, path[at + 1] ?? 0]);
    return list;
  };
  return {
    ...(id === undefined ? {} : { id }),
    type: shape.type,
    geometry: shape.type === 1 ? shape.paths.flatMap(points) : shape.paths.map(points),
    tags: properties,
  };
};

const encode = (layers: TileLayers): Buffer => {
  const full = Object.entries(layers).filter(([, features]) => features.length > 0);
  if (full.length === 0) return Buffer.alloc(0);
  const tiles = Object.fromEntries(full.map(([name, features]) => [name, { features: features.map(toFeature) }]));
  return Buffer.from(fromGeojsonVt(tiles as never, { version: 2, extent }));
};

/** Leaves out what matters least, layer by layer alike. */
const lighten = (layers: TileLayers, share: number): TileLayers => {
  const ranks = Object.values(layers)
    .flatMap((features) => features.map(({ rank = 0 }) => rank))
    .sort((one, other) => one - other);
  const limit = ranks[Math.floor(ranks.length * share)] ?? Number.POSITIVE_INFINITY;
  return Object.fromEntries(
    Object.entries(layers).map(([name, features]) => [
      name,
      features.filter(({ rank = 0 }) => rank === 0 || rank < limit),
    ]),
  );
};

/** A tile as it is sent (compressed; empty for none), at most as large as a phone takes gladly. */
export const writeTile = async (layers: TileLayers): Promise<Buffer> => {
  let share = 1;
  for (;;) {
    const plain = encode(share === 1 ? layers : lighten(layers, share));
    if (plain.length === 0) return plain;
    const packed = await pack(plain, { level: 5 });
    if (packed.length <= mostBytes || share <= leastShare) return packed;
    share = Math.max(leastShare, share * Math.min(0.85, (0.92 * mostBytes) / packed.length));
  }
};
