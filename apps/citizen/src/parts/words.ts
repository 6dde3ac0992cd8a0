import type { Language } from "@chengyun/kernel";

/** A report's number as people read it: the day, a dash, the rest. */
export const toShownNo = (no: string): string => `${no.slice(0, 8)}-${no.slice(8)}`;

/** A moment in the city's zone, to the minute. */
export const toShownTime = (at: string, language: Language, zone: string): string =>
  new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: zone,
  }).format(new Date(at));
