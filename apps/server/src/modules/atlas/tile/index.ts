export { answerTile, askAgain, getFrame } from "./answer.ts";
export { lastBaseZoom } from "./base-tile.ts";
export { extent, type TileFrame } from "./tile-frame.ts";
export { writeTile } from "./tile-writer.ts";
