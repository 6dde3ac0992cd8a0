import { type CaseColumn, type CaseRow, caseColumnNames, findChannelName } from "@chengyun/contracts";
import { type Label, type Language, severityNames, toWall } from "@chengyun/kernel";
import type { Cell } from "../../../platform/csv.ts";
import { cityCase } from "../case/index.ts";

/** In which words and whose time a file is written. */
export interface Writing {
  readonly language: Language;
  readonly zone: string;
}

/** Time of the city's own clock, to the minute: `2026-11-20 14:03`. */
const timeOf = (zone: string, at: string | undefined): Cell =>
  at === undefined ? undefined : new Date(toWall(zone, Date.parse(at))).toISOString().slice(0, 16).replace("T", " ");

const noSeverity: Label = { zh: "未定级", en: "No level" };

const hourMs = 3_600_000;
const hoursOf = (ms: number | undefined): Cell => (ms === undefined ? undefined : Math.round(ms / (hourMs / 10)) / 10);

interface Column {
  readonly name: Label;
  /** Width in the workbook, in characters. */
  readonly width: number;
  readonly cell: (row: CaseRow, writing: Writing) => Cell;
}

const stageNames: Readonly<Record<string, { readonly name: Label }>> = cityCase.stages;

/** Each column of a list of cases: its heading and what stands in it. */
export const columns: Readonly<Record<CaseColumn, Column>> = {
  severity: {
    name: caseColumnNames.severity,
    width: 8,
    cell: ({ severity }, { language }) => (severity === undefined ? noSeverity : severityNames[severity])[language],
  },
  urgent: {
    name: caseColumnNames.urgent,
    width: 8,
    cell: ({ urgent }, { language }) => (urgent === true ? caseColumnNames.urgent[language] : undefined),
  },
  title: { name: caseColumnNames.title, width: 40, cell: ({ title }, { language }) => title[language] },
  left: {
    name: {
      zh: `${caseColumnNames.left.zh}（小时，按时限种类）`,
      en: `${caseColumnNames.left.en} (hours of the limit's kind)`,
    },
    width: 14,
    cell: ({ clock }) => hoursOf(clock?.leftMs),
  },
  stage: {
    name: caseColumnNames.stage,
    width: 12,
    cell: ({ stage }, { language }) => stageNames[stage]?.name[language] ?? stage,
  },
  department: {
    name: caseColumnNames.department,
    width: 22,
    cell: ({ departmentName }, { language }) => departmentName?.[language],
  },
  area: {
    name: caseColumnNames.area,
    width: 34,
    cell: ({ areaNames }, { language }) => areaNames.map((name) => name[language]).join(" / "),
  },
  category: {
    name: caseColumnNames.category,
    width: 20,
    cell: ({ categoryName }, { language }) => categoryName[language],
  },
  channel: {
    name: caseColumnNames.channel,
    width: 14,
    cell: ({ channel }, { language }) => findChannelName(channel)?.[language] ?? channel,
  },
  reports: { name: caseColumnNames.reports, width: 8, cell: ({ reports }) => reports },
  marks: {
    name: caseColumnNames.marks,
    width: 60,
    cell: ({ marks }, { language, zone }) => {
      const done = (name: Label, at: string | undefined) =>
        at === undefined ? [] : [`${name[language]} ${timeOf(zone, at)}`];
      const { heard } = marks;
      const word =
        heard?.fixed === true
          ? { zh: "市民：已解决", en: "citizen: fixed" }
          : { zh: "市民：未解决", en: "citizen: not fixed" };
      return [
        ...done({ zh: "已修复", en: "fixed" }, marks.fixedAt),
        ...done({ zh: "已核查", en: "verified" }, marks.verifiedAt),
        ...done({ zh: "已结案", en: "closed" }, marks.closedAt),
        ...done(word, heard?.at),
      ].join(language === "zh" ? "；" : "; ");
    },
  },
  opened: {
    name: caseColumnNames.opened,
    width: 17,
    cell: ({ openedAt }, { zone }) => timeOf(zone, openedAt),
  },
  due: { name: caseColumnNames.due, width: 17, cell: ({ clock }, { zone }) => timeOf(zone, clock?.dueAt) },
  changed: {
    name: caseColumnNames.changed,
    width: 17,
    cell: ({ changedAt }, { zone }) => timeOf(zone, changedAt),
  },
  no: { name: caseColumnNames.no, width: 22, cell: ({ no }) => no },
  longitude: {
    name: caseColumnNames.longitude,
    width: 12,
    cell: ({ position }) => position[0],
  },
  latitude: { name: caseColumnNames.latitude, width: 12, cell: ({ position }) => position[1] },
};

/** Columns of a file whose taker named none. */
export const usualColumns: readonly CaseColumn[] = [
  "no",
  "title",
  "category",
  "severity",
  "urgent",
  "stage",
  "department",
  "area",
  "channel",
  "opened",
  "due",
  "left",
];
