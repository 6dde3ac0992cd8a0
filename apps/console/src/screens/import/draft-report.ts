import type { FileLook } from "@chengyun/contracts";

/** Fields of a report of another system, in the order of the form. */
export const reportFields = {
  needed: ["ref", "openedAt", "category"],
  optional: ["targetAt", "closedAt", "status", "verdict", "title", "department", "queue", "channel", "result"],
  place: ["x", "y", "address"],
} as const;

const timeFields: readonly string[] = ["openedAt", "targetAt", "closedAt"];

/** Whether a field of a report is a time: then it stands in a column and nowhere else. */
export const isReportTime = (id: string): boolean => timeFields.includes(id);

/** Columns by which they often go. */
export const usualReportNames: Readonly<Record<string, RegExp>> = {
  openedAt: /^(open_?dt|opened(_?at)?|created(_?at|_?date)?|上报时间|受理时间|登记时间|来电时间)$/i,
  targetAt: /^(target_?dt|due(_?at|_?date)?|sla_?target_?dt|期限|办理期限|截止时间|应办结时间)$/i,
  closedAt: /^(closed?_?dt|closed(_?at|_?date)?|办结时间|结案时间|完成时间)$/i,
  title: /^(case_title|title|标题|问题描述|诉求内容|工单内容|内容|描述)$/i,
  queue: /^(queue|队列|办理队列|承办科室)$/i,
  channel: /^(channel|source|渠道|来源|上报渠道|诉求来源)$/i,
  result: /^(closure_reason|result|resolution|办理结果|处理结果)$/i,
  address: /^(address|location|地址|事发地址|地点)$/i,
};

const zoned = /[T ]\d{1,2}(?::\d{2}){0,2}(?:[.,]\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})$/;

/** What of a draft says how reports are read. */
interface ReportDraft {
  readonly fields: Readonly<Record<string, { readonly value: string }>>;
  readonly timeFormat: string;
  readonly zone: string;
  readonly twice: string;
  readonly defaults: string;
  readonly facts: readonly string[];
}

const isChosen = ({ fields }: ReportDraft, id: string): boolean => (fields[id]?.value ?? "") !== "";

/** Whether somebody has to say in whose time the reports were written: they carry no zone of their own. */
const lacksZone = (look: FileLook, draft: ReportDraft): boolean => {
  if (draft.zone !== "" || draft.timeFormat === "seconds" || draft.timeFormat === "milliseconds") return false;
  const chosen = timeFields.map((id) => draft.fields[id]?.value);
  const samples = look.columns.filter(({ name }) => chosen.includes(name)).flatMap((column) => column.samples);
  return samples.some((sample) => !zoned.test(sample));
};

/** Whether reports of this draft have coordinates. */
export const hasReportPlaces = (look: FileLook, draft: ReportDraft): boolean =>
  look.shape !== undefined || isChosen(draft, "x") || isChosen(draft, "y");

/** Points as they are typed: longitude and latitude, one after another with semicolons between; undefined when they are none. */
export const toDefaultPoints = (text: string): [number, number][] | undefined => {
  const pieces = text
    .split(/[;；\n]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
  const points = pieces.map((piece) => piece.split(/[,，\s]+/).map(Number));
  const isPoint = (point: number[]): point is [number, number] =>
    point.length === 2 &&
    point.every(Number.isFinite) &&
    Math.abs(point[0] ?? 0) <= 180 &&
    Math.abs(point[1] ?? 0) <= 90;
  return points.every(isPoint) ? (points as [number, number][]) : undefined;
};

/** What is wanted beside the fields that are always needed. */
export const wantedOfReports = (look: FileLook, draft: ReportDraft): string[] => {
  const hasPair = isChosen(draft, "x") && isChosen(draft, "y");
  const isPlaced = look.shape !== undefined || hasPair || (isChosen(draft, "address") && !hasReportPlaces(look, draft));
  return [
    ...(lacksZone(look, draft) ? ["zone"] : []),
    ...(isPlaced ? [] : ["position"]),
    ...(toDefaultPoints(draft.defaults) === undefined ? ["defaults"] : []),
  ];
};

/** The parts of a mapping of reports; `field` gives a field as mappings write it, or nothing. */
export const reportParts = (
  look: FileLook,
  draft: ReportDraft,
  field: (id: string) => Record<string, unknown>,
): Record<string, unknown> => {
  const plain = [...reportFields.needed, ...reportFields.optional, "address"].map(field);
  const at = look.shape === undefined && isChosen(draft, "x") ? { at: { ...field("x"), ...field("y") } } : {};
  const facts = Object.fromEntries(draft.facts.map((column) => [column, column]));
  const points = toDefaultPoints(draft.defaults) ?? [];
  return {
    ...(draft.timeFormat === "iso" ? {} : { times: draft.timeFormat }),
    ...(draft.zone === "" ? {} : { zone: draft.zone }),
    ...(draft.twice === "" ? {} : { twice: draft.twice }),
    ...(points.length === 0 ? {} : { defaultPoints: points }),
    fields: Object.assign({}, ...plain, at, draft.facts.length === 0 ? {} : { facts }),
  };
};
