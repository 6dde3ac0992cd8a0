import type { Language, NoticeText, NoticeType, PersonalChannel } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { type Retry, sendJob } from "../../../platform/job.ts";
import { findMail, findPhone } from "../../persons/person/index.ts";
import { type ChannelRecord, findPersonal, listGroups } from "../channel/index.ts";
import { channelsFor, heldUntil, type SettingRecord, settingsOf } from "../setting/index.ts";
import { type DeliveryRecord, toKey, type Way } from "./model.ts";
import { insertDeliveries } from "./store.ts";

/** Name of the one job: takes a delivery to the outside. */
export const deliverJob = "notices.deliver";

/** A notice that is to reach people. */
export interface Outbound {
  readonly noticeId: string;
  readonly type: NoticeType;
  readonly text: NoticeText;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly areaPath: string;
  readonly departments: readonly string[];
  /** Persons with an account: the screen shows it to them, and their settings say what else. */
  readonly staff: readonly string[];
  /** Persons without one, who agreed to be told: by message alone. */
  readonly outsiders: readonly Outsider[];
  /** Which of some devices of the city are told; all when absent. */
  readonly devices?: ((ids: readonly string[]) => Promise<ReadonlySet<string>>) | undefined;
}

/** Somebody without an account, and by which ways they agreed to be told. */
export interface Outsider {
  readonly personId: string;
  readonly ways: readonly PersonalChannel[];
  readonly language: Language;
}

const personalWays: readonly PersonalChannel[] = ["sms", "email"];

/** The address of a person by a way; undefined when none is known or they were erased. */
export const addressOf = (ctx: Context, personId: string, way: PersonalChannel): Promise<string | undefined> =>
  way === "email" ? findMail(ctx, personId) : findPhone(ctx, personId);

type Recipient = Pick<DeliveryRecord, "personId" | "channelId" | "language" | "way"> & {
  readonly state: DeliveryRecord["state"];
  readonly releaseAt?: Date;
};

const toDelivery = (ctx: Context, { noticeId, type, text, ...of }: Outbound, to: Recipient): DeliveryRecord => ({
  id: newId(),
  key: toKey(noticeId, to.personId ?? to.channelId ?? "", to.way),
  noticeId,
  type: type.id,
  text,
  subject: of.subject,
  areaPath: of.areaPath,
  departments: of.departments,
  urgent: type.urgent === true,
  personId: to.personId,
  channelId: to.channelId,
  language: to.language,
  way: to.way,
  state: to.state,
  gather: type.afterQuiet !== "each",
  digestId: undefined,
  tries: 0,
  ref: undefined,
  failure: undefined,
  at: ctx.clock.now(),
  releaseAt: to.releaseAt,
  // The screen shows it from the moment it is written.
  sentAt: to.way === "in-app" ? ctx.clock.now() : undefined,
  deliveredAt: undefined,
  shownAt: undefined,
  acknowledgedAt: undefined,
  givenUpAt: undefined,
});

type Ready = ReadonlyMap<Way, ChannelRecord>;

const listReady = async (ctx: Context): Promise<Ready> => {
  const ready = new Map<Way, ChannelRecord>();
  for (const way of personalWays) {
    const channel = await findPersonal(ctx, way);
    if (channel !== undefined) ready.set(way, channel);
  }
  return ready;
};

/** Where somebody with an account is told: always on the screen, and by what they or the notice wish and can have. */
const toStaff = async (ctx: Context, of: Outbound, setting: SettingRecord, ready: Ready): Promise<Recipient[]> => {
  const { personId, language } = setting;
  const to = { personId, channelId: undefined, language };
  const recipients: Recipient[] = [{ ...to, way: "in-app", state: "sent" }];
  const held = heldUntil(setting, of.type, ctx.clock.now().getTime(), ctx.deployment.profile.zone);
  for (const way of channelsFor(setting, of.type))
    if (ready.has(way) && (await addressOf(ctx, personId, way)) !== undefined)
      recipients.push({
        ...to,
        way,
        ...(held === undefined ? { state: "queued" } : { state: "held", releaseAt: new Date(held) }),
      });
  return recipients;
};

