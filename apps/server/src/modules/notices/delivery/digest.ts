import { createHash } from "node:crypto";
import type { NoticeText } from "@chengyun/kernel";
import { type Context, newId, transact } from "../../../platform/context.ts";
import type { Tick } from "../../../platform/job.ts";
import { findPersonal } from "../channel/index.ts";
import { fillWords, findNoticeType, wordsOf } from "../template/index.ts";
import type { DeliveryRecord } from "./model.ts";
import { digestType } from "./notices.ts";
import { retryOf, sendDelivery } from "./queue.ts";
import { insertDeliveries, lockHeldOf, lockReleased, updateDelivery } from "./store.ts";

const atOnce = 100;
/** A digest names this many; the screen has the others. */
const namedAtMost = 30;

const digestWords = async (ctx: Context, held: readonly DeliveryRecord[]): Promise<NoticeText> => {
  const type = findNoticeType(ctx, digestType.id) ?? digestType;
  const list = (language: "zh" | "en") =>
    held
      .slice(0, namedAtMost)
      .map(({ text }) => `· ${text.short[language]}`)
      .concat(held.length > namedAtMost ? ["…"] : [])
      .join("\n");
  const values = { count: held.length, list: { zh: list("zh"), en: list("en") } };
  return fillWords(ctx, await wordsOf(ctx, type), values);
};

const queueOne = async (ctx: Context, delivery: DeliveryRecord): Promise<void> => {
  const channel = await findPersonal(ctx, delivery.way === "email" ? "email" : "sms");
  if (await updateDelivery(ctx.db, delivery.id, ["held"], { state: "queued" }))
    await sendDelivery(ctx, delivery.id, retryOf(channel));
};

const gather = async (ctx: Context, first: DeliveryRecord, held: readonly DeliveryRecord[]): Promise<void> => {
  const keys = held.map(({ key }) => key).sort();
  const digest: DeliveryRecord = {
    ...first,
    id: newId(),
    key: `d${createHash("sha256").update(keys.join("\n")).digest("hex").slice(0, 32)}`,
    noticeId: undefined,
    type: digestType.id,
    text: await digestWords(ctx, held),
    subject: { kind: "person", id: first.personId ?? "" },
    state: "held",
    gather: false,
    at: ctx.clock.now(),
  };
  await insertDeliveries(ctx.db, [digest]);
  for (const { id } of held) await updateDelivery(ctx.db, id, ["held"], { state: "gathered", digestId: digest.id });
  await queueOne(ctx, digest);
};

const release = (outer: Context): Promise<number> =>
  transact(outer, async (ctx) => {
    const now = ctx.clock.now();
    const [first] = await lockReleased(ctx.db, now, 1);
    if (first === undefined) return 0;
    const held = first.gather ? await lockHeldOf(ctx.db, first, now) : [first];
    if (held.length === 1) await queueOne(ctx, first);
    else await gather(ctx, first, held);
    return held.length;
  });

/** When quiet hours end by the city's clock, what they held goes: one digest for each person and way. */
export const releaseHeld: Tick = {
  name: "notices/delivery.release",
  run: async (ctx) => {
    for (let released = 0; released < atOnce; released += 1) if ((await release(ctx)) === 0) return;
  },
};
