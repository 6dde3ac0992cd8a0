import type { PersonalChannel } from "@chengyun/kernel";
import { type Context, transact } from "../../../platform/context.ts";
import type { Job } from "../../../platform/job.ts";
import { record } from "../../../platform/journal.ts";
import { Undelivered } from "../../../platform/outgoing.ts";
import { listStaff } from "../../identity/account/index.ts";
import { consentsAbout } from "../../persons/consent/index.ts";
import { type ChannelRecord, findChannel, findPersonal, type Receipt, sendBy } from "../channel/index.ts";
import type { DeliveryRecord } from "./model.ts";
import { addressOf, deliverJob } from "./queue.ts";
import { findByRef, findDelivery, updateDelivery, updateGathered } from "./store.ts";

const noAddress = { zh: "没有登记地址，或本人信息已删除。", en: "No address is known, or the person was erased." };
const noChannel = { zh: "通道未配置。", en: "The channel is not configured." };

const noConsent = {
  zh: "本人未同意以此方式告知，或已撤回同意。",
  en: "The person did not agree to be told this way, or took it back.",
};

const isUuid = (id: string): boolean => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id);

/**
 * Whether a recipient may be told by a way at this moment: staff always, anybody else while they agree to it. Asked
 * whenever something leaves the house, since what was agreed to may have been taken back while it waited.
 */
export const mayTell = async (
  ctx: Context,
  { personId, subject }: Pick<DeliveryRecord, "personId" | "subject">,
  way: DeliveryRecord["way"],
): Promise<boolean> => {
  if (personId === undefined || (await listStaff(ctx, [personId])).length > 0) return true;
  // About this subject, or about everything of theirs.
  const standing = await consentsAbout(
    ctx,
    [subject.id, personId].filter((id) => isUuid(id)),
  );
  return standing.some((one) => one.personId === personId && one.channel === way);
};

/** Says in the journal how a delivery went on; never where it went. */
export const recordDelivery = (
  ctx: Context,
  delivery: DeliveryRecord,
  type: string,
  changes: Record<string, unknown> = {},
) =>
  record(ctx, {
    type,
    subject: { kind: "delivery", id: delivery.id },
    areaPath: delivery.areaPath,
    departments: delivery.departments,
    changes: { notice: delivery.noticeId, channel: delivery.way, person: delivery.personId, ...changes },
  });

/** No try is left, or none can help: it lies in the queue of whoever looks after what was not delivered. */
const giveUp = (outer: Context, id: string, failure: DeliveryRecord["failure"]): Promise<void> =>
  transact(outer, async (ctx) => {
    const found = await findDelivery(ctx.db, id, true);
    if (found === undefined) return;
    const why = failure ?? found.failure;
    const givenUp = { state: "given-up", givenUpAt: new Date(), failure: why } as const;
    if (!(await updateDelivery(ctx.db, id, ["queued", "sent"], givenUp))) return;
    // Who asked for a test sees its receipt: nobody else has to look after it.
    const said = found.subject.kind === "template" ? "delivery.test-failed" : "delivery.given-up";
    await recordDelivery(ctx, found, said, { tries: found.tries, why: why?.words });
  });

const channelOf = (ctx: Context, { way, channelId }: DeliveryRecord): Promise<ChannelRecord | undefined> =>
  channelId === undefined ? findPersonal(ctx, way as PersonalChannel) : findChannel(ctx.db, channelId);

const receiptTries = 5;
const receiptPauseMs = 1_000;

/** A receipt may come before the sender has written down what it is for. */
const takeEarlyReceipt = async (ctx: Context, receipt: Receipt): Promise<void> => {
  for (let tries = 0; tries < receiptTries; tries += 1) {
    if (await takeReceipt(ctx, receipt)) return;
    await new Promise((resolve) => setTimeout(resolve, receiptPauseMs));
  }
};

/** Writes down what a provider said later; false when it speaks of nothing we know. */
export const takeReceipt = (outer: Context, { channelId, ref, state, detail }: Receipt): Promise<boolean> =>
  transact(outer, async (ctx) => {
    const found = await findByRef(ctx.db, channelId, ref);
    if (found === undefined) return false;
    if (state === "delivered") {
      if (await updateDelivery(ctx.db, found.id, ["sent"], { state: "delivered", deliveredAt: new Date() }))
        await recordDelivery(ctx, found, "delivery.delivered");
      return true;
    }
    const words = { zh: "运营方回执：未送达。", en: "The provider's receipt says that it did not arrive." };
    await giveUp(ctx, found.id, { words, detail: detail ?? "" });
    return true;
  });

const sendOut = async (ctx: Context, found: DeliveryRecord, tries: number): Promise<void> => {
  const channel = await channelOf(ctx, found);
  if (channel === undefined) throw new Undelivered(noChannel);
  const to =
    found.personId === undefined ? undefined : await addressOf(ctx, found.personId, found.way as PersonalChannel);
  if (found.personId !== undefined && to === undefined) throw new Undelivered(noAddress, { permanent: true });
  const { key, type, text, language, at, subject, urgent } = found;
  const message = { key, type, text, language, at, subject, urgent, ...(to === undefined ? {} : { to }) };
  const accepted = await sendBy(ctx, channel, message, (receipt) => {
    void takeEarlyReceipt(ctx, receipt).catch((error: unknown) => ctx.log.warn({ error }, "a receipt was lost"));
  });
  await transact(ctx, async (inner) => {
    const now = new Date();
    const arrived = accepted.state === "delivered" ? { deliveredAt: now } : {};
    const ref = accepted.ref === undefined ? {} : { ref: `${channel.id} ${accepted.ref}` };
    const done = { state: accepted.state, sentAt: now, tries, ...arrived, ...ref };
    if (await updateDelivery(inner.db, found.id, ["queued"], done))
      await recordDelivery(inner, found, "delivery.sent", { tries });
    if (found.noticeId === undefined) await updateGathered(inner.db, found.id, { sentAt: now });
  });
};

/** Ends what may not be sent: nobody has to look after it. */
const settleUnwanted = (outer: Context, { id }: DeliveryRecord): Promise<void> =>
  transact(outer, async (ctx) => {
    const found = await findDelivery(ctx.db, id, true);
    const failure = { words: noConsent, detail: "" };
    if (found === undefined || !(await updateDelivery(ctx.db, id, ["queued"], { state: "settled", failure }))) return;
    await recordDelivery(ctx, found, "delivery.settled", { why: noConsent });
  });

const work: Job["work"] = async (ctx, data) => {
  const id = String(data["delivery"]);
  const found = await findDelivery(ctx.db, id);
  // Sent by an earlier try that died before it could say so, or settled by a person meanwhile.
  if (found?.state !== "queued") return;
  if (!(await mayTell(ctx, found, found.way))) return settleUnwanted(ctx, found);
  const tries = found.tries + 1;
  try {
    await sendOut(ctx, found, tries);
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    const failure = { words: error.words, detail: error.detail };
    await updateDelivery(ctx.db, id, ["queued"], { tries, failure });
    if (!error.permanent) throw error;
    await giveUp(ctx, id, failure);
  }
};

/** Takes deliveries out of the house. */
export const deliver: Job = {
  name: deliverJob,
  work,
  giveUp: (ctx, data) => giveUp(ctx, String(data["delivery"]), undefined),
};
