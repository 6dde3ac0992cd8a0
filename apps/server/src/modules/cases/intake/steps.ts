import type { CitizenStep, Entry } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { z } from "zod";
import type { ReportRecord } from "../report/index.ts";

interface Station {
  readonly id: string;
  readonly name: Label;
  /** Stages of the case at which it stands here. */
  readonly stages: readonly string[];
  /** Entries that brought it here. */
  readonly by: readonly string[];
  /** Beside the way: shown only while the report stands there. */
  readonly aside?: boolean;
}

/** The way of a report in a citizen's words, as a parcel's. */
const stations: readonly Station[] = [
  { id: "received", name: { zh: "已收到", en: "Received" }, stages: ["waiting"], by: [] },
  {
    id: "taken",
    name: { zh: "已受理", en: "Taken up" },
    stages: ["reported", "looking"],
    by: ["case.reported", "case.joined", "report.taken"],
  },
  {
    id: "filed",
    name: { zh: "已立案", en: "Filed" },
    stages: ["filed"],
    by: ["case.filed", "case.reopened-to-dispatch"],
  },
  {
    id: "dispatched",
    name: { zh: "已派给处置部门", en: "Sent to the department" },
    stages: ["dispatched"],
    by: ["case.dispatched", "case.redispatched", "case.reopened"],
  },
  {
    id: "disputed",
    name: { zh: "正在确定由哪个部门处置", en: "Being decided who mends it" },
    stages: ["disputed"],
    by: ["case.disputed"],
    aside: true,
  },
  {
    id: "disposing",
    name: { zh: "正在处置", en: "Being mended" },
    stages: ["disposing"],
    by: ["case.accepted", "case.reworked", "case.resumed"],
  },
  {
    id: "suspended",
    name: { zh: "经批准暂缓处置", en: "Put off, with approval" },
    stages: ["suspended"],
    by: ["case.suspended"],
    aside: true,
  },
  {
    id: "done",
    name: { zh: "已处置，核查中", en: "Mended, being checked" },
    stages: ["fed-back", "verified"],
    by: ["case.fed-back"],
  },
  { id: "closed", name: { zh: "已结案", en: "Closed" }, stages: ["closed"], by: ["case.closed"] },
];

const endings: Readonly<Record<string, Station>> = {
  answered: { id: "answered", name: { zh: "已答复", en: "Answered" }, stages: ["answered"], by: ["report.answered"] },
  declined: {
    id: "declined",
    name: { zh: "不予受理", en: "Not taken" },
    stages: ["declined"],
    by: ["report.declined"],
  },
  void: { id: "void", name: { zh: "不予立案", en: "Not filed" }, stages: ["void"], by: ["case.voided"] },
};

const [received, taken] = stations as readonly [Station, Station, ...Station[]];

export const isEnding = (stage: string): boolean => endings[stage] !== undefined;

const wayOf = (report: ReportRecord, stage: string): readonly Station[] => {
  const ending = endings[stage];
  if (ending !== undefined) return [received, ending];
  return report.matter === "advice" && report.caseId === undefined
    ? [received, endings["answered"] as Station]
    : stations.filter(({ aside, stages }) => aside !== true || stages.includes(stage));
};

const stationAt = (way: readonly Station[], stage: string): Station =>
  way.find(({ stages }) => stages.includes(stage)) ?? received;

/** Where a report stands. */
export const stationOf = (report: ReportRecord, stage: string): Pick<Station, "id" | "name"> =>
  stationAt(wayOf(report, stage), stage);

interface Coming {
  /** When this report was taken, wherever that was. */
  readonly takenAt: string | undefined;
  /** From when on what happens to the case happens to this report: when it opened, joined or was merged into it. */
  readonly since: string;
}

/** How a report came to its case. Another that joins says nothing of this one. */
export const comingOf = (entries: readonly Entry[], report: ReportRecord): Coming => {
  const took = entries.filter(
    ({ type, subject, changes }) =>
      taken.by.includes(type) && (subject.id === report.id || changes?.["reportId"] === report.id),
  );
  const takenAt = took.at(-1)?.at;
  const here = took.findLast(({ subject }) => subject.id === report.caseId)?.at;
  // Of no entry of its own in this case: it came with another that was merged into it.
  const merged = entries.find(
    ({ type, subject, at }) =>
      type === "case.absorbed" && subject.id === report.caseId && at >= (takenAt ?? report.at.toISOString()),
  )?.at;
  return { takenAt, since: here ?? merged ?? report.at.toISOString() };
};

/** When a report reached a station; `before` where the case had come there without it. */
const timeOf = (
  entries: readonly Entry[],
  report: ReportRecord,
  station: Station,
): { at?: string; before?: string } => {
  const { takenAt, since } = comingOf(entries, report);
  if (station === received) return { at: report.at.toISOString() };
  const own = entries.filter(({ subject }) => subject.id === report.id || subject.id === report.caseId);
  const reached = own.filter(({ type }) => station.by.includes(type)).map(({ at }) => at);
  if (station === taken) {
    const at = takenAt ?? reached.find((one) => one >= since);
    return at === undefined ? {} : { at };
  }
  const at = reached.findLast((one) => one >= since);
  if (at !== undefined) return { at };
  const before = reached.at(-1);
  return before === undefined ? {} : { before };
};

/** The stations of a report with their times, in the order in which they are reached. */
export const stepsOf = (
  entries: readonly Entry[],
  report: ReportRecord,
  stage: string,
): z.infer<typeof CitizenStep>[] => {
  const way = wayOf(report, stage);
  const here = way.indexOf(stationAt(way, stage));
  return way.map((station, index) => ({
    id: station.id,
    name: station.name,
    now: index === here,
    ...(index <= here ? timeOf(entries, report, station) : {}),
  }));
};
