import { hash } from "./hash.ts";

const slotMs = 4 * 3_600_000;
const minuteMs = 60_000;

/** Rain over the city at a moment: in a third of the four-hour slots a shower comes, swells and goes. */
export const rainAt = (seed: number, at: number): number => {
  const slot = Math.floor(at / slotMs);
  if (hash(seed, "shower", slot) > 0.34) return 0;
  const lasts = (30 + 70 * hash(seed, "lasts", slot)) * minuteMs;
  const begins = slot * slotMs + hash(seed, "begins", slot) * (slotMs - lasts);
  const share = (at - begins) / lasts;
  if (share <= 0 || share >= 1) return 0;
  return (4 + 28 * hash(seed, "peak", slot) ** 2) * Math.sin(Math.PI * share) ** 2;
};

/** Rain of the hour before a moment. */
export const rainLastHour = (seed: number, at: number): number => {
  let sum = 0;
  for (let before = 0; before < 60; before += 5) sum += rainAt(seed, at - before * minuteMs) / 12;
  return sum;
};
