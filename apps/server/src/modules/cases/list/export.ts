import { Readable } from "node:stream";
import type { CaseExportQuery } from "@chengyun/contracts";
import { cityDate } from "@chengyun/kernel";
import type { z } from "zod";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { type Cell, toCsv } from "../../../platform/csv.ts";
import { record } from "../../../platform/journal.ts";
import { RawAnswer } from "../../../platform/route.ts";
import { toXlsx } from "../../../platform/xlsx.ts";
import { toRows } from "../handling/index.ts";
import { columns, usualColumns } from "./cell.ts";
import { noDeadline, type Order, toFilter, toOrder } from "./filter.ts";
import { searchCases } from "./search.ts";

/** Most rows of one file; who wants more narrows the list. */
export const mostRows = 100_000;
const rowsAtOnce = 1_000;

type Query = z.output<typeof CaseExportQuery>;

async function* cellPages(ctx: Context, query: Query): AsyncGenerator<Cell[][]> {
  const filter = await toFilter(ctx, query);
  const chosen = (query.columns ?? usualColumns).map((id) => columns[id]);
  const writing = { language: query.language, zone: ctx.deployment.calendar.zone };
  const order = toOrder(query);
  let after: { at: Date; id: string } | undefined;
  for (let taken = 0; taken < mostRows; taken += rowsAtOnce) {
    const { shown, next } = await searchCases(ctx, filter, { order, after, limit: rowsAtOnce });
    const rows = await toRows(ctx, shown);
    yield rows.map((row) => chosen.map(({ cell }) => cell(row, writing)));
    if (next === undefined) return;
    after = placeOf(order, next);
  }
}

const placeOf = (order: Order, last: { dueAt: Date | undefined; openedAt: Date; id: string }) => ({
  at: order === "due" ? (last.dueAt ?? noDeadline) : last.openedAt,
  id: last.id,
});

/** What was taken away, by whom and by which wishes: that it lies elsewhere from now on is a fact of the city. */
const recordExport = (outer: Context, query: Query, format: string): Promise<unknown> =>
  transact(outer, (ctx) =>
    record(ctx, {
      type: "export.made",
      subject: { kind: "export", id: newId() },
      areaPath: "areaPath" in ctx.actor ? ctx.actor.areaPath : "",
      departments: "departments" in ctx.actor && ctx.actor.departments !== "all" ? ctx.actor.departments : [],
      changes: { of: "cases", format, filters: query },
    }),
  );

/** The list as a file, read while it is written. */
export const exportCases = async (ctx: Context, query: Query, format: "csv" | "xlsx"): Promise<RawAnswer> => {
  await recordExport(ctx, query, format);
  const heading = (query.columns ?? usualColumns).map((id) => ({
    text: columns[id].name[query.language],
    width: columns[id].width,
  }));
  const pages = cellPages(ctx, query);
  const name = `cases-${cityDate(ctx.deployment.calendar, ctx.clock.now().getTime())}.${format}`;
  const headers = { "Content-Disposition": `attachment; filename="${name}"` };
  if (format === "csv") {
    const text = toCsv(
      heading.map(({ text: words }) => words),
      pages,
    );
    return new RawAnswer("text/csv; charset=utf-8", Readable.from(text), { headers });
  }
  const sheet = { name: query.language === "zh" ? "案卷" : "Cases", heading, pages };
  return new RawAnswer("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", toXlsx(sheet), { headers });
};
