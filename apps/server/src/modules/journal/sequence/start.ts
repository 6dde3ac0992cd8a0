import type { ContextSeed } from "../../../platform/context.ts";
import { serveSequencer } from "../../../platform/journal.ts";
import type { Pulse } from "../../../platform/pulse.ts";
import { feedOf } from "../live/index.ts";
import { type Sequencer, startSequencer } from "./sequencer.ts";

/** The journal's part of an api process. */
export interface Journal {
  readonly sequencer: Sequencer;
  readonly stop: () => Promise<void>;
}

/** Starts positioning (or waiting for the lead), and pokes the live feed whenever any process gave positions. */
export const startJournal = (seed: () => Omit<ContextSeed, "actor">, pulse: Pulse): Journal => {
  const sequencer = startSequencer(seed);
  serveSequencer(seed().db, sequencer);
  const ends = [pulse.on("journal", sequencer.poke), pulse.on("positions", feedOf(seed().db).poke)];
  return {
    sequencer,
    stop: async () => {
      for (const end of ends) end();
      await sequencer.stop();
    },
  };
};
