import { expect, test } from "vitest";
import { isBare, toLegend } from "./legend-items.ts";

const box = [112.3, 28.8, 112.4, 28.9] as const;
const nothing = { types: [], links: [], clusters: false, heat: false };
const name = { zh: "雨水井", en: "Manhole" };
const thing = (id: string, position: readonly [number, number], silent = false) =>
  ({
    id,
    no: 1,
    type: "manhole",
    glyph: "cover",
    name,
    position,
    silent,
    severity: silent ? undefined : "red",
  }) as const;

test("the legend says nothing about what lies outside the picture", () => {
  const items = toLegend({ things: [thing("far", [113, 28.8])], cases: [] }, box, nothing);
  expect(isBare(items)).toBe(true);
});

test("an alarm in the picture brings its level and its type, and no more", () => {
  const subjects = {
    tiles: { url: "/tiles", minZoom: 0, maxZoom: 16 },
    things: [
      { type: "manhole", name, glyph: "cover" as const, count: 2 },
      { type: "pump", name: { zh: "泵站", en: "Pump" }, glyph: "pump" as const, count: 1 },
    ],
    links: [],
  };
  const items = toLegend({ subjects, things: [thing("near", [112.35, 28.85])], cases: [] }, box, nothing);
  expect(items.types.map(({ type }) => type)).toEqual(["manhole"]);
  expect(items.severities).toEqual(["red"]);
  expect([items.normal, items.silent, items.cases]).toEqual([false, false, false]);
});

test("a network keeps its dashes when another is not in the picture", () => {
  const subjects = {
    tiles: { url: "/tiles", minZoom: 0, maxZoom: 16 },
    things: [],
    links: [
      { type: "gas-pipe", name, look: 0 },
      { type: "drain-pipe", name, look: 1 },
    ],
  };
  const items = toLegend({ subjects, things: [], cases: [] }, box, { ...nothing, links: ["drain-pipe"] });
  expect(items.links.map(({ type, look }) => [type, look])).toEqual([["drain-pipe", 1]]);
});
