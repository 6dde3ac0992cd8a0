import type { Flow } from "@chengyun/kernel";
import type { Apply } from "./change.ts";
import type { Migration } from "./migration.ts";
import type { Reaction } from "./reaction.ts";
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
}

/** A flow with what its moves write beside the stage; each move not made by machines gets its route. */
export interface ModuleFlow {
  readonly flow: Flow;
  readonly apply?: Readonly<Record<string, Apply>>;
}

/** Declares a module. */
export const defineModule = (module: Module): Module => module;
