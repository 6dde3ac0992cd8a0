import type { CaseRow, MoveOffer } from "@chengyun/contracts";
import { expect, test } from "vitest";
import {
  type BulkGroup,
  groupRows,
  listAlone,
  listOffers,
  listSkipped,
  movingIn,
  ownFacts,
  partOffers,
  partRuled,
  splitFacts,
} from "./bulk-groups.ts";

const name = { zh: "名", en: "name" };
const file = (...conditions: string[]): MoveOffer => ({
  move: "file",
  name,
  to: "filed",
  facts: [
    {
      id: "condition",
      name,
      kind: "choice",
      required: true,
      choices: Object.fromEntries(conditions.map((id) => [id, name])),
    },
    { id: "comment", name, kind: "text", required: false },
  ],
  handsBack: false,
});
const comment: MoveOffer = { move: "comment", name, to: "filed", facts: [], handsBack: false };
const group = (category: string, ...offers: MoveOffer[]): BulkGroup => ({
  key: category,
  stage: "filed",
  name,
  rows: [],
  ...partOffers(offers),
});

test("cases of one category in one stage are one group, in the order they were chosen", () => {
  const row = (id: string, category: string, stage = "filed") => ({ id, category, stage }) as CaseRow;
  const groups = groupRows([row("1", "lamp"), row("2", "tree"), row("3", "lamp"), row("4", "lamp", "dispatched")]);
  expect(groups.map((rows) => rows.map(({ id }) => id))).toEqual([["1", "3"], ["2"], ["4"]]);
});

test("each category is asked its own written condition, and a comment is asked once for all", () => {
  const groups = [group("lamp", file("lamp#1", "lamp#2")), group("tree", file("tree#1"))];
  const { shared, own } = splitFacts(groups, "file");
  expect([shared.map(({ id }) => id), [...own]]).toEqual([["comment"], ["condition"]]);
  const [tree] = groups.slice(1);
  expect(
    tree === undefined ? [] : ownFacts(tree, "file", own).map(({ choices }) => Object.keys(choices ?? {})),
  ).toEqual([["tree#1"]]);
});

test("where only one category is moved everything is asked once", () => {
  const { shared, own } = splitFacts([group("lamp", file("lamp#1"))], "file");
  expect([shared.length, own.size]).toEqual([2, 0]);
});

test("a move that only some categories can make is offered, and the others stay out of it", () => {
  const groups = [group("lamp", comment), group("tree", comment, file("tree#1"))];
  expect(listOffers(groups).map(({ move }) => move)).toEqual(["comment", "file"]);
  expect(movingIn(groups, "file").map(({ key }) => key)).toEqual(["tree"]);
});

test("what needs a photo or a form of each case is not offered for many, and it is said of which cases and why", () => {
  const photos: MoveOffer = {
    ...comment,
    move: "verify",
    facts: [{ id: "photos", name, kind: "photos", required: true }],
  };
  const asks: MoveOffer = { ...comment, move: "look", form: "soil" };
  const shut: MoveOffer = { ...photos, move: "feed-back", whyNot: name };
  const groups = [
    group("lamp", photos, comment),
    group("tree", asks, photos, shut),
    group("gas", { ...photos, facts: [] }),
  ];
  expect(listOffers(groups).map(({ move }) => move)).toEqual(["comment", "verify"]);
  expect(movingIn(groups, "verify").map(({ key }) => key)).toEqual(["gas"]);
  expect(listAlone(groups).map(({ move, why, groups: of }) => [move, why, of.map(({ key }) => key)])).toEqual([
    ["verify", "photos", ["lamp", "tree"]],
    ["look", "form", ["tree"]],
  ]);
});

test("by the rules many go each to its department, the largest part first, and what no rule names stays with its reason", () => {
  const rows = ["1", "2", "3", "4", "5"].map((id) => ({ id }) as CaseRow);
  const why = { zh: "请选择", en: "choose one" };
  const { ruled, unruled } = partRuled(rows, {
    items: [
      { id: "1", departmentId: "parks", departmentName: name },
      { id: "2", departmentId: "lamps", departmentName: name },
      { id: "3", departmentId: "lamps", departmentName: name },
      { id: "4", why },
    ],
  });
  expect(ruled.map((each) => [each.departmentId, each.rows.map(({ id }) => id)])).toEqual([
    ["lamps", ["2", "3"]],
    ["parks", ["1"]],
  ]);
  expect(unruled.map(({ row, why: reason }) => [row.id, reason])).toEqual([
    ["4", why],
    ["5", undefined],
  ]);
});

test("who is passed over is named: those of another stage, of a group left out, and those no rule speaks for", () => {
  const rows = (id: string) => [{ id } as CaseRow];
  const groups = [
    { ...group("lamp", file("lamp#1")), rows: rows("1") },
    { ...group("tree", file("tree#1")), rows: rows("2") },
    { ...group("lamp dispatched", comment), rows: rows("3") },
  ];
  const [none] = rows("4");
  const unruled = none === undefined ? [] : [{ row: none, why: name }];
  const skipped = listSkipped(groups, "file", { left: new Set(["tree"]), unruled });
  expect(skipped.map(({ row, because }) => [row.id, because])).toEqual([
    ["2", "left"],
    ["3", "stage"],
    ["4", { unruled: name }],
  ]);
});
