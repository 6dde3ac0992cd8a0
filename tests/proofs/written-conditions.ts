import { resolve } from "node:path";
import type { Client } from "@chengyun/client";
import type { Profile } from "@chengyun/contracts";
import { deadline, type Limit, startClock } from "@chengyun/kernel";
import { cityCalendar } from "../../apps/server/src/platform/city-calendar.ts";
import { readProfile } from "../../apps/server/src/platform/profile.ts";
import type { Figure, Skipped } from "../../bench/bench.ts";
import { openByPost } from "../../e2e/support/callers.ts";
import { type RunningCity, root, startCity } from "../../e2e/support/running-city.ts";
import { findYuncheng, handStart, handWorked, standardAnswers } from "../../truth/yuncheng-file.ts";
import { bringInForce } from "./dictionary.ts";
import { mustBeNone, mustHold, type Proof } from "./proof.ts";

/** Folder of the published standards. */
export const dataFolder = process.env["SHARED_DATA"] ?? resolve(root, "../shared/data");

const readYunze = (): Profile => {
  const read = readProfile(resolve(root, "deploy/cities"), "yunze");
  if ("faults" in read) throw new Error(read.faults.join("\n"));
  return read.profile;
};

const nameOf = ({ amount, kind }: Limit): string => `${amount} ${kind}`;

/** Every condition's limit, by the city's own calendar, against the deadlines worked by hand. */
const compareDeadlines = async (keeper: Client, versionId: string, profile: Profile) => {
  const calendar = cityCalendar(profile, 2026);
  const dues = new Map(handWorked.map(([limit, due]) => [nameOf(limit), Date.parse(due)]));
  const { items } = await keeper.dictionaryClasses(versionId);
  const conditions = items.flatMap(({ key, conditions: all }) => all.map((one) => ({ ...one, key })));
  const wrong = conditions.filter(({ limit }) => {
    const due = dues.get(nameOf(limit));
    return due === undefined || deadline(startClock(limit, Date.parse(handStart), calendar), calendar) !== due;
  });
  return { conditions, wrong: wrong.map(({ key, id, written }) => `${key}#${id} ${written}`) };
};

const codeOf = (fault: unknown): string => (fault as { problem?: { code?: string } }).problem?.code ?? String(fault);

/** What the city answers to a move: the stage after it, or why not. */
const tryMove = async (
  client: Client,
  caseId: string,
  name: string,
  facts: Record<string, unknown>,
): Promise<string> => {
  const { version } = await client.case(caseId);
  return client.move({ plural: "cases", id: caseId }, name, { version, facts }).then(({ stage }) => stage, codeOf);
};

interface Filed {
  readonly category: string;
  readonly condition: string;
  readonly limit: Limit;
}

/** One case of a condition in the running city: what it takes to file it, and what its clock and closing words are then. */
const fileOne = async (officer: Client, profile: Profile, { category, condition, limit }: Filed): Promise<string[]> => {
  const [west, south, east, north] = profile.extent;
  const position: [number, number] = [(west + east) / 2, (south + north) / 2];
  const { caseId } = await officer.report({ category, position, text: "核对" });
  const bare = await tryMove(officer, caseId, "file", {});
  await tryMove(officer, caseId, "file", { "filing-condition": condition });
  const { items: departments } = await officer.departments();
  await tryMove(officer, caseId, "dispatch", { department: departments[0]?.id });
  const found = await officer.case(caseId);
  const clock = found.clocks.find((one) => one.clock === "dispose");
  const calendar = cityCalendar(profile, 2026);
  const due =
    clock === undefined ? undefined : deadline(startClock(limit, Date.parse(clock.startedAt), calendar), calendar);
  return [
    ...(bare === "subject.missing-facts" ? [] : [`${category}: filed without a condition (${bare})`]),
    ...(clock !== undefined && nameOf(clock.limit) === nameOf(limit) ? [] : [`${category}: its limit is another`]),
    ...(clock?.dueAt !== undefined && Date.parse(clock.dueAt) === due ? [] : [`${category}: its deadline is another`]),
    ...(found.closes.zh === "" ? [`${category}: no closing condition`] : []),
  ];
};

const prove = async (city: RunningCity, id: string, tell: (words: string) => void): Promise<Figure[]> => {
  const paths = findYuncheng(dataFolder);
  if (paths === undefined) return [];
  const profile = readYunze();
  const versionId = await bringInForce(
    city,
    { dictionary: "yuncheng", version: "2024", from: "2025-01-01" },
    [paths.workbook],
    standardAnswers,
  );
  const keeper = await openByPost(city, "dictionary-keeper");
  const officer = await openByPost(city, "duty-officer");
  const { conditions, wrong } = await compareDeadlines(keeper, versionId, profile);
  tell("one case of each calendar");
  const kinds = [...new Map(conditions.map((one) => [one.limit.kind, one])).values()];
  const faults: string[] = [];
  for (const { key, id: condition, limit } of kinds)
    faults.push(...(await fileOne(officer, profile, { category: `yuncheng/2024/${key}`, condition, limit })));
  const several = conditions.find(({ id: at }) => at === "2")?.key;
  const { caseId } = await officer.report({
    category: `yuncheng/2024/${several}`,
    position: [(profile.extent[0] + profile.extent[2]) / 2, (profile.extent[1] + profile.extent[3]) / 2],
    text: "核对",
  });
  const vague = await tryMove(officer, caseId, "file", { "filing-condition": "差不多" });
  return [
    {
      id,
      what: "conditions in force",
      value: conditions.length,
      unit: "conditions",
      reach: "= 519 conditions",
      met: conditions.length === 519,
    },
    mustBeNone(id, "conditions whose deadline over two make-up days is not the one worked by hand", wrong),
    mustHold(id, "four kinds of calendar run side by side", kinds.length === 4),
    mustBeNone(id, "cases of each kind whose limit, deadline or conditions are not the standard's", faults),
    mustHold(
      id,
      "a class with several conditions is not filed without choosing one",
      vague === "dictionary.no-condition",
    ),
  ];
};

/** 5: a case process with conditions as data. */
export const writtenConditions: Proof = {
  what: "filing and closing by written conditions, four calendars, per-stage clocks",
  run: async ({ id, tell }): Promise<readonly (Figure | Skipped)[]> => {
    if (findYuncheng(dataFolder) === undefined)
      return [{ id, what: writtenConditions.what, skipped: `there is no standard below ${dataFolder}` }];
    const city = await startCity();
    try {
      return await prove(city, id, tell);
    } finally {
      await city.stop();
    }
  },
};
