import type { Label } from "./label.ts";

/** A kind of directed edge between things: a pipe runs from its upstream to its downstream end. */
export interface LinkType {
  readonly id: string;
  readonly name: Label;
  readonly attributes?: Readonly<Record<string, { readonly name: Label; readonly unit?: string }>>;
}

/** Declares a kind of link. */
export const defineLink = <const T extends LinkType>(type: T): T => type;
