import { defineRisk } from "@chengyun/kernel";
import { rOfThing, sharesOfThing } from "./major-hazard.ts";
import { hazardSite } from "./things.ts";

/**
 * A hazard site by its R of GB 18218-2018. What is no major hazard (Σ q/Q below 1) counts as a tenth of what it holds;
 * open hidden dangers and standing alarms raise it, controls that were reviewed as effective lower it by a fifth.
 * The colours are those of the four levels: first red, second orange, third yellow, fourth blue.
 */
export const majorHazard = defineRisk({
  id: "major-hazard",
  name: { zh: "危险化学品重大危险源", en: "Major hazard of dangerous chemicals" },
  standard: "GB 18218-2018",
  of: hazardSite,
  inputs: {
    r: {
      from: "work",
      work: rOfThing,
      name: { zh: "R 值", en: "R" },
      otherwise: 100,
    },
    shares: {
      from: "work",
      work: sharesOfThing,
      name: { zh: "Σ q/Q", en: "Σ q/Q" },
      otherwise: 1,
    },
    dangers: {
      from: "matters",
      flow: "hidden-danger",
      fact: "danger-at",
      name: { zh: "未整改隐患", en: "Hidden dangers not mended" },
      otherwise: 0,
    },
    alarms: { from: "alarms", name: { zh: "最严重报警", en: "Gravest alarm" }, otherwise: 0 },
    controls: { from: "controls", name: { zh: "管控措施", en: "Controls" }, otherwise: 0 },
  },
  factors: {
    hazard: { name: { zh: "固有危险", en: "What is kept there" }, text: "shares < 1.0 ? r * 0.1 : r" },
    state: {
      name: { zh: "隐患与报警加重", en: "Dangers and alarms" },
      text: "1.0 + 0.1 * (dangers > 5.0 ? 5.0 : dangers) + 0.25 * alarms",
    },
    control: {
      name: { zh: "管控", en: "Controls" },
      text: "controls >= 2.0 ? 0.8 : (controls >= 1.0 ? 0.9 : 1.0)",
    },
  },
  score: "hazard * state * control",
  from: { red: 100, orange: 50, yellow: 10 },
});
