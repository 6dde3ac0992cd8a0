import type { ChannelKind } from "@chengyun/contracts";
import { deviceLine } from "./device.ts";
import { email } from "./email.ts";
import type { Adapter } from "./model.ts";
import { mqttTopic } from "./mqtt.ts";
import { dingtalk, wecom } from "./robot.ts";
import { smsSmpp } from "./smpp.ts";
import { smsHttp } from "./sms-http.ts";
import { webhook } from "./webhook.ts";

/** Every kind of channel. */
export const adapters: Readonly<Record<ChannelKind, Adapter>> = {
  email,
  "sms-http": smsHttp,
  "sms-smpp": smsSmpp,
  wecom,
  dingtalk,
  webhook,
  mqtt: mqttTopic,
  device: deviceLine,
};
