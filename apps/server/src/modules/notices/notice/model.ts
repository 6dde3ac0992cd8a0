import type { Label } from "@chengyun/kernel";

/** Something told: its words, why, and to whom. */
export interface NoticeRecord {
  readonly id: string;
  readonly type: string;
  /** Position of the entry that caused it. */
  readonly cause: number;
  readonly at: Date;
  readonly text: Label;
  readonly long: Label | undefined;
  readonly urgent: boolean;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly areaPath: string;
  /** Everyone who holds it in the area is told. */
  readonly permission: string | undefined;
  /** Everyone whose post is of one of them is told. */
  readonly departments: readonly string[];
  /** Everyone in one of these posts is told. */
  readonly posts: readonly string[];
  /** These are told, by id of the vault. */
  readonly persons: readonly string[];
  /** How often it was told on because nobody acknowledged it; `origin` is the first. */
  readonly step: number;
  readonly origin: string | undefined;
  /** Somebody has to acknowledge it. */
  readonly acknowledge: boolean;
  /** When the next are told, if nobody has until then. */
  readonly acknowledgeBy: Date | undefined;
  readonly acknowledgedAt: Date | undefined;
  /** What tells several notices of one entry and type apart: whose letter it is; empty where there is one for all. */
  readonly part: string;
}

/** A notice as one person has it. */
export interface ReadNotice extends NoticeRecord {
  readonly readAt: Date | undefined;
}

/** What decides which notices are somebody's. */
export interface Reader {
  readonly id: string;
  readonly areaPath: string;
  readonly permissions: readonly string[];
  readonly departments: readonly string[];
  readonly posts: readonly string[];
}
