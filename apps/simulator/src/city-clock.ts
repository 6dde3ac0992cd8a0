import type { Client } from "@chengyun/client";

const pollMs = 2_000;
/** Without word from the server its time is not guessed further ahead than this. */
const trustMs = 2 * pollMs;

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
    const { now, speed } = await client.clock();
    said = { now: Date.parse(now), speed, heard: performance.now() };
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
