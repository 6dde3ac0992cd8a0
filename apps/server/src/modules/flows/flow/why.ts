import { errors } from "@chengyun/contracts";
import { type Bar, barsOf, type Flow, fillText, type Label, type Move, stagesFrom } from "@chengyun/kernel";
import { isMachine, isPermitted, isTurnOf } from "../../../platform/actor.ts";
import { barErrors, type SubjectView } from "../../../platform/bar.ts";
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
};

const nameOf = (flow: Flow, id: string | undefined): Label =>
  flow.moves[id ?? ""]?.name ?? flow.clocks?.[id ?? ""]?.name ?? { zh: id ?? "", en: id ?? "" };

type Names = ReadonlyMap<string, Label>;

const unnamed: Label = { zh: "协办部门", en: "the joint department" };

/** Whose parts they are, each department once. */
const whoseOf = (parts: readonly Subject[], names: Names): Label => {
  const ids = new Set(parts.map(({ presentDepartment, departments }) => presentDepartment ?? departments.at(-1) ?? ""));
  const whose = [...ids].map((id) => names.get(id) ?? unnamed);
  return { zh: whose.map(({ zh }) => zh).join("、"), en: whose.map(({ en }) => en).join(", ") };
};

/** Who is waited for with a part, and what must become of one that was handed back. */
const partsSentence = ({ waitsFor: { open, back } }: SubjectView, move: Label, names: Names): Label => {
  const [who, from] = [whoseOf(open, names), whoseOf(back, names)];
  const zh = [
    ...(open.length === 0 ? [] : [`${who.zh}办结协办`]),
    ...(back.length === 0 ? [] : [`${from.zh}退回的协办重新增派或免办`]),
  ];
  const en = [
    ...(open.length === 0 ? [] : [`the joint task of ${who.en} is done`]),
    ...(back.length === 0 ? [] : [`the one that ${from.en} returned is given anew or waived`]),
  ];
  return { zh: `等${zh.join("，且")}后才能${move.zh}。`, en: `${move.en}: once ${en.join(" and ")}.` };
};

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
  { subject, view, names = new Map() }: { subject: Subject; view: SubjectView; names?: Names },
): Label[] => {
  const move = flow.moves[name];
  if (move === undefined) return [];
  const reasons: Label[] = [];
  if (isOthers(ctx, move)) reasons.push(errors["permission.missing"].text);
  else if (move.whose === "present-department" && !isTurnOf(ctx.actor, subject.presentDepartment))
    reasons.push(errors["subject.not-yours"].text);
  if (!stagesFrom(move).includes(subject.stage)) reasons.push(wrongStage(flow, move));
  else {
    const toWords = (bar: Bar): Label =>
      bar.code === "parts-open" ? partsSentence(view, move.name, names) : toSentence(flow, bar);
    reasons.push(...barsOf(flow, name, view).map(toWords));
  }
  return reasons;
};
