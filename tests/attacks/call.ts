import type { Ground, Kind, Made } from "./ground.ts";

/** How to make a valid call of one route, and what to look at when it is made out of scope. */
export interface Call {
  /** Kind of the object that `:id` names. */
  readonly object?: Kind;
  /** Stage the object has to be in. */
  readonly stage?: string;
  /** Path places other than `:id`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: (ground: Ground, made: Made | undefined) => string;
  readonly body?: (ground: Ground, made: Made | undefined) => object;
  readonly upload?: boolean;
  /** Keys have no session and no post: 403 for them. */
  readonly personsOnly?: boolean;
  /** Ends or changes the session it is made with. */
  readonly spendsSession?: boolean;
  /** List: kind whose objects it shows, or why it has none. */
  readonly shows?: Kind | { readonly nothing: string };
  /** Lists the leaf of every entry, so that the whole can be proved; what happened only within the scope. */
  readonly leavesOnly?: boolean;
  /** Its objects belong to no department: whoever sees their own department's only is answered 404. */
  readonly noDepartment?: boolean;
  /** Limited by area and not by department: what belongs to no department. */
  readonly byAreaAlone?: boolean;
  /** Creating route: bodies that reach out of scope, each of which must be refused. */
  readonly outside?: (ground: Ground, foreign: Made) => Readonly<Record<string, object>>;
  /** Never ends by itself: what it sends within a moment is looked at. */
  readonly streams?: boolean;
  /** The same answer for everybody, whoever calls. */
  readonly always?: number;
}

/** A call that reads an object. */
export const read = (object: Kind, more: Partial<Call> = {}): Call => ({ object, ...more });

/** A move of an object, with its facts. */
export const move = (object: Kind, facts: object, more: Partial<Call> = {}): Call => ({
  object,
  body: (_, made) => ({ version: made?.version ?? 1, facts }),
  ...more,
});
/** Nothing special. */
export const plain: Call = {};

/** Of the caller alone. */
export const mine: Call = { personsOnly: true };
