import { useMutation, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api, queryClient } from "./api.ts";

/** The server's clock as it was told, and when that was by this machine's steady clock. */
interface ClockReading {
  readonly now: number;
  readonly speed: number;
  readonly simulated: boolean;
  readonly heard: number;
}

let reading: ClockReading = { now: Date.now(), speed: 1, simulated: false, heard: performance.now() };
const listeners = new Set<() => void>();
let shown = 0;

/** What time it is in the city now, in milliseconds since 1970; simulated time when the server simulates it. */
export const serverNow = (): number => reading.now + (performance.now() - reading.heard) * reading.speed;

const tick = (): void => {
  shown = serverNow();
  for (const listener of listeners) listener();
};

const askClock = async () => {
  const asked = performance.now();
  const clock = await api.clock();
  const heard = (asked + performance.now()) / 2;
  reading = { now: Date.parse(clock.now), speed: clock.speed, simulated: clock.simulated, heard };
  tick();
  return clock;
};

let ticking: ReturnType<typeof setInterval> | undefined;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  ticking ??= setInterval(tick, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
};

const shownNow = (): number => {
  if (shown === 0) shown = serverNow();
  return shown;
};

/** The city's time, once a second. */
export const useNow = (): number => useSyncExternalStore(subscribe, shownNow);

/** The city's time in steps, for what need not be drawn every second; as long a step in simulated time. */
export const useNowStep = (stepMs: number): number => Math.floor(useNow() / stepMs) * stepMs;

export const useClock = () =>
  useQuery({ queryKey: ["clock"], queryFn: askClock, refetchInterval: reading.simulated ? 5_000 : 60_000 });

/** Server time at which an answer came, given the browser's time of it: what a counted time left refers to. */
export const asOf = (dataUpdatedAt: number): number => serverNow() - (Date.now() - dataUpdatedAt) * reading.speed;

/** Sets the city's clock; what others see of it follows by the live feed. */
export const useSetClock = () =>
  useMutation({
    mutationFn: (wish: { readonly speed: number; readonly reason: string }) => api.setClock(wish),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["clock"] }),
  });
