import { resolve } from "node:path";
import { errors, permissions } from "@chengyun/contracts";
import { entryType } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import { enJournal } from "../apps/console/src/strings/en-journal.ts";
import { zhJournal } from "../apps/console/src/strings/zh-journal.ts";
import { flows } from "../apps/server/src/app.ts";
import { isTest, readTree, type Tree, treeOf } from "./tree.ts";

type Names = Readonly<Record<string, string>>;

/** Who records beside moves: `record` itself, and what hands a type on to it. */
const records = /\b(?:record\w*|note|tell)\(/;
/** Codes of faults and files, which are written like types of entries in the same files. */
const others = /^(?:body|facts|query|checkpoint|entry|log|tile|manifest)\.|\.json$/;

/** Types of entries that the server writes down without a move, and those it makes up of a kind it is given. */
const recordedIn = (tree: Tree): { types: Set<string>; madeUp: Set<string> } => {
  const types = new Set<string>();
  const madeUp = new Set<string>();
  for (const path of tree.files) {
    if (!/^apps\/server\/src\/.*[.]ts$/.test(path) || isTest(path) || path.includes("/testing/")) continue;
    const text = tree.read(path);
    if (!records.test(text)) continue;
    for (const { 1: type = "", 2: bare = "" } of text.matchAll(/(type(?::| =) )?"([a-z][a-z-]*\.[a-z][a-z-]*)"/g)) {
      const isOther = bare in errors || bare in permissions || others.test(bare);
      if (type !== "" || !isOther) types.add(bare);
    }
    for (const [, made = ""] of text.matchAll(/type: `([^`]*)`/g)) madeUp.add(made);
  }
  return { types, madeUp };
};

const { types, madeUp } = recordedIn(readTree(resolve(import.meta.dirname, "..")));
const ofMoves = new Set(
  [...flows.values()].flatMap((flow) => Object.values(flow.moves).map((m) => entryType(flow, m))),
);

describe.each([
  ["Chinese", "zh", zhJournal],
  ["English", "en", enJournal],
] as const)("in %s", (_, language, words) => {
  const kinds: Names = words.kinds;
  const verbs: Names = words.verbs;

  test("every kind that the journal tells of has a word", () => {
    const ofFlows = new Map([...flows.values()].map((flow) => [flow.kind, flow.name[language]]));
    const told = [...types].map((type) => type.split(".")[0] ?? "");
    expect(told.filter((kind) => !kinds[kind] && !ofFlows.get(kind))).toEqual([]);
    expect([...ofFlows].filter(([kind, name]) => !kinds[kind] && !name)).toEqual([]);
  });

  test("everything that is recorded without a move has a word", () => {
    const told = [...types].filter((type) => !ofMoves.has(type));
    expect(told.length).toBeGreaterThan(40);
    expect(told.filter((type) => !verbs[type.split(".")[1] ?? ""])).toEqual([]);
    expect(verbs["words-read"]).toBeTruthy();
  });

  test("every move that records has a name", () => {
    const nameless = [...flows.values()].flatMap((flow) => Object.values(flow.moves).filter((m) => !m.name[language]));
    expect(nameless).toEqual([]);
  });
});

test("what is looked for is found: a type handed to a helper, one of a union, one like a permission, none of a fault", () => {
  const path = "apps/server/src/modules/upkeep/clock/service.ts";
  const text = 'record(ctx, { type: "clock.set" });\ntell(ctx, "clock.wound");\nfault("body.at", "is-wrong");';
  expect([...recordedIn(treeOf({ [path]: text })).types]).toEqual(["clock.set", "clock.wound"]);
});

test("types made up of a kind are only those whose words are known here", () => {
  const known = "$" + "{of.kind}.words-read";
  expect([...madeUp]).toEqual([known]);
});
