import type { Context } from "./context.ts";

/** A positioned journal entry as reactions see it. */
export interface PositionedEntry {
  readonly position: number;
  readonly at: Date;
  readonly type: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly actor: { readonly kind: string; readonly id: string };
  readonly stage: string | undefined;
  readonly areaPath: string;
  readonly departments: readonly string[];
  readonly changes: Readonly<Record<string, unknown>>;
}

/**
 * What a module does when something happened. Called in order of position, in one transaction with its durable
 * cursor; a crash runs it again, so what it does must not be doubled by that (the transaction sees to it).
 */
export interface Reaction {
  /** Names its cursor; never changed once released. */
  readonly name: string;
  /** Entry types it wants, e.g. `alarm.raised`. */
  readonly on: readonly string[];
  /** Name under which an entry's changes must hold something to concern it; others are passed over like another type. */
  readonly holding?: string;
  /**
   * Entries that wait are reacted to in one transaction, for one that locks no subject: locks of several would be held
   * until the last is done.
   */
  readonly together?: boolean;
  /** Reacts to all of a transaction's entries at once, where that asks the database less often; else each in turn. */
  readonly reactAll?: (ctx: Context, entries: readonly PositionedEntry[]) => Promise<void>;
  readonly react: (ctx: Context, entry: PositionedEntry) => Promise<void>;
}
