import type { Language, PersonalChannel } from "@chengyun/kernel";

/** What somebody agreed to be told of: how a report of theirs goes on. */
export type Purpose = "progress";

/** That a person agreed to be told about one subject by one channel. */
export interface Consent {
  readonly id: string;
  readonly personId: string;
  readonly purpose: Purpose;
  readonly channel: PersonalChannel;
  readonly about: { readonly kind: string; readonly id: string };
  /** Language they want to be told in. */
  readonly language: Language;
  readonly givenAt: Date;
  /** Who wrote it down: the officer on the telephone, or the citizen's own phone. */
  readonly givenBy: string;
  readonly withdrawnAt: Date | undefined;
}

/**
 * Whether a phone gave it for all that is reported by it. It holds for a report when that phone sends it, which gives it
 * a consent of its own: whoever else types the number neither sees it nor is told of by it.
 */
export const isPhones = ({ about, givenBy }: Consent): boolean =>
  about.kind === "person" && givenBy.startsWith("citizen:");
