import { createHash } from "node:crypto";
import type { ImportedRow } from "@chengyun/contracts";
import { type Calendar, type Clock, type Label, startClock, stopClock } from "@chengyun/kernel";
import type { RowField } from "../../../platform/bulk.ts";
import type { ImportedCase, Refusal } from "./model.ts";

const hourMs = 3_600_000;

/** What a row is judged by. */
export interface Ground {
  readonly now: number;
  readonly calendar: Calendar;
  readonly areaAt: (position: readonly [number, number]) => string | undefined;
  /** Area of what has no place: the whole city's. */
  readonly wholeArea: string;
  readonly middle: readonly [number, number];
  readonly departmentOf: (code: string) => string | undefined;
  readonly isInScope: (areaPath: string, departments: readonly string[]) => boolean;
}

const uuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");

/** The same row gets the same id again (UUIDv8); its beginning is the time it was opened, as of every other case. */
const stableId = (source: string, { ref, openedAt }: ImportedRow, what: string): string => {
  const time = Date.parse(openedAt).toString(16).padStart(12, "0").slice(-12);
  const hash = createHash("sha256").update(`${what}\u0000${source}\u0000${ref}`).digest("hex");
  return uuid(`${time}8${hash.slice(0, 3)}8${hash.slice(3, 18)}`);
};

const momentOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text));

/** The promise as a limit in plain hours from opening; a promise that ends before it was made is none. */
const clockOf = (row: ImportedRow, calendar: Calendar): Clock | undefined => {
  const [opened, target, closed] = [Date.parse(row.openedAt), momentOf(row.targetAt), momentOf(row.closedAt)];
  if (target === undefined || target <= opened) return undefined;
  const started = startClock({ amount: (target - opened) / hourMs, kind: "natural-hours" }, opened, calendar);
  return closed === undefined ? started : stopClock(started, closed, calendar);
};

const timeFault = (row: ImportedRow, now: number): string | undefined => {
  const [opened, closed] = [Date.parse(row.openedAt), momentOf(row.closedAt)];
  if (opened > now) return "opened-in-the-future";
  if (closed !== undefined && closed < opened) return "closed-before-opened";
  return row.status === "closed" && closed === undefined ? "closed-without-time" : undefined;
};

const departmentName: Label = { zh: "部门", en: "Department" };

/** A row as a case, or why it is none. */
export const toImported = (source: string, row: ImportedRow, ground: Ground): ImportedCase | Refusal => {
  const refuse = (code: string, about?: RowField): Refusal => ({
    ...{ line: row.line, ref: row.ref, code },
    ...(about === undefined ? {} : { about }),
  });
  const fault = timeFault(row, ground.now);
  if (fault !== undefined) return refuse(fault);
  const departmentId = row.department === undefined ? undefined : ground.departmentOf(row.department);
  if (row.department !== undefined && departmentId === undefined)
    return refuse("unknown-department", { field: "department", name: departmentName, value: row.department });
  const { position = row.placed ? undefined : ground.middle } = row;
  if (position === undefined) return refuse("no-position");
  const areaPath = row.placed ? ground.areaAt(position) : ground.wholeArea;
  if (areaPath === undefined) return refuse("outside-areas");
  if (!ground.isInScope(areaPath, departmentId === undefined ? [] : [departmentId])) return refuse("out-of-scope");
  const state = clockOf(row, ground.calendar);
  return {
    row,
    id: stableId(source, row, "case"),
    stage: stageOf(row, departmentId),
    areaPath,
    position,
    departmentId,
    clock: state === undefined ? undefined : { id: stableId(source, row, "clock"), state },
  };
};

/** What is still open goes on here: with the department that has it, else where it waits to be dispatched. */
const stageOf = (row: ImportedRow, departmentId: string | undefined): string => {
  if (row.status === "closed") return "closed";
  return departmentId === undefined ? "filed" : "disposing";
};
