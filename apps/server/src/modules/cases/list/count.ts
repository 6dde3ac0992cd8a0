import type { CaseCount } from "@chengyun/contracts";
import { sql } from "kysely";
import { type Context, transact } from "../../../platform/context.ts";
import type { CaseFilter } from "./filter.ts";
import { countCases } from "./store.ts";

const most = 10_000;
/** Longer nobody waits for a number beside a heading. */
const longestMs = 1_500;
/** PostgreSQL's word for a statement that took too long. */
const tookTooLong = "57014";

/** Counts as far as it is worth: to ten thousand, and for a second and a half. */
export const count = async (outer: Context, filter: CaseFilter): Promise<CaseCount> => {
  try {
    return await transact(outer, async (ctx) => {
      await sql`SELECT set_config('statement_timeout', ${String(longestMs)}, true)`.execute(ctx.db);
      const found = await countCases(ctx.db, filter, most + 1);
      return { count: Math.min(found, most), more: found > most };
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== tookTooLong) throw error;
    return { count: 0, more: true };
  }
};
