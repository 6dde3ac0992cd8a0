import { createHmac } from "node:crypto";
import { z } from "zod";
import { callOutside } from "../../../platform/outgoing.ts";
import { checkSays, checkTaken } from "./http-answer.ts";
import { defineAdapter, type Message, type Reach } from "./model.ts";
import { SecretName, WebAddress } from "./shape.ts";

/** Both robots take 2,048 bytes and more; Chinese letters have three. */
const longest = 600;

const toText = ({ text, language }: Message): string => (text.long ?? text.short)[language].slice(0, longest);

const say = async (url: URL, message: Message, { allow }: Reach): Promise<{ state: "delivered" }> => {
  const answer = await callOutside({
    url: url.href,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ msgtype: "text", text: { content: toText(message) } }),
    allow,
  });
  checkTaken(answer);
  // Both answer 200 to everything; `errcode` says how it went.
  checkSays(answer.body, "errcode", ["0"]);
  return { state: "delivered" };
};

const WecomSettings = z.strictObject({
  url: WebAddress.default("https://qyapi.weixin.qq.com/cgi-bin/webhook/send"),
  /** Secret: the robot's key. */
  key: SecretName,
});

/** The robot of a WeCom (企业微信) group. */
export const wecom = defineAdapter<z.infer<typeof WecomSettings>>({
  kind: "wecom",
  to: "group",
  settings: WecomSettings,
  secrets: ({ key }) => [key],
  send: (settings, message, reach) => {
    const url = new URL(settings.url);
    url.searchParams.set("key", reach.secret(settings.key));
    return say(url, message, reach);
  },
});

const DingtalkSettings = z.strictObject({
  url: WebAddress.default("https://oapi.dingtalk.com/robot/send"),
  /** Secret: the robot's access token. */
  token: SecretName,
  /** Secret the calls are signed with (加签). */
  secret: SecretName,
});

/** DingTalk's signature: HMAC-SHA256 of the moment and the secret, under the secret. */
export const signDingtalk = (secret: string, timestamp: number): string =>
  createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");

/** The robot of a DingTalk (钉钉) group, its calls signed. */
export const dingtalk = defineAdapter<z.infer<typeof DingtalkSettings>>({
  kind: "dingtalk",
  to: "group",
  settings: DingtalkSettings,
  secrets: ({ token, secret }) => [token, secret],
  send: (settings, message, reach) => {
    const timestamp = Date.now();
    const url = new URL(settings.url);
    url.searchParams.set("access_token", reach.secret(settings.token));
    url.searchParams.set("timestamp", String(timestamp));
    url.searchParams.set("sign", signDingtalk(reach.secret(settings.secret), timestamp));
    return say(url, message, reach);
  },
});
