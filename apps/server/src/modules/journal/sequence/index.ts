export { type Sequencer, startSequencer } from "./sequencer.ts";
export { hasWaiting, sequenceNow } from "./service.ts";
export { type Journal, startJournal } from "./start.ts";
