import type { Readable } from "node:stream";
import type { Permission } from "@chengyun/kernel";
import type { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Context } from "./context.ts";
import type { LoadLevel } from "./load.ts";

/** Who may call: anybody, anybody signed in, or who holds a permission. */
export type Access = "public" | "signed-in" | Permission;

/**
 * What limits what is seen: `none` (the same for everybody), `list` (only what lies in the actor's scope),
 * `subject` (404 out of scope), `own` (the actor's own things only), `city` (holds for the whole city: 403 for whoever
 * may do it in a part of it only).
 */
export type Scope = "none" | "list" | "subject" | "own" | "city";

/** What a handler sees of HTTP, for the few that need it. */
export interface Exchange {
  readonly address: string;
  readonly cookie: (name: string) => string | undefined;
  readonly setCookie: (name: string, value: string, maxAgeSeconds: number) => void;
  readonly header: (name: string) => string | undefined;
  /** The caller's `Idempotency-Key`, where the route takes one. */
  readonly key: string | undefined;
  /** Aborted when the caller goes away. */
  readonly gone: AbortSignal;
  /** Who calls, asked anew; undefined once the session or key was revoked. For answers that last. */
  readonly callerNow: () => Promise<Actor | undefined>;
  /** The body as it came, for routes whose body is `bytes`. */
  readonly bytes: () => Buffer;
  /** The uploaded file, for routes whose body is `upload`. */
  readonly upload: () => Promise<{ data: Buffer; name: string }>;
  /** The uploaded file as it comes, for routes whose body is `file`; so many bytes at most. */
  readonly receive: (limitBytes: number) => Promise<ReceivedFile>;
}

/** A file on its way in. */
export interface ReceivedFile {
  /** What the sender calls it: for people to read, never part of a path. */
  readonly name: string;
  readonly stream: Readable;
  /** Asked when the stream has ended: whether there was more than the limit. */
  readonly isCut: () => boolean;
}

/** An answer that is not JSON: bytes or a stream with its type. */
export class RawAnswer {
  readonly type: string;
  readonly body: Buffer | string | Readable;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;

  constructor(
    type: string,
    body: Buffer | string | Readable,
    more: { headers?: Record<string, string>; status?: number } = {},
  ) {
    this.type = type;
    this.body = body;
    this.headers = more.headers ?? {};
    this.status = more.status ?? 200;
  }
}

type In<Shape> = Shape extends z.ZodType ? z.output<Shape> : undefined;

/** One endpoint, as data. A route without access and scope does not type-check. */
export interface Route<
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
> {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path with `:name` places, e.g. `/api/v1/cases/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly scope: Scope;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /**
   * `upload`: one multipart file instead of a JSON body; `file`: the same, of any size and as a stream; `bytes`: a body of
   * any type, unread.
   */
  readonly takes?: "upload" | "file" | "bytes";
  /** Largest JSON body in bytes, where the usual megabyte is too little. */
  readonly bodyBytes?: number;
  /** Why what it reads may lie outside of the caller's reach: it stands before the second fence (0013). */
  readonly beyond?: string;
  /** Calls from one network address that are answered: so many within so many seconds; 429 beyond. */
  readonly perAddress?: { readonly most: number; readonly withinSeconds: number };
  /** From which level of an overload on it is refused (503): only what can wait while readings need the machine. */
  readonly yields?: Exclude<LoadLevel, "calm">;
  /** Shape of the answer; `raw` for what is not JSON. */
  readonly answer: z.ZodType | "raw";
  /**
   * Takes an `Idempotency-Key`: with one, effect and answer are one transaction and a repeat has the same answer.
   * `own`: the handler sees to it itself, with the exchange's key. Never where an answer carries a secret.
   */
  readonly once?: true | "own";
  /** Status of a good answer; 200 when absent. */
  readonly status?: 201 | 204;
  handle(
    ctx: Context,
    input: { params: In<Params>; query: In<Query>; body: In<Body>; http: Exchange },
  ): Promise<unknown>;
}

/** Declares an endpoint. */
export const defineRoute = <
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  route: Route<Params, Query, Body>,
): Route => route as unknown as Route;
