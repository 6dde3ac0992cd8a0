import { type IncidentType, incidentLevels } from "./incident.ts";
import type { Limit } from "./limit.ts";

const inputName = /^[a-z][a-z0-9_]*$/;
const word = /[a-z_][a-z0-9_]*/g;

const checkLimits = (limits: Readonly<Record<string, Limit>>): string[] =>
  Object.entries(limits)
    .filter(([, { amount }]) => !(amount > 0))
    .map(([name]) => `report ${name}: its limit must be positive`);

/** Lists faults of a kind of incident in words its author can act on; whether its formulas compile says the platform. */
export const checkIncident = (type: IncidentType): string[] => {
  const faults: string[] = [];
  const levels = type.levels.map(({ level }) => level);
  for (const level of incidentLevels) if (!levels.includes(level)) faults.push(`level ${level} has no condition`);
  if (new Set(levels).size < levels.length) faults.push("two conditions are of one level");
  for (const name of Object.keys(type.inputs))
    if (!inputName.test(name)) faults.push(`input "${name}": small letters, figures and _ only, for formulas name it`);
  const used = new Set(type.levels.flatMap(({ when }) => when.match(word) ?? []));
  for (const name of Object.keys(type.inputs))
    if (!used.has(name)) faults.push(`input "${name}": no level asks for it`);
  if (type.opens !== undefined && !(type.opens.count > 0)) faults.push("it opens by itself from no case at all");
  faults.push(...checkLimits(type.reports));
  return faults.map((fault) => `incident ${type.id}: ${fault}`);
};
