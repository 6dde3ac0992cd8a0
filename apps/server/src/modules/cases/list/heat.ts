import { CaseFilterQuery, TileSpot } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { answerTile, askAgain, extent, getFrame, lastBaseZoom, writeTile } from "../../atlas/tile/index.ts";
import { toFilter } from "./filter.ts";
import { countInCells } from "./heat-store.ts";

/** Cells of a tile each way: 8 pixels, finer than heat is drawn. */
const cellsAcross = 64;
const cellUnits = extent / cellsAcross;

/** Where cases lie close together: how many in each cell of a tile, each cell as its middle. */
export const heatRoute: Route = defineRoute({
  method: "GET",
  path: "/tiles/cases/:z/:x/:y",
  summary:
    "How many cases of the actor's scope lie in each cell of a vector tile (MVT), narrowed like the list of cases",
  access: "cases.read",
  scope: "list",
  params: TileSpot,
  query: CaseFilterQuery.omit({ box: true }).extend({ v: z.string().max(50).optional() }),
  answer: "raw",
  handle: async (ctx, { params, query, http }) => {
    const frame = getFrame(params, lastBaseZoom);
    const filter = { ...(await toFilter(ctx, query)), box: frame.box };
    // Counts alone, by indexes that policies would keep from it (0013).
    const cells = await countInCells(ctx.whole, filter, { tile: params, cellsAcross });
    const heat = cells.map(({ column, row, count }) => ({
      shape: { type: 1 as const, paths: [[(column + 0.5) * cellUnits, (row + 0.5) * cellUnits]] },
      properties: { count },
    }));
    return answerTile(await writeTile({ heat }), http, askAgain);
  },
});
