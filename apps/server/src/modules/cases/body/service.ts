import { AppError } from "../../../platform/app-error.ts";
import { change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { departmentFor, departmentNames } from "../../identity/department/index.ts";
import { findCategory } from "../category/index.ts";
import { findClassOf } from "../dictionary/index.ts";
import { responsibleBody } from "./flow.ts";
import {
  type BodyMapping,
  findMapping,
  insertMapping,
  listMappings,
  lockWords,
  type Target,
  updateMapping,
} from "./store.ts";
import { bodiesIn } from "./words.ts";

/** What decides whose a case is when no rule does. */
export interface Responsible {
  readonly departmentId: string;
  /** The body of the dictionary that decided, and what it is mapped to. */
  readonly body: BodyMapping | undefined;
  /** Bodies the dictionary names that lead nowhere in this area. */
  readonly unmapped: readonly string[];
}

/** What is asked about: a category, the condition it was filed under when it was, and where. */
export interface Asked {
  readonly category: string;
  /** `<category>#<condition>`: its own bodies before those of the class. */
  readonly condition?: string | undefined;
  readonly areaPath: string;
}

/** Words of the bodies that a class names: of the condition a case was filed under, else of all its conditions. */
const wordsOf = async (ctx: Context, { category, condition }: Asked): Promise<{ duty: string; words: string[] }> => {
  const [filed = category, id] = (condition ?? "").includes("#") ? (condition ?? "").split("#") : [category];
  const found = await findClassOf(ctx, filed);
  if (found === undefined) return { duty: "", words: [] };
  const own = found.conditions.filter((one) => id === undefined || one.id === id);
  return { duty: found.duty ?? "", words: [...new Set(own.flatMap((one) => bodiesIn(one.responsible ?? "")))] };
};

const departmentOf = (ctx: Context, { duty, departmentId }: Target, areaPath: string): string =>
  departmentId ?? departmentFor(ctx, duty ?? "", areaPath).id;

/**
 * Whose a case is by its category alone: of a pack the duty it names; of a dictionary the first of the bodies it names
 * that the city has mapped, in the narrowest area; where it names none, or nothing maps what it names, the duty it
 * inherits from the pack's category of its number. What has none is the duty desk's.
 */
export const findResponsible = async (ctx: Context, asked: Asked): Promise<Responsible> => {
  const declared = ctx.deployment.registry.cases.get(asked.category);
  const byDuty = (duty: string, unmapped: readonly string[]): Responsible => ({
    departmentId: departmentFor(ctx, duty, asked.areaPath).id,
    body: undefined,
    unmapped,
  });
  if (declared !== undefined) return byDuty(declared.handledBy, []);
  const { duty, words } = await wordsOf(ctx, asked);
  // A duty the city itself wrote on a class says more than the words it was imported with.
  if (duty !== "") return byDuty(duty, []);
  // A class that names no body is whose the pack's category of its number says.
  if (words.length === 0) return byDuty((await findCategory(ctx, asked.category))?.handledBy ?? "", []);
  const mappings = (await listMappings(ctx.db, words)).filter(({ areaPath }) => asked.areaPath.startsWith(areaPath));
  const unmapped: string[] = [];
  for (const word of words) {
    const body = mappings.find((one) => one.words === word);
    if (body !== undefined) return { departmentId: departmentOf(ctx, body, asked.areaPath), body, unmapped };
    unmapped.push(word);
  }
  return byDuty((await findCategory(ctx, asked.category))?.handledBy ?? "", unmapped);
};

const fault = (path: string) =>
  new AppError("request.invalid", { faults: [{ path: `body.${path}`, code: "unknown" }] });

const checkTarget = async (ctx: Context, to: Target): Promise<void> => {
  if (to.departmentId !== undefined && !(await departmentNames(ctx)).has(to.departmentId))
    throw fault("to.departmentId");
  if (to.duty !== undefined && !ctx.deployment.profile.duties.some(({ duty }) => duty === to.duty))
    throw fault("to.duty");
};

const checkArea = async (ctx: Context, areaPath: string): Promise<void> => {
  if (areaPath !== "" && !(await getAreas(ctx)).list.some(({ path }) => path === areaPath)) throw fault("areaPath");
};

/** What is written about the words of a body. */
export interface BodyWish {
  readonly words: string;
  readonly areaPath: string;
  /** Absent: the mapping is taken back. */
  readonly to: Target | undefined;
}

const factsOf = ({ duty, departmentId }: Target) => ({
  ...(duty === undefined ? {} : { duty }),
  ...(departmentId === undefined ? {} : { department: departmentId }),
});

const mapNew = (ctx: Context, { words, areaPath }: BodyWish, to: Target) => {
  const id = newId();
  const opening = { flow: responsibleBody.id, move: "map", id, areaPath, departments: [] };
  return open(ctx, { ...opening, facts: { words, ...factsOf(to) } }, async (inner) => {
    await insertMapping(inner.db, { id, words, areaPath, ...to });
    return { changes: { area: areaPath } };
  });
};

/** Writes what the words of a body mean in an area, or takes it back. The same once more changes nothing. */
export const mapBody = (outer: Context, wish: BodyWish): Promise<void> =>
  transact(outer, async (ctx) => {
    const { words, areaPath, to } = wish;
    await checkArea(ctx, areaPath);
    if (to !== undefined) await checkTarget(ctx, to);
    await lockWords(ctx.db, words);
    const found = await findMapping(ctx.db, words, areaPath);
    if (found === undefined) {
      if (to !== undefined) await mapNew(ctx, wish, to);
      return;
    }
    const inForce = (await listMappings(ctx.db, [words])).find(({ id }) => id === found.id);
    const subject = { kind: responsibleBody.kind, id: found.id };
    if (to === undefined) {
      if (inForce !== undefined) await change(ctx, subject, "unmap", {});
    } else if (inForce?.duty !== to.duty || inForce?.departmentId !== to.departmentId)
      await change(ctx, subject, "map-again", {
        facts: factsOf(to),
        apply: async (inner) => {
          await updateMapping(inner.db, found.id, to);
          return { changes: { words, area: areaPath, before: { duty: found.duty, department: found.departmentId } } };
        },
      });
  });
