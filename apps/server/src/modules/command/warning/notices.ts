import { defineNotice, type Label, type NoticePlace } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry } from "../../../platform/reaction.ts";
import { markText } from "./mark.ts";
import { listWithin } from "./proof.ts";
import { findWarning } from "./store.ts";

const label = (zh: string, en: string, sample: Label): NoticePlace => ({ kind: "label", name: { zh, en }, sample });
const places = {
  headline: label("标题", "Headline", { zh: "暴雨黄色预警", en: "Yellow rainstorm warning" }),
  short: label("短文本", "Short text", { zh: "6小时内有暴雨。", en: "Heavy rain within 6 hours." }),
  description: label("描述", "Description", { zh: "预计有暴雨。", en: "Heavy rain is expected." }),
  instruction: label("应对", "What to do", { zh: "远离低洼处。", en: "Keep away from low ground." }),
};

const values = async (ctx: Context, { subject }: PositionedEntry) => {
  const found = await findWarning(ctx.whole, subject.id);
  if (found === undefined) return {};
  const { headline, short, description, instruction } = markText(found.said.text, found.status);
  return { headline, short, description, instruction };
};

/** Displays and loudspeakers speak to whoever stands before them: where it holds, and nowhere else. */
const devices: NonNullable<ModuleNotice["devices"]> = async (ctx, { type, subject }, ids) =>
  type === "warning.issued" || type === "warning.cancelled" ? listWithin(ctx, subject.id, ids) : new Set();

/** What people are told of warnings: whoever approves, that one waits; everybody who sees warnings, what holds and what ended. */
export const notices: readonly ModuleNotice[] = [
  defineNotice({
    id: "warning-submitted",
    on: "warning.submitted",
    name: { zh: "预警待审批", en: "Warning awaits approval" },
    text: { zh: "预警待审批：{headline}", en: "Awaits approval: {headline}" },
    places,
    to: { permission: "warnings.approve" },
    urgent: true,
  }),
  defineNotice({
    id: "warning-issued",
    on: "warning.issued",
    name: { zh: "预警发布", en: "Warning issued" },
    text: { zh: "{short}", en: "{short}" },
    long: { zh: "{headline}\n{description}\n{instruction}", en: "{headline}\n{description}\n{instruction}" },
    places,
    to: { permission: "warnings.read" },
    urgent: true,
  }),
  defineNotice({
    id: "warning-cancelled",
    on: "warning.cancelled",
    name: { zh: "预警解除", en: "Warning cancelled" },
    text: { zh: "已解除：{headline}", en: "Cancelled: {headline}" },
    places,
    to: { permission: "warnings.read" },
    urgent: true,
  }),
  defineNotice({
    id: "warning-received",
    on: "warning.received",
    name: { zh: "收到外部预警", en: "Warning of another authority" },
    text: { zh: "收到外部预警：{headline}", en: "Received: {headline}" },
    places,
    to: { permission: "warnings.issue" },
    urgent: true,
  }),
].map((type) => ({ type, values, devices }));
