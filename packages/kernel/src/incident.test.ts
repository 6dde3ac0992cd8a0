import { expect, test } from "vitest";
import { defineIncident, type IncidentType, isIncidentLevel, levelRank, proposeLevel } from "./incident.ts";
import { checkIncident } from "./incident-check.ts";
import { naturalHours } from "./limit.ts";

const l = (text: string) => ({ zh: text, en: text });
const level = (name: "I" | "II" | "III" | "IV", when: string) => ({ level: name, when, words: l(when) });
const flood: IncidentType = defineIncident({
  id: "flood",
  name: l("flood"),
  case: "road-waterlogging",
  inputs: { points: { name: l("points"), from: { counts: "alarms" } } },
  levels: [
    level("IV", "points >= 1.0"),
    level("I", "points >= 9.0"),
    level("II", "points >= 6.0"),
    level("III", "points >= 3.0"),
  ],
  reports: { first: naturalHours(0.5), continued: naturalHours(1), final: naturalHours(24) },
});

test("I is graver than IV, and nothing is milder than IV", () => {
  expect([levelRank("I"), levelRank("IV"), levelRank(undefined)]).toEqual([4, 1, 0]);
  expect([isIncidentLevel("II"), isIncidentLevel("V"), isIncidentLevel(2)]).toEqual([true, false, false]);
});

test("the gravest condition that holds is proposed, in whatever order they are written", () => {
  const holding = new Set(["II", "III", "IV"]);
  expect(proposeLevel(flood, (condition) => holding.has(condition.level))?.level).toBe("II");
  expect(proposeLevel(flood, () => false)).toBeUndefined();
});

test("a sound kind of incident has no faults", () => {
  expect(checkIncident(flood)).toEqual([]);
});

test.each<[string, Partial<IncidentType>, string]>([
  ["a level without condition", { levels: flood.levels.slice(1) }, "level IV has no condition"],
  ["two of one level", { levels: [...flood.levels, level("IV", "points > 2.0")] }, "two conditions are of one level"],
  [
    "an input that formulas can't name",
    { inputs: { ...flood.inputs, "rain-next": { name: l("r"), from: { asked: "number" } } } },
    'input "rain-next": small letters, figures and _ only, for formulas name it',
  ],
  [
    "an input nobody asks for",
    { inputs: { ...flood.inputs, dead: { name: l("d"), from: { said: "dead" } } } },
    'input "dead": no level asks for it',
  ],
  [
    "a report without time",
    { reports: { ...flood.reports, first: naturalHours(0) } },
    "report first: its limit must be positive",
  ],
])("%s is said", (_, change, fault) => {
  expect(checkIncident({ ...flood, ...change })).toContain(`incident flood: ${fault}`);
});
