import type { Flow, Limit, Move } from "@chengyun/kernel";
import type { Context } from "./context.ts";

/** The clocks a move touches on a subject; filled by the room `flows` in `app.ts`. */
export interface ClockPort {
  /**
   * Starts, stops, pauses, resumes and extends what the move's table says; `limits` are the subject's own.
   * Answers the nearest deadline that runs afterwards.
   */
  readonly apply: (ctx: Context, touched: TouchedClocks) => Promise<Date | undefined>;
}

/** One move's effect on the clocks of one subject. */
export interface TouchedClocks {
  readonly subjectId: string;
  readonly flow: Flow;
  readonly move: Move;
  readonly limits: Readonly<Record<string, Limit>>;
  readonly endsHere: boolean;
}
