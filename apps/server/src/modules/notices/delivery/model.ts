import { createHash } from "node:crypto";
import type { DeliveryState } from "@chengyun/contracts";
import type { Label, Language, NoticeText, PersonalChannel } from "@chengyun/kernel";

/** A way to a recipient: the screen, a person's address, or a group's channel. */
export type Way = "in-app" | PersonalChannel | "group";

/** One delivery of a notice to one recipient by one way, and how far it came: the receipt. */
export interface DeliveryRecord {
  readonly id: string;
  /** Constant for notice, recipient and way, however often it is tried. */
  readonly key: string;
  /** Absent for a digest. */
  readonly noticeId: string | undefined;
  readonly type: string;
  readonly text: NoticeText;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly areaPath: string;
  readonly departments: readonly string[];
  readonly urgent: boolean;
  /** The person, or (for a group) the channel itself. */
  readonly personId: string | undefined;
  readonly channelId: string | undefined;
  readonly language: Language;
  readonly way: Way;
  readonly state: DeliveryState;
  /** Held ones of a person become one digest. */
  readonly gather: boolean;
  readonly digestId: string | undefined;
  readonly tries: number;
  readonly ref: string | undefined;
  readonly failure: { readonly words: Label; readonly detail: string } | undefined;
  readonly at: Date;
  readonly releaseAt: Date | undefined;
  readonly sentAt: Date | undefined;
  readonly deliveredAt: Date | undefined;
  readonly shownAt: Date | undefined;
  readonly acknowledgedAt: Date | undefined;
  readonly givenUpAt: Date | undefined;
}

/** What makes a delivery the same one: whoever receives it twice sees the same key. */
export const toKey = (noticeId: string, recipient: string, way: Way): string =>
  `n${createHash("sha256").update(`${noticeId}\n${recipient}\n${way}`).digest("hex").slice(0, 32)}`;
