import type { Label } from "./label.ts";

/**
 * The kinds of time a limit can run in (GB/T 30428.8 practice):
 * `urgent-hours` 紧急工作时 never stop; `work-hours` 工作时 and `work-days` 工作日 run in working
 * hours of working days only; `natural-hours` and `natural-days` run on the wall clock.
 */
export const timeKinds = ["urgent-hours", "work-hours", "work-days", "natural-hours", "natural-days"] as const;

/** One kind of time. */
export type TimeKind = (typeof timeKinds)[number];

/** How long something may take: an amount of one kind of time, e.g. 4 working hours. */
export interface Limit {
  readonly amount: number;
  readonly kind: TimeKind;
}

/** The words of each kind of time, for one unit. */
export const timeKindNames: Readonly<Record<TimeKind, Label>> = {
  "urgent-hours": { zh: "紧急工作时", en: "urgent hours" },
  "work-hours": { zh: "工作时", en: "working hours" },
  "work-days": { zh: "工作日", en: "working days" },
  "natural-hours": { zh: "小时", en: "hours" },
  "natural-days": { zh: "天", en: "days" },
};

const limit =
  (kind: TimeKind) =>
  (amount: number): Limit => ({ amount, kind });

/** A limit in urgent hours, which run through nights and holidays. */
export const urgentHours = limit("urgent-hours");
/** A limit in working hours. */
export const workHours = limit("work-hours");
/** A limit in working days of eight working hours. */
export const workDays = limit("work-days");
/** A limit in hours of the wall clock. */
export const naturalHours = limit("natural-hours");
/** A limit in days of the wall clock. */
export const naturalDays = limit("natural-days");
