import type { CaseColumn, CaseRow } from "@chengyun/contracts";
import { type Label, type Language, toWall } from "@chengyun/kernel";
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

const severityNames: Readonly<Record<string, Label>> = {
  red: { zh: "红", en: "red" },
  orange: { zh: "橙", en: "orange" },
  yellow: { zh: "黄", en: "yellow" },
  blue: { zh: "蓝", en: "blue" },
};

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
    name: { zh: "等级", en: "Severity" },
    width: 8,
    cell: ({ severity }, { language }) => severityNames[severity ?? ""]?.[language],
  },
  urgent: {
    name: { zh: "紧急", en: "Urgent" },
    width: 8,
    cell: ({ urgent }, { language }) => (urgent === true ? { zh: "紧急", en: "urgent" }[language] : undefined),
  },
  title: { name: { zh: "案卷", en: "Case" }, width: 40, cell: ({ title }, { language }) => title[language] },
  left: {
    name: { zh: "剩余（小时，按时限种类）", en: "Left (hours of the limit's kind)" },
    width: 14,
    cell: ({ clock }) => hoursOf(clock?.leftMs),
  },
  stage: {
    name: { zh: "环节", en: "Stage" },
    width: 12,
    cell: ({ stage }, { language }) => stageNames[stage]?.name[language] ?? stage,
  },
  department: {
    name: { zh: "处置部门", en: "Department" },
    width: 22,
    cell: ({ departmentName }, { language }) => departmentName?.[language],
  },
  area: {
    name: { zh: "区域", en: "Area" },
    width: 34,
    cell: ({ areaNames }, { language }) => areaNames.map((name) => name[language]).join(" / "),
  },
  category: {
    name: { zh: "类别", en: "Category" },
    width: 20,
    cell: ({ categoryName }, { language }) => categoryName[language],
  },
  channel: { name: { zh: "来源", en: "Channel" }, width: 14, cell: ({ channel }) => channel },
  reports: { name: { zh: "上报数", en: "Reports" }, width: 8, cell: ({ reports }) => reports },
  marks: {
    name: { zh: "修复·核查·结案·市民", en: "Fixed · verified · closed · citizen" },
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
    name: { zh: "上报时间", en: "Opened" },
    width: 17,
    cell: ({ openedAt }, { zone }) => timeOf(zone, openedAt),
  },
  due: { name: { zh: "截止时间", en: "Due" }, width: 17, cell: ({ clock }, { zone }) => timeOf(zone, clock?.dueAt) },
  changed: {
    name: { zh: "最近变动", en: "Changed" },
    width: 17,
    cell: ({ changedAt }, { zone }) => timeOf(zone, changedAt),
  },
  no: { name: { zh: "案卷编号", en: "Number" }, width: 22, cell: ({ no }) => no },
  longitude: {
    name: { zh: "经度 (WGS-84)", en: "Longitude (WGS-84)" },
    width: 12,
    cell: ({ position }) => position[0],
  },
  latitude: { name: { zh: "纬度 (WGS-84)", en: "Latitude (WGS-84)" }, width: 12, cell: ({ position }) => position[1] },
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
