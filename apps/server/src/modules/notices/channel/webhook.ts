import { createHmac } from "node:crypto";
import { z } from "zod";
import { callOutside } from "../../../platform/outgoing.ts";
import { checkTaken } from "./http-answer.ts";
import { defineAdapter, type Message } from "./model.ts";
import { SecretName, WebAddress } from "./shape.ts";

const Settings = z.strictObject({
  url: WebAddress,
  /** Secret shared with the receiver, `whsec_` and base64. */
  secret: SecretName,
});

/** What is signed and sent: both languages, whoever reads it. */
export const toPayload = ({ type, text, at, subject, urgent }: Message): string =>
  JSON.stringify({
    type: "notice.sent",
    timestamp: at.toISOString(),
    data: { notice: type, subject, urgent, text: text.short, ...(text.long === undefined ? {} : { long: text.long }) },
  });

/** Signature after Standard Webhooks 1.0: HMAC-SHA256 of id, moment and body. */
export const signWebhook = (secret: string, signed: { id: string; timestamp: number; body: string }): string => {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const { id, timestamp, body } = signed;
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
};

/** A webhook signed by us. */
export const webhook = defineAdapter<z.infer<typeof Settings>>({
  kind: "webhook",
  to: "group",
  settings: Settings,
  secrets: ({ secret }) => [secret],
  send: async (settings, message, { allow, secret }) => {
    const body = toPayload(message);
    const timestamp = Math.floor(Date.now() / 1_000);
    const answer = await callOutside({
      url: settings.url,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": message.key,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signWebhook(secret(settings.secret), { id: message.key, timestamp, body }),
      },
      body,
      allow,
    });
    checkTaken(answer);
    return { state: "delivered" };
  },
});
