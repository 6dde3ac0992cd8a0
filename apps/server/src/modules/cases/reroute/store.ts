import { sql } from "kysely";
import { type Actor, isMachine } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { type StandingCase, standingCases, toStanding } from "../case/index.ts";

const homeOf = (actor: Actor): string => ("areaPath" in actor ? actor.areaPath : "");

/** Newest cases of the asker's scope. */
export const listPast = async (ctx: Context, limit: number): Promise<StandingCase[]> => {
  const { actor } = ctx;
  const departments = isMachine(actor) || actor.departments === "all" ? undefined : [...actor.departments];
  const rows = await standingCases(ctx.db)
    .$if(!isMachine(actor), (query) => query.where("cases.area_path", "like", `${homeOf(actor)}%`))
    .$if(departments !== undefined, (query) =>
      query.where(sql<boolean>`subjects.departments && ${departments ?? []}::uuid[]`),
    )
    .orderBy("opened_at", "desc")
    .orderBy("cases.id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toStanding);
};
