import type { Label, Language, Limit, TimeKind } from "@chengyun/kernel";
import { formatMoment, formatNear, formatSpan, type TimeStyle } from "../time-format.ts";

/** A limit of a subject as the server tells it: counted amounts are milliseconds of the clock's own kind of time. */
export interface ClockFigure {
  readonly name: Label;
  readonly limit: Limit;
  /** Absent while it is suspended without an end. */
  readonly dueAt?: string | undefined;
  readonly stoppedAt?: string | undefined;
  readonly pausedAt?: string | undefined;
  readonly resumesAt?: string | undefined;
  readonly late: boolean;
  readonly leftMs: number;
  readonly limitMs: number;
  readonly kind: TimeKind;
  readonly provisional: boolean;
  readonly extensions: number;
}

/** How a clock stands at this moment on this screen. */
export interface TimeLeftNow {
  /** `resting`: outside working hours, it goes on by itself. */
  readonly state: "running" | "resting" | "paused" | "late" | "stopped";
  /** Negative when late. */
  readonly leftMs: number;
  readonly late: boolean;
  /** Part of the limit that is left, 0 to 1. */
  readonly share: number;
}

/** The sentence about a clock, whole and in its parts. */
export interface TimeLeftSentence {
  /** `还剩 1 小时 20 分`, the figure itself. */
  readonly main: string;
  /** `4 工作时`: the limit and by which calendar it runs. */
  readonly limit: string;
  /** Pause, resumption, provisional deadline, extensions. */
  readonly notes: readonly string[];
  readonly whole: string;
  /** For a row of a list: the figure, or while the clock stands still outside working hours the deadline, `周一 12:00 前`. */
  readonly row: string;
  /** `1 小时 20 分`, where there is no room for more. */
  readonly short: string;
}

/** The deadline in milliseconds; never, while there is none. */
const dueMs = ({ dueAt }: ClockFigure): number => (dueAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(dueAt));

const isWorking = (kind: TimeKind): boolean => kind === "work-hours" || kind === "work-days";

const isResting = (clock: ClockFigure, now: number): boolean =>
  isWorking(clock.kind) && clock.resumesAt !== undefined && Date.parse(clock.resumesAt) > now;

const findState = (clock: ClockFigure, now: number): TimeLeftNow["state"] => {
  if (clock.stoppedAt !== undefined) return "stopped";
  if (clock.pausedAt !== undefined) return "paused";
  if (clock.late || now > dueMs(clock)) return "late";
  return isResting(clock, now) ? "resting" : "running";
};

/** Left by the server's count, run on here since it was asked; never more than the wall clock leaves. */
const countOn = (clock: ClockFigure, now: number, asOf: number): number =>
  Math.min(clock.leftMs - Math.max(0, now - asOf), dueMs(clock) - now);

const leftNow = (clock: ClockFigure, state: TimeLeftNow["state"], now: number, asOf: number): number => {
  if (state === "running") return Math.max(0, countOn(clock, now, asOf));
  if (state !== "late") return clock.leftMs;
  if (isWorking(clock.kind) || clock.dueAt === undefined) return Math.min(clock.leftMs, -1);
  return dueMs(clock) - now;
};

/** How a clock stands now, when the server's answer is from `asOf`; both are server time. */
export const toTimeLeft = (clock: ClockFigure, now: number, asOf: number): TimeLeftNow => {
  const state = findState(clock, now);
  const leftMs = leftNow(clock, state, now, asOf);
  const late = state === "late" || clock.late;
  return { state, leftMs, late, share: Math.max(0, Math.min(1, leftMs / Math.max(1, clock.limitMs))) };
};

const kindWords: Readonly<Record<TimeKind, { readonly zh: string; readonly one: string; readonly many: string }>> = {
  "urgent-hours": { zh: "紧急工作时", one: "urgent hour", many: "urgent hours" },
  "work-hours": { zh: "工作时", one: "working hour", many: "working hours" },
  "work-days": { zh: "工作日", one: "working day", many: "working days" },
  "natural-hours": { zh: "小时", one: "hour", many: "hours" },
  "natural-days": { zh: "天", one: "day", many: "days" },
};

