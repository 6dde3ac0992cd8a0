import { defineRisk, minutes } from "@chengyun/kernel";
import { gasManhole, methane } from "./things.ts";

/**
 * A chamber beside a gas main, by the methane in it: 10, 20 and 40 % of the lower explosive limit are where it is told,
 * walked and closed (the levels of `gas-methane-high`). A probe that says nothing for half an hour counts
 * as 5: its silence is an alarm of its own.
 */
export const gasChamberRisk = defineRisk({
  id: "gas-chamber-risk",
  name: { zh: "燃气相邻空间", en: "Gas in chambers" },
  of: gasManhole,
  inputs: {
    methane: {
      from: "reading",
      stream: methane,
      notOlder: minutes(30),
      name: methane.name,
      unit: "%LEL",
      otherwise: 5,
    },
    alarms: { from: "alarms", name: { zh: "最严重报警", en: "Gravest alarm" }, otherwise: 0 },
    controls: { from: "controls", name: { zh: "管控措施", en: "Controls" }, otherwise: 0 },
  },
  factors: {
    gas: { name: { zh: "甲烷浓度", en: "Methane" }, text: "methane" },
    alarm: { name: { zh: "报警加重", en: "Alarm" }, text: "1.0 + 0.1 * alarms" },
    control: { name: { zh: "管控", en: "Controls" }, text: "controls >= 2.0 ? 0.9 : 1.0" },
  },
  score: "gas * alarm * control",
  from: { red: 40, orange: 20, yellow: 10 },
});
