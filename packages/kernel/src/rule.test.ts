import { expect, test } from "vitest";
import { hours } from "./quantity.ts";
import { attribute, isSilenceRule } from "./rule.ts";
import { stream } from "./stream.ts";

test("a rule watches for silence or for values", () => {
  const on = stream({ id: "level", name: { zh: "液位", en: "Level" } });
  const rule = { id: "r", name: on.name, on };
  expect(isSilenceRule({ ...rule, silent: { for: hours(3), severity: "blue" } })).toBe(true);
  expect(isSilenceRule({ ...rule, raise: { red: { above: attribute("lipCm") } } })).toBe(false);
  expect(attribute("lipCm")).toEqual({ attribute: "lipCm", offset: 0 });
});
