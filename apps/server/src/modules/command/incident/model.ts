import type { AreaPath, IncidentLevel, Label } from "@chengyun/kernel";

/** What an incident came from. */
export type Origin = "case" | "pattern" | "warning" | "hand";

/** What an incident knows beside where it stands in its flow. */
export interface IncidentRecord {
  readonly id: string;
  readonly no: string;
  readonly type: string;
  readonly drill: boolean;
  readonly title: Label;
  /** Somebody's own words; what its cases say is not copied. */
  readonly words: string | undefined;
  readonly origin: Origin;
  readonly level: IncidentLevel | undefined;
  readonly proposed: IncidentLevel | undefined;
  readonly proposedWords: Label | undefined;
  readonly position: readonly [longitude: number, latitude: number];
  readonly areaPath: AreaPath;
  /** Person id. */
  readonly commanderId: string | undefined;
  /** Plan that was activated. */
  readonly plan: string | undefined;
  readonly figures: Readonly<Record<string, number>>;
  readonly asked: Readonly<Record<string, number>>;
  readonly reviewText: string | undefined;
  readonly openedAt: Date;
  readonly confirmedAt: Date | undefined;
  readonly activatedAt: Date | undefined;
  /** When the level it has was declared: planned times count from here. */
  readonly levelAt: Date | undefined;
  readonly stoodDownAt: Date | undefined;
  readonly sealedAt: Date | undefined;
}

/** An incident with where it stands. */
export interface StandingIncident extends IncidentRecord {
  readonly stage: string;
  readonly version: number;
  readonly changedAt: Date;
  readonly departments: readonly string[];
}
