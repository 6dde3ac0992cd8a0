import { defineNotice, type NoticePlace } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry } from "../../../platform/reaction.ts";
import { findCase } from "../case/index.ts";

const places = {
  no: { kind: "text", name: { zh: "案卷号", en: "Case number" }, sample: "4398812026110200002" },
  title: {
    kind: "label",
    name: { zh: "标题", en: "Title" },
    sample: { zh: "望湖街道 · 雨水井盖", en: "Wanghu Street · Manhole lid" },
  },
  other: { kind: "text", name: { zh: "另一案卷", en: "The other case" }, sample: "4398812026110200001" },
  reason: { kind: "text", name: { zh: "理由", en: "Reason" }, sample: "同一处井盖" },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const toText = (value: unknown): string => (typeof value === "string" ? value : "");

const values =
  (other: "merged-into" | "merged-from"): ModuleNotice["values"] =>
  async (ctx, { subject, changes }) => {
    const found = await findCase(ctx.db, subject.id);
    if (found === undefined) return {};
    return { no: found.no, title: found.title, other: toText(changes[other]), reason: toText(changes["reason"]) };
  };

/** The department that had the case, unless it has the other one, too. */
const departments = async (ctx: Context, { subject, changes }: PositionedEntry): Promise<readonly string[]> => {
  const own = (await findCase(ctx.db, subject.id))?.departmentId;
  const others = (await findCase(ctx.db, toText(changes["into"])))?.departmentId;
  return own === undefined || own === others ? [] : [own];
};

/** What is told when one case goes on as another, and when that is taken back. */
export const notices: readonly ModuleNotice[] = [
  {
    type: defineNotice({
      id: "case-merged-away",
      on: "case.merged",
      name: { zh: "案卷并入他案", en: "Merged into another case" },
      text: {
        zh: "案卷已并入 {other}，不再单独办理：{title}（{no}）",
        en: "Goes on in case {other}, no longer by itself: {title} ({no})",
      },
      long: {
        zh: "案卷已并入 {other}，不再单独办理：{title}（{no}）。理由：{reason}。本部门的任务已撤回。",
        en: "Goes on in case {other}, no longer by itself: {title} ({no}). Reason: {reason}. Your department's task was withdrawn.",
      },
      places,
      to: ["departments", { named: "watchers" }],
    }),
    values: values("merged-into"),
    departments,
  },
  {
    type: defineNotice({
      id: "case-unmerged",
      on: "case.unmerged",
      name: { zh: "并案已撤销", en: "A merge was taken back" },
      text: {
        zh: "并案已撤销，案卷继续办理：{title}（{no}）",
        en: "The merge was taken back, the case goes on: {title} ({no})",
      },
      places,
      to: ["departments", { named: "watchers" }],
    }),
    values: values("merged-from"),
    departments: async (ctx, { subject }) =>
      [(await findCase(ctx.db, subject.id))?.departmentId].flatMap((id) => id ?? []),
  },
];
