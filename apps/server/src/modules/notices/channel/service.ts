import type { Channel, ChannelIn, ChannelTested } from "@chengyun/contracts";
import { isWithin, type Label, type PersonalChannel } from "@chengyun/kernel";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { notifyDevice } from "../../../platform/ingest-link.ts";
import { record } from "../../../platform/journal.ts";
import { Undelivered } from "../../../platform/outgoing.ts";
import { once } from "../../../platform/remember.ts";
import { adapters } from "./adapters.ts";
import type { Accepted, ChannelRecord, Message, Receipt } from "./model.ts";
import { findSecret } from "./secret.ts";
import { findChannel, keepChannel, listChannels, noteTry } from "./store.ts";

const defaultRetry = { limit: 8, delaySeconds: 5 };
const tellsAll = { types: [], departments: [], areaPath: "", urgentOnly: false };

const read = (channel: Pick<ChannelRecord, "kind" | "settings">) =>
  adapters[channel.kind].settings.safeParse(channel.settings);

/** Secrets a channel names and nobody has given. */
const listMissing = (deployment: Deployment, channel: ChannelRecord): string[] => {
  const settings = read(channel);
  return settings.success
    ? adapters[channel.kind].secrets(settings.data).filter((name) => findSecret(deployment, name) === undefined)
    : [];
};

/** Whether a channel can send: switched on, settings readable, secrets there. */
export const isReady = (deployment: Deployment, channel: ChannelRecord): boolean =>
  channel.enabled && read(channel).success && listMissing(deployment, channel).length === 0;

const unsetWords = (missing: readonly string[]): Label =>
  missing.length === 0
    ? { zh: "未配置：设置需要更正。", en: "Not configured: the settings need correcting." }
    : {
        zh: `未配置：缺少密钥 ${missing.join("、")}（环境变量或密钥文件）。`,
        en: `Not configured: no secret ${missing.join(", ")} (environment or key file).`,
      };

/** How a channel stands, in a word and a sentence. */
export const standOf = (deployment: Deployment, channel: ChannelRecord): Pick<Channel, "state" | "words"> => {
  if (!channel.enabled) return { state: "off", words: { zh: "已停用。", en: "Switched off." } };
  if (!isReady(deployment, channel)) return { state: "unset", words: unsetWords(listMissing(deployment, channel)) };
  const { lastSuccessAt: well, lastFailureAt: ill, lastFailure } = channel;
  if (ill !== undefined && (well === undefined || ill > well))
    return {
      state: "failing",
      words: lastFailure?.words ?? { zh: "上一次发送失败。", en: "The last try failed." },
    };
  return well === undefined
    ? { state: "untried", words: { zh: "已配置，尚未发送过。", en: "Configured; nothing was sent yet." } }
    : { state: "well", words: { zh: "发送正常。", en: "It sends." } };
};

const toShape = (ctx: Context, channel: ChannelRecord): Channel => ({
  id: channel.id,
  kind: channel.kind,
  name: channel.name,
  enabled: channel.enabled,
  settings: { ...channel.settings },
  tells: {
    ...channel.tells,
    types: [...channel.tells.types],
    departments: [...channel.tells.departments],
  },
  retry: channel.retry,
  version: channel.version,
  ...standOf(ctx.deployment, channel),
  ...(channel.lastSuccessAt === undefined ? {} : { lastSuccessAt: channel.lastSuccessAt.toISOString() }),
  ...(channel.lastFailureAt === undefined ? {} : { lastFailureAt: channel.lastFailureAt.toISOString() }),
  ...(channel.lastFailure === undefined ? {} : { lastFailure: channel.lastFailure }),
});

export const listAll = async (ctx: Context): Promise<Channel[]> =>
  (await listChannels(ctx.db)).map((channel) => toShape(ctx, channel));

const checkSettings = (channel: z.output<typeof ChannelIn>): void => {
  const settings = read(channel);
  if (settings.success) return;
  throw new AppError("channel.invalid", {
    faults: settings.error.issues.map(({ path, code }) => ({ path: ["settings", ...path].join("."), code })),
  });
};

