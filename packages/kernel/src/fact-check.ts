import { type Fact, factKinds, factSubjects } from "./fact.ts";

const kebab = /^[a-z][a-zA-Z0-9]*(-[a-z0-9]+)*$/;

const longestPattern = 200;
const mostRepeats = 3;

/** Whether a group that holds alternatives is repeated: `(a|a)*b` tries every way through them. */
const repeatsAlternatives = (bare: string): boolean => {
  const opened: number[] = [];
  for (const [at, letter] of [...bare].entries()) {
    if (letter === "(") opened.push(at);
    if (letter !== ")") continue;
    const group = [...bare].slice(opened.pop() ?? 0, at);
    if (group.includes("|") && /^\s*[*+{]/.test([...bare].slice(at + 1).join(""))) return true;
  }
  return false;
};

/** Why a regular expression can't be taken: it must be sound, and must not be able to run for long on a bad text. */
export const checkPattern = (pattern: string): string | undefined => {
  if (pattern.length > longestPattern) return `is longer than ${longestPattern} characters`;
  try {
    new RegExp(`^(?:${pattern})$`, "u");
  } catch {
    return "is no regular expression";
  }
  const bare = pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  if (/\\[1-9k]/.test(pattern) || /\(\?[=!<]/.test(bare)) return "looks back or ahead";
  if (/\([^()]*[*+{][^()]*\)\s*[*+{]/.test(bare) || /\)\s*\)\s*[*+{]/.test(bare)) return "repeats what repeats";
  if ((bare.match(/[*+]|\{\d*,\}/g) ?? []).length > mostRepeats) return `has more than ${mostRepeats} open repeats`;
  if (repeatsAlternatives(bare)) return "repeats alternatives";
  return undefined;
};

const hasBothTexts = (name: { readonly zh?: unknown; readonly en?: unknown } | undefined): boolean =>
  typeof name?.zh === "string" && name.zh.trim() !== "" && typeof name.en === "string" && name.en.trim() !== "";

/** Kinds that hold codes of a list. */
const listed: readonly string[] = ["choice", "choices"];

const checkNumbers = ({ check, longest }: Fact): string[] => {
  const faults: string[] = [];
  const { range, shortest } = check ?? {};
  if (range !== undefined && !(range[0] <= range[1])) faults.push("its range goes from a lower to a higher number");
  if (shortest !== undefined && shortest > (longest ?? 2_000)) faults.push("its shortest is longer than its longest");
  return faults;
};

/** Lists faults of a fact's definition in words its author can act on. `refuse` says why a formula can't be taken. */
export const checkFactShape = (
  fact: Fact,
  refuse: (text: string, names: readonly string[]) => string | undefined = () => undefined,
): string[] => {
  const faults = checkNumbers(fact);
  if (!kebab.test(fact.id)) faults.push("write its id in kebab-case");
  if (!hasBothTexts(fact.name)) faults.push("its name is missing in a language");
  if (!factKinds.includes(fact.kind)) faults.push(`no kind of fact "${fact.kind}"`);
  if (listed.includes(fact.kind) && Object.keys(fact.choices ?? {}).length === 0) faults.push("its list is empty");
  if (fact.about !== undefined && !factSubjects.includes(fact.about)) faults.push(`known about no "${fact.about}"`);
  if (fact.personal === true && !["text", "person"].includes(fact.kind))
    faults.push("personal facts are texts or persons; nothing else is kept in the vault");
  const { pattern, formula } = fact.check ?? {};
  const refused = pattern === undefined ? undefined : checkPattern(pattern);
  if (refused !== undefined) faults.push(`its pattern ${refused}`);
  const wrong = formula === undefined ? undefined : refuse(formula, ["value"]);
  if (wrong !== undefined) faults.push(`its check "${formula}": ${wrong}`);
  return faults.map((fault) => `fact ${fact.id}: ${fault}`);
};

/** Whether two definitions of one id mean the same to whoever answers. */
export const isSameFact = (one: Fact, other: Fact): boolean =>
  one.kind === other.kind &&
  one.unit === other.unit &&
  one.personal === other.personal &&
  one.about === other.about &&
  Object.keys(one.choices ?? {}).join() === Object.keys(other.choices ?? {}).join();
