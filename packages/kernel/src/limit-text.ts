import type { Label } from "./label.ts";
import { type Limit, type TimeKind, timeKindNames } from "./limit.ts";

/** Words of a written limit beside its amount and calendar. */
export interface LimitScope {
  /** When it may run at all: `种植季节`. */
  readonly season?: string;
  /** What has to be reached within it: `制止`. */
  readonly goal?: string;
}

/** Why a written limit can't be counted before somebody has said more. */
export type LimitQuestion = "which-calendar" | "urgent-days" | "season" | "several-amounts";

/** Why a text is no limit at all. */
export type LimitFault = "empty" | "no-amount" | "unknown-unit";

/** What a limit as written means: understood, asked about, or none. */
export type LimitReading =
  | { readonly is: "understood"; readonly limit: Limit; readonly scope?: LimitScope; readonly says: Label }
  | {
      readonly is: "asked";
      readonly question: LimitQuestion;
      readonly amount: number;
      /** What one answer settles: the text without its amount, e.g. `天`. */
      readonly pattern: string;
      /** Calendars that can be meant. */
      readonly choices: readonly TimeKind[];
      /** Limits one of which is meant, where several amounts are written. */
      readonly limits?: readonly Limit[];
      readonly scope?: LimitScope;
      readonly says: Label;
    }
  | { readonly is: "fault"; readonly fault: LimitFault; readonly says: Label };

/** Units that name their calendar. */
const units: Readonly<Record<string, TimeKind>> = {
  紧急工作时: "urgent-hours",
  紧急工作小时: "urgent-hours",
  工作小时: "work-hours",
  工作时: "work-hours",
  工作日: "work-days",
  工作天: "work-days",
  自然日: "natural-days",
  日历日: "natural-days",
  自然天: "natural-days",
  自然小时: "natural-hours",
};

interface Asking {
  readonly question: LimitQuestion;
  readonly choices: readonly TimeKind[];
  readonly says: Label;
}

const days: Asking = {
  question: "which-calendar",
  choices: ["work-days", "natural-days"],
  says: {
    zh: "“天”没有写明历法：是工作日还是自然日？遇周末和节假日相差数天，不作猜测。",
    en: "“天” (days) names no calendar: working days or days on the wall clock? They differ by days at every weekend and holiday, so it is not guessed.",
  },
};

const hours: Asking = {
  question: "which-calendar",
  choices: ["work-hours", "urgent-hours", "natural-hours"],
  says: {
    zh: "“小时”没有写明历法：是工作时、紧急工作时还是自然小时？夜间和节假日结果不同，不作猜测。",
    en: "“小时” (hours) names no calendar: working hours, urgent hours or hours on the wall clock? They differ at night and on holidays, so it is not guessed.",
  },
};

const urgentDays: Asking = {
  question: "urgent-days",
  choices: ["natural-days", "work-days"],
  says: {
    zh: "标准里只有“紧急工作时”，没有“紧急工作日”：是昼夜不停的自然日，还是工作日？",
    en: "The standard knows urgent hours but no “紧急工作日” (urgent working days): days that never stop, or working days?",
  },
};

/** Units that don't say in which calendar they run. */
const askedUnits: Readonly<Record<string, Asking>> = {
  紧急工作日: urgentDays,
  紧急工作天: urgentDays,
  天: days,
  日: days,
  小时: hours,
  时: hours,
};

const season: Label = {
  zh: "只写了季节，没有写起止日期：季节外从何时起算无从得知。请确认按所写的日数计时，季节保留为文字。",
  en: "It names a season without its dates, so nothing says from when it counts outside it. Confirm that the amount counts as written; the season stays as words.",
};

const several: Label = {
  zh: "写了不止一个数量：以哪一个计时？其余按文字保留，不作猜测。",
  en: "It writes more than one amount: which one counts? It is not guessed; the others stay as words.",
};

const shape = /^([^\d.]*)(\d+(?:\.\d+)?)个?(.*)$/u;

/** Longest units first: 紧急工作时 ends in 工作时, 工作日 in 日. */
const unitNames = [...Object.keys(units), ...Object.keys(askedUnits)].sort((one, other) => other.length - one.length);

/** Amounts in figures, and in words before a unit; 第一时间 is none. */
const amountsIn = new RegExp(
  `(?:(\\d+(?:\\.\\d+)?)|(第?[半一二两三四五六七八九十]+)(?=个?(?:${unitNames.join("|")})))个?(${unitNames.join("|")})?`,
  "gu",
);

/** A range writes its unit once, behind the last of its amounts: `3-5工作日`. */
const rangeSign = /^[-~–—至到或、/]$/u;

const findAmounts = (text: string): RegExpExecArray[] =>
  [...text.matchAll(amountsIn)].filter(([, , words]) => words?.startsWith("第") !== true);

const digits = "零一二三四五六七八九";

/** A number up to 99 as it is written in words; 两 is 2, 半 a half. */
const wordedAmount = (words: string): number => {
  if (words === "半") return 0.5;
  const [, tens, ones] =
    /^(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)$/u.exec(words.replace("两", "二")) ?? [];
  const ten = tens === undefined ? 0 : Math.max(digits.indexOf(tens || "一"), 1) * 10;
  return ten + (ones ? digits.indexOf(ones) : 0);
};

