import { useSyncExternalStore } from "react";
import { api } from "./api.ts";
import { keepIfRoom, recall, remember } from "./database.ts";

/** How the city's clock stands to this phone's: known once, it counts on without the net. */
interface ClockReading {
  readonly now: number;
  readonly speed: number;
  /** By the phone's clock. */
  readonly heard: number;
}

let reading: ClockReading = { now: Date.now(), speed: 1, heard: Date.now() };

/** What time it is in the city, in milliseconds since 1970. */
export const serverNow = (): number => reading.now + (Date.now() - reading.heard) * reading.speed;

export const recallClock = async (): Promise<void> => {
  reading = (await recall<ClockReading>("clock")) ?? reading;
};

export const askClock = async (): Promise<void> => {
  const asked = Date.now();
  const clock = await api.clock();
  reading = { now: Date.parse(clock.now), speed: clock.speed, heard: (asked + Date.now()) / 2 };
  await keepIfRoom(remember("clock", reading));
};

const stepMs = 15_000;
let shown = 0;

const subscribe = (listener: () => void): (() => void) => {
  const timer = setInterval(() => {
    shown = serverNow();
    listener();
  }, stepMs);
  return () => clearInterval(timer);
};

/** The city's time, now and then. */
export const useNow = (): number =>
  useSyncExternalStore(subscribe, () => {
    if (Math.abs(serverNow() - shown) > stepMs * 2 * Math.max(1, reading.speed)) shown = serverNow();
    return shown;
  });
