import type { MapPosition, MapTiles } from "@chengyun/ui";

/** Zooms fetched ahead, and how many tiles around the one of a task. */
const ahead: readonly (readonly [zoom: number, around: number])[] = [
  [12, 0],
  [13, 0],
  [14, 1],
  [15, 1],
  [16, 1],
];
const most = 400;

/** Column and row of the tile a place lies in (web Mercator). */
export const tileOf = ([longitude, latitude]: MapPosition, zoom: number): readonly [x: number, y: number] => {
  const across = 2 ** zoom;
  const sine = Math.sin((latitude * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return [Math.floor(((longitude + 180) / 360) * across), Math.floor(y * across)];
};

/** Addresses of the tiles around places, each once, as many as a phone may keep. */
export const tilesAround = (places: readonly MapPosition[], { url, maxZoom }: MapTiles): string[] => {
  const found = new Set<string>();
  for (const place of places)
    for (const [zoom, around] of ahead) {
      if (zoom > maxZoom) continue;
      const [x, y] = tileOf(place, zoom);
      for (let column = x - around; column <= x + around; column += 1)
        for (let row = y - around; row <= y + around; row += 1)
          found.add(url.replace("{z}", String(zoom)).replace("{x}", String(column)).replace("{y}", String(row)));
    }
  return [...found].slice(0, most);
};
