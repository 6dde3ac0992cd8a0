import { errors } from "@chengyun/contracts";
import {
  type Bar,
  type BarView,
  barsOf,
  type Flow,
  fillText,
  type Label,
  type Move,
  stagesFrom,
} from "@chengyun/kernel";
import { isMachine, isPermitted, isTurnOf } from "../../../platform/actor.ts";
import { barErrors } from "../../../platform/bar.ts";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/subject.ts";

/** Sentences that name what stands in the way; a bar without one is said by its error. */
const sentences: Partial<Readonly<Record<Bar["code"], Label>>> = {
  "four-eyes": {
    zh: "“{of}”由您经办，这一步须由他人办理。",
    en: "You made the move “{of}”; somebody else has to make this one.",
  },
  "times-used": { zh: "“{of}”最多 {times} 次，已经用完。", en: "“{of}” is allowed {times} times at most, and was." },
  waiting: { zh: "“{of}”尚未了结，须先办完。", en: "“{of}” still waits for its answer; that comes first." },
  "nothing-waits": { zh: "没有等待答复的“{of}”。", en: "No “{of}” waits for an answer." },
  late: { zh: "“{of}”已超时或不在计时，不能再办。", en: "“{of}” is over or does not run; it is too late for this." },
  "never-late": { zh: "“{of}”未曾超时，不必办理。", en: "“{of}” was never overrun." },
  "parts-open": {
    zh: "还有 {times} 项协办任务没有办结（退回的须重新增派或免办）。",
    en: "{times} joint tasks have not come to their end; one that was returned is given anew or waived.",
  },
};

const nameOf = (flow: Flow, id: string | undefined): Label =>
  flow.moves[id ?? ""]?.name ?? flow.clocks?.[id ?? ""]?.name ?? { zh: id ?? "", en: id ?? "" };

/** A bar in words. */
const toSentence = (flow: Flow, bar: Bar): Label => {
  const text = sentences[bar.code];
  if (text === undefined) return errors[barErrors[bar.code]].text;
  const of = nameOf(flow, bar.of);
  const times = String(bar.times ?? "");
  return { zh: fillText(text.zh, { of: of.zh, times }), en: fillText(text.en, { of: of.en, times }) };
};

const wrongStage = (flow: Flow, move: Move): Label => {
  const names = stagesFrom(move).map((stage) => flow.stages[stage]?.name ?? { zh: stage, en: stage });
  return {
    zh: `只能在这些环节办理：${names.map(({ zh }) => zh).join("、")}。`,
    en: `Only from these stages: ${names.map(({ en }) => en).join(", ")}.`,
  };
};

/** Whether the post of whoever looks has no permission for a move. */
export const isOthers = (ctx: Context, move: Move): boolean => isMachine(ctx.actor) || !isPermitted(ctx.actor, move.by);

/** Every reason why a move of a subject can't be made by whoever looks now, in words; empty when it can. */
export const whyNot = (
  ctx: Context,
  flow: Flow,
  name: string,
  { subject, view }: { subject: Subject; view: BarView },
): Label[] => {
  const move = flow.moves[name];
  if (move === undefined) return [];
  const reasons: Label[] = [];
  if (isOthers(ctx, move)) reasons.push(errors["permission.missing"].text);
  else if (move.whose === "present-department" && !isTurnOf(ctx.actor, subject.presentDepartment))
    reasons.push(errors["subject.not-yours"].text);
  if (!stagesFrom(move).includes(subject.stage)) reasons.push(wrongStage(flow, move));
  else reasons.push(...barsOf(flow, name, view).map((bar) => toSentence(flow, bar)));
  return reasons;
};
