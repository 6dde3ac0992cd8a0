import { type Flow, type Move, newStage, stagesFrom } from "@chengyun/kernel";

/** The move that opens a subject of a flow. */
export const openingMove = (flow: Flow): [name: string, move: Move] | undefined =>
  Object.entries(flow.moves).find(([, move]) => stagesFrom(move).includes(newStage));
