import { expect, test } from "vitest";
import { fromSeveral, toSeveral } from "../../frame/several.ts";
import { likenessToView, noFilters, toColumns, toKept, toListQuery, usualColumns } from "./list-query.ts";

test.each([
  [{}, { open: "true", order: "due" }],
  [{ state: "all" }, { open: undefined, order: "new" }],
  [
    { state: "ended", order: "old" },
    { open: "false", order: "old" },
  ],
  [
    { state: "nonsense", order: "sideways", q: "井" },
    { open: "true", order: "due", q: "井" },
  ],
])("the address %o asks for %o", (asked, expected) => {
  expect(toListQuery(asked)).toMatchObject(expected);
});

test("several values of one kind stand in the address as one, and none leaves nothing", () => {
  expect(toSeveral("filed,closed,")).toEqual(["filed", "closed"]);
  expect(fromSeveral(["filed", "closed"])).toBe("filed,closed");
  expect(fromSeveral([])).toBeUndefined();
});

test("columns come in the order of the address; one nobody knows is passed over, and none at all are the usual", () => {
  expect(toColumns({ columns: "no,secret,title,no" })).toEqual(["no", "title"]);
  expect(toColumns({ columns: "secret" })).toEqual(usualColumns);
});

test("a view keeps the filters and neither the map nor what is selected", () => {
  const asked = { stage: "filed", state: "all", map: "on", select: "case:1", columns: "no" };
  expect(toKept(asked)).toEqual({ stage: "filed", state: "all" });
  expect(toListQuery({ ...asked, ...noFilters })).toMatchObject({ open: "true", stage: undefined });
});

test.each([
  [{ stage: "filed", map: "on", view: "v" }, "same"],
  [{ stage: "filed", late: "late", view: "v" }, "changed"],
  [{ map: "on", view: "v" }, "none"],
] as const)("the address %o is the kept list of what is filed: %s", (asked, likeness) => {
  expect(likenessToView(asked, { stage: "filed" })).toBe(likeness);
});
