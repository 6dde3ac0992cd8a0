import type { Client } from "@chengyun/client";

const pollMs = 2_000;
/**
 * Without word from the server its time is not guessed further ahead than this. Devices have clocks of their own: a
 * server that takes its time to answer must not silence them all.
 */
const trustMs = 30_000;

/** The server's clock as a client knows it: never ahead of what the server last said, but for a moment. */
export interface CityClock {
  readonly now: () => number;
  /** City seconds in a real second; 0 while it is paused. */
  readonly speed: () => number;
  readonly stop: () => void;
}

/** Follows the server's clock; the first answer is awaited. */
export const followClock = async (client: Pick<Client, "clock">): Promise<CityClock> => {
  let said = { now: 0, speed: 1, heard: 0 };
  const ask = async (): Promise<void> => {
    const asked = performance.now();
    const { now, speed } = await client.clock();
    // Half of the way there and back: at sixty times the world's pace a second of waiting is a minute.
    said = { now: Date.parse(now), speed, heard: (asked + performance.now()) / 2 };
  };
  await ask();
  // A server that is away is asked again at the next turn; the clock then stands still.
  const timer = setInterval(() => void ask().catch(() => undefined), pollMs);
  return {
    now: () => said.now + Math.min(trustMs, performance.now() - said.heard) * said.speed,
    speed: () => said.speed,
    stop: () => clearInterval(timer),
  };
};