/** A limit with its kind of time: `4 工作时`, `1 working day`. */
export const limitWords = ({ amount, kind }: Limit, language: Language): string => {
  const word = kindWords[kind];
  if (language === "zh") return `${amount} ${word.zh}`;
  return `${amount} ${amount === 1 ? word.one : word.many}`;
};

const dayMs = 86_400_000;
const workDayMs = 28_800_000;

/** Length of a day of this clock: working days have eight hours, hours of work never make a day. */
const dayOf = (kind: TimeKind): number => {
  if (kind === "work-days") return workDayMs;
  return kind === "work-hours" ? Number.MAX_SAFE_INTEGER : dayMs;
};

const spanWords = (clock: ClockFigure, ms: number, language: Language): string => {
  const text = formatSpan(ms, language, dayOf(clock.kind));
  return clock.kind === "work-days" && language === "zh" ? text.replace("天", "工作日") : text;
};

const mainWords = (now: TimeLeftNow, span: string, language: Language): string => {
  const zh = language === "zh";
  if (now.state === "stopped" && now.late) return zh ? `超时 ${span}` : `${span} late`;
  if (now.state === "stopped") return zh ? `未超时，余 ${span}` : `in time, ${span} left`;
  if (now.late) return zh ? `已超时 ${span}` : `${span} late`;
  return zh ? `还剩 ${span}` : `${span} left`;
};

const resumeWords = (clock: ClockFigure, state: TimeLeftNow["state"], now: number, style: TimeStyle): string[] => {
  const zh = style.language === "zh";
  const at = clock.resumesAt === undefined ? undefined : formatNear(Date.parse(clock.resumesAt), now, style);
  if (state === "resting" && at !== undefined) return [zh ? `${at} 恢复` : `resumes ${at}`];
  if (state !== "paused") return [];
  if (at === undefined) return [zh ? "已挂起" : "paused"];
  return [zh ? `已挂起，${at} 恢复` : `paused until ${at}`];
};

const noteWords = (clock: ClockFigure, state: TimeLeftNow["state"], now: number, style: TimeStyle): string[] => {
  const zh = style.language === "zh";
  const notes = resumeWords(clock, state, now, style);
  if (clock.extensions > 0) notes.push(zh ? `已延期 ${clock.extensions} 次` : `extended ${clock.extensions}×`);
  if (clock.provisional && state !== "stopped")
    notes.push(zh ? "暂定，来年节假日未公布" : "provisional, holidays not announced yet");
  return notes;
};

const rowWords = (clock: ClockFigure, { state }: TimeLeftNow, now: number, style: TimeStyle): string | undefined => {
  if (state !== "resting" || clock.dueAt === undefined) return undefined;
  const at = formatNear(Date.parse(clock.dueAt), now, style);
  return style.language === "zh" ? `${at} 前` : `by ${at}`;
};

/** The words about a clock: how much is left, of what, and what is special about it. */
export const timeLeftWords = (
  clock: ClockFigure,
  left: TimeLeftNow,
  now: number,
  style: TimeStyle,
): TimeLeftSentence => {
  const short = spanWords(clock, left.leftMs, style.language);
  const main = mainWords(left, short, style.language);
  const limit = limitWords(clock.limit, style.language);
  const notes = noteWords(clock, left.state, now, style);
  const whole =
    style.language === "zh"
      ? `${main}（${[limit, ...notes].join("，")}）`
      : [left.late ? `${main}, limit ${limit}` : `${main} of ${limit}`, ...notes].join(", ");
  return { main, limit, notes, whole, row: rowWords(clock, left, now, style) ?? main, short };
};

/** The deadline itself: `应于 2026-11-20 12:00 前完成`; empty while there is none. */
export const dueWords = (clock: ClockFigure, style: TimeStyle): string => {
  if (clock.dueAt === undefined) return "";
  const at = formatMoment(Date.parse(clock.dueAt), style);
  return style.language === "zh" ? `应于 ${at} 前完成` : `due by ${at}`;
};
