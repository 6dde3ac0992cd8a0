import type { PartHealth } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { ContextSeed } from "../../../platform/context.ts";
import type { Reactor } from "../../../platform/reactor.ts";

/** What the probes of an api process look at. */
export interface Watched {
  readonly seed: () => Omit<ContextSeed, "actor">;
  readonly reactor: Pick<Reactor, "lag">;
}

/** How a part can fare. */
export type State = PartHealth["state"];

/** One figure of a part. */
export const figure = (name: Label, value: number, unit?: string): PartHealth["figures"][number] =>
  unit === undefined ? { name, value } : { name, value, unit };

/** A part with the sentence of its state. */
export const toHealth = (
  part: { readonly part: string; readonly name: Label },
  says: { readonly state: State; readonly words: Label; readonly figures?: PartHealth["figures"] },
): PartHealth => ({ ...part, state: says.state, words: says.words, figures: says.figures ?? [] });

/** Megabytes as a figure, a thousandth exact. */
export const toMegabytes = (bytes: number): number => Math.round(bytes / 1e3) / 1e3;
