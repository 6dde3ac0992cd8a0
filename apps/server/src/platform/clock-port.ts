import type { Clock, Flow, Limit, Move } from "@chengyun/kernel";
import type { Context } from "./context.ts";

/** One limit of one subject, running or stopped. */
export interface SubjectClock {
  readonly id: string;
  readonly subjectId: string;
  readonly name: string;
  readonly state: Clock;
  /** Whose it was when it ran out, where it came from another subject; else whoever had this one then. */
  readonly departmentId?: string | undefined;
}

/** The clocks a move touches on a subject; filled by the room `flows` in `app.ts`. */
export interface ClockPort {
  /**
   * Starts, stops, pauses, resumes and extends what the move's table says; `limits` are the subject's own.
   * Answers the nearest deadline that runs afterwards.
   */
  readonly apply: (ctx: Context, touched: TouchedClocks) => Promise<Date | undefined>;
  /** The clocks of some subjects as they are. */
  readonly read: (ctx: Context, subjectIds: readonly string[]) => Promise<readonly SubjectClock[]>;
  /** How clocks of a subject stand. */
  readonly lateness: (ctx: Context, clocks: readonly SubjectClock[]) => Lateness;
}

/** Which clocks of a subject run, each late or not; which were overrun, running or stopped, and how often each was extended. */
export interface Lateness {
  readonly running: ReadonlyMap<string, boolean>;
  readonly overrun: ReadonlySet<string>;
  readonly extended: ReadonlyMap<string, number>;
}

/** One move's effect on the clocks of one subject. */
export interface TouchedClocks {
  readonly subjectId: string;
  /** Its clocks, where they were read under its lock before. */
  readonly seen?: readonly SubjectClock[] | undefined;
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
