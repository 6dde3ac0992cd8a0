import { type CaseType, type Label, metresApart, metresPerDegree } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { openStages, type StandingCase } from "../case/index.ts";
import { kinOf } from "../category/index.ts";
import { around } from "../likeness/index.ts";
import { listJoinable } from "./join-store.ts";

/** What a report says about where it belongs. */
export interface Whereabouts {
  readonly type: CaseType;
  readonly thingId: string | undefined;
  readonly position: readonly [number, number];
  /** Cases an officer looked at and said it is not. */
  readonly notSameAs?: readonly string[] | undefined;
}

/** What two reports of one case have in common: each holds its own alone, and those around it together with others. */
export interface Joining {
  readonly own: string;
  readonly around: readonly string[];
}

/**
 * What a report may share with another that belongs to the same case: the thing, or squares of the map. It may open a
 * case in its own square and looks for one in all that lie within reach, so of two within reach of each other one waits.
 * Undefined for a report that never joins.
 */
export const joiningOf = ({ type, thingId, position }: Whereabouts): Joining | undefined => {
  const { joins } = type;
  if (joins === undefined || (joins.same === "thing" && thingId === undefined)) return undefined;
  if (joins.within === undefined)
    return { own: joins.same === "thing" ? `${type.id}:${thingId}` : type.id, around: [] };
  const [west, south, east, north] = around(position, joins.within);
  // Squares of one size for the whole category: half of how far it reaches, some thirty in all.
  const size = joins.within / 2 / metresPerDegree;
  const square = (x: number, y: number): string => `${type.id}:${Math.floor(x / size)}:${Math.floor(y / size)}`;
  const names = new Set<string>();
  for (let x = west; x < east + size; x += size)
    for (let y = south; y < north + size; y += size) names.add(square(Math.min(x, east), Math.min(y, north)));
  const own = square(...position);
  names.delete(own);
  return { own, around: [...names] };
};

/** Open cases a report may join by its category's data, the newest first; none when it opens one. */
export const listCasesToJoin = async (ctx: Context, report: Whereabouts): Promise<StandingCase[]> => {
  const { joins } = report.type;
  if (joins === undefined) return [];
  // "Same thing" without a thing can't be said of anything.
  if (joins.same === "thing" && report.thingId === undefined) return [];
  const listed = await listJoinable(ctx.db, {
    categories: await kinOf(ctx, [report.type.id]),
    openStages,
    thingId: joins.same === "thing" ? report.thingId : undefined,
    box: joins.within === undefined ? undefined : around(report.position, joins.within),
    reportedSince: joins.for === undefined ? undefined : new Date(ctx.clock.now().getTime() - joins.for),
  });
  const { within } = joins;
  const candidates = listed.filter(({ id }) => report.notSameAs?.includes(id) !== true);
  return within === undefined
    ? candidates
    : candidates.filter((one) => metresApart(one.position, report.position) <= within);
};

/** Says to people why a report joined. */
export const whyJoined = ({ joins }: CaseType, found: StandingCase): Label => {
  const zh = ["同一类别"];
  const en = ["same category"];
  if (joins?.same === "thing") {
    zh.push("同一部件");
    en.push("same thing");
  }
  if (joins?.within !== undefined) {
    zh.push(`相距 ${joins.within} 米以内`);
    en.push(`within ${joins.within} m`);
  }
  if (joins?.for !== undefined) {
    const hours = Math.round(joins.for / 3_600_000);
    zh.push(`${hours} 小时内`);
    en.push(`within ${hours} h`);
  }
  return { zh: `并入案卷 ${found.no}：${zh.join("，")}`, en: `Joined case ${found.no}: ${en.join(", ")}` };
};
