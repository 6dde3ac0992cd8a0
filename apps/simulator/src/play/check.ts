import type { Client } from "@chengyun/client";
import type { Alarm } from "@chengyun/contracts";
import type { PlayTruth } from "./truth.ts";

/** One sentence of the truth compared with the city: how many of how many hold. */
export interface Finding {
  readonly what: string;
  readonly right: number;
  readonly of: number;
  /** What was wrong, thing by thing. */
  readonly wrong: readonly string[];
}

/** What the city says of the things of a play. */
export interface Said {
  /** Alarms raised since it began, with the `ref` of their thing. */
  readonly alarms: readonly (Alarm & { readonly ref: string })[];
  /** Category by case. */
  readonly categories: ReadonlyMap<string, string>;
}

const finding = (what: string, of: number, wrong: readonly string[]): Finding => ({
  what,
  of,
  wrong,
  right: of - wrong.length,
});

const checkRaised = ({ alarms }: PlayTruth, said: Said): Finding => {
  const wrong = alarms.flatMap(({ rule, thing, notBefore, notAfter, thingName }) => {
    const found = said.alarms.filter((one) => one.rule === rule && one.ref === thing);
    if (found.length === 0) return [`${thingName.zh}: no ${rule}`];
    const inTime = found.some(({ raisedAt }) => raisedAt >= notBefore && raisedAt <= notAfter);
    return inTime ? [] : [`${thingName.zh}: ${rule} at ${found[0]?.raisedAt}, not by ${notAfter}`];
  });
  return finding("alarms that had to be raised were, in time", alarms.length, wrong);
};

const checkPeaks = ({ alarms }: PlayTruth, said: Said): Finding => {
  const wrong = alarms.flatMap(({ rule, thing, severity, thingName }) => {
    const found = said.alarms.filter((one) => one.rule === rule && one.ref === thing);
    return found.some(({ peak }) => peak === severity)
      ? []
      : [`${thingName.zh}: ${found[0]?.peak ?? "none"}, not ${severity}`];
  });
  return finding("alarms were at their gravest as grave as they had to be", alarms.length, wrong);
};

const checkOnce = ({ alarms }: PlayTruth, said: Said): Finding => {
  const wrong = alarms.flatMap(({ rule, thing, thingName }) => {
    const times = said.alarms.filter((one) => one.rule === rule && one.ref === thing).length;
    return times > 1 ? [`${thingName.zh}: ${rule} ${times} times`] : [];
  });
  return finding("alarms were raised once, not again and again", alarms.length, wrong);
};

const checkCleared = ({ alarms }: PlayTruth, said: Said): Finding => {
  const wrong = alarms.flatMap(({ rule, thing, thingName }) =>
    said.alarms.some((one) => one.rule === rule && one.ref === thing && one.stage !== "cleared")
      ? [`${thingName.zh}: ${rule} still stands`]
      : [],
  );
  return finding("alarms were cleared when it was over", alarms.length, wrong);
};

const checkQuiet = ({ mustNot }: PlayTruth, said: Said): Finding => {
  const wrong = mustNot.flatMap(({ rule, thing }) =>
    said.alarms.some((one) => one.rule === rule && one.ref === thing) ? [`${thing}: ${rule}`] : [],
  );
  return finding("what must not alarm did not", mustNot.length, wrong);
};

const checkCases = ({ cases }: PlayTruth, said: Said): Finding => {
  const wrong = cases.flatMap(({ category, count }) => {
    const opened = new Set(
      said.alarms.flatMap(({ caseId }) =>
        caseId !== undefined && said.categories.get(caseId) === category ? [caseId] : [],
      ),
    ).size;
    return opened === count ? [] : [`${category}: ${opened} cases, not ${count}`];
  });
  return finding("categories with as many cases as there must be", cases.length, wrong);
};

/** Compares what was played with what the city did. */
export const compare = (truth: PlayTruth, said: Said): Finding[] => [
  checkRaised(truth, said),
  checkPeaks(truth, said),
  checkOnce(truth, said),
  checkCleared(truth, said),
  checkQuiet(truth, said),
  checkCases(truth, said),
];

/** Asks the city, by its public interface, what it made of the things of a play. */
export const askCity = async (
  client: Client,
  truth: PlayTruth,
  idOf: (ref: string) => string | undefined,
): Promise<Said> => {
  const refs = [...new Set(truth.played.map(({ thing }) => thing))];
  const alarms: (Alarm & { ref: string })[] = [];
  for (const ref of refs) {
    const thing = idOf(ref);
    if (thing === undefined) continue;
    const { items } = await client.alarms({ thing, limit: 100 });
    alarms.push(...items.filter(({ raisedAt }) => raisedAt >= truth.startedAt).map((one) => ({ ...one, ref })));
  }
  const categories = new Map<string, string>();
  for (const { caseId } of alarms)
    if (caseId !== undefined && !categories.has(caseId)) categories.set(caseId, (await client.case(caseId)).category);
  return { alarms, categories };
};
