/** The one clock of a deployment as a row: at `origin` (real) it showed `simulatedOrigin`, and it runs at `speed`. */
export interface ClockSetting {
  readonly origin: number;
  readonly simulatedOrigin: number;
  readonly speed: number;
}

/** What time it is in the city. Deadlines, holds, silence and the journal use it; sessions and retries don't. */
export interface ServerClock {
  /** The city's time, simulated or not; it never runs backwards, whatever is set. */
  readonly now: () => Date;
  /** The machine's own time, made steady. */
  readonly real: () => Date;
  readonly setting: () => ClockSetting;
  readonly set: (setting: ClockSetting) => void;
}

/** A clock that runs with the machine's own. */
export const realSetting: ClockSetting = { origin: 0, simulatedOrigin: 0, speed: 1 };

/** City time at a real moment under a setting, both in milliseconds since 1970. */
export const cityTime = (setting: ClockSetting, real: number): number =>
  Math.floor(setting.simulatedOrigin + (real - setting.origin) * setting.speed);

/** Milliseconds of real time until the city's clock shows a moment; infinite when it stands still. */
export const realDelay = (setting: ClockSetting, cityMs: number): number =>
  setting.speed === 0 ? Number.POSITIVE_INFINITY : cityMs / setting.speed;

/** Set back by more than this, the machine's clock is wrong now, or was; less is what a time server corrects. */
const stepMs = 2_000;
/** What the city's time is brought nearer by, of the time that passes. */
const slew = 0.1;

/**
 * The machine's time, made steady: set forward it is followed at once, for a machine that slept looks the same; set back,
 * time goes on as it passes and comes nearer bit by bit, so that no hold and no limit stands still meanwhile.
 */
export const steady = (wall: () => number, passed: () => number): (() => number) => {
  let [shown, at] = [wall(), passed()];
  return () => {
    const now = passed();
    const elapsed = now - at;
    at = now;
    const real = wall();
    const isSetBack = real < shown + elapsed - stepMs;
    shown = isSetBack ? Math.max(real, shown + elapsed * (1 - slew)) : real;
    return shown;
  };
};

/** Makes the clock of a process; `set` is called when the row changes. */
export const createServerClock = (
  first: ClockSetting = realSetting,
  wall: () => number = Date.now,
  // A clock that a test holds still stands still in both.
  passed: () => number = wall === Date.now ? () => performance.now() : wall,
): ServerClock => {
  const real = steady(wall, passed);
  let current = first;
  let shown = Number.NEGATIVE_INFINITY;
  return {
    now: () => {
      // A setting heard of late would lead back: the clock stands until it is passed.
      shown = Math.max(shown, cityTime(current, real()));
      return new Date(shown);
    },
    real: () => new Date(real()),
    setting: () => current,
    set: (setting) => {
      current = setting;
    },
  };
};
