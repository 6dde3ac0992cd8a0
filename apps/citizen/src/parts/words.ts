import type { Language } from "@chengyun/kernel";

/** A moment in the city's zone, to the minute. */
export const toShownTime = (at: string, language: Language, zone: string): string =>
  new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: zone,
  }).format(new Date(at));
