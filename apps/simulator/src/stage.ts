import type { Position, Quarter } from "@chengyun/demo-city";
import type { Label } from "@chengyun/kernel";

/** A thing of the demo city as the simulator needs it. */
export interface StageThing {
  readonly ref: string;
  readonly type: string;
  readonly name: Label;
  readonly position: Position;
  readonly attributes: Readonly<Record<string, number | string>>;
}

/** An edge of the demo city's networks. */
export interface StageLink {
  readonly from: string;
  readonly to: string;
  readonly attributes: Readonly<Record<string, number | string>>;
}

/** A device of the demo city. */
export interface StageDevice {
  readonly ref: string;
  readonly type: string;
  readonly thing: string;
  readonly name: string;
}

/** What is played on: the demo city's things, networks and devices. */
export interface Stage {
  readonly seed: number;
  readonly extent: Quarter["extent"];
  readonly things: readonly StageThing[];
  readonly links: readonly StageLink[];
  readonly devices: readonly StageDevice[];
}
