import { isWithin } from "@chengyun/kernel";
import { compileFormula } from "../../../platform/formula.ts";

/** What a rule may read of a case; what is not known is an empty text. */
export const fieldKinds = {
  category: "text",
  area: "text",
  severity: "text",
  channel: "text",
  longitude: "number",
  latitude: "number",
} as const;

/** Name of a field. */
export type Field = keyof typeof fieldKinds;

/** A case as rules see it. */
export type Fields = { readonly [Name in Field]: (typeof fieldKinds)[Name] extends "number" ? number : string };

/** A rule as it is run. */
export interface Rule {
  readonly id: string;
  readonly version: number;
  /** Where the rule is in force; empty for the whole city. */
  readonly areaPath: string;
  /** CEL over the fields; gives yes or no. */
  readonly condition: string;
  readonly departmentId: string;
}

/** One rule held against one case: which fields it looked at on the way to its answer. */
export interface Run {
  readonly rule: string;
  readonly version: number;
  readonly reads: readonly Field[];
  readonly holds: boolean;
}

/** What came of a list of rules. */
export interface Decision {
  /** Rules up to the one that fired, in order. */
  readonly runs: readonly Run[];
  readonly fired: Rule | undefined;
  /** Ids of the rules that ran anew; the others' answers still stood. */
  readonly ran: readonly string[];
}

type Compiled = (fields: Readonly<Record<string, string | number>>) => unknown;

const compiled = new Map<string, Compiled | undefined>();
/** Bound on memory: a city has some hundred rules and their versions. */
const mostCompiled = 2_000;

const toFormula = (condition: string) => ({
  id: "condition",
  name: { zh: "条件", en: "condition" },
  text: condition,
  inputs: fieldKinds,
  gives: "flag" as const,
});

/** What is wrong with a condition, in the language's own words; undefined when it is sound. */
export const checkCondition = (condition: string): string | undefined => {
  const made = compileFormula(toFormula(condition));
  return "fault" in made ? made.fault : undefined;
};

const namedBy = new Map<string, readonly string[]>();

/** Words a condition puts in quotes: the categories it may name are among them. */
export const namedIn = (condition: string): readonly string[] => {
  const known = namedBy.get(condition);
  if (known !== undefined) return known;
  if (namedBy.size > mostCompiled) namedBy.clear();
  const named = [...condition.matchAll(/"([^"\\]*)"|'([^'\\]*)'/g)].map(([, one, other]) => one ?? other ?? "");
  namedBy.set(condition, named);
  return named;
};

/**
 * What a case's category is for a rule: as the rule names it where it names what the category stood for or what came
 * in its place; each of several, for the rule holds where it holds for one. Else what it is called today.
 */
const categoriesFor = (condition: string, category: string, kin: readonly string[]): readonly string[] => {
  const named = namedIn(condition);
  const known = named.includes(category) ? [] : kin.filter((id) => named.includes(id));
  return known.length === 0 ? [category] : known;
};

const compile = (condition: string): Compiled | undefined => {
  if (compiled.has(condition)) return compiled.get(condition);
  if (compiled.size > mostCompiled) compiled.clear();
  const made = compileFormula(toFormula(condition));
  const compute = "fault" in made ? undefined : made.compute;
  compiled.set(condition, compute);
  return compute;
};

/** Holds a rule against a case and notes every field it looks at: what it did not read can't change its answer. */
const runRule = (rule: Rule, fields: Fields, kin: readonly string[]): Run => {
  const reads = new Set<Field>();
  const watched = {};
  let category = fields.category;
  for (const name of Object.keys(fieldKinds) as Field[])
    Object.defineProperty(watched, name, {
      enumerable: true,
      get: () => {
        reads.add(name);
        return name === "category" ? category : fields[name];
      },
    });
  const inForce = rule.areaPath === "" || isWithin((watched as Fields).area, rule.areaPath);
  const holdsFor = (as: string): boolean => {
    category = as;
    return compile(rule.condition)?.(watched) === true;
  };
  const holds = inForce && categoriesFor(rule.condition, fields.category, kin).some(holdsFor);
  return { rule: rule.id, version: rule.version, reads: [...reads], holds };
};

/** Names of the fields that differ. */
export const changedFields = (one: Fields, other: Fields): Field[] =>
  (Object.keys(fieldKinds) as Field[]).filter((name) => one[name] !== other[name]);

/** What else is known of a case that rules are held against. */
interface Known {
  /** What was found before, and what of. */
  readonly before?: { readonly runs: readonly Run[]; readonly fields: Fields } | undefined;
  /** What its category is or was called by dictionaries and packs. */
  readonly kin?: readonly string[];
}

/**
 * The first rule that holds. With what was found before, only rules that read a changed field, or are another version
 * than then, run again.
 */
export const decide = (rules: readonly Rule[], fields: Fields, { before, kin = [] }: Known = {}): Decision => {
  const changed = before === undefined ? [] : changedFields(before.fields, fields);
  const known = new Map((before?.runs ?? []).map((run) => [`${run.rule} ${run.version}`, run]));
  const runs: Run[] = [];
  const ran: string[] = [];
  for (const rule of rules) {
    const kept = known.get(`${rule.id} ${rule.version}`);
    const stands = kept !== undefined && !kept.reads.some((field) => changed.includes(field));
    const run = stands ? kept : runRule(rule, fields, kin);
    if (!stands) ran.push(rule.id);
    runs.push(run);
    if (run.holds) return { runs, fired: rule, ran };
  }
  return { runs, fired: undefined, ran };
};
