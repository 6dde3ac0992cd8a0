import { defineFlow } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import { flows } from "../../../app.ts";
import { handler, officer } from "../../../testing/actors.ts";
import type { FeedEntry } from "./model.ts";
import { createSight } from "./sight.ts";

const name = { zh: "字", en: "word" };
const permit = defineFlow({
  id: "dig-permit",
  kind: "permit",
  plural: "permits",
  version: 1,
  name,
  stages: { asked: { name, end: true } },
  moves: { ask: { name, from: "new", to: "asked", by: "permits.ask", records: "asked" } },
});
const roads = "0198c0de-0000-7000-8000-000000000001";
const isSeen = createSight(new Map([...flows, [permit.id, permit]]));
const entry = (kind: string, departments: string[] = []): FeedEntry => ({
  position: 1,
  at: "2026-11-02T02:00:00.000Z",
  type: `${kind}.changed`,
  kind,
  id: "one",
  areaPath: "4309/",
  departments,
});

describe("who hears of what", () => {
  test("a permit of a pack's flow is heard of by who may read permits, not by who may read the journal", () => {
    const clerk = handler(roads, { permissions: ["permits.read"] });
    expect([isSeen(clerk, entry("permit", [roads])), isSeen(officer(), entry("permit"))]).toEqual([true, false]);
    expect(isSeen(clerk, entry("permit"))).toBe(false);
  });

  test.each([
    ["thing", true],
    ["device", true],
    ["alarm", true],
    ["case", false],
  ])("a %s of no department is heard of by a department's handler: %s", (kind, heard) => {
    expect(isSeen(handler(roads), entry(kind))).toBe(heard);
  });

  test("that something was imported is heard of by whose map it may touch: within the area or around it, not beside it", () => {
    const heard = (areaPath: string, permission = "things.read") =>
      isSeen({ ...handler(roads, { areaPath }), permissions: new Set([permission]) }, entry("import"));
    expect(["", "4309/", "4309/01/", "4310/"].map((areaPath) => heard(areaPath))).toEqual([true, true, true, false]);
    expect(heard("4309/", "cases.read")).toBe(false);
  });

  test("the city's clock concerns everybody; what no flow knows is for readers of the journal", () => {
    const kinds = ["clock", "server-clock", "weather"];
    expect(kinds.map((kind) => isSeen(handler(roads), entry(kind)))).toEqual([true, false, false]);
    expect(kinds.map((kind) => isSeen(officer(), entry(kind)))).toEqual([true, true, true]);
  });
});
