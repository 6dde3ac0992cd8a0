import { naturalDays, urgentHours, workDays, workHours } from "@chengyun/kernel";
import type { ClockFigure, MapDescription, Series, StagePoint } from "@chengyun/ui";

const minute = 60_000;
const hour = 60 * minute;

/** Friday 2026-11-20, 17:40 in Shanghai: the moment of every sample. */
export const sampleNow = Date.parse("2026-11-20T09:40:00.000Z");

const at = (offset: number): string => new Date(sampleNow + offset).toISOString();

const clock: ClockFigure = {
  name: { zh: "处置时限", en: "Disposal" },
  limit: workHours(4),
  dueAt: at(80 * minute),
  late: false,
  leftMs: 80 * minute,
  limitMs: 4 * hour,
  kind: "work-hours",
  provisional: false,
  extensions: 0,
};

/** One clock of each state there is. */
export const sampleClocks: readonly ClockFigure[] = [
  clock,
  { ...clock, resumesAt: "2026-11-23T00:00:00.000Z", dueAt: "2026-11-23T01:20:00.000Z" },
  { ...clock, pausedAt: at(-hour), dueAt: undefined },
  {
    ...clock,
    kind: "urgent-hours",
    limit: urgentHours(2),
    limitMs: 2 * hour,
    dueAt: at(-125 * minute),
    leftMs: -125 * minute,
    late: true,
  },
  {
    ...clock,
    kind: "work-days",
    limit: workDays(3),
    limitMs: 24 * hour,
    leftMs: 18 * hour,
    dueAt: "2027-01-04T02:00:00.000Z",
    provisional: true,
    extensions: 1,
  },
  {
    ...clock,
    kind: "natural-days",
    limit: naturalDays(7),
    limitMs: 168 * hour,
    dueAt: at(75 * hour),
    leftMs: 75 * hour,
  },
  { ...clock, stoppedAt: at(-minute) },
  { ...clock, stoppedAt: at(-minute), leftMs: -50 * minute, late: true },
];

export const sampleStages: readonly StagePoint[] = [
  {
    id: "reported",
    name: { zh: "上报", en: "Reported" },
    state: "passed",
    at: at(-5 * hour),
    by: { zh: "管道水位顶托", en: "Drain is backing up" },
  },
  {
    id: "filed",
    name: { zh: "立案", en: "Filed" },
    state: "passed",
    at: at(-4.8 * hour),
    by: { zh: "王敏", en: "Wang Min" },
  },
  {
    id: "dispatched",
    name: { zh: "派遣", en: "Dispatched" },
    state: "passed",
    at: at(-4.7 * hour),
    by: { zh: "王敏", en: "Wang Min" },
  },
  {
    id: "disposing",
    name: { zh: "处置", en: "Disposing" },
    state: "current",
    at: at(-4 * hour),
    by: { zh: "刘建国", en: "Liu Jianguo" },
  },
  { id: "fed-back", name: { zh: "反馈", en: "Fed back" }, state: "ahead" },
  { id: "verified", name: { zh: "核查", en: "Verified" }, state: "ahead" },
  { id: "closed", name: { zh: "结案", en: "Closed" }, state: "ahead" },
];

const wave = (index: number): number => 60 + 30 * Math.sin(index / 12) + (index > 90 ? (index - 90) * 4 : 0);

/** Water that rises over two levels, with an hour of silence. */
export const sampleSeries: Series = {
  name: { zh: "液位", en: "Water level" },
  unit: "cm",
  digits: 0,
  everyMs: 5 * minute,
  points: Array.from({ length: 120 }, (_, index) => ({
    at: at((index - 120) * 5 * minute),
    value: wave(index),
    judged: index > 112,
  })).filter((_, index) => index < 50 || index > 62),
  lines: [
    { severity: "yellow", value: 130 },
    { severity: "red", value: 150 },
  ],
  source: "Y-017",
  from: sampleNow - 10 * hour,
  to: sampleNow,
};

/** A corner of a city with one thing in each state and a case on time and late. */
export const sampleMap: MapDescription = {
  extent: [112.34, 28.57, 112.37, 28.59],
  things: [
    {
      id: "1",
      no: 1,
      type: "manhole",
      glyph: "cover",
      name: { zh: "湖滨 1 号井", en: "Lakeside 1" },
      position: [112.347, 28.5808],
      severity: "red",
      silent: false,
    },
    {
      id: "2",
      no: 2,
      type: "manhole",
      glyph: "cover",
      name: { zh: "湖滨 2 号井", en: "Lakeside 2" },
      position: [112.354, 28.5818],
      silent: false,
    },
    {
      id: "3",
      no: 3,
      type: "pump",
      glyph: "pump",
      name: { zh: "湖滨泵站", en: "Lakeside pumps" },
      position: [112.361, 28.5815],
      silent: true,
    },
    {
      id: "4",
      no: 4,
      type: "gauge",
      glyph: "wave",
      name: { zh: "云湖水位", en: "Yun Lake level" },
      position: [112.349, 28.586],
      severity: "yellow",
      silent: false,
    },
  ],
  cases: [
    {
      id: "c1",
      title: { zh: "湖滨大道雨水井满溢", en: "Manhole overflowing" },
      position: [112.347, 28.5808],
      severity: "red",
      late: true,
    },
    {
      id: "c2",
      title: { zh: "泵站失联", en: "Pumps silent" },
      position: [112.361, 28.5815],
      severity: "blue",
      share: 0.6,
      late: false,
    },
  ],
  selection: { kind: "thing", id: "4" },
};
