import type { RuleEngine, StandingAlarm } from "../modules/alarms/rule/index.ts";
import type { AlarmQueue } from "./alarm-queue.ts";

/** Takes over, once after a start, the alarms that stand in the operations store and that no rule knows of. */
export interface Adoption {
  /** Reads and adopts them, unless that was done; fails while the store is away. */
  readonly adopt: () => Promise<void>;
}

/** Makes the adoption of a start. */
export const createAdoption = (parts: {
  readonly engine: RuleEngine;
  readonly queue: AlarmQueue;
  readonly list: () => Promise<readonly StandingAlarm[]>;
}): Adoption => {
  const { engine, queue, list } = parts;
  let isDone = false;
  return {
    adopt: async () => {
      if (isDone) return;
      // Read first: what is written while the store answers is still among what waits.
      const told = new Set(queue.pending.map(({ rule, streamNo, startedAt }) => `${rule} ${streamNo} ${startedAt}`));
      const standing = await list();
      if (isDone) return;
      isDone = true;
      for (const { rule, streamNo, startedAt } of queue.pending) told.add(`${rule} ${streamNo} ${startedAt}`);
      engine.adopt(standing.filter((one) => !told.has(`${one.rule} ${one.streamNo} ${one.startedAt}`)));
    },
  };
};
