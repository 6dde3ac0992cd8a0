import type { CaseRow } from "@chengyun/contracts";
import { severityRank } from "@chengyun/kernel";
import { hash } from "../hash.ts";
import { isWorkTime, weekHour } from "./rhythm.ts";

const minute = 60_000;
const hour = 60 * minute;

/** Who takes a step: the second officer, a grid worker or verifier, or the crew of the case's department. */
export type Hand = "officer" | "looker" | "crew" | "verifier";

/** One step of a case, decided. */
export interface Step {
  readonly who: Hand;
  readonly move: string;
  /** Done badly: the next one finds it. */
  readonly badly?: boolean;
}

/** What must be known of the city to decide. */
export interface Moment {
  readonly seed: number;
  readonly zone: string;
  readonly now: number;
  /** Cases that were handed back, reworked or extended before: once is enough. */
  readonly past: ReadonlySet<string>;
  /** More waits than a newcomer can overlook: the colleague takes the oldest. */
  readonly crowded: (row: Seen) => boolean;
}

/** What of a case decides. */
export type Seen = Pick<
  CaseRow,
  "id" | "no" | "stage" | "openedAt" | "changedAt" | "severity" | "channel" | "clock" | "departmentId"
>;

/** Shares of cases: what goes wrong in an ordinary city. */
const shares = { newcomer: 0.35, void: 0.05, look: 0.18, handBack: 0.06, extension: 0.05, late: 0.05, badly: 0.08 };

const between = (share: number, low: number, high: number): number => low + share * (high - low);

const isGrave = ({ severity }: Seen): boolean =>
  severity !== undefined && severityRank(severity) >= severityRank("orange");
const isUrgent = ({ clock }: Seen): boolean => clock?.kind === "urgent-hours";

/** The past of a case under one name. */
export const pastOf = (row: Pick<Seen, "id">, what: string): string => `${row.id} ${what}`;

interface Judged {
  readonly row: Seen;
  readonly at: Moment;
  readonly since: number;
  readonly chance: (of: string) => number;
  readonly was: (what: string) => boolean;
}

/** A colleague leaves a part of the queue to whoever sits at the desk, for some hours. */
const patience = ({ row, at, chance }: Judged, low: number, high: number): number => {
  if (at.crowded(row)) return 0;
  if (chance("newcomer") < shares.newcomer) return isGrave(row) ? 45 * minute : 3 * hour;
  const { hour: now } = weekHour(at.zone, at.now);
  const asleep = (now < 6 || now >= 23) && !isGrave(row) ? 3 : 1;
  return between(chance("patience"), low, high) * asleep;
};

const whenReported = (judged: Judged): Step | undefined => {
  const { row, since, chance } = judged;
  if (since < patience(judged, isGrave(row) ? 6 * minute : 15 * minute, isGrave(row) ? 25 * minute : 70 * minute))
    return undefined;
  const untouched = Date.parse(row.changedAt) - Date.parse(row.openedAt) < minute;
  if (row.channel === "citizen" && chance("void") < shares.void) return { who: "officer", move: "void" };
  if (row.channel === "citizen" && untouched && chance("look") < shares.look)
    return { who: "officer", move: "ask-look" };
  return { who: "officer", move: "file" };
};

const whenDispatched = ({ row, at, since, chance, was }: Judged): Step | undefined => {
  if (!isUrgent(row) && !isWorkTime(at.zone, at.now)) return undefined;
  if (since < between(chance("accept"), 5 * minute, 45 * minute)) return undefined;
  const back = chance("hand-back") < shares.handBack && !was("hand-back");
  return { who: "crew", move: back ? "hand-back" : "accept" };
};

/** How long the work takes; whoever is late is late by some hours. */
const workMs = ({ row, chance }: Judged): number => {
  const usual = isUrgent(row)
    ? between(chance("work"), 20 * minute, 80 * minute)
    : between(chance("work"), 40 * minute, 5 * hour);
  const { dueAt } = row.clock ?? {};
  if (chance("late") >= shares.late || dueAt === undefined) return usual;
  return Math.min(
    20 * hour,
    Date.parse(dueAt) - Date.parse(row.changedAt) + between(chance("how-late"), hour, 4 * hour),
  );
};

const whenDisposing = (judged: Judged): Step | undefined => {
  const { row, at, since, chance, was } = judged;
  if (!isUrgent(row) && !isWorkTime(at.zone, at.now)) return undefined;
  if (was("ask-extension") && !was("extend")) return { who: "officer", move: "extend" };
  const takes = workMs(judged);
  const onTime = row.clock?.late === false;
  if (onTime && chance("extension") < shares.extension && !was("ask-extension"))
    return since < takes / 2 ? undefined : { who: "crew", move: "ask-extension" };
  if (since < takes) return undefined;
  return { who: "crew", move: "feed-back", badly: chance("badly") < shares.badly && !was("rework") };
};

const whenFedBack = ({ at, since, chance, was }: Judged): Step | undefined => {
  const { hour: now } = weekHour(at.zone, at.now);
  if (now < 7 || now >= 21 || since < between(chance("verify"), 12 * minute, 80 * minute)) return undefined;
  return { who: "verifier", move: was("badly") && !was("rework") ? "rework" : "verify" };
};

const deciders: Readonly<Record<string, (judged: Judged) => Step | undefined>> = {
  reported: whenReported,
  looking: ({ since, chance }) =>
    since < between(chance("looks"), 15 * minute, 60 * minute) ? undefined : { who: "looker", move: "look" },
  filed: (judged) =>
    judged.since < patience(judged, 3 * minute, 20 * minute) ? undefined : { who: "officer", move: "dispatch" },
  dispatched: whenDispatched,
  disposing: whenDisposing,
  "fed-back": whenFedBack,
  verified: (judged) =>
    judged.since < patience(judged, 10 * minute, 60 * minute) ? undefined : { who: "officer", move: "close" },
};

/** What happens to a case now, if anything: from the seed, the case's number and the time. */
export const decide = (row: Seen, at: Moment): Step | undefined =>
  deciders[row.stage]?.({
    row,
    at,
    since: at.now - Date.parse(row.changedAt),
    chance: (of) => hash(at.seed, row.no, of),
    was: (what) => at.past.has(pastOf(row, what)),
  });

/** How many cases may wait for the desk before the colleague takes the oldest. */
export const mostWaiting = 6;

/** Stages in which a case waits for the duty desk. */
const deskStages: ReadonlySet<string> = new Set(["reported", "filed", "verified"]);

/** Which of the cases are more than a newcomer should have before him: the oldest beyond the most. */
export const crowdedOf = (rows: readonly Seen[]): ((row: Seen) => boolean) => {
  const waiting = rows.filter(({ stage }) => deskStages.has(stage));
  const oldest = waiting.toSorted((a, b) => Date.parse(a.openedAt) - Date.parse(b.openedAt));
  const beyond = new Set(oldest.slice(0, Math.max(0, waiting.length - mostWaiting)).map(({ id }) => id));
  return ({ id }) => beyond.has(id);
};
