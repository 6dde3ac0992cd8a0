import { defineScenario, hours, minutes, type PlayEvent, type PlayMoment } from "@chengyun/kernel";
import { stormTide } from "./cases.ts";
import { aboveWarning } from "./rules.ts";
import { tideGauge, tideLevel } from "./things.ts";

const warning = ({ attributes }: PlayMoment): number => {
  const level = attributes["warningLevelCm"];
  return typeof level === "number" ? level : 400;
};

/** Two high waters a day that stay well below the warning level. */
const tide = (moment: PlayMoment): number =>
  warning(moment) - 150 + 90 * Math.cos((moment.hour / 12) * 2 * Math.PI) + 2 * moment.chance;

const lasts = hours(8);

/** A surge that lifts whatever tide there is to 95 cm above the warning level and lets it go again. */
const surge: PlayEvent = {
  id: "storm-surge",
  name: { zh: "台风增水叠加天文高潮", en: "A typhoon's surge on the tide" },
  thing: tideGauge,
  stream: tideLevel,
  lasts,
  every: minutes(10),
  value: (since, ordinary, moment) => {
    const share = Math.max(0, Math.min(1, since / hours(3), (lasts - since) / hours(3)));
    return ordinary + (warning(moment) + 95 - ordinary) * share;
  },
  leadsTo: { rule: aboveWarning, severity: "red", within: hours(3), case: stormTide },
};

export const scenario = defineScenario({
  rhythms: [{ thing: tideGauge, stream: tideLevel, value: tide }],
  events: [surge],
});
