import type { Call } from "./call.ts";

/** The tile in which all of the test city lies. */
const tile = { z: "11", x: "1663", y: "852" };

/** Tiles, search, ways and files of what is where. */
export const atlasCalls: Readonly<Record<string, Call>> = {
  "GET /api/v1/map": {},
  "GET /tiles/base/:z/:x/:y": { params: tile },
  "GET /tiles/things/:z/:x/:y": {
    params: tile,
    shows: { nothing: "clusters without ids so far away: tile.test.ts proves that they count one's own alone" },
  },
  "GET /tiles/cases/:z/:x/:y": { params: tile, shows: { nothing: "counts alone: list.test.ts proves whose" } },
  "GET /api/v1/search": {
    query: () => "?q=Manhole&limit=50",
    shows: { nothing: "the best fifty of many: search.test.ts proves that the others' are never among them" },
  },
  "GET /api/v1/route": { query: () => "?from=112.345,28.845&to=112.352,28.852" },
  "POST /api/v1/reaches/resolve": {
    body: ({ here }) => ({ kind: "circle", centre: here.position, metres: 200 }),
    shows: { nothing: "areas of the city by their names, which everybody knows" },
  },
  "GET /api/v1/exports/:file": { params: { file: "things.geojson" }, shows: "thing", byAreaAlone: true },
};
