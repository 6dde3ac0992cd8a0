import type { CaseType } from "./case-type.ts";
import type { DeviceType, Sample } from "./device.ts";
import type { Fact } from "./fact.ts";
import type { Flow } from "./flow.ts";
import type { Form } from "./form.ts";
import type { Formula } from "./formula.ts";
import type { IncidentType } from "./incident.ts";
import type { Label } from "./label.ts";
import type { Layer } from "./layer.ts";
import type { LinkType } from "./link.ts";
import type { NoticeType } from "./notice.ts";
import type { Permission, RoleId } from "./permission.ts";
import type { PlanDef } from "./plan.ts";
import type { ResourceType } from "./resource.ts";
import type { RiskModel } from "./risk.ts";
import type { Rule } from "./rule.ts";
import type { Scenario } from "./scenario.ts";
import type { ThingType } from "./thing.ts";
import type { WarningType } from "./warning.ts";

/** One subject of the city, declared over the vocabulary; no code but a few pure functions. */
export interface Pack {
  readonly id: string;
  readonly name: Label;
  /** Standards it follows, as people cite them: `GB 50014-2021`. */
  readonly standards: readonly string[];
  readonly things: readonly ThingType[];
  readonly links?: readonly LinkType[];
  readonly devices?: readonly DeviceType[];
  readonly rules?: readonly Rule[];
  /** How the risk of its things is scored and coloured. */
  readonly risks?: readonly RiskModel[];
  readonly cases?: readonly CaseType[];
  readonly flows?: readonly Flow[];
  /** Facts it adds to the dictionary, besides those of its flows. */
  readonly facts?: readonly Fact[];
  readonly forms?: readonly Form[];
  /** Which role holds which permissions of the pack's own flows, in addition to the platform's table. */
  readonly grants?: Readonly<Partial<Record<RoleId, readonly Permission[]>>>;
  /** What is told when something happens to the pack's own matters; places are the facts of the flow. */
  readonly notices?: readonly NoticeType[];
  readonly formulas?: readonly Formula[];
  /** Kinds of warnings it gives, with their levels and templates. */
  readonly warnings?: readonly WarningType[];
  readonly layers?: readonly Layer[];
  /** Kinds of incidents, with the conditions of their levels. */
  readonly incidents?: readonly IncidentType[];
  /** Plans that answer incidents of this pack or of others. */
  readonly plans?: readonly PlanDef[];
  /** Which types of things, of any pack, can be sent or used in an emergency. */
  readonly resources?: readonly ResourceType[];
  /** Analysis tools of the platform, by id. */
  readonly tools?: readonly string[];
  readonly samples?: readonly Sample[];
  /** What the simulator plays of it, with the truth it must lead to. */
  readonly scenario?: Scenario;
}

/** Declares a pack. */
export const definePack = <const P extends Pack>(pack: P): P => pack;
