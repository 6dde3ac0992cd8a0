import { Entry, EntryQuery, EntryType, page } from "@chengyun/contracts";
import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { beginOfDay } from "../../../platform/city-day.ts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { getReceipt } from "./receipt.ts";
import { exportJournal, listEntryTypes, listJournal } from "./service.ts";

const Cursor = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

const readCursor = (after: string | undefined): number | undefined => {
  const cursor = Cursor.safeParse(after);
  if (!cursor.success)
    throw new AppError("request.invalid", { faults: [{ path: "query.after", code: "not-a-cursor" }] });
  return cursor.data;
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/journal",
    summary: "What happened, in order of position; from a day or to one, in order of time",
    access: "journal.read",
    scope: "list",
    query: EntryQuery,
    answer: page(Entry),
    handle: (ctx, { query }) => {
      const { zone } = ctx.deployment.calendar;
      return listJournal(ctx, {
        after: readCursor(query.after),
        limit: query.limit,
        subject: query.subject,
        types: query.type,
        actor: query.actor,
        from: beginOfDay(zone, query.from),
        before: beginOfDay(zone, query.to, 1),
        newest: query.newest === "true",
      });
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/journal/types",
    summary: "What has ever happened, by type",
    access: "journal.read",
    scope: "none",
    answer: z.object({ items: z.array(EntryType) }),
    handle: listEntryTypes,
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/journal/export",
    summary: "The whole journal with its checkpoints, for an outsider to verify",
    access: "journal.read",
    scope: "list",
    yields: "strained",
    answer: "raw",
    handle: async (ctx) => new RawAnswer("application/x-ndjson; charset=utf-8", exportJournal(ctx)),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/journal/receipts/:position",
    summary: "Receipt of an entry in one's scope, to be checked without us (C2SP tlog-proof with the leaf, no changes)",
    access: "journal.read",
    scope: "list",
    params: z.object({ position: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
    answer: "raw",
    handle: async (ctx, { params }) =>
      new RawAnswer("text/plain; charset=utf-8", await getReceipt(ctx, params.position), {
        headers: {
          "Cache-Control": "private, no-store",
          "Content-Disposition": `attachment; filename="journal-${params.position}.tlog-proof"`,
        },
      }),
  }),
];
