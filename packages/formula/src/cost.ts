import { checkPattern } from "@chengyun/kernel";

/** What goes through a list and names each of its items. */
const loops = new Set(["all", "exists", "exists_one", "map", "filter", "sortBy"]);
/** What makes texts out of lists and names out of texts: nothing a condition needs, and it grows without end. */
const growing = new Set(["bind", "join", "split", "format", "replace"]);

/** A list in a list, and no deeper: a hundred in a hundred is ten thousand. */
const mostNested = 2;
/** Seventeen of the longest answer within another, twice, stay below 16 MB. */
const mostSums = 50;

interface Node {
  readonly op: string;
  readonly args?: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).op === "string";

interface Bill {
  sums: number;
}

const refuseCall = ([name, , given]: readonly unknown[]): string | undefined => {
  if (typeof name !== "string") return undefined;
  if (growing.has(name)) return `may not use ${name}`;
  if (name !== "matches") return undefined;
  const pattern = (given as readonly Node[] | undefined)?.[0];
  if (pattern?.op !== "value" || typeof pattern.args !== "string") return "matches only a pattern written out";
  const refused = checkPattern(pattern.args.replace(/^\^/, "").replace(/\$$/, ""));
  return refused === undefined ? undefined : `its pattern ${refused}`;
};

const walk = (node: unknown, nested: number, bill: Bill): string | undefined => {
  if (Array.isArray(node)) {
    for (const one of node) {
      const refused = walk(one, nested, bill);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }
  if (!isNode(node)) return undefined;
  if (node.op === "+") bill.sums += 1;
  if (bill.sums > mostSums) return `has more than ${mostSums} sums`;
  const call = node.op === "rcall" || node.op === "call" ? (node.args as readonly unknown[]) : undefined;
  const refused = call === undefined ? undefined : refuseCall(call);
  if (refused !== undefined) return refused;
  const deeper = nested + Number(node.op === "rcall" && loops.has(String(call?.[0])));
  return deeper > mostNested ? `goes through lists in lists deeper than ${mostNested}` : walk(node.args, deeper, bill);
};

/** Why a formula that was read could cost more than an answer is worth; undefined when it can't. */
export const refuseCost = (tree: unknown): string | undefined => walk(tree, 0, { sums: 0 });

/** Whether a formula goes through lists or looks for patterns; any other takes a time as long as its text. */
export const goesRound = (tree: unknown): boolean => {
  if (Array.isArray(tree)) return tree.some(goesRound);
  if (!isNode(tree)) return false;
  const name = tree.op === "rcall" ? String((tree.args as readonly unknown[])[0]) : "";
  return loops.has(name) || name === "matches" || goesRound(tree.args);
};
