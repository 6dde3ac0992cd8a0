import type { RiskFigure, Severity } from "@chengyun/kernel";

/** How well the controls of a risk hold, as last reviewed. */
export type ControlState = "effective" | "partly" | "none";

/** A risk as it stands: one thing by one model. */
export interface RiskRecord {
  readonly id: string;
  readonly model: string;
  readonly thingId: string;
  readonly areaPath: string;
  readonly score: number;
  readonly colour: Severity;
  readonly factors: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, RiskFigure>>;
  readonly judgedAt: Date;
  /** Since when it has its colour. */
  readonly since: Date;
  readonly gone: boolean;
  readonly controlState: ControlState | undefined;
  readonly controls: string | undefined;
  readonly ownerDepartment: string | undefined;
  readonly reviewedAt: Date | undefined;
  /** A day of the city, `2026-12-01`. */
  readonly nextReview: string | undefined;
}

/** What it scored at some time. */
export interface ScoreAt {
  readonly at: Date;
  readonly score: number;
  readonly colour: Severity;
  readonly factors: Readonly<Record<string, number>>;
}

/** What risks are asked by; every path must hold them. */
export interface RiskFilter {
  readonly areaPaths: readonly string[];
  readonly model: string | undefined;
  readonly colour: Severity | undefined;
  readonly thingId: string | undefined;
  /** Reviews due on this day or before. */
  readonly reviewBy: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}
