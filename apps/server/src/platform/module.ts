import type { MoveOffer } from "@chengyun/contracts";
import type { Flow, Language, NamedRecipient, NoticeType, NoticeValue, PersonalChannel } from "@chengyun/kernel";
import type { Apply } from "./change.ts";
import type { Context } from "./context.ts";
import type { Fence } from "./fence.ts";
import type { Job, Tick } from "./job.ts";
import type { Migration } from "./migration.ts";
import type { PositionedEntry, Reaction } from "./reaction.ts";
import type { Route } from "./route.ts";

/** One feature of a room: what `app.ts` reads to wire it. */
export interface Module {
  /** `room/module`. */
  readonly name: string;
  /** Other modules whose faces it imports; checked against the imports. */
  readonly uses: readonly string[];
  readonly migrations?: Readonly<Record<string, Migration>>;
  readonly flows?: readonly ModuleFlow[];
  readonly routes?: readonly Route[];
  readonly reacts?: readonly Reaction[];
  readonly notices?: readonly ModuleNotice[];
  /** Tables that stand behind the second fence (0013). */
  readonly fences?: readonly Fence[];
  readonly jobs?: readonly Job[];
  readonly ticks?: readonly Tick[];
}

/** A flow with what its moves write beside the stage; each move not made by machines gets its route. */
export interface ModuleFlow {
  readonly flow: Flow;
  readonly apply?: Readonly<Record<string, Apply>>;
  /** Its subjects stand behind the second fence (0013): nobody reads one outside of their reach. */
  readonly fenced?: true;
  /** What only the module knows of an offer: the choices a subject's own category leaves. */
  readonly refine?: (
    ctx: Context,
    subject: { readonly id: string },
    offers: readonly MoveOffer[],
  ) => Promise<readonly MoveOffer[]>;
}

/** Something people are told when it happens, and what fills the places of its text. */
export interface ModuleNotice {
  readonly type: NoticeType;
  /** Looks up for many entries at once what the others ask for one; what is found is kept for the transaction. */
  readonly prepare?: (ctx: Context, entries: readonly PositionedEntry[]) => Promise<void>;
  readonly values: (ctx: Context, entry: PositionedEntry) => Promise<Readonly<Record<string, NoticeValue>>>;
  /** Which of the subject's departments are told, for notices to departments; all of them when absent. */
  readonly departments?: (ctx: Context, entry: PositionedEntry) => Promise<readonly string[]>;
  /** Persons (ids of the vault) the subject names, for notices to them; watchers are known without it. */
  readonly persons?: (ctx: Context, entry: PositionedEntry, who: NamedRecipient) => Promise<readonly string[]>;
  /** Which of these displays and loudspeakers of the city (ids of devices) are told; all when absent. */
  readonly devices?: (ctx: Context, entry: PositionedEntry, ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The subject whose page shows it, when the entry's own subject has none. */
  readonly subject?: (ctx: Context, entry: PositionedEntry) => Promise<Letter["subject"] | undefined>;
  /** Persons without an account who agreed to be told, each in words of their own; for notices to a reporter. */
  readonly letters?: (ctx: Context, entry: PositionedEntry) => Promise<readonly Letter[]>;
}

/** What one person outside is told, by the ways they agreed to. */
export interface Letter {
  readonly personId: string;
  readonly ways: readonly PersonalChannel[];
  readonly language: Language;
  /** The subject of theirs it is about. */
  readonly subject: { readonly kind: string; readonly id: string };
  readonly values: Readonly<Record<string, NoticeValue>>;
}

/** Declares a module. */
export const defineModule = (module: Module): Module => module;
