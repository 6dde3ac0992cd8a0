import type { Alarm, CaseRow, FlowShape, Me } from "@chengyun/contracts";
import { type Severity, severityRank } from "@chengyun/kernel";

/** One line of the duty queue: an open case, with whether its alarm still waits, or an alarm without a case. */
export type QueueItem =
  | { readonly kind: "case"; readonly id: string; readonly row: CaseRow; readonly unacknowledged: readonly Alarm[] }
  | { readonly kind: "alarm"; readonly id: string; readonly alarm: Alarm };

const severityOf = (item: QueueItem): Severity | undefined =>
  item.kind === "case" ? item.row.severity : item.alarm.severity;

/** An alarm nobody took yet has no deadline: it was due when it was raised. */
const dueOf = (item: QueueItem): number => {
  if (item.kind === "alarm") return Date.parse(item.alarm.raisedAt);
  const clock = item.row.clock;
  if (clock?.dueAt === undefined || clock.stoppedAt !== undefined) return Number.POSITIVE_INFINITY;
  return Date.parse(clock.dueAt);
};

const startOf = (item: QueueItem): number => Date.parse(item.kind === "case" ? item.row.openedAt : item.alarm.raisedAt);

const compare = (a: QueueItem, b: QueueItem): number => {
  const [dueA, dueB] = [dueOf(a), dueOf(b)];
  return (
    severityRank(severityOf(b)) - severityRank(severityOf(a)) ||
    (dueA === dueB ? 0 : dueA - dueB) ||
    startOf(b) - startOf(a)
  );
};

/** What wants attention, worst first and of those the longest due first; an alarm stands with its case, not beside it. */
export const toQueue = (cases: readonly CaseRow[], alarms: readonly Alarm[]): QueueItem[] => {
  const waiting = alarms.filter((alarm) => alarm.stage === "raised");
  const known = new Set(cases.map((row) => row.id));
  const items: QueueItem[] = cases.map((row) => ({
    kind: "case",
    id: row.id,
    row,
    unacknowledged: waiting.filter((alarm) => alarm.caseId === row.id),
  }));
  for (const alarm of waiting)
    if (alarm.caseId === undefined || !known.has(alarm.caseId)) items.push({ kind: "alarm", id: alarm.id, alarm });
  return items.toSorted(compare);
};

/** Whether the next move of a case is this person's: the first that leads on from its stage, and their own department's. */
export const isMine = (row: CaseRow, flow: Pick<FlowShape, "moves">, me: Pick<Me, "permissions" | "post">): boolean => {
  const next = flow.moves.find(({ from, to }) => to !== undefined && from.includes(row.stage))?.by;
  if (next === undefined || !me.permissions.includes(next)) return false;
  return !next.endsWith(".own") || row.departmentId === me.post.departmentId;
};

/** Grave alarms nobody has acknowledged: what pulses and sounds. */
export const graveAlarms = (alarms: readonly Alarm[]): Alarm[] =>
  alarms.filter((alarm) => alarm.stage === "raised" && severityRank(alarm.severity) >= severityRank("orange"));
