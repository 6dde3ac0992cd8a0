import { Id, Latest, Readings, ReadingsQuery, Stream } from "@chengyun/contracts";
import { isWithin } from "@chengyun/kernel";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { findLatest, readingQueries } from "../../../platform/ingest-link.ts";
import { giveWay } from "../../../platform/load.ts";
import type { SeriesPoint } from "../../../platform/readings/index.ts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { findThing, type ThingRecord } from "../../atlas/thing/index.ts";
import { findStream, listStreamNumbers, listStreamsOf, type StreamRecord } from "../device/index.ts";
import { qualityWords, toStreamShape } from "./stream-shape.ts";

const reachOf = (ctx: Context): string => (isMachine(ctx.actor) ? "" : ctx.actor.areaPath);

const getThing = async (ctx: Context, id: string): Promise<ThingRecord> => {
  const thing = await findThing(ctx.db, { id });
  if (thing === undefined || !isWithin(thing.areaPath, reachOf(ctx))) throw new AppError("subject.not-found");
  return thing;
};

const getStream = async (ctx: Context, no: number): Promise<StreamRecord> => {
  const stream = await findStream(ctx.db, no);
  if (stream === undefined || !isWithin(stream.areaPath, reachOf(ctx))) throw new AppError("subject.not-found");
  return stream;
};

const toPoint = ({ at, n, low, high, mean }: SeriesPoint) => ({
  at: new Date(at).toISOString(),
  value: mean,
  n,
  ...(n === 1 ? {} : { min: low, max: high }),
});

/** Readings of the last days are looked at while something happens; older ones can wait. */
const recentMs = 3 * 86_400_000;

const down = (): never => {
  throw new AppError("store.down");
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/things/:id/streams",
    summary: "Streams of a thing with their newest values and thresholds",
    access: "readings.read",
    scope: "subject",
    params: z.object({ id: Id }),
    answer: z.object({ items: z.array(Stream) }),
    handle: async (ctx, { params }) => {
      const thing = await getThing(ctx, params.id);
      const streams = await listStreamsOf(ctx.db, [thing.id]);
      const latest = await findLatest(
        ctx.deployment,
        streams.map(({ no }) => no),
      );
      return {
        items: streams.flatMap((stream) => toStreamShape(ctx, { thing, stream, latest: latest?.get(stream.no) })),
      };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/streams/:no/readings",
    summary: "Readings of a stream, raw or rolled up by minute, hour or day as the span needs",
    access: "readings.read",
    scope: "subject",
    params: z.object({ no: z.coerce.number().int().min(1).max(2_147_483_647) }),
    query: ReadingsQuery,
    answer: Readings,
    handle: async (ctx, { params, query }) => {
      const { no } = await getStream(ctx, params.no);
      const span = { from: Date.parse(query.from), to: Date.parse(query.to) };
      if (span.to <= span.from)
        throw new AppError("request.invalid", { faults: [{ path: "query.to", code: "not-after-from" }] });
      if (span.from < ctx.clock.now().getTime() - recentMs) await giveWay(ctx.deployment, "strained");
      const { level, points } = await readingQueries(ctx.deployment).series(no, span, query.points).catch(down);
      return { level, points: points.map(toPoint) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/latest",
    summary: "Newest values of the streams in an area, of one type of stream when asked",
    access: "readings.read",
    scope: "list",
    query: z.object({ area: z.string().max(200).optional(), type: z.string().max(100).optional() }),
    answer: z.object({ items: z.array(Latest) }),
    handle: async (ctx, { query }) => {
      const areaPaths = [reachOf(ctx), query.area ?? ""].filter((path) => path !== "");
      const isAll = areaPaths.length === 0 && query.type === undefined;
      const streams = isAll ? undefined : await listStreamNumbers(ctx.db, { areaPaths, type: query.type });
      const latest = (await findLatest(ctx.deployment, streams)) ?? down();
      const items = [...latest.values()].map(({ stream, at, value, quality }) => ({
        stream,
        at: new Date(at).toISOString(),
        value,
        quality: qualityWords(quality),
      }));
      // Fifty thousand values need no second look at their shape.
      return new RawAnswer("application/json; charset=utf-8", JSON.stringify({ items }));
    },
  }),
];
