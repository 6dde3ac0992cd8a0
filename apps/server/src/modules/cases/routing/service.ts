import { system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { changedFields, checkCondition, decide, type Fields } from "./decide.ts";
import {
  findRoute,
  findRule,
  insertRule,
  keepRoute,
  listRules,
  type NamedRule,
  type Route,
  updateRule,
} from "./store.ts";

const wrong = (path: string, code: string, text?: string): AppError =>
  new AppError("subject.missing-facts", { faults: [{ path, code, ...(text === undefined ? {} : { text }) }] });

const checkRule = async (ctx: Context, rule: Pick<NamedRule, "condition" | "departmentId">): Promise<void> => {
  const fault = checkCondition(rule.condition);
  if (fault !== undefined) throw wrong("facts.condition", "formula", fault);
  if (!(await departmentNames(ctx)).has(rule.departmentId)) throw wrong("facts.department", "choice");
};

const ruleOf = (id: string, facts: Readonly<Record<string, unknown>>) => ({
  id,
  name: { zh: String(facts["name-zh"]), en: String(facts["name-en"]) },
  condition: String(facts["condition"]),
  departmentId: String(facts["department"]),
  place: Number(facts["place"]),
});

/** Adds a rule for an area; of the whole city when the path is empty. */
export const addRule = async (
  ctx: Context,
  areaPath: string,
  facts: Readonly<Record<string, unknown>>,
): Promise<string> => {
  const id = newId();
  const opening = { flow: "routing-rule", move: "add", id, areaPath, departments: [], facts };
  await open(ctx, opening, async (inner) => {
    const rule = ruleOf(id, facts);
    await checkRule(inner, rule);
    await insertRule(inner.db, rule);
    return undefined;
  });
  return id;
};

export const applyEdit: Apply = async (ctx, { id }, facts) => {
  const before = await findRule(ctx.db, id);
  if (before === undefined) throw new AppError("subject.not-found");
  const rule = ruleOf(id, {
    "name-zh": before.name.zh,
    "name-en": before.name.en,
    condition: before.condition,
    department: before.departmentId,
    place: before.place,
    ...facts,
  });
  await checkRule(ctx, rule);
  await updateRule(ctx.db, rule);
  return { changes: { before } };
};

/** Where a case goes by what is known of it, without keeping anything. */
export const tryRoute = (rules: readonly NamedRule[], fields: Fields, kin: readonly string[]) =>
  decide(rules, fields, { kin });

/** A case as rules see it, and whose it is when none of them holds. */
interface Routing {
  readonly fields: Fields;
  /** What categories are or were called; asked only where there are rules. */
  readonly kin: (ctx: Context, categories: readonly string[]) => Promise<readonly string[]>;
  readonly otherwise: () => Promise<string>;
  /** The rules, where they were read before. */
  readonly rules?: readonly NamedRule[];
  /** It opened in this transaction: nothing was decided about it before. */
  readonly isNew?: boolean;
}

const standing = async (ctx: Context, caseId: string, { rules, isNew }: Routing) => ({
  rules: rules ?? (await listRules(ctx.db)),
  before: isNew === true ? undefined : await findRoute(ctx.db, caseId),
});

/**
 * Decides where a case goes and remembers which rule fired, in which version, and what it read. Seen before, only
 * rules that read a changed field run again; nothing is written when none had to. Answers undefined while there are
 * no rules at all.
 */
export const routeCase = (outer: Context, caseId: string, given: Routing): Promise<void> =>
  transact(outer, async (ctx) => {
    const { rules, before } = await standing(ctx, caseId, given);
    if (rules.length === 0 && before === undefined) return;
    const { fields } = given;
    const { runs, fired, ran } = decide(rules, fields, { before, kin: await given.kin(ctx, [fields.category]) });
    const changed = before === undefined ? [] : changedFields(before.fields, fields);
    const name = rules.find(({ id }) => id === fired?.id)?.name;
    const rule = fired === undefined || name === undefined ? undefined : { id: fired.id, version: fired.version, name };
    const departmentId = fired?.departmentId ?? (await given.otherwise());
    if (before !== undefined && changed.length === 0 && ran.length === 0) return;
    await keepRoute(ctx.db, { caseId, rule, departmentId, runs, fields, ran: ran.length, at: ctx.clock.now() });
    if (before !== undefined && ran.length === 0 && before.departmentId === departmentId) return;
    const machine = { ...ctx, actor: system("cases/routing") };
    await change(machine, { kind: "case", id: caseId }, "route", {
      apply: async () => ({
        changes: {
          rule: rule?.id,
          ruleVersion: rule?.version,
          ruleName: rule?.name,
          department: departmentId,
          reads: runs.find(({ holds }) => holds)?.reads ?? [],
          changed,
          ran,
        },
      }),
    });
  });

/** What was decided for a case; undefined when its duty alone speaks. */
export const routeOf = (ctx: Context, caseId: string): Promise<Route | undefined> => findRoute(ctx.db, caseId);
