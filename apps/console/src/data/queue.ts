import type { Alarm, CaseRow, FlowShape, Me, TaskRow } from "@chengyun/contracts";
import { type Severity, severityRank } from "@chengyun/kernel";

/** One line of the duty queue: an open case with its alarms that still stand, newest first, or an alarm by itself, perhaps outliving its case. */
export type QueueItem =
  | { readonly kind: "case"; readonly id: string; readonly row: CaseRow; readonly alarms: readonly Alarm[] }
  | { readonly kind: "alarm"; readonly id: string; readonly alarm: Alarm; readonly outlives: boolean };

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

/** The alarms of a case whose condition still holds, newest first; echoes of one of them are counted there, not listed. */
export const standingAlarms = (alarms: readonly Alarm[], caseId: string): Alarm[] => {
  const standing = alarms.filter((alarm) => alarm.caseId === caseId && alarm.stage !== "cleared");
  const causes = new Set(standing.map(({ id }) => id));
  return standing
    .filter(({ causeId }) => causeId === undefined || !causes.has(causeId))
    .toSorted((a, b) => Date.parse(b.raisedAt) - Date.parse(a.raisedAt));
};

/** Whether a department handed a case back: it can read it still, and it is none of its work any more. */
export const wasHandedBackBy = (row: CaseRow, department: string | undefined): boolean =>
  department !== undefined && row.departmentId === undefined && row.handedBackBy === department;

/**
 * What wants attention, worst first and of those the longest due first. An alarm stands with its case while that is
 * open; when the case is closed and the alarm still stands, it wants attention by itself, acknowledged or not.
 * Who sees only a department's cases can't tell a closed case from one of another department, and is told neither.
 */
export const toQueue = (cases: readonly CaseRow[], alarms: readonly Alarm[], seesAllCases: boolean): QueueItem[] => {
  const open = new Set(cases.map((row) => row.id));
  const toLine = (alarm: Alarm): QueueItem[] => {
    const { id, caseId, stage } = alarm;
    if (stage === "cleared" || (caseId !== undefined && open.has(caseId))) return [];
    const outlives = caseId !== undefined && seesAllCases;
    return outlives || stage === "raised" ? [{ kind: "alarm", id, alarm, outlives }] : [];
  };
  const items: QueueItem[] = cases.map((row) => ({
    kind: "case",
    id: row.id,
    row,
    alarms: standingAlarms(alarms, row.id),
  }));
  return [...items, ...alarms.flatMap(toLine)].toSorted(compare);
};

/** Whether the next move of a case is this person's: the first that leads on from its stage, and their own department's. */
export const isMine = (row: CaseRow, flow: Pick<FlowShape, "moves">, me: Pick<Me, "permissions" | "post">): boolean => {
  const next = flow.moves.find(({ from, to }) => to !== undefined && from.includes(row.stage))?.by;
  if (next === undefined || !me.permissions.includes(next)) return false;
  return !next.endsWith(".own") || row.departmentId === me.post.departmentId;
};

/** Joint tasks something can be done about now, by the case they are a part of: they wait for this person, too. */
export const toJoint = (tasks: readonly TaskRow[]): ReadonlyMap<string, TaskRow> =>
  new Map(tasks.filter(({ kind, moves }) => kind === "joint" && moves.length > 0).map((task) => [task.case.id, task]));

/** Grave alarms nobody has acknowledged: what pulses and sounds. One cause sounds once, however many echoes it has. */
export const graveAlarms = (alarms: readonly Alarm[]): Alarm[] =>
  alarms.filter(
    ({ stage, severity, causeId }) =>
      stage === "raised" && causeId === undefined && severityRank(severity) >= severityRank("orange"),
  );
