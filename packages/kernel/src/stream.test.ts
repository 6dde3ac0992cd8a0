import { describe, expect, test } from "vitest";
import { streamsOf } from "./device.ts";
import { stateCode, stateName, stream } from "./stream.ts";

describe("streams of states", () => {
  const lid = stream({
    id: "lid",
    name: { zh: "井盖", en: "Lid" },
    states: { closed: { zh: "关", en: "closed" }, open: { zh: "开", en: "open" } },
  });
  const level = stream({ id: "level", name: { zh: "液位", en: "Level" } });
  test.each([
    [lid, "closed", 0],
    [lid, "open", 1],
    [lid, "ajar", undefined],
    [level, "open", undefined],
  ])("the state of stream %# named %s has the code %s", (type, state, code) => {
    expect(stateCode(type, state)).toBe(code);
  });
  test.each([
    [lid, 1, { zh: "开", en: "open" }],
    [lid, 2, undefined],
    [lid, -1, undefined],
    [lid, 0.5, undefined],
    [level, 0, undefined],
  ])("the code of stream %# %d means %j", (type, code, name) => {
    expect(stateName(type, code)).toEqual(name);
  });
  test("a device feeds the streams of the thing it serves", () => {
    const manhole = { id: "manhole", name: level.name, glyph: "cover", streams: [level, lid] } as const;
    expect(streamsOf({ id: "gauge", name: level.name, serves: manhole })).toEqual([level, lid]);
  });
});
