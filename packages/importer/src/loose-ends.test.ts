import { expect, test } from "vitest";
import { LooseEnds } from "./loose-ends.ts";
import type { Piece } from "./understanding.ts";

const node = (ref: string, position: readonly [number, number]) => ({
  line: 1,
  row: { ref, position, type: "manhole", name: { zh: ref, en: ref }, isNameMade: true, attributes: {} },
});
const link = (from: string, to: string) => ({
  line: 1,
  row: { ref: `${from}-${to}`, type: "pipe", from, to, attributes: {} },
});
const piece = (kind: "things" | "links", rows: readonly object[], knownRefs: readonly string[] = []): Piece =>
  ({
    ...{ kind, rows, faults: [], leftOut: 0 },
    tried: { added: 0, changed: 0, known: 0, waiting: 0, changedRows: [], knownRefs },
  }) as unknown as Piece;

test("an end that meets no line of the file and no node of the city is told with its place, and how near it came", () => {
  const ends = new LooseEnds();
  const nodes = [
    node("a", [112.1, 28.1]),
    node("b", [112.2, 28.1]),
    node("c", [112.20001, 28.1]),
    node("d", [112.3, 28.1]),
  ];
  ends.take(piece("things", nodes, ["a"]));
  ends.take(piece("links", [link("a", "b"), link("c", "d")]));
  const [notice, ...others] = ends.notices();
  expect(others).toEqual([]);
  expect(notice?.zh).toMatch(
    /^3 个线端.*112\.200000, 28\.100000（离另一节点 1\.0 m）；112\.200010, 28\.100000（离另一节点 1\.0 m）；112\.300000, 28\.100000。/,
  );
  const whole = new LooseEnds();
  whole.take(piece("things", nodes.slice(0, 2), ["a", "b"]));
  whole.take(piece("links", [link("a", "b")]));
  expect(whole.notices()).toEqual([]);
});
