import type { Delivery, TemplateTest } from "@chengyun/contracts";
import { checkTemplate, type Label, type NoticeText } from "@chengyun/kernel";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { queueOne, readReceipt } from "../delivery/index.ts";
import { fillWords, findNoticeType, wordsOf } from "../template/index.ts";
import { insertNotices } from "./store.ts";

const marked = ({ zh, en }: Label): Label => ({ zh: `【测试】${zh}`, en: `[Test] ${en}` });

/**
 * Sends a template to whoever asks, filled with its samples and marked as a test, by one channel; answers its receipt,
 * which goes on. Words that are not kept yet may be tried.
 */
export const testTemplate = (outer: Context, id: string, wish: z.output<typeof TemplateTest>): Promise<Delivery> =>
  transact(outer, async (ctx) => {
    const type = findNoticeType(ctx, id);
    if (type === undefined) throw new AppError("subject.not-found");
    if (ctx.actor.kind !== "person") throw new AppError("permission.missing");
    const words: NoticeText = wish.words ?? (await wordsOf(ctx, type));
    const faults = checkTemplate(type, words).map(({ path, code }) => ({ path: `body.words.${path}`, code }));
    if (faults.length > 0) throw new AppError("template.invalid", { faults });
    const samples = Object.fromEntries(Object.entries(type.places ?? {}).map(([name, { sample }]) => [name, sample]));
    const { short, long } = fillWords(ctx, words, samples);
    const text = { short: marked(short), long: long === undefined ? undefined : marked(long) };
    const about = {
      noticeId: newId(),
      subject: { kind: "template", id },
      areaPath: ctx.actor.areaPath,
      departments: [],
    };
    if (wish.channel === "in-app") await keepOnScreen(ctx, about, text);
    const sent = await queueOne(
      ctx,
      { ...about, type, text, staff: [], outsiders: [] },
      { personId: ctx.actor.id, channelId: undefined, language: wish.language, way: wish.channel },
    );
    await record(ctx, {
      type: "template.tested",
      subject: about.subject,
      areaPath: about.areaPath,
      departments: [],
      changes: { channel: wish.channel },
    });
    return readReceipt(ctx, sent.id);
  });

const keepOnScreen = (
  ctx: Context,
  { noticeId, subject, areaPath }: { noticeId: string; subject: { kind: string; id: string }; areaPath: string },
  text: NoticeText,
) =>
  insertNotices(ctx.db, [
    {
      id: noticeId,
      type: subject.id,
      cause: 0,
      at: ctx.clock.now(),
      text: text.short,
      long: text.long,
      urgent: false,
      subject,
      areaPath,
      permission: undefined,
      departments: [],
      posts: [],
      persons: [ctx.actor.id],
      step: 0,
      origin: undefined,
      acknowledge: false,
      acknowledgeBy: undefined,
      acknowledgedAt: undefined,
      // No entry causes a test: what tells it apart is itself.
      part: noticeId,
    },
  ]);
