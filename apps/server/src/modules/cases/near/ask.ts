import { type CaseType, type Label, metresApart, writeReportNo } from "@chengyun/kernel";
import { isInScope, isPermitted } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { StandingCase } from "../case/index.ts";
import { listOffered } from "../category/index.ts";
import { type Compared, type LikelyWaiting, listLikely, listLikelyWaiting, wordsOf } from "../likeness/index.ts";
import { meantByAsked, meantByWaiting } from "./meant.ts";

/** Reports that wait near by, for who may take them up; each of all that it may mean. */
export const listWaitingLike = async (
  ctx: Context,
  compared: Compared,
  but: string | undefined,
): Promise<LikelyWaiting[]> => {
  if (!isPermitted(ctx.actor, "reports.answer")) return [];
  const offered = await listOffered(ctx);
  return listLikelyWaiting(ctx, compared, {
    but,
    meantBy: (told, words) => meantByWaiting(ctx, offered, told, words),
  });
};

/** A report of which somebody is asked. */
interface Asked {
  readonly type: CaseType;
  readonly thingId: string | undefined;
  readonly position: readonly [number, number];
  readonly text: string;
  /** What was looked at and said not to be the same. */
  readonly notSameAs: readonly string[];
  /** The waiting report it is itself. */
  readonly waiting: string | undefined;
  /** Waiting reports that are taken along. */
  readonly together: readonly string[];
  /** Open cases its category's data would let it join. */
  readonly joinable: readonly StandingCase[];
  /** Who walks the streets decides about no report that waits at the desk. */
  readonly isAtDesk: boolean;
}

const waits: Label = { zh: "待受理", en: "waiting at the desk" };

const toFault =
  (report: Asked, path: string) =>
  ({ no, title, position }: Pick<StandingCase, "no" | "title" | "position">) => {
    const metres = Math.round(metresApart(position, report.position));
    const text = { zh: `${no} · ${metres} 米 · ${title.zh}`, en: `${no} · ${metres} m · ${title.en}` };
    return { path, code: "unchosen", text };
  };

/**
 * Whoever can be asked is asked: fails with `report.same-near` and names the open cases and the waiting reports that are
 * likely the same, those the actor may see and has not decided about.
 */
export const askWhich = async (ctx: Context, report: Asked): Promise<void> => {
  const { type, position, thingId, notSameAs, joinable, together, waiting, isAtDesk } = report;
  const words = wordsOf(report.text);
  const compared = {
    position,
    ...(await meantByAsked(ctx, { category: type.id, waiting })),
    thingId,
    words,
    now: ctx.clock.now().getTime(),
  };
  const known = new Set([...notSameAs, ...together, ...joinable.map(({ id }) => id)]);
  const cases = (await listLikely(ctx, compared)).flatMap(({ found, likely }) =>
    likely && !known.has(found.id) ? found : [],
  );
  const others = (isAtDesk ? await listWaitingLike(ctx, compared, waiting) : []).flatMap((one) =>
    one.likely && !known.has(one.waiting.id) ? { ...one.waiting, no: writeReportNo(one.waiting.no), title: waits } : [],
  );
  const seen = [...joinable, ...cases].filter((found) => isInScope(ctx.actor, found));
  const faults = [...seen.map(toFault(report, "body.joins")), ...others.map(toFault(report, "body.together"))];
  if (faults.length > 0) throw new AppError("report.same-near", { faults });
};
