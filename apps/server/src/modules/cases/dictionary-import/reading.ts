import { type Label, type Limit, type LimitReading, readLimit, settleLimit } from "@chengyun/kernel";
import { classKey } from "../dictionary/index.ts";
import type { Answers, Remark, SourceFile, SourceRow } from "./model.ts";

type Asked = Extract<LimitReading, { is: "asked" }>;
type Sound = Exclude<LimitReading, { is: "fault" }>;

/** What is known of one row: its class, its limit or the question about it, or why it can't be taken. */
export interface RowReading {
  readonly id: string;
  readonly file: number;
  readonly row: SourceRow;
  readonly key: string;
  readonly state: "understood" | "asked" | "answered" | "fault" | "left-out";
  readonly limit?: Limit;
  /** Limit from filing to the end, where the row gives one. */
  readonly total?: Limit;
  readonly reading?: LimitReading;
  /** The limit in total where it has to be asked about. */
  readonly totalReading?: Asked;
  readonly by?: "row" | "pattern" | "edition";
  readonly says: Label;
  readonly remarks: readonly Remark[];
}

/** Words alone, so that a blank or another comma makes no other condition. */
const bare = (text: string | undefined): string => (text ?? "").normalize("NFKC").replace(/[\s\p{P}]+/gu, "");

/** What makes two rows of two editions the same condition. */
export const twinKey = (row: SourceRow): string =>
  `${classKey(row.of, `${row.cells.majorCode ?? ""}${row.cells.minorCode ?? ""}`)} ${bare(row.cells.files)}`;

const faults: readonly (readonly [test: (row: SourceRow) => boolean, says: Label])[] = [
  [
    ({ cells }) => /^\d{2}$/.test(cells.majorCode ?? "") && /^\d{2}$/.test(cells.minorCode ?? ""),
    { zh: "大类、小类代码须各为两位数字", en: "major and minor class are two digits each" },
  ],
  [({ cells }) => cells.name !== undefined, { zh: "没有小类名称", en: "the class has no name" }],
  [({ cells }) => cells.files !== undefined, { zh: "没有立案条件", en: "there is no filing condition" }],
  [({ cells }) => cells.closes !== undefined, { zh: "没有结案条件", en: "there is no closing condition" }],
];

const faultOf = (row: SourceRow): Label | undefined => faults.find(([isSound]) => !isSound(row))?.[1];

type Column = "written" | "total";

/** What a row of another edition says of the same condition. */
const followed = (reading: LimitReading, twin: SourceRow | undefined, column: Column): Limit | undefined => {
  if (reading.is !== "asked" || twin === undefined) return undefined;
  const other = readLimit(twin.cells[column] ?? "");
  return other.is === "understood" ? settleLimit(reading, other.limit) : undefined;
};

type Settled = Pick<RowReading, "by"> & { readonly limit: Limit };

/** A limit as it counts: it says its calendar itself, or that was answered; undefined while it is asked about. */
const settle = (
  reading: Sound,
  { own, twin, column }: { own: Limit | undefined; twin: SourceRow | undefined; column: Column },
  answers: Answers,
): Settled | undefined => {
  if (reading.is === "understood") return { limit: reading.limit };
  if (own !== undefined) return { limit: own, by: "row" };
  const other = followed(reading, twin, column);
  if (other !== undefined) return { limit: other, by: "edition" };
  const meant = answers.patterns[reading.pattern];
  const limit = meant === undefined ? undefined : settleLimit(reading, meant);
  return limit === undefined ? undefined : { limit, by: "pattern" };
};

interface Seen {
  readonly line: number;
  readonly written: string;
  readonly total: string;
  readonly closes: string;
}

const repeatedSays = ({ line }: Seen, same: boolean): Label =>
  same
    ? { zh: `与第 ${line} 行完全相同，只计一次`, en: `the same as line ${line}; counted once` }
    : {
        zh: `与第 ${line} 行立案条件相同，时限或结案条件不同`,
        en: `line ${line} has the same filing condition with another limit or closing condition`,
      };

const inTotal = ({ zh, en }: Label): Label => ({ zh: `总时限：${zh}`, en: `The limit in total: ${en}` });

/** The limit in total of a row, where it gives one. */
const readTotal = ({ cells }: SourceRow): LimitReading | undefined =>
  cells.total === undefined ? undefined : readLimit(cells.total);

type Plain = Pick<RowReading, "id" | "file" | "row" | "key" | "remarks">;

const readLimits = (
  plain: Plain,
  { stage, total }: { readonly stage: Sound; readonly total: Sound | undefined },
  { answers, twin }: { readonly answers: Answers; readonly twin: SourceRow | undefined },
): RowReading => {
  const settled = settle(stage, { own: answers.rows[plain.id], twin, column: "written" }, answers);
  // What is answered for a way of writing holds in total as well: only a row's own answer is of its stage alone.
  const whole = total === undefined ? undefined : settle(total, { own: undefined, twin, column: "total" }, answers);
  const base = {
    ...plain,
    ...settled,
    reading: stage,
    ...(whole === undefined ? {} : { total: whole.limit }),
    ...(total?.is === "asked" ? { totalReading: total } : {}),
  };
  if (settled === undefined) return { ...base, state: "asked", says: stage.says };
  if (total !== undefined && whole === undefined) return { ...base, state: "asked", says: inTotal(total.says) };
  const by = settled.by ?? whole?.by;
  return by === undefined
    ? { ...base, state: "understood", says: stage.says }
    : { ...base, by, state: "answered", says: stage.says };
};

