import type { MapLayer, MapOutline } from "@chengyun/contracts";
import { describe, expect, test } from "vitest";
import { countOn, nothingOn, onlyGroup, toGroups, turnGroup } from "./layer-groups.ts";

const layer = (id: string, count: number): MapLayer => ({ id, name: { zh: id, en: id }, thingType: id, count });

const outline: MapOutline = {
  ...{ version: "1", extent: [0, 0, 1, 1], sea: false, building: false, zooms: { min: 0, max: 16 }, attributions: [] },
  packs: [
    { pack: "models", name: { zh: "模型", en: "Models" }, layers: [layer("junctions", 0), layer("pipes", 0)] },
    { pack: "water", name: { zh: "供水", en: "Water" }, layers: [layer("hydrants", 7), layer("meters", 0)] },
    { pack: "gas", name: { zh: "燃气", en: "Gas" }, layers: [layer("valves", 3), layer("mains", 9)] },
    {
      ...{ pack: "platform", name: { zh: "案卷", en: "Cases" } },
      layers: [{ id: "case-heat", name: { zh: "热力", en: "Heat" }, heatOf: [] }],
    },
  ],
};

const groups = toGroups(outline);
const [water, gas] = groups;
const all = { off: new Set<string>(), on: new Set(["case-heat"]) };

describe("the layers of the map by subject", () => {
  test("rows with nothing in the city are folded away, and a subject of nothing but those comes last", () => {
    expect(groups.map(({ id, filled, empty }) => [id, filled.length, empty.length])).toEqual([
      ["water", 1, 1],
      ["gas", 2, 0],
      ["models", 0, 2],
    ]);
  });

  test("a subject is turned off and on whole, its empty rows with it, and the others stay", () => {
    if (gas === undefined || water === undefined) throw new Error("the groups are missing");
    const without = turnGroup({ ...all, off: new Set(["hydrants"]) }, gas, false);
    expect([...without.off].toSorted()).toEqual(["hydrants", "mains", "valves"]);
    expect(countOn(gas, without)).toEqual({ on: 0, of: 2 });
    expect([...turnGroup(without, gas, true).off]).toEqual(["hydrants"]);
    expect([...turnGroup(without, water, false).off].toSorted()).toEqual(["hydrants", "mains", "meters", "valves"]);
  });

  test("one subject alone leaves cases and heat as they are", () => {
    const alone = onlyGroup({ ...all, off: new Set(["pins", "valves"]) }, groups, "gas");
    expect([...alone.off].toSorted()).toEqual(["hydrants", "junctions", "meters", "pins", "pipes"]);
    expect([...alone.on]).toEqual(["case-heat"]);
  });

  test("none is the base alone", () => {
    const none = nothingOn(groups);
    expect(none.on.size).toBe(0);
    expect([...none.off]).toContain("pins");
    expect(groups.map((group) => countOn(group, none).on)).toEqual([0, 0, 0]);
  });
});
