import type { ChannelKind } from "@chengyun/contracts";
import type { Label, Language, NoticeText } from "@chengyun/kernel";
import type { z } from "zod";
import type { DeviceNotice, DeviceNoticeAnswer } from "../../../platform/ingest-link.ts";

/** What is sent to one recipient. */
export interface Message {
  /** Constant for a notice, a recipient and a way: whoever gets it twice can tell. */
  readonly key: string;
  readonly type: string;
  readonly text: NoticeText;
  readonly language: Language;
  readonly at: Date;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly urgent: boolean;
  /** Address of a person; absent where the channel itself is the recipient. */
  readonly to?: string;
}

/** That the other side took it, under which name, and whether that is already the recipient. */
export interface Accepted {
  readonly state: "sent" | "delivered";
  readonly ref?: string;
}

/** What a provider says later about what it took. */
export interface Receipt {
  readonly channelId: string;
  readonly ref: string;
  readonly state: "delivered" | "failed";
  readonly detail?: string | undefined;
}

/** What an adapter may reach. */
export interface Reach {
  readonly channelId: string;
  /** Addresses inside that the operator allowed. */
  readonly allow: readonly string[];
  /** A secret by name; it is there, that was checked. */
  readonly secret: (name: string) => string;
  readonly onReceipt: (receipt: Receipt) => void;
  /** Tells a device over the city's own broker; undefined when the intake is away. */
  readonly notify: (notice: DeviceNotice) => Promise<DeviceNoticeAnswer | undefined>;
}

/** Whom a kind of channel leads to: a person by an address, or a group. */
export type ChannelTo = "email" | "sms" | "group";

/** One kind of channel. */
export interface Adapter<Settings = unknown> {
  readonly kind: ChannelKind;
  readonly to: ChannelTo;
  readonly settings: z.ZodType<Settings>;
  /** Names of the secrets these settings need. */
  readonly secrets: (settings: Settings) => readonly string[];
  /** Throws `Undelivered`. */
  readonly send: (settings: Settings, message: Message, reach: Reach) => Promise<Accepted>;
}

/** Declares a kind of channel; what its settings are is its own affair from here on. */
export const defineAdapter = <Settings>(adapter: Adapter<Settings>): Adapter => adapter as unknown as Adapter;

/** What a group's channel is told. */
export interface Tells {
  readonly types: readonly string[];
  readonly departments: readonly string[];
  readonly areaPath: string;
  readonly urgentOnly: boolean;
}

/** A channel as it is set, and how it fared last. */
export interface ChannelRecord {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: Label;
  readonly enabled: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tells: Tells;
  readonly retry: { readonly limit: number; readonly delaySeconds: number };
  readonly version: number;
  readonly lastSuccessAt: Date | undefined;
  readonly lastFailureAt: Date | undefined;
  readonly lastFailure: { readonly words: Label; readonly detail: string } | undefined;
}
