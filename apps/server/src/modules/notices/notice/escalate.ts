import { defineNotice, type Label } from "@chengyun/kernel";
import { type Context, newId, transact } from "../../../platform/context.ts";
import type { Tick } from "../../../platform/job.ts";
import { record } from "../../../platform/journal.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import { stepsOf } from "../escalation/index.ts";
import { findNoticeType, wordsOf } from "../template/index.ts";
import type { NoticeRecord } from "./model.ts";
import { clearDeadline, lockOverdue } from "./store.ts";
import { addressOf, deadlineOf, tellOnce, wrapWords } from "./tell.ts";

const name = (zh: string, en: string): Label => ({ zh, en });

const escalatedType = defineNotice({
  id: "notice-escalated",
  on: "notice.escalated",
  inner: true,
  name: name("无人确认的升级", "Told on: nobody acknowledged"),
  text: name("【无人确认，升级通知】{notice}", "[Nobody acknowledged] {notice}"),
  places: {
    notice: { kind: "label", name: name("原通知", "The notice"), sample: name("案卷已超期", "The case is late") },
  },
  to: "departments",
});

/** What stands around the words of a notice that is told on. */
export const notices: readonly ModuleNotice[] = [{ type: escalatedType, values: async () => ({}) }];

const atOnce = 50;

const recordEscalation = (ctx: Context, of: NoticeRecord) =>
  record(ctx, {
    type: "notice.escalated",
    subject: { kind: "notice", id: of.origin ?? of.id },
    areaPath: of.areaPath,
    departments: of.departments,
    changes: { type: of.type, step: of.step + 1, about: of.subject },
  });

/** Tells the next in the line, once: the pair of cause, type and step is unique. */
const tellOn = async (ctx: Context, of: NoticeRecord): Promise<void> => {
  await clearDeadline(ctx.db, of.id);
  const type = findNoticeType(ctx, of.type);
  const next = type === undefined ? undefined : (await stepsOf(ctx, type))[of.step];
  if (type === undefined || next === undefined) return;
  const outer = await wordsOf(ctx, findNoticeType(ctx, escalatedType.id) ?? escalatedType);
  // The next are told what happened, not that somebody else was told on: the first words are wrapped once.
  const words = of.step === 0 ? wrapWords(ctx, outer, of) : { short: of.text, long: of.long };
  const step = of.step + 1;
  await recordEscalation(ctx, of);
  await tellOnce(
    ctx,
    {
      ...of,
      id: newId(),
      at: ctx.clock.now(),
      text: words.short,
      long: words.long,
      ...addressOf(next.to, of.departments),
      step,
      origin: of.origin ?? of.id,
      acknowledgeBy: deadlineOf(ctx, (await stepsOf(ctx, type))[step]),
    },
    type,
  );
};

/** Notices that nobody acknowledged in time, by the city's clock. */
export const escalate: Tick = {
  name: "notices/notice.escalate",
  run: async (outer) => {
    const told = () =>
      transact(outer, async (ctx) => {
        const [overdue] = await lockOverdue(ctx.db, ctx.clock.now(), 1);
        if (overdue !== undefined)
          await tellOn({ ...ctx, cause: { kind: "entry", id: String(overdue.cause) } }, overdue);
        return overdue !== undefined;
      });
    for (let turn = 0; turn < atOnce && (await told()); turn += 1);
  },
};