const kindsOf = (unit: string): readonly TimeKind[] => {
  const kind = units[unit];
  return kind === undefined ? (askedUnits[unit]?.choices ?? []) : [kind];
};

/** Every limit that can be meant by a text with several amounts, in the order written. */
const limitsIn = (text: string): Limit[] => {
  const found: { at: number; limits: Limit[]; unit: string | undefined }[] = [];
  for (const match of findAmounts(text).reverse()) {
    const [whole, figure, words = "", unit] = match;
    const next = found[0];
    const gap = next === undefined ? "" : text.slice(match.index + whole.length, next.at);
    const own = unit ?? (rangeSign.test(gap) ? next?.unit : undefined);
    const amount = figure === undefined ? wordedAmount(words) : Number(figure);
    const limits = own === undefined || !(amount > 0) ? [] : kindsOf(own).map((kind) => ({ amount, kind }));
    found.unshift({ at: match.index, limits, unit: own });
  }
  const all = found.flatMap(({ limits }) => limits);
  return all.filter(
    (one, at) => all.findIndex(({ amount, kind }) => amount === one.amount && kind === one.kind) === at,
  );
};

const askSeveral = (text: string, limits: readonly Limit[]): LimitReading => ({
  is: "asked",
  question: "several-amounts",
  amount: limits[0]?.amount ?? 0,
  // What is settled is this one text: amounts are part of what is asked.
  pattern: text,
  choices: [...new Set(limits.map(({ kind }) => kind))],
  limits,
  says: several,
});

/** Full-width figures and signs as half-width, blanks and line ends away. */
const tidy = (text: string): string => text.normalize("NFKC").replace(/\s+/gu, "");

const fault = (kind: LimitFault, says: Label): LimitReading => ({ is: "fault", fault: kind, says });

const toScope = (before: string, after: string): LimitScope | undefined =>
  before === "" && after === ""
    ? undefined
    : { ...(before === "" ? {} : { season: before }), ...(after === "" ? {} : { goal: after }) };

const understood = (limit: Limit, scope: LimitScope | undefined): LimitReading => {
  const goal = scope?.goal;
  const { zh, en } = timeKindNames[limit.kind];
  return {
    is: "understood",
    limit,
    ...(scope === undefined ? {} : { scope }),
    says: {
      zh: `${limit.amount} ${zh}${goal === undefined ? "" : `，时限内须达到：${goal}`}`,
      en: `${limit.amount} ${en}${goal === undefined ? "" : `; what must be reached within it: ${goal}`}`,
    },
  };
};

const asked = (asking: Asking, amount: number, pattern: string, scope: LimitScope | undefined): LimitReading => ({
  is: "asked",
  amount,
  pattern,
  ...asking,
  ...(scope === undefined ? {} : { scope }),
});

/**
 * Reads a limit as a dictionary writes it: amount, calendar, and words beside them. A text that doesn't name its
 * calendar (`2天`, `4小时`), or writes several amounts (`3工作日-5工作日`), is asked about, never guessed.
 */
export const readLimit = (written: string): LimitReading => {
  const text = tidy(written);
  if (text === "") return fault("empty", { zh: "没有写时限", en: "No limit is written" });
  const [, before = "", figure = "", rest = ""] = shape.exec(text) ?? [];
  const amount = Number(figure);
  if (figure === "" || !(amount > 0))
    return fault("no-amount", { zh: `“${text}”里没有大于零的数量`, en: `“${text}” has no amount above zero` });
  const limits = findAmounts(text).length > 1 ? limitsIn(text) : [];
  if (limits.length > 0) return askSeveral(text, limits);
  const unit = unitNames.find((name) => rest.startsWith(name));
  if (unit === undefined)
    return fault("unknown-unit", { zh: `不认识“${text}”的时间单位`, en: `“${text}” has no unit of time we know` });
  const scope = toScope(before, rest.slice(unit.length));
  const pattern = `${before}${rest}`;
  const kind = units[unit];
  if (kind === undefined) return asked(askedUnits[unit] ?? days, amount, pattern, scope);
  if (scope?.season === undefined) return understood({ amount, kind }, scope);
  return asked({ question: "season", choices: [kind], says: season }, amount, pattern, scope);
};

/** Settles a question by a calendar or, of several amounts, by one of them; undefined when that can't be meant. */
export const settleLimit = (reading: LimitReading, by: TimeKind | Limit): Limit | undefined => {
  if (reading.is !== "asked") return undefined;
  const { limits = reading.choices.map((kind) => ({ amount: reading.amount, kind })) } = reading;
  const meant = limits.filter((one) =>
    typeof by === "string" ? one.kind === by : one.kind === by.kind && one.amount === by.amount,
  );
  return meant.length === 1 ? meant[0] : undefined;
};

/** How a dictionary writes each calendar, so that nobody has to ask again. */
const writtenKinds: Readonly<Record<TimeKind, string>> = {
  "urgent-hours": "紧急工作时",
  "work-hours": "工作时",
  "work-days": "工作日",
  "natural-hours": "自然小时",
  "natural-days": "自然日",
};

/** Writes a limit with its calendar; `readLimit` of what it writes is understood as the same limit. */
export const writeLimit = ({ amount, kind }: Limit): string => `${amount}${writtenKinds[kind]}`;
