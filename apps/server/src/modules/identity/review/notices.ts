import { defineNotice, type Label, type NoticePlace } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";
import { departmentNames } from "../department/index.ts";
import { findRole } from "../role/index.ts";
import { countItems, findReview } from "./store.ts";

const places = {
  of: { kind: "label", name: { zh: "范围", en: "Of" }, sample: { zh: "水务局", en: "Water Bureau" } },
  left: { kind: "number", name: { zh: "未决定", en: "Undecided" }, sample: 12 },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const values: ModuleNotice["values"] = async (ctx, { subject }) => {
  const review = await findReview(ctx.db, subject.id);
  if (review === undefined) return {};
  const of: Label | undefined =
    review.role === null ? (await departmentNames(ctx)).get(review.departmentId ?? "") : findRole(review.role)?.name;
  return { of: of ?? "", left: (await countItems(ctx.db, [subject.id])).get(subject.id)?.left ?? 0 };
};

/** A review that begins is told to whoever decides; one that is late, once. */
export const notices: readonly ModuleNotice[] = [
  {
    type: defineNotice({
      id: "access-review-begun",
      on: "access-review.begun",
      name: { zh: "权限年审开始", en: "An access review began" },
      text: { zh: "请复核{of}的账号与岗位：{left} 项", en: "To review, who has which post: {of}, {left} of them" },
      places,
      to: { permission: "access.review" },
    }),
    values,
  },
  {
    type: defineNotice({
      id: "access-review-overdue",
      on: "access-review.overdue",
      name: { zh: "权限年审逾期", en: "An access review is late" },
      text: {
        zh: "{of}的权限年审逾期，还有 {left} 项未决定",
        en: "The access review of {of} is late; {left} are undecided",
      },
      places,
      to: { permission: "access.review" },
      urgent: true,
    }),
    values,
  },
];
