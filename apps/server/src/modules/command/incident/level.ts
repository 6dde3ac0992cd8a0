import {
  type IncidentInput,
  type IncidentType,
  type Label,
  levelFormula,
  type Proposal,
  proposeLevel,
  severityRank,
} from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { type AlarmRecord, listAlarmsInCases } from "../../alarms/alarm/index.ts";
import type { IncidentRecord } from "./model.ts";
import { listIncidentCases } from "./store.ts";

/** What the conditions of an incident's levels are asked over, at one moment. */
export interface Facts {
  readonly alarms: readonly AlarmRecord[];
  readonly cases: number;
  readonly minutes: number;
  readonly figures: IncidentRecord["figures"];
  readonly asked: IncidentRecord["asked"];
}

/** One input as it stands. */
export interface Input {
  readonly id: string;
  readonly name: Label;
  readonly unit: string | undefined;
  readonly value: number;
}

const highest = (alarms: readonly AlarmRecord[], rules: readonly string[]): number =>
  Math.max(0, ...alarms.filter(({ rule }) => rules.includes(rule)).map(({ value }) => value));

const inputValue = (id: string, from: IncidentInput, facts: Facts): number => {
  if ("highest" in from) return highest(facts.alarms, from.rules);
  if ("passed" in from) return facts.minutes;
  if ("said" in from) return facts.figures[from.said] ?? 0;
  if ("asked" in from) return facts.asked[id] ?? 0;
  if (from.counts === "cases") return facts.cases;
  const least = from.atLeast === undefined ? 0 : severityRank(from.atLeast);
  const counted = facts.alarms.filter(
    ({ rule, severity }) => severityRank(severity) >= least && (from.rules ?? [rule]).includes(rule),
  );
  return new Set(counted.map(({ thingId }) => thingId)).size;
};

/** Every input of a kind of incident with its value. */
export const inputsOf = (type: IncidentType, facts: Facts): Input[] =>
  Object.entries(type.inputs).map(([id, { name, unit, from }]) => ({
    id,
    name,
    unit,
    value: inputValue(id, from, facts),
  }));

const holdsWith =
  (ctx: Context, type: IncidentType, inputs: readonly Input[]) =>
  (condition: IncidentType["levels"][number]): boolean => {
    const compute = ctx.deployment.registry.formulas.get(levelFormula(type, condition).id);
    return compute?.(Object.fromEntries(inputs.map(({ id, value }) => [id, value]))) === true;
  };

/** Whether each level's condition holds. */
export const levelsOf = (ctx: Context, type: IncidentType, inputs: readonly Input[]) => {
  const holds = holdsWith(ctx, type, inputs);
  return type.levels.map((condition) => ({
    level: condition.level,
    words: condition.words,
    holds: holds(condition),
  }));
};

/** The level the conditions lead to, with the inputs in the words of its reason. */
export const proposalOf = (ctx: Context, type: IncidentType, inputs: readonly Input[]): Proposal | undefined =>
  proposeLevel(type, holdsWith(ctx, type, inputs));

/** What is known of an incident for its conditions now. */
export const factsOf = async (ctx: Context, incident: IncidentRecord): Promise<Facts> => {
  const cases = (await listIncidentCases(ctx.db, [incident.id])).map(({ case_id }) => case_id);
  return {
    alarms: await listAlarmsInCases(ctx.db, cases),
    cases: cases.length,
    minutes: (ctx.clock.now().getTime() - incident.openedAt.getTime()) / 60_000,
    figures: incident.figures,
    asked: incident.asked,
  };
};
