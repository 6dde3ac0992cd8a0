import type { Label } from "./label.ts";
import type { StreamType } from "./stream.ts";
import type { ThingType } from "./thing.ts";

/** A layer of the one map: which things, coloured by what. */
export interface Layer {
  readonly id: string;
  readonly name?: Label;
  readonly thing: ThingType;
  /** Absent: coloured by the thing's alarm state. */
  readonly colourBy?: StreamType;
}