/** A citizen is told by the first way that works among those they agreed to: once, not twice, and never otherwise. */
const toOutsider = async (ctx: Context, { personId, ways, language }: Outsider, ready: Ready): Promise<Recipient[]> => {
  for (const way of personalWays)
    if (ways.includes(way) && ready.has(way) && (await addressOf(ctx, personId, way)) !== undefined)
      return [{ personId, channelId: undefined, language, way, state: "queued" }];
  return [];
};

const toGroup = (channel: ChannelRecord): Recipient => ({
  personId: undefined,
  channelId: channel.id,
  language: "zh",
  way: "group",
  state: "queued",
});

type Settings = Awaited<ReturnType<typeof settingsOf>>;

const listRecipients = async (ctx: Context, of: Outbound, ready: Ready, settings: Settings): Promise<Recipient[]> => {
  const recipients: Recipient[] = [];
  for (const personId of of.staff) {
    const setting = settings.get(personId);
    if (setting !== undefined) recipients.push(...(await toStaff(ctx, of, setting, ready)));
  }
  for (const outsider of of.outsiders) recipients.push(...(await toOutsider(ctx, outsider, ready)));
  return recipients;
};

/** Sends one message to one person by one way, outside all settings: a test they asked for. Fails with `channel.unavailable`. */
export const queueOne = async (ctx: Context, of: Outbound, to: Omit<Recipient, "state">): Promise<DeliveryRecord> => {
  const { personId, way } = to;
  const channel = way === "in-app" || way === "group" ? undefined : await findPersonal(ctx, way);
  const address =
    way === "in-app" || way === "group" || personId === undefined ? "" : await addressOf(ctx, personId, way);
  if (way !== "in-app" && (channel === undefined || address === undefined)) throw new AppError("channel.unavailable");
  const delivery = { ...toDelivery(ctx, of, { ...to, state: way === "in-app" ? "sent" : "queued" }), gather: false };
  await insertDeliveries(ctx.db, [delivery]);
  if (delivery.state === "queued") await sendDelivery(ctx, delivery.id, { limit: 0, delaySeconds: 0 });
  return delivery;
};

/** Puts one delivery into the outbox: the job begins when the transaction has committed. */
export const sendDelivery = (ctx: Context, id: string, retry: Retry): Promise<void> =>
  sendJob(ctx, deliverJob, { delivery: id }, { retry });

const defaultRetry: Retry = { limit: 8, delaySeconds: 5 };

/** Patience with a channel, as it is set. */
export const retryOf = (channel: ChannelRecord | undefined): Retry => channel?.retry ?? defaultRetry;

const deviceOf = ({ kind, settings }: ChannelRecord): string | undefined =>
  kind === "device" ? String(settings["device"]) : undefined;

/** Groups that are told; of displays and loudspeakers only those the notice is for, e.g. where a warning holds. */
const groupsOf = async (ctx: Context, of: Outbound): Promise<ChannelRecord[]> => {
  if (of.type.screenOnly === true) return [];
  const groups = await listGroups(ctx, { ...of, type: of.type.id, urgent: of.type.urgent === true });
  const devices = groups.flatMap((group) => deviceOf(group) ?? []);
  if (of.devices === undefined || devices.length === 0) return groups;
  const told = await of.devices(devices);
  return groups.filter((group) => {
    const device = deviceOf(group);
    return device === undefined || told.has(device);
  });
};

/**
 * Writes the deliveries of notices and their jobs, in the transaction of whoever tells them. One recipient has one
 * delivery of a notice for each way, however often this is done.
 */
export const queueDeliveries = async (ctx: Context, all: readonly Outbound[]): Promise<void> => {
  const ready = await listReady(ctx);
  const settings = await settingsOf(ctx, [...new Set(all.flatMap(({ staff }) => staff))]);
  const channels = new Map<string, ChannelRecord>();
  const deliveries: DeliveryRecord[] = [];
  for (const of of all) {
    const groups = await groupsOf(ctx, of);
    for (const channel of groups) channels.set(channel.id, channel);
    const recipients = [...(await listRecipients(ctx, of, ready, settings)), ...groups.map(toGroup)];
    deliveries.push(...recipients.map((to) => toDelivery(ctx, of, to)));
  }
  const made = await insertDeliveries(ctx.db, deliveries);
  for (const { id, state, way, channelId } of deliveries)
    if (state === "queued" && made.has(id))
      await sendDelivery(ctx, id, retryOf(channels.get(channelId ?? "") ?? ready.get(way)));
};
