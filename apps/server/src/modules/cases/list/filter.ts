import type { CaseFilterQuery, CaseOrder } from "@chengyun/contracts";
import { Id } from "@chengyun/contracts";
import type { Severity } from "@chengyun/kernel";
import type { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { beginOfDay } from "../../../platform/city-day.ts";
import type { Context } from "../../../platform/context.ts";
import { cityCase, openStages, type StandingCase } from "../case/index.ts";
import { kinOf } from "../category/index.ts";

export type Order = z.output<typeof CaseOrder>;

/** What cases are asked by. `departments` and `areaPaths` carry the asker's scope. */
export interface CaseFilter {
  readonly stages?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly departmentIds?: readonly string[] | undefined;
  readonly severities?: readonly (Severity | "none")[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly urgent?: boolean | undefined;
  readonly dueFrom?: Date | undefined;
  readonly dueBefore?: Date | undefined;
  readonly thingId?: string | undefined;
  readonly areaPaths: readonly string[];
  readonly departments: "all" | readonly string[];
  readonly words?: string | undefined;
  readonly box?: readonly [west: number, south: number, east: number, north: number] | undefined;
  readonly openedFrom?: Date | undefined;
  readonly openedBefore?: Date | undefined;
}

/** Where a page goes on. */
export interface Place {
  readonly at: Date;
  readonly id: string;
}

const endStages = Object.keys(cityCase.stages).filter((id) => !openStages.includes(id));

/** How long before its deadline a case counts as nearly late in a list. */
const nearMs = 2 * 3_600_000;

type Query = z.output<typeof CaseFilterQuery> & { readonly order?: Order };

const wantedStages = ({ stage, open, late }: Query): readonly string[] | undefined => {
  if (stage !== undefined) return stage;
  // What is at its end is not late any more.
  if (late !== undefined || open === "true") return openStages;
  return open === "false" ? endStages : undefined;
};

const isOpen = (stage: string): boolean => openStages.includes(stage);

/** What has ended has no deadline to be ordered by: asked for alone, it comes newest first. */
export const toOrder = (query: Query): Order => {
  const order = query.order ?? "new";
  return order === "due" && wantedStages(query)?.every((stage) => !isOpen(stage)) === true ? "new" : order;
};

/** Ordered by deadline, a list holds what is open: a million cases that ended would only stand in no order behind it. */
const stagesOf = (query: Query): readonly string[] | undefined => {
  const wanted = wantedStages(query);
  return toOrder(query) === "due" ? (wanted ?? openStages).filter(isOpen) : wanted;
};

const dueOf = ({ late }: Query, now: number): Pick<CaseFilter, "dueFrom" | "dueBefore"> => {
  if (late === undefined) return {};
  return late === "late" ? { dueBefore: new Date(now) } : { dueFrom: new Date(now), dueBefore: new Date(now + nearMs) };
};

/** The asker's scope and wishes as one filter: a category is meant with what it was called before and is called now. */
export const toFilter = async (ctx: Context, query: Query): Promise<CaseFilter> => {
  const { zone } = ctx.deployment.calendar;
  return {
    stages: stagesOf(query),
    categories: query.category === undefined ? undefined : await kinOf(ctx, query.category),
    departmentIds: query.department,
    severities: query.severity,
    channels: query.channel,
    urgent: query.urgent === undefined ? undefined : query.urgent === "true",
    ...dueOf(query, ctx.clock.now().getTime()),
    thingId: query.thing,
    areaPaths: [isMachine(ctx.actor) ? "" : ctx.actor.areaPath, query.area ?? ""].filter((path) => path !== ""),
    departments: isMachine(ctx.actor) ? "all" : ctx.actor.departments,
    words: query.q?.trim() === "" ? undefined : query.q?.trim(),
    box: query.box,
    openedFrom: beginOfDay(zone, query.from),
    openedBefore: beginOfDay(zone, query.to, 1),
  };
};

/** Where a case without a running deadline stands in the order: after all that have one, and pageable. */
export const noDeadline = new Date("9999-12-31T00:00:00.000Z");

/** Where the next page begins: by what the list was ordered by, from the very rows. */
export const toCursor = (order: Order, last: StandingCase): string =>
  `${(order === "due" ? (last.dueAt ?? noDeadline) : last.openedAt).toISOString()}_${last.id}`;

/** Reads a cursor; fails with `request.invalid` when it is none of ours. */
export const readCursor = (text: string | undefined): Place | undefined => {
  if (text === undefined) return undefined;
  const [at, id] = text.split("_");
  const moment = new Date(at ?? "");
  if (id === undefined || Number.isNaN(moment.getTime()) || !Id.safeParse(id).success)
    throw new AppError("request.invalid", { faults: [{ path: "query.after", code: "cursor" }] });
  return { at: moment, id };
};
