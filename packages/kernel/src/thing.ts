import type { Label } from "./label.ts";
import type { StreamType } from "./stream.ts";

/** One attribute things of a type carry, e.g. the depth of a manhole or a gauge's warning level. */
export interface AttributeType {
  readonly name: Label;
  readonly kind: "number" | "text";
  readonly unit?: string;
}

/** How a thing is drawn: the small glyph inside its state ring. */
export type Glyph = "drop" | "wave" | "cover" | "pump" | "rain" | "camera" | "lamp" | "valve" | "building" | "dot";

/** A kind of thing: its code in the national dictionary, attributes and streams. */
export interface ThingType {
  readonly id: string;
  readonly name: Label;
  /** Four digits of major and minor class (GB/T 30428.2), when the dictionary has one. */
  readonly code?: string;
  readonly glyph: Glyph;
  readonly attributes?: Readonly<Record<string, AttributeType>>;
  readonly streams: readonly StreamType[];
}

/** Declares a kind of thing. */
export const defineThing = <const T extends ThingType>(type: T): T => type;
