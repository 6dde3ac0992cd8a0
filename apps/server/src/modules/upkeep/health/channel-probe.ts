import type { PartHealth } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { listChannels, standOf } from "../../notices/channel/index.ts";
import { countGivenUp } from "../../notices/delivery/index.ts";
import { figure, toHealth, type Watched } from "./model.ts";

export const channels = { part: "channels", name: { zh: "通知通道", en: "Channels of notices" } } as const;

const noneSet: Label = {
  zh: "邮件、短信和群通道均未配置，通知只在站内显示。",
  en: "No mail, SMS or group channel is configured: notices appear on the screen alone.",
};

/** Ways out of the house. Not being configured is a word, no failure; a channel whose last try failed is one. */
export const probeChannels = async ({ seed }: Watched): Promise<PartHealth> => {
  const { db, deployment } = seed();
  const stands = (await listChannels(db)).map((channel) => ({ name: channel.name, ...standOf(deployment, channel) }));
  const figures = [figure({ zh: "未送达", en: "Undelivered" }, await countGivenUp(db))];
  if (stands.length === 0) return toHealth(channels, { state: "well", words: noneSet, figures });
  return toHealth(channels, {
    state: stands.some(({ state }) => state === "failing") ? "degraded" : "well",
    words: {
      zh: stands.map(({ name, words }) => `${name.zh}：${words.zh}`).join(" "),
      en: stands.map(({ name, words }) => `${name.en}: ${words.en}`).join(" "),
    },
    figures,
  });
};