const readOne = (plain: Plain, answers: Answers, twin: SourceRow | undefined): RowReading => {
  const fault = faultOf(plain.row);
  if (fault !== undefined) return { ...plain, state: "fault", says: fault };
  const total = readTotal(plain.row);
  if (total?.is === "fault") return { ...plain, state: "fault", says: inTotal(total.says) };
  const stage = readLimit(plain.row.cells.written ?? "");
  if (stage.is === "fault") return { ...plain, state: "fault", says: stage.says };
  return readLimits(plain, { stage, total }, { answers, twin });
};

/** Rows that come twice within their file: the same once more is left out, another one contradicts. */
const checkRepeats = (readings: readonly RowReading[]): RowReading[] => {
  const seen = new Map<string, Seen>();
  const names = new Map<string, string>();
  return readings.map((one) => {
    if (one.state === "fault") return one;
    const { name = "", written = "", total = "", closes = "" } = one.row.cells;
    const place = `${one.file} ${twinKey(one.row)}`;
    const before = seen.get(place);
    const known = names.get(`${one.file} ${one.key}`) ?? name;
    names.set(`${one.file} ${one.key}`, known);
    const remarks: Remark[] = known === name ? [...one.remarks] : [...one.remarks, "name-differs"];
    if (before === undefined) {
      seen.set(place, { line: one.row.line, written: bare(written), total: bare(total), closes: bare(closes) });
      return { ...one, remarks };
    }
    const limits = before.written === bare(written) && before.total === bare(total);
    const same = limits && before.closes === bare(closes);
    return {
      ...one,
      remarks: [...remarks, "repeated"],
      state: same ? "left-out" : "fault",
      says: repeatedSays(before, same),
    };
  });
};

/** The first file with parts leads for parts, the first with events for events: the others are compared with it. */
export const leadOf = (files: readonly SourceFile[], of: SourceRow["of"]): number =>
  files.findIndex(({ rows }) => rows.some((row) => row.of === of));

const onlyElsewhere: Label = {
  zh: "只在对照版本里有，未计入；如需采用请把该文件放在首位",
  en: "only in the edition compared with; not taken. Put that file first to take it",
};

const leaveOutOthers = (files: readonly SourceFile[], readings: readonly RowReading[]): RowReading[] => {
  const leading = new Set(
    readings.filter(({ file, row }) => file === leadOf(files, row.of)).map(({ row }) => twinKey(row)),
  );
  return readings.map((one) => {
    if (one.file === leadOf(files, one.row.of) || one.state === "fault") return one;
    const { limit: _, by: __, ...rest } = one;
    return leading.has(twinKey(one.row))
      ? {
          ...rest,
          state: "left-out",
          says: { zh: "与首个文件同一条，作对照", en: "the same condition as in the first file; compared" },
        }
      : { ...rest, state: "left-out", says: onlyElsewhere };
  });
};

/** Understands every row of an import: what counts is the leading edition, with what was answered. */
export const readImport = (files: readonly SourceFile[], answers: Answers): RowReading[] => {
  const twins = new Map((files[answers.follow ?? -1]?.rows ?? []).map((row) => [twinKey(row), row]));
  const readings = files.flatMap(({ rows }, file) =>
    rows.map((row) => {
      const id = `${file}:${row.sheet === undefined ? "" : `${row.sheet}:`}${row.line}`;
      const key = classKey(row.of, `${row.cells.majorCode ?? ""}${row.cells.minorCode ?? ""}`);
      return readOne({ id, file, row, key, remarks: row.remarks }, answers, twins.get(twinKey(row)));
    }),
  );
  return leaveOutOthers(files, checkRepeats(readings));
};

/** For each file how many rows that are asked about, or were, it would answer by naming the calendar. */
export const countAnswers = (files: readonly SourceFile[], readings: readonly RowReading[]): number[] => {
  const open = readings.filter(({ state, by }) => state === "asked" || (state === "answered" && by === "edition"));
  return files.map((file, at) => {
    const twins = new Map(file.rows.map((row) => [twinKey(row), row]));
    return open.filter(
      ({ file: own, row, ...one }) =>
        own !== at &&
        (["reading", "totalReading"] as const).some((which) => {
          const reading = one[which];
          const column = which === "reading" ? "written" : "total";
          return reading !== undefined && followed(reading, twins.get(twinKey(row)), column) !== undefined;
        }),
    ).length;
  });
};

/** Rows of a file that name no calendar: what was lost on the way from the standard. */
export const countLost = (file: SourceFile): number =>
  file.rows.filter(({ cells }) =>
    [cells.written, cells.total].some((text) => {
      const reading = readLimit(text ?? "");
      return reading.is === "asked" && reading.question === "which-calendar";
    }),
  ).length;
