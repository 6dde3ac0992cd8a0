import type { Profile } from "@chengyun/contracts";
import { cityDate } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { nextSerial } from "./store.ts";

const digits = (text: string, length: number): string => text.slice(-length).padStart(length, "0");

/** Lays out a case number from its parts, e.g. six digits of area, eight of date, five of serial. */
export const layOut = (
  layout: Profile["codes"]["case"],
  parts: { area: string; date: string; serial: number },
): string =>
  layout
    .map(({ of, digits: length }) => {
      if (of === "area") return digits(parts.area, length);
      return of === "date" ? digits(parts.date, length) : digits(of === "serial" ? String(parts.serial) : "", length);
    })
    .join("");

/** The next case number of today, in the city's zone. */
export const nextNumber = async (ctx: Context): Promise<string> => {
  const { profile, calendar } = ctx.deployment;
  const date = cityDate(calendar, ctx.clock.now().getTime()).replaceAll("-", "");
  return layOut(profile.codes.case, { area: profile.areaCode, date, serial: await nextSerial(ctx.db, date) });
};
