import { Readable } from "node:stream";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { toCsv } from "../../../platform/csv.ts";
import { record } from "../../../platform/journal.ts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { type Exported, exportKinds, heading, pagesOf, toCells } from "./pages.ts";

const fileName = new RegExp(`^(?:${exportKinds.join("|")})[.](?:geojson|csv)$`);

/** What was taken away, by whom: that it lies elsewhere from now on is a fact of the city. */
const recordExport = (outer: Context, file: string): Promise<unknown> =>
  transact(outer, (ctx) =>
    record(ctx, {
      type: "export.made",
      subject: { kind: "export", id: newId() },
      areaPath: isMachine(ctx.actor) ? "" : ctx.actor.areaPath,
      departments: [],
      changes: { of: file.split(".")[0], format: file.split(".")[1] },
    }),
  );

const toFeature = ({ properties, geometry }: Exported): string =>
  JSON.stringify({ type: "Feature", properties, geometry: geometry ?? null });

async function* toGeojson(pages: AsyncIterable<readonly Exported[]>): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let isFirst = true;
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield `${isFirst ? "" : ","}\n${rows.map(toFeature).join(",\n")}`;
    isFirst = false;
  }
  yield "]}\n";
}

async function* cellPages(pages: AsyncIterable<readonly Exported[]>) {
  for await (const rows of pages) yield rows.map(toCells);
}

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/exports/:file",
    summary:
      "Things, links, areas or the base map of the actor's area as GeoJSON or CSV (`things.geojson`, `base.csv` …)",
    access: "things.export",
    scope: "list",
    params: z.object({ file: z.string().regex(fileName) }),
    yields: "strained",
    answer: "raw",
    handle: async (ctx, { params: { file } }) => {
      const kind = exportKinds.find((one) => file.startsWith(`${one}.`)) ?? "things";
      await recordExport(ctx, file);
      const pages = pagesOf(ctx, kind);
      const headers = { "Content-Disposition": `attachment; filename="${file}"` };
      if (file.endsWith(".csv"))
        return new RawAnswer("text/csv; charset=utf-8", Readable.from(toCsv(heading(kind), cellPages(pages))), {
          headers,
        });
      return new RawAnswer("application/geo+json; charset=utf-8", Readable.from(toGeojson(pages)), { headers });
    },
  }),
];
