import type { Language } from "@chengyun/kernel";

const locales: Readonly<Record<Language, string>> = { zh: "zh-CN", en: "en-GB" };

const formats = new Map<string, Intl.DateTimeFormat>();

const findFormat = (language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locales[language], { ...options, timeZone: zone, hourCycle: "h23" });
  formats.set(key, made);
  return made;
};

/** Where and for whom a time is written. */
export interface TimeStyle {
  readonly language: Language;
  readonly zone: string;
}

const timeOptions = { hour: "2-digit", minute: "2-digit" } as const;
const secondsOptions = { ...timeOptions, second: "2-digit" } as const;
const dayOptions = { year: "numeric", month: "2-digit", day: "2-digit" } as const;

const write = (at: number, { language, zone }: TimeStyle, options: Intl.DateTimeFormatOptions): string =>
  findFormat(language, zone, options).format(at);

/** `14:03` in the city. */
export const formatTime = (at: number, style: TimeStyle): string => write(at, style, timeOptions);

/** `14:03:22` in the city. */
export const formatSeconds = (at: number, style: TimeStyle): string => write(at, style, secondsOptions);

/** The date in the city as `2026-11-20`, for comparing and for tables. */
export const formatDay = (at: number, { zone }: TimeStyle): string => {
  const parts = findFormat("en", zone, dayOptions).formatToParts(at);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
};

/** Date and time, `2026-11-20 14:03`. */
export const formatMoment = (at: number, style: TimeStyle): string =>
  `${formatDay(at, style)} ${formatTime(at, style)}`;

/** Weekday, day and month, e.g. `11月20日周五` and `Fri 20 Nov`. */
export const formatDate = (at: number, style: TimeStyle): string =>
  write(at, style, { weekday: "short", month: "short", day: "numeric" }).replace(",", "");

const dayMs = 86_400_000;

/** As short as stays clear beside now: `14:03` today, `周一 08:00` within six days, else with its date. */
export const formatNear = (at: number, now: number, style: TimeStyle): string => {
  if (formatDay(at, style) === formatDay(now, style)) return formatTime(at, style);
  if (Math.abs(at - now) < 6 * dayMs) {
    const weekday = write(at, style, { weekday: "short" });
    return `${weekday} ${formatTime(at, style)}`;
  }
  if (formatDay(at, style).slice(0, 4) === formatDay(now, style).slice(0, 4))
    return `${write(at, style, { month: "short", day: "numeric" })} ${formatTime(at, style)}`;
  return formatMoment(at, style);
};

const units: Readonly<Record<Language, { readonly day: string; readonly hour: string; readonly minute: string }>> = {
  zh: { day: "天", hour: "小时", minute: "分" },
  en: { day: "d", hour: "h", minute: "min" },
};

/** A span of time in its two largest units, cut down to the minute: `1 小时 20 分`, `2 d 3 h`. */
export const formatSpan = (spanMs: number, language: Language, lengthOfDayMs: number = dayMs): string => {
  const unit = units[language];
  const minutes = Math.floor(Math.abs(spanMs) / 60_000);
  const dayMinutes = Math.round(lengthOfDayMs / 60_000);
  const days = Math.floor(minutes / dayMinutes);
  const hours = Math.floor((minutes % dayMinutes) / 60);
  const rest = (minutes % dayMinutes) % 60;
  const parts: string[] = [];
  if (days > 0) parts.push(`${days} ${unit.day}`);
  if (hours > 0) parts.push(`${hours} ${unit.hour}`);
  if (days === 0 && (rest > 0 || parts.length === 0)) parts.push(`${rest} ${unit.minute}`);
  return parts.join(" ");
};

/** How long ago something was: `刚刚`, `12 分前`, `3 h 5 min ago`. */
export const formatAgo = (at: number, now: number, language: Language): string => {
  const span = now - at;
  if (span < 60_000) return language === "zh" ? "刚刚" : "just now";
  const text = formatSpan(span, language);
  return language === "zh" ? `${text}前` : `${text} ago`;
};

/** Milliseconds the zone's wall clock is ahead of UTC at a moment. */
export const zoneAhead = (at: number, zone: string): number => {
  const parts = findFormat("en", zone, { ...dayOptions, ...secondsOptions }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(at / 1_000) * 1_000;
};
