import { describe, expect, test } from "vitest";
import { noMoment, readMoment } from "./moment.ts";

const berlin = { zone: "Europe/Berlin" };
const utc = (text: string) => Date.parse(`${text}Z`);

describe("a time by the wall clock of a zone", () => {
  test.each([
    ["before the clocks go forward", "2023-03-26 01:59:59", "2023-03-26T00:59:59"],
    ["after they went forward", "2023-03-26 03:00", "2023-03-26T01:00"],
    ["before they go back", "2023-10-29 01:59", "2023-10-28T23:59"],
    ["after they went back", "2023-10-29 03:00", "2023-10-29T02:00"],
  ])("%s is one moment", (_, text, moment) => {
    expect(readMoment(text, berlin)).toBe(utc(moment));
  });

  test("that they never showed, in spring, is none, whichever of two is meant in autumn", () => {
    for (const text of ["2023-03-26 02:00", "2023-03-26 02:30", "2023-03-26 02:59:59"])
      for (const twice of [undefined, "first", "second"] as const)
        expect(readMoment(text, { ...berlin, twice })).toBe("no-such-hour");
  });

  test("that they showed twice, in autumn, is not guessed: the mapping says which, or the text by its offset", () => {
    expect(readMoment("2023-10-29 02:00", berlin)).toBe("hour-twice");
    expect(readMoment("2023-10-29 02:59:59", berlin)).toBe("hour-twice");
    expect(readMoment("2023-10-29 02:30", { ...berlin, twice: "first" })).toBe(utc("2023-10-29T00:30"));
    expect(readMoment("2023-10-29 02:30", { ...berlin, twice: "second" })).toBe(utc("2023-10-29T01:30"));
    expect(readMoment("2023-10-29 02:30+01:00", berlin)).toBe(utc("2023-10-29T01:30"));
    expect(noMoment(7, "time", "hour-twice", "“2023-10-29 02:30”").text.en).toMatch(/twice.*offset/);
  });

  test("of a zone that turns its clocks by half an hour has half an hour of each", () => {
    const island = { zone: "Australia/Lord_Howe" };
    const read = (text: string) => readMoment(text, island);
    expect([
      read("2023-04-02 01:15"),
      read("2023-04-02 01:30"),
      read("2023-04-02 01:45"),
      read("2023-04-02 02:00"),
    ]).toEqual([utc("2023-04-01T14:15"), "hour-twice", "hour-twice", utc("2023-04-01T15:30")]);
    expect([read("2023-10-01 02:15"), read("2023-10-01 02:30")]).toEqual(["no-such-hour", utc("2023-09-30T15:30")]);
  });

  test("of a zone that turns none is what it says, as in China since 1992, and was asked about before", () => {
    expect(readMoment("2023-09-17 01:30", { zone: "Asia/Shanghai" })).toBe(utc("2023-09-16T17:30"));
    expect(readMoment("1991-09-15 01:30", { zone: "Asia/Shanghai" })).toBe("hour-twice");
  });
});
