import type { CaseType, Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { listJoinable, openStages, type StandingCase } from "../case/index.ts";

const metresPerDegree = 111_320;

/** Metres between two positions, plane enough for the few hundred that matter here. */
export const metresBetween = ([x, y]: readonly [number, number], [u, v]: readonly [number, number]): number => {
  const shrink = Math.cos(((y + v) / 2) * (Math.PI / 180));
  return Math.hypot((u - x) * shrink, v - y) * metresPerDegree;
};

/** What a report says about where it belongs. */
export interface Whereabouts {
  readonly type: CaseType;
  readonly thingId: string | undefined;
  readonly position: readonly [number, number];
  /** Cases an officer looked at and said it is not. */
  readonly notSameAs?: readonly string[] | undefined;
}

/** West, south, east, north of what lies so many metres around. */
export const around = ([x, y]: readonly [number, number], metres: number) => {
  const high = metres / metresPerDegree;
  const wide = high / Math.cos((y * Math.PI) / 180);
  return [x - wide, y - high, x + wide, y + high] as const;
};

/** The open case a report joins by its category's data; undefined when it opens one. */
export const findCaseToJoin = async (ctx: Context, report: Whereabouts): Promise<StandingCase | undefined> => {
  const { joins } = report.type;
  if (joins === undefined) return undefined;
  // "Same thing" without a thing can't be said of anything.
  if (joins.same === "thing" && report.thingId === undefined) return undefined;
  const listed = await listJoinable(ctx.db, {
    category: report.type.id,
    openStages,
    thingId: joins.same === "thing" ? report.thingId : undefined,
    box: joins.within === undefined ? undefined : around(report.position, joins.within),
    reportedSince: joins.for === undefined ? undefined : new Date(ctx.clock.now().getTime() - joins.for),
  });
  const { within } = joins;
  const candidates = listed.filter(({ id }) => report.notSameAs?.includes(id) !== true);
  return within === undefined
    ? candidates[0]
    : candidates.find((one) => metresBetween(one.position, report.position) <= within);
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
