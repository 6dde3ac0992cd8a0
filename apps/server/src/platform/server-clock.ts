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
  /** The machine's own time. */
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

/** Makes the clock of a process; `set` is called when the row changes. */
export const createServerClock = (first: ClockSetting = realSetting, real: () => number = Date.now): ServerClock => {
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
