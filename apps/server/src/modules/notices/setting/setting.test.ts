import type { NoticeType } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import { channelsFor, heldUntil, type SettingRecord } from "./model.ts";

const type: NoticeType = {
  id: "case-late",
  on: "case.late",
  text: { zh: "超期", en: "late" },
  to: "departments",
  channels: ["sms"],
};
const night = { fromMinute: 22 * 60, toMinute: 7 * 60 };
const setting = (more: Partial<SettingRecord> = {}): SettingRecord => ({
  personId: "p",
  language: "zh",
  quiet: night,
  choices: {},
  ...more,
});
/** Eleven at night in Shanghai. */
const late = Date.parse("2026-11-20T15:00:00Z");
const zone = "Asia/Shanghai";

describe("how somebody is told", () => {
  test.each([
    ["as declared, without a wish", {}, type, ["sms"]],
    ["as wished for all", { "*": { channels: ["email"] } }, type, ["email"]],
    ["as wished for this one", { "*": { channels: ["email"] }, "case-late": { channels: [] } }, type, []],
    [
      "on the screen alone, where telling itself is told",
      { "*": { channels: ["email"] } },
      { ...type, screenOnly: true as const },
      [],
    ],
  ] as const)("%s", (_, choices, of, channels) => {
    expect(channelsFor(setting({ choices }), of)).toEqual(channels);
  });

  test.each([
    ["what can wait waits until morning", setting(), type, "2026-11-20T23:00:00.000Z"],
    ["what is urgent breaks through", setting(), { ...type, urgent: true as const }, undefined],
    [
      "somebody may hold even that",
      setting({ choices: { "case-late": { quiet: "hold" } } }),
      { ...type, urgent: true as const },
      "2026-11-20T23:00:00.000Z",
    ],
    ["or let this one through", setting({ choices: { "case-late": { quiet: "through" } } }), type, undefined],
    ["without quiet hours nothing waits", setting({ quiet: undefined }), type, undefined],
  ] as const)("at night: %s", (_, of, notice, until) => {
    const held = heldUntil(of, notice, late, zone);
    expect(held === undefined ? undefined : new Date(held).toISOString()).toBe(until);
  });
});
