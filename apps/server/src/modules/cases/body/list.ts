import type { ResponsibleBodies } from "@chengyun/contracts";
import { findDutyDepartment } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { type Areas, getAreas } from "../../atlas/area/index.ts";
import { departmentId, departmentNames } from "../../identity/department/index.ts";
import { inheritedDuties } from "../category/index.ts";
import { type DictionaryClass, listStandingClasses } from "../dictionary/index.ts";
import { hasDuty } from "./service.ts";
import { type BodyMapping, listMappings } from "./store.ts";
import { type Whose, whoseIs } from "./whose.ts";
import { bodiesIn } from "./words.ts";

interface Named {
  readonly words: string;
  conditions: number;
  /** Conditions that name it and go by the duty of the category before. */
  inherits: number;
  /** Conditions that name it and go to the duty desk. */
  lost: number;
  readonly classes: Set<string>;
  readonly versions: Set<string>;
}

interface Standing {
  readonly place: string;
  readonly one: DictionaryClass;
  readonly inherited: string;
}

/** A condition with the bodies it names and what decides whose its cases are, wherever in the city. */
interface Said {
  readonly standing: Standing;
  readonly words: readonly string[];
  readonly by: Whose["by"];
}

/** What decides for every condition that names bodies. */
const decided = (classes: readonly Standing[], whole: ReadonlySet<string>): Said[] =>
  classes.flatMap((standing) =>
    standing.one.conditions.flatMap(({ responsible }): Said[] => {
      const words = bodiesIn(responsible ?? "");
      const { one, inherited } = standing;
      const { by } = whoseIs({ own: one.duty ?? "", words, inherited }, (named) => whole.has(named));
      return words.length === 0 ? [] : [{ standing, words, by }];
    }),
  );

/** Bodies with the conditions, classes and versions that name each. */
const countBodies = (said: readonly Said[]): Map<string, Named> => {
  const bodies = new Map<string, Named>();
  for (const { standing, words: named, by } of said)
    for (const words of named) {
      const counted = { conditions: 0, inherits: 0, lost: 0 };
      const known = bodies.get(words) ?? { words, ...counted, classes: new Set(), versions: new Set() };
      known.conditions += 1;
      if (by === "inherited") known.inherits += 1;
      if (by === "desk") known.lost += 1;
      known.classes.add(`${standing.place} ${standing.one.key}`);
      known.versions.add(standing.place);
      bodies.set(words, known);
    }
  return bodies;
};

/** Whether words lead somewhere wherever a case may be. */
const isWhole = (areas: Areas, mappings: readonly BodyMapping[]): boolean => {
  if (mappings.some(({ areaPath }) => areaPath === "")) return true;
  const deepest = Math.max(...areas.list.map(({ level }) => level));
  const leaves = areas.list.filter(({ level }) => level === deepest);
  return mappings.length > 0 && leaves.every(({ path }) => mappings.some(({ areaPath }) => path.startsWith(areaPath)));
};

const wholeCity: Label = { zh: "全市", en: "Whole city" };

const toShown = (
  ctx: Context,
  { areas, names }: { areas: Areas; names: ReadonlyMap<string, Label> },
  { areaPath, duty, departmentId: named }: BodyMapping,
) => {
  const { profile } = ctx.deployment;
  const department = named ?? departmentId(findDutyDepartment(profile, duty ?? "", areaPath) ?? profile.dutyDesk);
  return {
    areaPath,
    areaNames: areaPath === "" ? [wholeCity] : areas.namesOf(areaPath),
    departmentId: department,
    departmentName: names.get(department) ?? { zh: department, en: department },
    ...(duty === undefined ? {} : { duty }),
  };
};

const placeOf = ({ dictionary, version }: { dictionary: string; version: string }) => `${dictionary} ${version}`;

/** Classes of the versions in use, each with the duty it inherits. */
const listStanding = async (ctx: Context, inForce: boolean): Promise<Standing[]> => {
  const classes = (await listStandingClasses(ctx.db)).filter(({ stage }) => !inForce || stage === "in-force");
  const dutyOf = await inheritedDuties(ctx, [...new Set(classes.map(({ versionId }) => versionId))]);
  return classes.map(({ versionId, one, ...place }) => {
    const inherited = dutyOf(versionId, one.key);
    return { place: placeOf(place), one, inherited: hasDuty(ctx, inherited) ? inherited : "" };
  });
};

/** Every body that the versions in use name in words, those that lead nowhere first, each with what it means here. */
export const listBodies = async (ctx: Context, inForce = false): Promise<ResponsibleBodies> => {
  const classes = await listStanding(ctx, inForce);
  const areas = await getAreas(ctx);
  const known = { areas, names: await departmentNames(ctx) };
  const mappings = await listMappings(ctx.db);
  const mapped = new Map<string, BodyMapping[]>();
  for (const one of mappings) mapped.set(one.words, [...(mapped.get(one.words) ?? []), one]);
  const whole = new Set([...mapped].flatMap(([words, own]) => (isWhole(areas, own) ? [words] : [])));
  const said = decided(classes, whole);
  const items = [...countBodies(said).values()]
    .map(({ words, conditions, inherits, lost, classes: of, versions }) => ({
      words,
      conditions,
      inherits,
      lost,
      classes: of.size,
      versions: [...versions].sort(),
      isMapped: whole.has(words),
      mappings: (mapped.get(words) ?? []).map((one) => toShown(ctx, known, one)),
    }))
    .sort((one, other) => Number(one.isMapped) - Number(other.isMapped) || other.conditions - one.conditions);
  const count = (by: Whose["by"]): number => said.filter((one) => one.by === by).length;
  const unmapped = items.filter(({ isMapped }) => !isMapped).length;
  return { items, unmapped, inherits: count("inherited"), lost: count("desk") };
};
