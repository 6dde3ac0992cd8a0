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
import { whoseIs } from "./whose.ts";
import { bodiesIn } from "./words.ts";

/** What decides whose a case is when no rule does. */
export interface Responsible {
  readonly departmentId: string;
  /** The body of the dictionary that decided, and what it is mapped to. */
  readonly body: BodyMapping | undefined;
  /** Bodies the dictionary names that lead nowhere in this area. */
  readonly unmapped: readonly string[];
  /** Whether the duty of the pack's category of its number decided, for no body named leads anywhere. */
  readonly inherits: boolean;
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

/** Whether somebody in the city has a duty. */
export const hasDuty = ({ deployment }: Context, asked: string): boolean =>
  deployment.profile.duties.some(({ duty }) => duty === asked);

const departmentOf = (ctx: Context, { duty, departmentId }: Target, areaPath: string): string =>
  departmentId ?? departmentFor(ctx, duty ?? "", areaPath).id;

/** The duty that a class inherits from the pack's category of its number; empty when nobody in the city has it. */
const inheritedBy = async (ctx: Context, category: string): Promise<string> => {
  const duty = (await findCategory(ctx, category))?.handledBy ?? "";
  return hasDuty(ctx, duty) ? duty : "";
};

/** Whose a case is by its category alone: of a pack the duty it names; of a dictionary what `whoseIs` says in its area. */
export const findResponsible = async (ctx: Context, asked: Asked): Promise<Responsible> => {
  const { category, areaPath } = asked;
  const byDuty = (duty: string, unmapped: readonly string[], inherits = false): Responsible => ({
    departmentId: departmentFor(ctx, duty, areaPath).id,
    body: undefined,
    unmapped,
    inherits,
  });
  const declared = ctx.deployment.registry.cases.get(category);
  if (declared !== undefined) return byDuty(declared.handledBy, []);
  const { duty: own, words } = await wordsOf(ctx, asked);
  const mappings =
    own !== "" || words.length === 0
      ? []
      : (await listMappings(ctx.db, words)).filter((one) => areaPath.startsWith(one.areaPath));
  const leads = (named: string): boolean => mappings.some((one) => one.words === named);
  const said = whoseIs({ own, words, inherited: "" }, leads);
  // What is inherited is looked for only where nothing else speaks.
  const found = said.by === "desk" ? whoseIs({ own, words, inherited: await inheritedBy(ctx, category) }, leads) : said;
  if (found.by !== "body") return byDuty("duty" in found ? found.duty : "", found.unmapped, found.by === "inherited");
  const body = mappings.find((one) => one.words === found.words);
  if (body === undefined) throw new Error(`the mapping of "${found.words}" went`);
  return { departmentId: departmentOf(ctx, body, areaPath), body, unmapped: found.unmapped, inherits: false };
};

const fault = (path: string) =>
  new AppError("request.invalid", { faults: [{ path: `body.${path}`, code: "unknown" }] });

const checkTarget = async (ctx: Context, to: Target): Promise<void> => {
  if (to.departmentId !== undefined && !(await departmentNames(ctx)).has(to.departmentId))
    throw fault("to.departmentId");
  if (to.duty !== undefined && !hasDuty(ctx, to.duty)) throw fault("to.duty");
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
const mapBody = (outer: Context, wish: BodyWish): Promise<void> =>
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

/** The same for several bodies: all of them, or none. In one order, so that two keepers never wait for each other. */
export const mapBodies = (outer: Context, all: readonly string[], wish: Omit<BodyWish, "words">): Promise<void> =>
  transact(outer, async (ctx) => {
    for (const words of [...new Set(all)].sort()) await mapBody(ctx, { ...wish, words });
  });
