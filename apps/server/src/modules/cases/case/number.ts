import { cityDate, makeCode } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { nextSerial } from "./store.ts";

/** The next case number of today, in the city's zone and layout. Fails with `case.no-number` when the day has none left. */
export const nextNumber = async (ctx: Context): Promise<string> => {
  const { profile, calendar } = ctx.deployment;
  const date = cityDate(calendar, ctx.clock.now().getTime()).replaceAll("-", "");
  const serial = await nextSerial(ctx.db, date);
  const made = makeCode(profile.codes.case, { area: profile.areaCode, date, serial });
  if ("faults" in made) throw new AppError("case.no-number");
  return made.code;
};
