import { type Label, severities } from "@chengyun/kernel";
import { z } from "zod";
import { BoxQuery, CityDay, Id, Moment, PageQuery, Several, Text } from "./shape.ts";

/** Which cases are asked for; every part narrows it, several of one kind widen that part. */
export const CaseFilterQuery = z.object({
  open: z.enum(["true", "false"]).optional(),
  stage: Several.optional(),
  category: Several.optional(),
  department: Several.pipe(z.array(Id)).optional(),
  /** `none` stands for cases without a severity. */
  severity: Several.pipe(z.array(z.enum([...severities, "none"]))).optional(),
  /** Channel of the report that opened the case. */
  channel: Several.optional(),
  /** Whether a report of it was called urgent. */
  urgent: z.enum(["true", "false"]).optional(),
  /** Past its deadline, or less than two hours before it. */
  late: z.enum(["late", "near"]).optional(),
  thing: Id.optional(),
  area: z.string().max(200).optional(),
  /** Words of the title, or the beginning or end of the number. */
  q: z.string().max(100).optional(),
  box: BoxQuery.optional(),
  /** First and last day of opening, both included. */
  from: CityDay.optional(),
  to: CityDay.optional(),
});

/** Order of a list of cases: open ones by what is due first, or any newest or oldest first. */
export const CaseOrder = z.enum(["due", "new", "old"]);

/** Asking for one page of cases. */
export const CaseQuery = PageQuery.extend(CaseFilterQuery.shape).extend({ order: CaseOrder.default("new") });

/** How many there are, counted as far as it is worth: `more` says that there are at least so many. */
export const CaseCount = z.object({ count: z.number().int(), more: z.boolean() });
export type CaseCount = z.infer<typeof CaseCount>;

/** What a list of cases can show. */
export const caseColumns = [
  "severity",
  "urgent",
  "title",
  "left",
  "stage",
  "department",
  "area",
  "category",
  "channel",
  "reports",
  "marks",
  "opened",
  "due",
  "changed",
  "no",
  "longitude",
  "latitude",
] as const;
/** One column of the list of cases. */
export type CaseColumn = (typeof caseColumns)[number];

/** Headings of the columns, the same on screens and in files. */
export const caseColumnNames: Readonly<Record<CaseColumn, Label>> = {
  severity: { zh: "等级", en: "Level" },
  urgent: { zh: "紧急", en: "Urgent" },
  title: { zh: "案卷", en: "Case" },
  left: { zh: "剩余时间", en: "Time left" },
  stage: { zh: "环节", en: "Stage" },
  department: { zh: "处置部门", en: "Department" },
  area: { zh: "区域", en: "Area" },
  category: { zh: "类别", en: "Category" },
  channel: { zh: "来源", en: "Channel" },
  reports: { zh: "上报数", en: "Reports" },
  marks: { zh: "修复·核查·结案·市民", en: "Fixed · verified · closed · citizen" },
  opened: { zh: "上报时间", en: "Opened" },
  due: { zh: "截止时间", en: "Due" },
  changed: { zh: "最近变动", en: "Changed" },
  no: { zh: "案卷号", en: "Case number" },
  longitude: { zh: "经度 (WGS-84)", en: "Longitude (WGS-84)" },
  latitude: { zh: "纬度 (WGS-84)", en: "Latitude (WGS-84)" },
};

const Columns = Several.pipe(z.array(z.enum(caseColumns)));

/** Taking a list away as a file. */
export const CaseExportQuery = CaseFilterQuery.extend({
  order: CaseOrder.default("new"),
  columns: Columns.optional(),
  language: z.enum(["zh", "en"]).default("zh"),
});

/** A list somebody keeps: its filters, as the address carries them, and its columns. */
export const CaseView = z.object({
  id: Id,
  name: z.string(),
  query: z.record(z.string(), z.string()),
  columns: z.array(z.enum(caseColumns)),
  /** Whether the whole department sees it. */
  shared: z.boolean(),
  /** Whether the asker may change and remove it. */
  own: z.boolean(),
  changedAt: Moment,
});
export type CaseView = z.infer<typeof CaseView>;

/** Keeping a list; with an id, over the one of that id. */
export const CaseViewIn = z.object({
  id: Id.optional(),
  name: z.string().trim().min(1).max(60),
  query: z
    .record(z.string().max(30), z.string().max(4_000))
    .refine((query) => Object.keys(query).length <= 20, "at most 20 filters"),
  columns: z.array(z.enum(caseColumns)).min(1).max(caseColumns.length),
  shared: z.boolean().default(false),
});

/** One move for many: each with the version that was seen, all with the same facts. */
export const BulkMoveIn = z.object({
  items: z
    .array(
      z.object({
        id: Id,
        version: z.number().int().min(1),
        /** Facts of this case alone, before those of all: its own category's condition. */
        facts: z.record(z.string().max(100), z.unknown()).optional(),
      }),
    )
    .min(1)
    .max(500),
  facts: z.record(z.string().max(100), z.unknown()).default({}),
});

/** Cases that wait to be dispatched and are asked about together. */
export const DestinationsIn = z.object({ ids: z.array(Id).min(1).max(500) });

/** Where the rules would send each of some cases that wait to be dispatched, and why; to nobody, and why not. */
export const Destinations = z.object({
  items: z.array(
    z.object({ id: Id, departmentId: Id.optional(), departmentName: Text.optional(), why: Text.optional() }),
  ),
});
export type Destinations = z.infer<typeof Destinations>;

/** What became of each, in the order asked: where it stands now, or why it did not move. */
export const BulkMoveResult = z.object({
  items: z.array(
    z.object({
      id: Id,
      stage: z.string().optional(),
      version: z.number().int().optional(),
      /** Absent when it moved. */
      fault: z.object({ code: z.string(), text: Text, path: z.string().optional() }).optional(),
    }),
  ),
});
export type BulkMoveResult = z.infer<typeof BulkMoveResult>;
