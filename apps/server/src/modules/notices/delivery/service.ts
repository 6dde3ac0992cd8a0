import type { Delivery, DeliveryState } from "@chengyun/contracts";
import type { Label, PersonalChannel } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { listStaff } from "../../identity/account/index.ts";
import { maskedOf, nameOf } from "../../persons/person/index.ts";
import { findChannel, findPersonal, listChannels } from "../channel/index.ts";
import { type DeliveryRecord, toKey } from "./model.ts";
import { mayTell, recordDelivery } from "./outbox.ts";
import { addressOf, retryOf, sendDelivery } from "./queue.ts";
import { findDelivery, insertDeliveries, listDeliveries, updateDelivery } from "./store.ts";

const iso = (at: Date | undefined): string | undefined => at?.toISOString();

const same = (text: string): Label => ({ zh: text, en: text });
const erased: Label = { zh: "（已删除）", en: "(erased)" };

/** What each recipient is called: staff by name, citizens masked, groups by their channel. */
const namesOf = async (ctx: Context, rows: readonly DeliveryRecord[]): Promise<(of: DeliveryRecord) => Label> => {
  const persons = [...new Set(rows.flatMap(({ personId }) => personId ?? []))];
  const staff = await listStaff(ctx, persons);
  const names = await nameOf(ctx, staff);
  const masked = await maskedOf(
    ctx,
    persons.filter((id) => !names.has(id)),
  );
  const channels = new Map((await listChannels(ctx.db)).map((channel) => [channel.id, channel.name]));
  return ({ personId, channelId }) => {
    if (channelId !== undefined) return channels.get(channelId) ?? erased;
    const name = names.get(personId ?? "") ?? masked.get(personId ?? "")?.name;
    return name === undefined ? erased : same(name);
  };
};

const present = <Value extends object>(fields: Value): { [Name in keyof Value]?: Exclude<Value[Name], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

const toShape = (row: DeliveryRecord, recipient: Label): Delivery => ({
  id: row.id,
  type: row.type,
  text: row.text.short,
  subject: row.subject,
  recipient,
  channel: row.way,
  state: row.state,
  tries: row.tries,
  at: row.at.toISOString(),
  ...present({
    noticeId: row.noticeId,
    releaseAt: iso(row.releaseAt),
    sentAt: iso(row.sentAt),
    deliveredAt: iso(row.deliveredAt),
    shownAt: iso(row.shownAt),
    acknowledgedAt: iso(row.acknowledgedAt),
    givenUpAt: iso(row.givenUpAt),
    failure: row.failure,
  }),
});

/** One page of receipts in the asker's scope, newest first. */
export const listReceipts = async (
  ctx: Context,
  wish: { state: DeliveryState | undefined; notice: string | undefined; before: string | undefined; limit: number },
): Promise<{ items: Delivery[]; next?: string }> => {
  const rows = await listDeliveries(ctx.db, ctx.actor, { ...wish, limit: wish.limit + 1 });
  const shown = rows.slice(0, wish.limit);
  const nameFor = await namesOf(ctx, shown);
  const items = shown.map((row) => toShape(row, nameFor(row)));
  const last = shown.at(-1);
  return rows.length > wish.limit && last !== undefined ? { items, next: last.id } : { items };
};

const getGivenUp = async (ctx: Context, id: string): Promise<DeliveryRecord> => {
  const found = await findDelivery(ctx.db, id, true);
  if (found === undefined || !isInScope(ctx.actor, found)) throw new AppError("subject.not-found");
  if (found.state !== "given-up") throw new AppError("subject.wrong-stage");
  return found;
};

const answer = async (ctx: Context, id: string): Promise<Delivery> => {
  const found = await findDelivery(ctx.db, id);
  if (found === undefined) throw new AppError("subject.not-found");
  return toShape(found, (await namesOf(ctx, [found]))(found));
};

/** The receipt of what went to the asker; not found for others. */
export const readReceipt = async (ctx: Context, id: string): Promise<Delivery> => {
  const found = await findDelivery(ctx.db, id);
  if (found?.personId !== ctx.actor.id) throw new AppError("subject.not-found");
  return answer(ctx, id);
};

/** The same message by another way: a delivery of its own, with its own key. */
const turnTo = async (ctx: Context, found: DeliveryRecord, way: PersonalChannel): Promise<string> => {
  const { personId } = found;
  const channel = await findPersonal(ctx, way);
  if (personId === undefined || channel === undefined || (await addressOf(ctx, personId, way)) === undefined)
    throw new AppError("channel.unavailable");
  if (!(await mayTell(ctx, found, way))) throw new AppError("channel.not-agreed");
  const other: DeliveryRecord = {
    ...found,
    id: newId(),
    key: toKey(found.noticeId ?? found.id, personId, way),
    way,
    state: "queued",
    tries: 0,
    failure: undefined,
    ref: undefined,
    at: ctx.clock.now(),
    givenUpAt: undefined,
  };
  const made = await insertDeliveries(ctx.db, [other]);
  await updateDelivery(ctx.db, found.id, ["given-up"], { state: "settled" });
  // By that way it was told already.
  if (!made.has(other.id)) return found.id;
  await sendDelivery(ctx, other.id, retryOf(channel));
  return other.id;
};

/** Tries again what was given up, by the same way or another. */
export const retryDelivery = (outer: Context, id: string, way: PersonalChannel | undefined): Promise<Delivery> =>
  transact(outer, async (ctx) => {
    const found = await getGivenUp(ctx, id);
    await recordDelivery(ctx, found, "delivery.retried", { by: way ?? found.way });
    if (way !== undefined && way !== found.way) return answer(ctx, await turnTo(ctx, found, way));
    const channel =
      found.channelId === undefined
        ? await findPersonal(ctx, found.way === "email" ? "email" : "sms")
        : await findChannel(ctx.db, found.channelId);
    await updateDelivery(ctx.db, id, ["given-up"], { state: "queued" });
    await sendDelivery(ctx, id, retryOf(channel));
    return answer(ctx, id);
  });

/** Ends what was given up: somebody told them otherwise, or it no longer matters. */
export const settleDelivery = (outer: Context, id: string, reason: string): Promise<Delivery> =>
  transact(outer, async (ctx) => {
    const found = await getGivenUp(ctx, id);
    await updateDelivery(ctx.db, id, ["given-up"], { state: "settled" });
    await recordDelivery(ctx, found, "delivery.settled", { reason });
    return answer(ctx, id);
  });
