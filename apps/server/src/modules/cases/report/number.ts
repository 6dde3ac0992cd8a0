import { randomInt } from "node:crypto";
import { cityDate } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { isNumberTaken } from "./store.ts";

/**
 * A report's number: eight digits of the day and six by chance, so that nobody finds the others by counting.
 * The unique index has the last word; a number that is taken is drawn again.
 */
export const drawNumber = async (ctx: Context): Promise<string> => {
  const day = cityDate(ctx.deployment.calendar, ctx.clock.now().getTime()).replaceAll("-", "");
  for (;;) {
    const no = `${day}${String(randomInt(1_000_000)).padStart(6, "0")}`;
    if (!(await isNumberTaken(ctx.db, no))) return no;
  }
};
