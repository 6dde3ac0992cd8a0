import type { ResponsibleBodies } from "@chengyun/contracts";
import { findDutyDepartment } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { type Areas, getAreas } from "../../atlas/area/index.ts";
import { departmentId, departmentNames } from "../../identity/department/index.ts";
import { type DictionaryClass, listStandingClasses } from "../dictionary/index.ts";
import { type BodyMapping, listMappings } from "./store.ts";
import { bodiesIn } from "./words.ts";

interface Named {
  readonly words: string;
  conditions: number;
  readonly classes: Set<string>;
  readonly versions: Set<string>;
}

interface Standing {
  readonly place: string;
  readonly one: DictionaryClass;
}

/** Bodies with the conditions, classes and versions that name each. */
const countBodies = (classes: readonly Standing[]): Map<string, Named> => {
  const bodies = new Map<string, Named>();
  for (const { place, one } of classes)
    for (const { responsible } of one.conditions)
      for (const words of bodiesIn(responsible ?? "")) {
        const known = bodies.get(words) ?? { words, conditions: 0, classes: new Set(), versions: new Set() };
        known.conditions += 1;
        known.classes.add(`${place} ${one.key}`);
        known.versions.add(place);
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

/** Conditions that name bodies, none of which leads anywhere: their cases go to the duty desk. */
const countLost = (classes: readonly Standing[], whole: ReadonlySet<string>): number =>
  classes
    .filter(({ one }) => one.duty === undefined)
    .flatMap(({ one }) => one.conditions)
    .filter(({ responsible }) => {
      const named = bodiesIn(responsible ?? "");
      return named.length > 0 && !named.some((words) => whole.has(words));
    }).length;

/** Every body that the versions in use name in words, those that lead nowhere first, each with what it means here. */
export const listBodies = async (ctx: Context, inForce = false): Promise<ResponsibleBodies> => {
  const classes = (await listStandingClasses(ctx.db))
    .filter(({ stage }) => !inForce || stage === "in-force")
    .map(({ one, ...place }) => ({ place: placeOf(place), one }));
  const areas = await getAreas(ctx);
  const known = { areas, names: await departmentNames(ctx) };
  const mappings = await listMappings(ctx.db);
  const named = [...countBodies(classes).values()].map((body) => ({
    body,
    own: mappings.filter(({ words }) => words === body.words),
  }));
  const whole = new Set(named.filter(({ own }) => isWhole(areas, own)).map(({ body }) => body.words));
  const items = named
    .map(({ body, own }) => ({
      words: body.words,
      conditions: body.conditions,
      classes: body.classes.size,
      versions: [...body.versions].sort(),
      isMapped: whole.has(body.words),
      mappings: own.map((one) => toShown(ctx, known, one)),
    }))
    .sort((one, other) => Number(one.isMapped) - Number(other.isMapped) || other.conditions - one.conditions);
  return { items, unmapped: items.filter(({ isMapped }) => !isMapped).length, lost: countLost(classes, whole) };
};
