import type { Label } from "./label.ts";

/** The four levels of the Chinese warning scale, gravest first. */
export const severities = ["red", "orange", "yellow", "blue"] as const;

/** One level of the warning scale. */
export type Severity = (typeof severities)[number];

/** The words of the four levels (安委办函〔2021〕45号: red is the gravest). */
export const severityNames: Readonly<Record<Severity, Label>> = {
  red: { zh: "红色", en: "Red" },
  orange: { zh: "橙色", en: "Orange" },
  yellow: { zh: "黄色", en: "Yellow" },
  blue: { zh: "蓝色", en: "Blue" },
};

/** Rank of a level: 4 for red down to 1 for blue, 0 for none; so that the graver compares greater. */
export const severityRank = (severity: Severity | undefined): number =>
  severity === undefined ? 0 : severities.length - severities.indexOf(severity);
