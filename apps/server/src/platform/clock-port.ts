import type { Flow, Limit, Move } from "@chengyun/kernel";
import type { Context } from "./context.ts";

/** The clocks a move touches on a subject; filled by the room `flows` in `app.ts`. */
export interface ClockPort {
  /**
   * Starts, stops, pauses, resumes and extends what the move's table says; `limits` are the subject's own.
   * Answers the nearest deadline that runs afterwards.
   */
  readonly apply: (ctx: Context, touched: TouchedClocks) => Promise<Date | undefined>;
  /** How the clocks of a subject stand. */
  readonly lateness: (ctx: Context, subjectId: string) => Promise<Lateness>;
}

/** Which clocks of a subject run, each late or not, and which were overrun, running or stopped. */
export interface Lateness {
  readonly running: ReadonlyMap<string, boolean>;
  readonly overrun: ReadonlySet<string>;
}

/** One move's effect on the clocks of one subject. */
export interface TouchedClocks {
  readonly subjectId: string;
  /** Nearest deadline that runs before the move. */
  readonly dueAt: Date | undefined;
  /** The move opened the subject: none of its clocks runs yet. */
  readonly isNew: boolean;
  readonly flow: Flow;
  readonly move: Move;
  readonly limits: Readonly<Record<string, Limit>>;
  /** Until when a move that pauses does so, in milliseconds since 1970. */
  readonly until: number | undefined;
  readonly endsHere: boolean;
}
