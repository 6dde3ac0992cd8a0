/** A value with its name, as CAP writes codes and parameters. */
export interface CapValue {
  readonly name: string;
  readonly value: string;
}

/** One area of a message: words, and shapes as CAP writes them. */
export interface CapArea {
  readonly description: string;
  /** `lat,lon lat,lon …`, closed, WGS-84. */
  readonly polygons: readonly string[];
  /** `lat,lon radius` with the radius in kilometres. */
  readonly circles: readonly string[];
  readonly geocodes: readonly CapValue[];
}

/** What a message says in one language. */
export interface CapInfo {
  readonly language: string;
  readonly categories: readonly string[];
  readonly event: string;
  readonly responses: readonly string[];
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
  readonly eventCodes: readonly CapValue[];
  readonly effective?: string | undefined;
  readonly onset?: string | undefined;
  readonly expires?: string | undefined;
  readonly senderName?: string | undefined;
  readonly headline?: string | undefined;
  readonly description?: string | undefined;
  readonly instruction?: string | undefined;
  readonly web?: string | undefined;
  readonly parameters: readonly CapValue[];
  readonly areas: readonly CapArea[];
}

/** A message of the Common Alerting Protocol (OASIS CAP 1.0 to 1.2), as it is read and written. */
export interface CapAlert {
  readonly version: "1.0" | "1.1" | "1.2";
  readonly identifier: string;
  readonly sender: string;
  /** As it stands in the message: local time with its offset. */
  readonly sent: string;
  readonly status: string;
  readonly msgType: string;
  readonly scope: string;
  readonly note?: string | undefined;
  /** `sender,identifier,sent` of each message it updates or cancels. */
  readonly references: readonly string[];
  readonly infos: readonly CapInfo[];
}

/** The name by which another message refers to this one (CAP 1.2 §3.2.1 `references`). */
export const capReference = ({ sender, identifier, sent }: Pick<CapAlert, "sender" | "identifier" | "sent">): string =>
  `${sender},${identifier},${sent}`;
