import type { CaseType } from "./case-type.ts";
import type { Label } from "./label.ts";
import type { LinkType } from "./link.ts";
import type { StreamType } from "./stream.ts";
import type { ThingType } from "./thing.ts";

/** One line of a layer's legend; absent legends are those of the alarm states. */
export interface LegendItem {
  readonly name: Label;
  /** Colour as the web writes it. */
  readonly colour: string;
}

interface LayerGround {
  readonly id: string;
  readonly name?: Label;
  /** Zoom from which it is drawn; things are clustered before that anyway. */
  readonly minZoom?: number;
  readonly legend?: readonly LegendItem[];
}

/** Things of one type, coloured by what. */
export interface ThingLayer extends LayerGround {
  readonly thing: ThingType;
  /** Absent: coloured by the thing's alarm state. */
  readonly colourBy?: StreamType;
}

/** Links of one type: pipes, cables, reaches. */
export interface LinkLayer extends LayerGround {
  readonly link: LinkType;
}

/** Where cases of these types lie close together. */
export interface HeatLayer extends LayerGround {
  readonly name: Label;
  readonly heatOf: readonly CaseType[];
}

/** A layer of the one map. */
export type Layer = ThingLayer | LinkLayer | HeatLayer;
