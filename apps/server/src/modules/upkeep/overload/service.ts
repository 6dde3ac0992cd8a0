import type { LoadStand } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";

/** The platform itself, as a subject of what is told of it. */
const platform = { kind: "platform", id: "ingest" };

const types = { overloaded: "platform.overloaded", relieved: "platform.relieved" } as const;

/** Keeps that an overload began or is over; its notices come of the entry. */
export const recordLoad = (
  outer: Context,
  what: keyof typeof types,
  said: LoadStand & { readonly fullness: object },
): Promise<void> =>
  transact(outer, (ctx) =>
    record(ctx, { type: types[what], subject: platform, areaPath: "", departments: [], changes: { ...said } }),
  );

const shortWords: Readonly<Record<NonNullable<LoadStand["short"]>, Label>> = {
  queue: { zh: "待入库读数积压", en: "readings wait for the disk faster than it takes them" },
  memory: { zh: "接入进程内存将满", en: "the memory of ingest is nearly used up" },
  processor: { zh: "接入进程处理器已占满", en: "the processor of ingest has no time left" },
};

/** What is short, in words. */
export const shortText = (short: unknown): Label => shortWords[short as keyof typeof shortWords] ?? shortWords.queue;

const givesWay: Readonly<Record<LoadStand["level"], Label>> = {
  calm: { zh: "", en: "" },
  strained: {
    zh: "已暂缓历史导入、久远历史查询和导出；读数与报警照常。",
    en: "Imports of the past, old history and exports wait; readings and alarms go on.",
  },
  tight: {
    zh: "已暂缓历史、导出、地图瓦片和无报警规则的读数；有规则的读数与报警照常。",
    en: "History, exports, map tiles and readings that no rule watches wait; watched readings and alarms go on.",
  },
  full: {
    zh: "超出部分的读数不予确认，设备会保留并重发；已确认的一条不丢，办案与指令照常。",
    en: "Readings beyond what fits are not acknowledged, devices keep them and send again; nothing acknowledged is lost, cases and commands go on.",
  },
};

/** An overload in a sentence: what is short, and what gives way for now. */
export const loadWords = ({ level, short }: LoadStand): Label => {
  const { zh, en } = shortText(short);
  return {
    zh: `平台过载：${zh}。${givesWay[level].zh}`,
    en: `The platform is overloaded: ${en}. ${givesWay[level].en}`,
  };
};
