import { expect, test } from "vitest";
import { showFar } from "./subject-layers.ts";

const typeOf = (type: string, count: number) => ({ type, count, name: { zh: type, en: type }, glyph: "dot" }) as const;

test("pumping stations show from afar, covers and lamps only near by", () => {
  const shown = showFar([typeOf("cover", 3_600), typeOf("station", 12), typeOf("lamp", 4_500), typeOf("gauge", 90)]);
  expect(shown).toEqual(["station", "gauge"]);
});

test("a layer that is shown alone is seen from afar, however many it has", () => {
  expect(showFar([typeOf("lamp", 4_500)])).toEqual(["lamp"]);
});
