import type { Channel } from "@chengyun/contracts";
import type { Strings } from "../../strings/zh.ts";

/** One setting of a kind of channel: how it is typed. */
export interface ChannelField {
  readonly id: keyof Strings["told"]["channel"]["fields"];
  readonly as: "text" | "number" | "boolean" | "json" | "choice" | "device";
  readonly choices?: readonly string[];
  readonly optional?: true;
  /** Filled in when the channel is new. */
  readonly usual?: string | number | boolean;
}

/** The settings of each kind, as its adapter on the server takes them. */
export const channelFields: Readonly<Record<Channel["kind"], readonly ChannelField[]>> = {
  email: [
    { id: "host", as: "text" },
    { id: "port", as: "number", usual: 465 },
    { id: "security", as: "choice", choices: ["tls", "starttls", "none"], usual: "tls" },
    { id: "from", as: "text" },
    { id: "user", as: "text", optional: true },
    { id: "password", as: "text", optional: true },
  ],
  "sms-http": [
    { id: "url", as: "text" },
    { id: "format", as: "choice", choices: ["json", "form"], usual: "json" },
    { id: "headers", as: "json", optional: true },
    { id: "fields", as: "json", usual: '{"mobile":"{phone}","content":"{text}","outId":"{key}"}' },
    { id: "prefix", as: "text", optional: true },
    { id: "secret", as: "text", optional: true },
    { id: "accepted", as: "json", optional: true },
    { id: "ref", as: "text", optional: true },
  ],
  "sms-smpp": [
    { id: "host", as: "text" },
    { id: "port", as: "number", usual: 2775 },
    { id: "tls", as: "boolean", usual: false },
    { id: "systemId", as: "text" },
    { id: "password", as: "text" },
    { id: "source", as: "text" },
    { id: "prefix", as: "text", optional: true },
  ],
  wecom: [
    { id: "url", as: "text", optional: true },
    { id: "key", as: "text" },
  ],
  dingtalk: [
    { id: "url", as: "text", optional: true },
    { id: "token", as: "text" },
    { id: "secret", as: "text" },
  ],
  webhook: [
    { id: "url", as: "text" },
    { id: "secret", as: "text" },
  ],
  mqtt: [
    { id: "host", as: "text" },
    { id: "port", as: "number", usual: 1883 },
    { id: "tls", as: "boolean", usual: false },
    { id: "topic", as: "text", usual: "city/notices/{type}" },
    { id: "user", as: "text", optional: true },
    { id: "password", as: "text", optional: true },
  ],
  device: [
    { id: "device", as: "device" },
    { id: "retain", as: "boolean", usual: true },
  ],
};

/** What stands in the form for a stored setting. */
export const toTyped = (field: ChannelField, stored: unknown): unknown =>
  field.as === "json" && stored !== undefined ? JSON.stringify(stored) : stored;

/** A JSON object that was typed; undefined when it is none. */
export const readTyped = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    // Typed half way: the form says so.
    return undefined;
  }
};

/** The settings to send: what is empty is left out, JSON is read. */
export const toSettings = (
  kind: Channel["kind"],
  typed: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    channelFields[kind].flatMap(({ id, as }): [string, unknown][] => {
      const value = typed[id];
      if (value === undefined || value === null || value === "") return [];
      return [[id, as === "json" ? readTyped(String(value)) : value]];
    }),
  );
