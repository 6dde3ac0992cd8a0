import type { Label } from "@chengyun/kernel";

/** Something told: its words, why, and to whom. */
export interface NoticeRecord {
  readonly id: string;
  readonly type: string;
  /** Position of the entry that caused it. */
  readonly cause: number;
  readonly at: Date;
  readonly text: Label;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly areaPath: string;
  /** Everyone who holds it in the area is told. */
  readonly permission: string | undefined;
  /** Everyone whose post is of one of them is told. */
  readonly departments: readonly string[];
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
}
