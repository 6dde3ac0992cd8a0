import { describe, expect, test } from "vitest";
import { openTestCity } from "../testing/test-city.ts";
import { getClockSetting, updateClockSetting } from "./clock-store.ts";
import { cityTime, createServerClock, realDelay, steady } from "./server-clock.ts";

describe("the machine's clock", () => {
  const hours = 3_600_000;
  const open = () => {
    const state = { wall: 100 * hours, passed: 0 };
    const read = steady(
      () => state.wall,
      () => state.passed,
    );
    const pass = (ms: number, setBy = 0) => {
      state.passed += ms;
      state.wall += ms + setBy;
      return read() - 100 * hours;
    };
    return { pass };
  };

  test("set forward is followed at once: a machine that slept looks the same", () => {
    expect(open().pass(1_000, 2 * hours)).toBe(2 * hours + 1_000);
  });

  test("set back by two hours, time goes on nine seconds in ten, until both agree", () => {
    const { pass } = open();
    expect(pass(1_000, -2 * hours)).toBe(900);
    expect(pass(60_000)).toBe(54_900);
    // The machine's own clock catches up by a tenth of what passes.
    pass(20 * hours);
    expect(pass(1_000)).toBe(18 * hours + 62_000);
  });

  test("set back by a second is what a time server does", () => {
    expect(open().pass(10_000, -1_000)).toBe(9_000);
  });
});

describe("the city's clock", () => {
  test("at speed 3600 an hour passes in a second", () => {
    let real = 1_000_000;
    const clock = createServerClock({ origin: real, simulatedOrigin: 50_000_000, speed: 3_600 }, () => real);
    real += 1_000;
    expect(clock.now().getTime()).toBe(50_000_000 + 3_600_000);
  });

  test.each([
    [1, 5_000, 5_000],
    [10, 5_000, 500],
    [0, 5_000, Number.POSITIVE_INFINITY],
  ])("at speed %d, %d ms of the city take %d ms", (speed, ms, real) => {
    expect(realDelay({ origin: 0, simulatedOrigin: 0, speed }, ms)).toBe(real);
  });

  test("stands still until a setting heard of late has passed what it already showed", () => {
    let real = 0;
    const clock = createServerClock({ origin: 0, simulatedOrigin: 0, speed: 3_600 }, () => real);
    real = 1_000;
    expect(clock.now().getTime()).toBe(3_600_000);
    clock.set({ origin: 500, simulatedOrigin: 1_800_000, speed: 60 });
    expect(clock.now().getTime()).toBe(3_600_000);
    real = 30_000;
    expect(clock.now().getTime()).toBe(3_600_000);
    real = 31_500;
    expect(clock.now().getTime()).toBe(1_800_000 + 31_000 * 60);
  });

  test("never runs backwards: a jump to the past is refused, and a slower speed goes on from where it stands", async () => {
    const city = await openTestCity();
    const { db } = city.database;
    const real = Date.now();
    await updateClockSetting(db, { speed: 3_600, at: real + 1_000, real });
    expect(await updateClockSetting(db, { speed: 1, at: real, real: real + 1 })).toBe("backwards");
    const later = real + 10_000;
    const before = cityTime(await getClockSetting(db), later);
    await updateClockSetting(db, { speed: 1, at: undefined, real: later });
    expect(cityTime(await getClockSetting(db), later)).toBe(before);
    await city.close();
  });
});