/** Sets a channel: a new one, or (with the version its author saw) one that is there. */
export const setChannel = (
  outer: Context,
  id: string | undefined,
  wish: z.output<typeof ChannelIn>,
): Promise<Channel> =>
  transact(outer, async (ctx) => {
    const before = id === undefined ? undefined : await findChannel(ctx.db, id, true);
    if (id !== undefined && (before === undefined || before.kind !== wish.kind))
      throw new AppError("subject.not-found");
    if (before !== undefined && before.version !== wish.version)
      throw new AppError("subject.stale", { current: { stage: "set", version: before.version } });
    checkSettings(wish);
    const channel = {
      ...(before ?? { lastSuccessAt: undefined, lastFailureAt: undefined, lastFailure: undefined }),
      id: before?.id ?? newId(),
      kind: wish.kind,
      name: wish.name,
      enabled: wish.enabled,
      settings: wish.settings,
      tells: wish.tells ?? before?.tells ?? tellsAll,
      retry: wish.retry ?? before?.retry ?? defaultRetry,
      version: (before?.version ?? 0) + 1,
    };
    await keepChannel(ctx.db, channel);
    const { kind, name, enabled, settings, tells, retry, version } = channel;
    await record(ctx, {
      type: "channel.set",
      subject: { kind: "channel", id: channel.id },
      areaPath: "",
      departments: [],
      changes: { kind, name, enabled, settings, tells, retry, version },
    });
    return toShape(ctx, channel);
  });

const unset: Label = { zh: "通道未配置。", en: "The channel is not configured." };

/** Sends one message by a channel and remembers how it went. Throws `Undelivered`. */
export const sendBy = async (
  ctx: Context,
  channel: ChannelRecord,
  message: Message,
  onReceipt: (receipt: Receipt) => void,
): Promise<Accepted> => {
  const settings = read(channel);
  if (!settings.success || !isReady(ctx.deployment, channel)) throw new Undelivered(unset);
  try {
    const accepted = await adapters[channel.kind].send(settings.data, message, {
      channelId: channel.id,
      allow: ctx.deployment.config.outgoingAllow,
      secret: (name) => findSecret(ctx.deployment, name) ?? "",
      onReceipt,
      notify: (notice) => notifyDevice(ctx.deployment.directory, notice),
    });
    await noteTry(ctx.db, channel.id, { at: new Date(), failure: undefined });
    return accepted;
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    const { words, detail } = error;
    await noteTry(ctx.db, channel.id, { at: new Date(), failure: { words, detail } });
    throw error;
  }
};

const knownChannels = (ctx: Context): Promise<ChannelRecord[]> => once(ctx, "channels", () => listChannels(ctx.db));

/** The channel that leads to persons this way: the first that is ready. */
export const findPersonal = async (ctx: Context, way: PersonalChannel): Promise<ChannelRecord | undefined> =>
  (await knownChannels(ctx)).find(
    ({ kind, ...rest }) => adapters[kind].to === way && isReady(ctx.deployment, { kind, ...rest }),
  );

/** Group channels that are told a notice. */
export const listGroups = async (
  ctx: Context,
  notice: { type: string; departments: readonly string[]; areaPath: string; urgent: boolean },
): Promise<ChannelRecord[]> =>
  (await knownChannels(ctx)).filter((channel) => {
    const { types, departments, areaPath, urgentOnly } = channel.tells;
    return (
      adapters[channel.kind].to === "group" &&
      isReady(ctx.deployment, channel) &&
      (types.length === 0 || types.includes(notice.type)) &&
      (departments.length === 0 || departments.some((id) => notice.departments.includes(id))) &&
      isWithin(notice.areaPath, areaPath) &&
      (!urgentOnly || notice.urgent)
    );
  });

const testWords = {
  short: { zh: "这是一条测试通知。", en: "This is a test notice." },
  long: {
    zh: "这是一条测试通知：收到即表示这条通道可用，无需处理。",
    en: "This is a test notice: that you read it means that the channel works. Nothing is to be done.",
  },
};

const taken: Label = { zh: "对方已接收。", en: "The other side took it." };

/** Sends a test by a channel, once, and answers how it went. */
export const testChannel = async (
  ctx: Context,
  id: string,
  to: string | undefined,
): Promise<z.input<typeof ChannelTested>> => {
  const channel = await findChannel(ctx.db, id);
  if (channel === undefined) throw new AppError("subject.not-found");
  if (adapters[channel.kind].to !== "group" && to === undefined)
    throw new AppError("request.invalid", { faults: [{ path: "body.to", code: "required" }] });
  const message: Message = {
    key: `test-${newId()}`,
    type: "channel-test",
    text: testWords,
    language: "zh",
    at: ctx.clock.now(),
    subject: { kind: "channel", id },
    urgent: false,
    ...(to === undefined ? {} : { to }),
  };
  const tested = await sendBy(ctx, channel, message, () => undefined).then(
    ({ ref }) => ({ sent: true, words: taken, ...(ref === undefined ? {} : { ref }) }),
    (error: unknown) => {
      if (!(error instanceof Undelivered)) throw error;
      return { sent: false, words: error.words, detail: error.detail };
    },
  );
  await transact(ctx, (inner) =>
    record(inner, {
      type: "channel.tested",
      subject: { kind: "channel", id },
      areaPath: "",
      departments: [],
      changes: { sent: tested.sent },
    }),
  );
  return tested;
};
