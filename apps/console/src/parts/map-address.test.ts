import { expect, test } from "vitest";
import { noSwitches, readCamera, readMapSelection, readSwitches, writeCamera, writeSwitches } from "./map-address.ts";

test("a link leads to where the sender looked", () => {
  const camera = { centre: [112.36021, 28.84512], zoom: 16.25, bearing: -20, pitch: 58 } as const;
  expect(writeCamera(camera)).toBe("28.84512,112.36021,16.25,-20,58");
  expect(readCamera(writeCamera(camera))).toEqual(camera);
});

test("a flat view from the north needs no turn and no tilt in its link", () => {
  expect(writeCamera({ centre: [112.36021, 28.84512], zoom: 12, bearing: 0, pitch: 0 })).toBe("28.84512,112.36021,12");
});

test.each(["", "here", "28.8", "28.8,112.3", "99,112.3,12", "28.8,112.3,NaN"])("%j is no place to look at", (text) => {
  expect(readCamera(text)).toBeUndefined();
});

test("a zoom nobody can see is brought to the nearest one", () => {
  expect(readCamera("28.8,112.3,42")?.zoom).toBe(19.5);
});

test("what begins on can be off and what begins off can be on", () => {
  const text = writeSwitches({ off: new Set(["pipes", "manholes"]), on: new Set(["heat"]) });
  expect(text).toBe("-manholes,-pipes,heat");
  expect(readSwitches(text)).toEqual({ off: new Set(["manholes", "pipes"]), on: new Set(["heat"]) });
  expect(writeSwitches(noSwitches)).toBeUndefined();
});

test("only things and cases are selected on the map", () => {
  expect(readMapSelection("thing:0190")).toEqual({ kind: "thing", id: "0190" });
  expect([readMapSelection("alarm:0190"), readMapSelection("thing:"), readMapSelection(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
